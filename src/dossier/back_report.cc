#include "dossier/back_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/json_writer.h"
#include "dossier/grid.h"
#include "dossier/naming.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::BackTarget;
using tracing::Origin;
using tracing::OriginKind;

// Rounding has no coin.
NamedCoin named(const BackReport& report, const Origin& origin) {
  return named_coin(report.view, report.context.network, origin.coin);
}

std::string_view meaning(OriginKind kind) {
  switch (kind) {
    case OriginKind::kCoinbase:
      return "made by a miner";
    case OriginKind::kSince:
      return "from before the block given by --since";
    case OriginKind::kAddress:
      return "at one of the given addresses";
    case OriginKind::kPrehistory:
      return "from before the ledger";
    case OriginKind::kUnknownInput:
      return "its transaction has an input of unknown value";
    case OriginKind::kLimit:
      return "the limit of transactions was reached here";
    case OriginKind::kRounding:
      return "dropped by divisions";
  }
  ASSERT(false);
}

Satoshi whole(const BackReport& report) {
  Satoshi sum;
  for (const BackTarget& target : report.targets) sum += target.amount;
  return sum;
}

void add_origin(Grid& grid, const BackReport& report, const Origin& origin) {
  const NamedCoin n = named(report, origin);
  grid.row({to_btc(origin.amount), with_commas(origin.amount.value),
            n.height ? std::to_string(n.height->value) : "-", n.time,
            std::string(meaning(origin.kind))});
  if (n.coin.empty()) return;
  grid.line(n.script.text());
  grid.line(n.coin);
}

}  // namespace

std::string back_table(const BackReport& report, std::size_t most_rows) {
  std::vector<const Origin*> origins;
  for (const Origin& origin : report.result.origins) origins.push_back(&origin);
  std::stable_sort(origins.begin(), origins.end(),
                   [](const Origin* a, const Origin* b) { return a->amount > b->amount; });
  std::string out = fmt::format("The way back of {} BTC under {}, on {}, through {} transactions\n",
                                to_btc(whole(report)), name(report.result.doctrine),
                                bitcoin::params(report.context.network).name,
                                with_commas(report.result.transactions));
  if (report.result.hit_limit)
    out += wrapped("! ",
                   "The limit of transactions was reached: what is marked so goes back "
                   "further than this table.",
                   80);
  Grid grid({Align::kRight, Align::kRight, Align::kRight, Align::kLeft, Align::kLeft});
  grid.row({"BTC", "sat", "block", "since (UTC)", ""});
  for (std::size_t i = 0; i < std::min(most_rows, origins.size()); ++i)
    add_origin(grid, report, *origins[i]);
  out += grid.text();
  if (origins.size() <= most_rows) return out;
  Satoshi rest;
  for (std::size_t i = most_rows; i < origins.size(); ++i) rest += origins[i]->amount;
  return out + fmt::format("… and {} more, together {} BTC ({} sat): --format csv\n",
                           with_commas(origins.size() - most_rows), to_btc(rest),
                           with_commas(rest.value));
}

std::string back_csv(const BackReport& report) {
  std::string out = "coin,address,amount_sat,offset_sat,kind,script_type,script,height,time\n";
  for (const Origin& origin : report.result.origins) {
    const NamedCoin n = named(report, origin);
    out +=
        fmt::format("{},{},{},{},{},{},{},{},{}\n", n.coin, n.script.address, origin.amount.value,
                    origin.offset.value, name(origin.kind), n.script.script_type, n.script.script,
                    n.height ? std::to_string(n.height->value) : "", n.time);
  }
  return out;
}

std::string back_json(const BackReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("format", "spoor.back").member("format_version", 1);
  json.member("spoor", report.context.version);
  json.member("network", bitcoin::params(report.context.network).name);
  json.member("tip_height", report.view.tip().value);
  json.member("tip", block_hash_text(report.view, report.view.tip()));
  json.key("command").begin_array();
  for (const std::string& word : report.context.command) json.value(utf8(word));
  json.end_array().member("doctrine", name(report.result.doctrine));
  json.member("fee", name(report.result.fee)).member("hit_limit", report.result.hit_limit);
  json.member("transactions", report.result.transactions).member("limit", report.options.limit);
  if (report.options.since) json.member("since", report.options.since->value);
  json.key("targets").begin_array();
  for (const BackTarget& target : report.targets) {
    json.begin_object().member("coin", outpoint_text(report.view, target.coin));
    json.member("offset_sat", target.offset).member("amount_sat", target.amount).end_object();
  }
  json.end_array().key("origins").begin_array();
  for (const Origin& origin : report.result.origins) {
    const NamedCoin n = named(report, origin);
    json.begin_object().member("kind", name(origin.kind));
    if (!n.coin.empty()) {
      json.member("coin", n.coin).member("address", n.script.address);
      json.member("script_type", n.script.script_type).member("script", n.script.script);
      json.member("offset_sat", origin.offset);
      if (n.height) json.member("height", n.height->value).member("time", n.time);
    }
    json.member("amount_sat", origin.amount).end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace spoor::dossier
