#include "cli/trace_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "cli/coin_facts.h"
#include "cli/output.h"
#include "dossier/text.h"
#include "tracing/back.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::ChainView;
using ledger::Ledger;
using tracing::BackResult;
using tracing::Origin;
using tracing::OriginKind;

constexpr std::size_t kTableRows = 20;

void refuse_what_does_not_apply(const Words& words) {
  for (const char* name :
       {"--seeds", "--seed", "--sensitivity", "--coinbase", "--until", "--minimum", "--bounds",
        "--bounds-for", "--rows", "--html", "--freeze-table", "--segments"})
    if (words.has(name))
      throw_usage(fmt::format("{} does not go with --back", name),
                  "`spoor trace --help` says what each is for");
}

tracing::SeedFile targets_of(const Words& words) {
  tracing::SeedFile targets{.file = "--back", .rows = {}};
  for (const std::string& word : words.texts("--back"))
    for (std::size_t at = 0; at <= word.size();) {
      const std::size_t end = std::min(word.find(',', at), word.size());
      targets.rows.push_back(parse_seed(word.substr(at, end - at), "back"));
      at = end + 1;
    }
  return targets;
}

struct BackReport {
  const Ledger& ledger;
  const TraceRequest& request;
  const Words& words;
  tracing::Seeds targets;
  BackResult result;

  const ChainView& view() const { return ledger.view(); }
  // Amounts and counts by kind.
  std::map<OriginKind, std::pair<Satoshi, std::uint64_t>> sums() const {
    std::map<OriginKind, std::pair<Satoshi, std::uint64_t>> out;
    for (const Origin& origin : result.origins) {
      out[origin.kind].first += origin.amount;
      ++out[origin.kind].second;
    }
    return out;
  }
};

BackReport go_back(const Ledger& ledger, const TraceRequest& request, const Words& words) {
  if (ledger.empty()) throw_not_found("this ledger holds no blocks", "Run `spoor ingest`");
  const ChainView& view = ledger.view();
  BackReport report{ledger, request, words, {}, {}};
  report.targets = tracing::resolve_seeds(
      targets_of(words), view,
      [&](const bitcoin::Outpoint& outpoint) { return ledger.find_coin(outpoint); });
  Progress progress("back", 0, "transactions");
  tracing::BackOptions options;
  options.doctrine = request.doctrine;
  options.fee = request.fee;
  if (request.since) options.since = since_height(view, *request.since);
  for (const tracing::Stop& stop : find_stops(ledger, request.services, request.services_file))
    options.addresses.push_back(stop.address);
  options.limit = request.limit;
  options.progress = &progress;
  std::vector<tracing::BackTarget> targets;
  for (const tracing::Seed& seed : report.targets.rows)
    targets.push_back({.coin = seed.coin, .offset = seed.offset, .amount = seed.amount});
  report.result = tracing::trace_back(view, targets, options);
  return report;
}

std::string meaning(OriginKind kind) {
  switch (kind) {
    case OriginKind::kCoinbase:
      return "a miner made it";
    case OriginKind::kSince:
      return "made before the first block that was asked for";
    case OriginKind::kAddress:
      return "at an address that was given";
    case OriginKind::kPrehistory:
      return "made before the ledger";
    case OriginKind::kUnknownInput:
      return "made from an input of unknown value";
    case OriginKind::kLimit:
      return "the limit was reached";
    case OriginKind::kRounding:
      break;
  }
  return "dropped by division";
}

std::string limit_warning(const BackReport& report) {
  return fmt::format(
      "the limit of {} transactions was reached: the origins named `limit` are not "
      "the end of the trail",
      with_commas(report.request.limit));
}

std::string head_table(const BackReport& report) {
  const tracing::DoctrineText about = tracing::text_of(report.result.doctrine);
  std::string out;
  if (report.result.hit_limit) out += "WARNING: " + limit_warning(report) + "\n\n";
  Grid grid({Align::kLeft, Align::kLeft});
  for (const tracing::Seed& target : report.targets.rows) {
    grid.row({"back from", dossier::outpoint_text(report.view(), target.coin)});
    grid.line(fmt::format("{}, {} sat from offset {}", amount_text(target.amount),
                          with_commas(target.amount.value), with_commas(target.offset.value)));
  }
  grid.row({"doctrine", tracing::name(report.result.doctrine)});
  const std::string& reason = report.words.text("--reason");
  grid.row({"reason", reason.empty() ? "none was given" : dossier::visible(reason)});
  grid.row(
      {"went through", fmt::format("{} transactions", with_commas(report.result.transactions))});
  out += grid.text() + "\n" + dossier::wrapped("", about.rule, 80);
  out += "\nORIGINS\n";
  Grid sums({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  for (const auto& [kind, sum] : report.sums())
    sums.row(
        {std::string(name(kind)), amount_text(sum.first), with_commas(sum.second), meaning(kind)});
  return out + sums.text();
}

std::string rows_table(const BackReport& report) {
  std::vector<const Origin*> rows;
  for (const Origin& origin : report.result.origins)
    if (origin.coin.valid()) rows.push_back(&origin);
  std::ranges::stable_sort(rows, std::greater{}, [](const Origin* o) { return o->amount; });
  std::string out = "\nLargest first\n";
  Grid grid({Align::kRight, Align::kLeft, Align::kLeft});
  const std::size_t shown = std::min(rows.size(), kTableRows);
  Satoshi rest;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i >= shown) {
      rest += rows[i]->amount;
      continue;
    }
    const CoinFacts coin = coin_facts(report.ledger, rows[i]->coin);
    grid.row({amount_text(rows[i]->amount), std::string(name(rows[i]->kind)), coin.script.text()});
    grid.line(fmt::format("{}  ({})", coin.coin, made_text(coin)));
  }
  out += grid.text();
  if (rows.size() > shown)
    out += fmt::format("and {} more, {}; --format csv lists all\n",
                       with_commas(rows.size() - shown), amount_text(rest));
  return out;
}

std::string as_csv(const BackReport& report) {
  std::string out = "kind,coin,address,amount_sat,offset_sat,script_type,script,height,time\n";
  for (const Origin& origin : report.result.origins) {
    if (!origin.coin.valid()) {
      out += fmt::format("{},,,{},,,,,\n", name(origin.kind), origin.amount.value);
      continue;
    }
    const CoinFacts coin = coin_facts(report.ledger, origin.coin);
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{}\n", name(origin.kind), coin.coin, coin.script.address,
        origin.amount.value, origin.offset.value, coin.script.script_type, coin.script.script,
        coin.made ? std::to_string(coin.made->height.value) : "", coin.made ? coin.made->time : "");
  }
  return out;
}

void write_head(JsonWriter& json, const BackReport& report) {
  const ChainView& view = report.view();
  json.member("format", "spoor.trace-back").member("format_version", 1);
  json.member("spoor", SPOOR_VERSION);
  json.member("network", bitcoin::params(report.ledger.manifest().network).name);
  json.key("ledger").begin_object();
  json.member("first_height", view.first_height).member("genesis_rooted", view.genesis_rooted);
  json.member("tip_height", view.tip().value);
  json.member("tip", dossier::block_hash_text(view, view.tip())).end_object();
  json.key("command").begin_array();
  for (const std::string& word : command_again(report.words)) json.value(dossier::utf8(word));
  json.end_array().key("files").begin_array();
  for (const dossier::InputFile& file : report.request.files)
    json.begin_object()
        .member("role", file.role)
        .member("name", dossier::utf8(file.name))
        .member("bytes", file.bytes)
        .member("sha256", file.sha256)
        .end_object();
  json.end_array().key("targets").begin_array();
  for (const tracing::Seed& target : report.targets.rows)
    json.begin_object()
        .member("coin", dossier::outpoint_text(view, target.coin))
        .member("offset_sat", target.offset)
        .member("amount_sat", target.amount)
        .end_object();
  json.end_array();
}

std::string as_json(const BackReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_head(json, report);
  const std::string& reason = report.words.text("--reason");
  json.member("doctrine", tracing::name(report.result.doctrine)).key("reason");
  reason.empty() ? json.null() : json.value(dossier::utf8(reason));
  json.member("fee", name(report.result.fee)).member("limit", report.request.limit);
  json.member("hit_limit", report.result.hit_limit);
  json.member("transactions", report.result.transactions);
  json.key("sums").begin_object();
  for (const auto& [kind, sum] : report.sums()) json.member(name(kind), sum.first);
  json.end_object().key("origins").begin_array();
  for (const Origin& origin : report.result.origins) {
    json.begin_object().member("kind", name(origin.kind)).member("amount_sat", origin.amount);
    json.member("offset_sat", origin.offset);
    if (origin.coin.valid()) write_coin(json, coin_facts(report.ledger, origin.coin));
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace

void run_trace_back(const TraceRequest& request, const Words& words) {
  refuse_what_does_not_apply(words);
  print(ledger::read_consistently(request.ledger, [&](const Ledger& ledger) {
    const BackReport report = go_back(ledger, request, words);
    switch (format_of(words)) {
      case Format::kJson:
        return as_json(report);
      case Format::kCsv:
        if (report.result.hit_limit) notice(limit_warning(report));
        return as_csv(report);
      case Format::kTable:
        break;
    }
    return head_table(report) + rows_table(report);
  }));
}

}  // namespace spoor::cli
