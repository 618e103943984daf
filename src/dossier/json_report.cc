#include "dossier/json_report.h"

#include <algorithm>

#include "base/json_writer.h"
#include "dossier/rows.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::LabelTotals;
using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;
using Part = FlowRecord::Part;

class TraceWriter {
 public:
  TraceWriter(const Report& report, std::string& out) : report_(report), json_(out) {}

  void write() {
    json_.begin_object().member("format", "spoor.trace").member("format_version", 1);
    json_.member("spoor", report_.context.version);
    write_course();
    write_chain();
    write_inputs();
    write_doctrine();
    write_options();
    write_labels();
    for (const RowGroup group : kGroups) write_rows(group);
    write_overlaps();
    write_sensitivity();
    write_bounds();
    write_bounds_for();
    write_flows();
    json_.end_object();
  }

 private:
  const std::string& label(tracing::Label label) const { return report_.seeds.label(label); }
  JsonWriter& text(std::string_view key, std::string_view value) {
    return json_.member(key, utf8(value));
  }
  std::string coin(CoinId coin) const { return outpoint_text(report_.view, coin); }

  void write_chain() {
    const ledger::ChainView& view = report_.view;
    json_.member("network", bitcoin::params(report_.context.network).name);
    json_.key("ledger").begin_object();
    json_.member("first_height", view.first_height).member("genesis_rooted", view.genesis_rooted);
    json_.member("tip_height", view.tip().value).member("tip", block_hash_text(view, view.tip()));
    json_.end_object();
    const Height until = report_.result.until;
    json_.key("until").begin_object().member("height", until.value);
    json_.member("hash", block_hash_text(view, until)).member("time", time_text(view, until));
    json_.end_object();
  }

  void write_inputs() {
    json_.key("command").begin_array();
    for (const std::string& word : report_.context.command) json_.value(utf8(word));
    json_.end_array().key("files").begin_array();
    for (const InputFile& file : report_.context.files) {
      json_.begin_object().member("role", file.role);
      text("name", file.name).member("bytes", file.bytes).member("sha256", file.sha256);
      json_.end_object();
    }
    json_.end_array();
    text("seeds_text", report_.context.seeds_text).key("seeds").begin_array();
    for (const tracing::Seed& seed : report_.seeds.rows) {
      json_.begin_object();
      text("label", label(seed.label)).member("coin", coin(seed.coin));
      json_.member("offset_sat", seed.offset).member("amount_sat", seed.amount).end_object();
    }
    json_.end_array();
  }

  void write_doctrine() {
    const tracing::DoctrineText about = tracing::text_of(report_.result.doctrine);
    json_.key("doctrine").begin_object().member("name", name(report_.result.doctrine));
    if (report_.context.reason.empty())
      json_.key("reason").null();
    else
      text("reason", report_.context.reason);
    json_.member("rule", about.rule).member("source", about.source);
    json_.member("misleads", about.misleads).end_object();
  }

  void write_options() {
    json_.key("options").begin_object();
    json_.member("fee", name(report_.result.fee)).member("coinbase", name(report_.result.coinbase));
    json_.member("minimum_sat", report_.options.minimum).member("limit", report_.options.limit);
    json_.key("services").begin_array();
    for (const tracing::Service& service : report_.context.services) {
      json_.begin_object();
      text("address", service.address);
      text("name", service.name);
      text("basis", service.basis).end_object();
    }
    json_.end_array().end_object();
  }

  void write_course() {
    json_.member("hit_limit", report_.result.hit_limit);
    json_.member("transactions", report_.result.transactions);
    json_.member("unknown_fees", report_.result.unknown_fees);
  }

  void write_totals(const LabelTotals& totals) {
    json_.member("accepted_sat", totals.accepted).member("overlap_sat", totals.overlap);
    for (const RowGroup group : kGroups) {
      json_.key(std::string(name(group)) + "s").begin_object();
      json_.member("total_sat", totals.of(group));
      for (const RowKind kind : kKinds)
        if (tracing::group(kind) == group && group != RowGroup::kHolding)
          json_.member(sat_key(kind), totals.of(kind));
      json_.end_object();
    }
  }

  // "below_minimum_sat".
  static std::string sat_key(RowKind kind) {
    std::string key(name(kind));
    std::replace(key.begin(), key.end(), '-', '_');
    return key + "_sat";
  }

  void write_labels() {
    json_.key("labels").begin_array();
    for (std::size_t i = 0; i < report_.seeds.labels.size(); ++i) {
      const LabelTotals& totals = report_.result.totals[i];
      json_.begin_object();
      text("label", report_.seeds.labels[i]);
      write_totals(totals);
      if (tracing::conserves(report_.result.doctrine)) json_.member("missing_sat", missing(totals));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_rows(RowGroup group) {
    json_.key(std::string(name(group)) + "s").begin_array();
    for (const Row& row : report_.result.rows)
      if (tracing::group(row.kind) == group) write_row(named(report_, row));
    json_.end_array();
  }

  void write_row(const NamedRow& row) {
    json_.begin_object();
    text("label", row.label);
    if (row.kind != RowKind::kHolding) json_.member("kind", name(row.kind));
    if (!row.coin.empty()) {
      json_.member("coin", row.coin).member("address", row.script.address);
      json_.member("script_type", row.script.script_type).member("script", row.script.script);
      if (row.height) json_.member("height", row.height->value).member("time", row.time);
    }
    json_.member("amount_sat", row.amount);
    if (row.service != nullptr) {
      text("service", row.service->name);
      text("basis", row.service->basis);
    }
    json_.end_object();
  }

  void write_overlaps() {
    json_.key("overlaps").begin_array();
    for (const tracing::Overlap& overlap : report_.result.overlaps) {
      json_.begin_object();
      text("label", label(overlap.label)).member("coin", coin(overlap.coin));
      json_.member("amount_sat", overlap.amount).key("held_by").begin_array();
      for (const tracing::Label holder : overlap.holders) json_.value(utf8(label(holder)));
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void write_sensitivity() {
    if (report_.sensitivity.empty()) return;
    json_.key("sensitivity").begin_object().key("runs").begin_array();
    for (const tracing::DoctrineRun& run : report_.sensitivity) write_run(run);
    json_.end_array().key("spread").begin_array();
    for (const tracing::SpreadRow& row : spread_of(report_)) write_spread(row);
    json_.end_array().end_object();
  }

  void write_run(const tracing::DoctrineRun& run) {
    json_.begin_object().member("doctrine", name(run.doctrine)).member("fee", name(run.fee));
    json_.member("hit_limit", run.hit_limit).member("transactions", run.transactions);
    json_.member("holdings", run.holdings).key("labels").begin_array();
    for (std::size_t i = 0; i < run.totals.size(); ++i) {
      json_.begin_object();
      text("label", report_.seeds.labels[i]);
      write_totals(run.totals[i]);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  void write_spread(const tracing::SpreadRow& row) {
    json_.begin_object();
    text("label", label(row.label)).member("kind", name(row.kind));
    if (row.service != tracing::kNoService) {
      text("service", service(report_, row.service).name);
      text("address", service(report_, row.service).address);
    }
    json_.member("least_sat", row.least.amount).member("least_under", name(row.least.doctrine));
    json_.member("most_sat", row.most.amount).member("most_under", name(row.most.doctrine));
    json_.end_object();
  }

  void write_bounds() {
    if (report_.bounds == nullptr) return;
    json_.key("bounds").begin_object().member("hit_limit", report_.bounds->hit_limit);
    json_.key("rows").begin_array();
    for (const tracing::BoundsRow& row : report_.bounds->rows) {
      json_.begin_object();
      text("label", label(row.label)).member("kind", name(row.kind)).member("coin", coin(row.coin));
      json_.member("lower_sat", row.tainted.lower).member("upper_sat", row.tainted.upper);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  void write_bounds_for() {
    if (report_.bounds_for == nullptr) return;
    json_.key("bounds_for").begin_array();
    for (const tracing::SetBounds& row : *report_.bounds_for) {
      json_.begin_object();
      text("label", label(row.label)).member("lower_sat", row.tainted.lower);
      json_.member("upper_sat", row.tainted.upper).member("seeds_meet", row.seeds_meet);
      json_.member("hit_limit", row.hit_limit).end_object();
    }
    json_.end_array();
  }

  void write_flows() {
    if (report_.flows == nullptr) return;
    json_.key("flows").begin_array();
    for (std::size_t i = 0; i < report_.flows->steps().size(); ++i) {
      const TxId tx = report_.flows->steps()[i].tx;
      json_.begin_object().member("txid", txid_text(report_.view, tx));
      json_.member("height", report_.view.height_of(tx).value);
      write_parts("inputs", i, FlowRecord::Role::kInput);
      write_parts("outputs", i, FlowRecord::Role::kOutput);
      write_parts("fee", i, FlowRecord::Role::kFee);
      write_parts("rounding", i, FlowRecord::Role::kRounding);
      json_.end_object();
    }
    json_.end_array();
  }

  // A fee that a coinbase takes has no coin: it names the transaction that paid it.
  void write_parts(std::string_view key, std::size_t step, FlowRecord::Role role) {
    json_.key(key).begin_array();
    for (const Part& part : report_.flows->parts(step)) {
      if (part.role != role) continue;
      json_.begin_object();
      if (part.coin.valid())
        json_.member("coin", coin(part.coin));
      else if (role == FlowRecord::Role::kInput)
        json_.member("fee_of", txid_text(report_.view, part.from));
      text("label", label(part.label)).member("amount_sat", part.amount).end_object();
    }
    json_.end_array();
  }

  const Report& report_;
  JsonWriter json_;
};

}  // namespace

std::string json_report(const Report& report) {
  std::string out;
  TraceWriter(report, out).write();
  return out;
}

}  // namespace spoor::dossier
