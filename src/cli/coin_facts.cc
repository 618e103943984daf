#include "cli/coin_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/amount.h"
#include "cli/at_once.h"
#include "tracing/seeds.h"

namespace spoor::cli {
namespace {

using ledger::ChainView;
using ledger::Ledger;

std::string why_unspendable(const ChainView& view, CoinId coin) {
  if (view.is_genesis_coin(coin)) return "genesis";
  return view.coins[coin.value].type() == bitcoin::ScriptType::kOpReturn ? "op_return" : "too_long";
}

std::string reason_text(const std::string& why) {
  if (why == "genesis") return "no one can spend the genesis block's coin";
  if (why == "op_return") return "the script begins with OP_RETURN";
  return "the script is longer than 10,000 bytes";
}

}  // namespace

Place place_of(const ChainView& view, TxId tx) {
  const Height height = view.height_of(tx);
  return {.tx = tx,
          .txid = dossier::txid_text(view, tx),
          .height = height,
          .time = dossier::time_text(view, height)};
}

Satoshi output_total(const ChainView& view, TxId tx) {
  Satoshi sum;
  for (CoinId coin = view.first_coin(tx); coin < view.end_coin(tx); ++coin)
    sum += view.coins[coin.value].value();
  return sum;
}

CoinFacts coin_facts(const Ledger& ledger, CoinId coin) {
  const ChainView& view = ledger.view();
  CoinFacts facts;
  facts.id = coin;
  facts.coin = dossier::outpoint_text(view, coin);
  facts.value = tracing::coin_value(view, coin);
  facts.script = dossier::script_name(view, ledger.manifest().network, coin);
  if (!ChainView::is_prehistory(coin)) {
    facts.made = place_of(view, view.tx_of(coin));
    facts.from_coinbase = view.first_tx(facts.made->height) == facts.made->tx;
  }
  if (const InputId input = view.spender(coin); input.valid()) {
    facts.state = CoinState::kSpent;
    facts.ended = place_of(view, view.tx_of(input));
    facts.spent_input = input.value - view.first_input(facts.ended->tx).value;
  } else if (view.is_unspendable(coin)) {
    facts.state = CoinState::kUnspendable;
    facts.why = why_unspendable(view, coin);
  } else if (const CoinId by = view.overwritten_by(coin); by.valid()) {
    facts.state = CoinState::kOverwritten;
    facts.ended = place_of(view, view.tx_of(by));
  }
  return facts;
}

void each_coin(const Ledger& ledger, std::uint64_t begin, std::uint64_t end,
               const std::function<CoinId(std::uint64_t)>& coin_at,
               const std::function<void(std::uint64_t, const CoinFacts&)>& show) {
  constexpr std::uint64_t kMostAtOnce = 4'096;  // some megabytes of facts
  std::vector<CoinFacts> facts;
  for (; begin < end; begin += facts.size()) {
    facts.resize(std::min(end - begin, kMostAtOnce));
    at_once(facts.size(),
            [&](std::uint64_t i) { facts[i] = coin_facts(ledger, coin_at(begin + i)); });
    for (std::uint64_t i = 0; i < facts.size(); ++i) show(begin + i, facts[i]);
  }
}

std::string amount_text(std::optional<Satoshi> amount) {
  return amount ? to_btc(*amount) + " BTC" : "unknown";
}

std::string name(CoinState state) {
  switch (state) {
    case CoinState::kUnspent:
      return "unspent";
    case CoinState::kSpent:
      return "spent";
    case CoinState::kUnspendable:
      return "unspendable";
    case CoinState::kOverwritten:
      break;
  }
  return "overwritten";
}

std::string state_text(const CoinFacts& facts) {
  switch (facts.state) {
    case CoinState::kSpent:
      return fmt::format("spent in block {}, {}", facts.ended->height.value, facts.ended->time);
    case CoinState::kOverwritten:
      return fmt::format("overwritten in block {} by a coinbase with the same txid",
                         facts.ended->height.value);
    case CoinState::kUnspendable:
      return "unspendable: " + reason_text(facts.why);
    case CoinState::kUnspent:
      break;
  }
  return "unspent";
}

std::string made_text(const CoinFacts& facts) {
  if (!facts.made) return "before the ledger";
  return fmt::format("block {}, {}{}", facts.made->height.value, facts.made->time,
                     facts.from_coinbase ? ", by a coinbase" : "");
}

std::string end_text(const CoinFacts& facts) {
  std::string text = state_text(facts);
  if (facts.state == CoinState::kSpent) text += fmt::format(", by {}", facts.ended->txid);
  return text;
}

void write_amount(JsonWriter& json, std::string_view key, std::optional<Satoshi> amount) {
  json.key(key);
  amount ? json.value(*amount) : json.null();
}

void write_script(JsonWriter& json, const dossier::ScriptName& script) {
  json.key("address");
  script.address.empty() ? json.null() : json.value(script.address);
  json.member("script_type", script.script_type);
  json.key("script");
  script.script.empty() ? json.null() : json.value(script.script);
}

void write_coin(JsonWriter& json, const CoinFacts& facts) {
  json.member("coin", facts.coin);
  write_amount(json, "value_sat", facts.value);
  write_script(json, facts.script);
  json.key("made");
  if (facts.made)
    json.begin_object()
        .member("height", facts.made->height.value)
        .member("time", facts.made->time)
        .member("coinbase", facts.from_coinbase)
        .end_object();
  else
    json.null();
  json.member("state", name(facts.state));
  json.key("why");
  facts.why.empty() ? json.null() : json.value(facts.why);
  json.key("ended");
  if (!facts.ended) {
    json.null();
    return;
  }
  json.begin_object().member("txid", facts.ended->txid);
  json.key("input");
  facts.state == CoinState::kSpent ? json.value(facts.spent_input) : json.null();
  json.member("height", facts.ended->height.value).member("time", facts.ended->time).end_object();
}

std::string coin_csv_columns() {
  return "coin,value_sat,address,script_type,script,made_height,made_time,state,ended_txid,"
         "ended_input,ended_height,ended_time";
}

std::string coin_csv(const CoinFacts& facts) {
  std::string out = fmt::format(
      "{},{},{},{},{},", facts.coin, facts.value ? std::to_string(facts.value->value) : "",
      facts.script.address, facts.script.script_type, facts.script.script);
  out += facts.made ? fmt::format("{},{},", facts.made->height.value, facts.made->time) : ",,";
  out += name(facts.state) + ",";
  if (!facts.ended) return out + ",,,";
  return out +
         fmt::format("{},{},{},{}", facts.ended->txid,
                     facts.state == CoinState::kSpent ? std::to_string(facts.spent_input) : "",
                     facts.ended->height.value, facts.ended->time);
}

}  // namespace spoor::cli
