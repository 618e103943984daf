#include <algorithm>

#include "base/json_writer.h"
#include "dossier/account_rows.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::AccountRow;
using tracing::AccountTotals;
using tracing::AccountTraceResult;

// Amounts are decimal texts: 256 bits are more than a JSON number holds.
class AccountTraceWriter {
 public:
  AccountTraceWriter(const AccountReport& report, std::string& out) : report_(report), json_(out) {}

  void write() {
    json_.begin_object().member("format", "spoor.trace-accounts").member("format_version", 1);
    json_.member("spoor", report_.context.version);
    text("network", report_.network).member("chain_id", report_.ledger.manifest().chain_id);
    json_.member("until", report_.result.until).member("hit_limit", report_.result.hit_limit);
    json_.member("transactions", report_.result.transactions);
    json_.member("approximate", report_.result.approximate);
    write_inputs();
    write_doctrine();
    json_.key("totals").begin_array();
    for (const AccountTotals& totals : report_.result.totals) write_totals(totals);
    json_.end_array().key("rows").begin_array();
    for (const AccountRow& row : report_.result.rows) write_row(row);
    json_.end_array();
    write_conversions();
    write_leads();
    write_beside();
    json_.end_object();
  }

 private:
  JsonWriter& text(std::string_view key, std::string_view value) {
    return json_.member(key, utf8(value));
  }
  JsonWriter& asset(std::string_view key, AssetId id) { return text(key, asset_text(report_, id)); }
  JsonWriter& amount(std::string_view key, const U256& value) {
    return json_.member(key, to_decimal(value));
  }
  JsonWriter& label(tracing::Label id) {
    return text("label", report_.seeds.labels[id.value - 1U]);
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
    text("seeds_text", report_.context.seeds_text);
  }

  void write_doctrine() {
    json_.key("doctrine").begin_object().member("name", name(report_.result.doctrine));
    if (report_.context.reason.empty())
      json_.key("reason").null();
    else
      text("reason", report_.context.reason);
    json_.end_object();
  }

  void write_totals(const AccountTotals& totals) {
    json_.begin_object();
    label(totals.label);
    asset("asset", totals.asset);
    amount("accepted", totals.accepted);
    amount("overlap", totals.overlap);
    amount("converted_in", totals.converted_in);
    amount("converted_out", totals.converted_out);
    for (const tracing::AccountRowKind kind : kAccountKinds) {
      std::string key(name(kind));
      std::ranges::replace(key, '-', '_');
      amount(key, totals.by_kind[static_cast<std::size_t>(kind)]);
    }
    amount("inferred", totals.inferred);
    amount("on_openings", totals.on_openings);
    json_.end_object();
  }

  void write_row(const AccountRow& row) {
    const NamedAccountRow n = named(report_, row);
    json_.begin_object();
    text("label", n.label);
    text("network", report_.network);
    text("asset", n.asset);
    text("address", n.address);
    json_.member("amount", n.amount).member("kind", name(row.kind)).member("basis", n.basis);
    json_.member("tx", n.tx).member("block", n.block).member("time", n.time);
    text("service", n.service == nullptr ? "" : n.service->name);
    json_.end_object();
  }

  void write_conversions() {
    json_.key("conversions").begin_array();
    for (const tracing::ConversionRow& row : report_.result.conversions) {
      json_.begin_object();
      label(row.label);
      json_.member("tx", tx_text(report_, row.tx));
      text("address", report_.ledger.address_text(row.conversion.account));
      asset("gave", row.conversion.gave);
      amount("gave_amount", row.conversion.gave_amount);
      amount("gave_tainted", row.tainted_out);
      asset("got", row.conversion.got);
      amount("got_amount", row.conversion.got_amount);
      amount("got_tainted", row.tainted_in);
      json_.member("rule", name(row.conversion.rule)).member("decided_by", "engine");
      json_.member("basis", basis_text(row.basis)).end_object();
    }
    json_.end_array();
  }

  void write_leads() {
    json_.key("leads").begin_array();
    for (const tracing::AccountLead& lead : report_.result.leads) {
      json_.begin_object();
      label(lead.label);
      json_.member("tx", tx_text(report_, lead.tx));
      asset("asset", lead.account.asset);
      text("address", report_.ledger.address_text(lead.account.address));
      amount("amount", lead.amount);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_beside() {
    json_.key("other_doctrines").begin_array();
    for (const AccountTraceResult& result : report_.beside) {
      json_.begin_object().member("doctrine", name(result.doctrine));
      json_.member("hit_limit", result.hit_limit).key("totals").begin_array();
      for (const AccountTotals& totals : result.totals) write_totals(totals);
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  const AccountReport& report_;
  JsonWriter json_;
};

}  // namespace

std::string account_json(const AccountReport& report) {
  std::string out;
  AccountTraceWriter(report, out).write();
  out += "\n";
  return out;
}

}  // namespace spoor::dossier
