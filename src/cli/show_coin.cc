// `spoor show coin`: one transaction output, from where and whereto.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/coin_facts.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "dossier/text.h"
#include "tracing/seeds.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::Ledger;

// The coin of an outpoint and, for the duplicates from before BIP-30, the earlier one that it
// overwrote.
struct Found {
  CoinFacts coin;
  std::vector<CoinFacts> earlier;
  std::optional<Bytes> script;
};

Found find(const Ledger& ledger, const std::string& text) {
  const bitcoin::Outpoint outpoint = tracing::parse_outpoint(text);
  const std::optional<CoinId> coin = ledger.find_coin(outpoint);
  const std::vector<TxId> transactions = ledger.find_tx(outpoint.txid);
  if (!coin && !transactions.empty())
    throw_not_found(fmt::format("the transaction of {} has {}, counted from 0", text,
                                counted(ledger.view().end_coin(transactions.back()).value -
                                            ledger.view().first_coin(transactions.back()).value,
                                        "output", "outputs")),
                    "See them with `spoor show tx`");
  if (!coin)
    throw_not_found(fmt::format("coin {} is not in this ledger", text),
                    "Check the txid, or ingest the block that made it");
  Found found{.coin = coin_facts(ledger, *coin), .earlier = {}, .script = {}};
  found.script = ledger.script_of(*coin);
  for (std::size_t i = 0; i + 1 < transactions.size(); ++i)
    found.earlier.push_back(coin_facts(
        ledger, CoinId{ledger.view().first_coin(transactions[i]).value + outpoint.vout}));
  return found;
}

// What somebody wrote after OP_RETURN, where it is text: pushes of at least four printable
// characters.
std::string memo(const Found& found) {
  if (found.coin.script.script_type != "op_return" || !found.script) return {};
  std::string text;
  std::string run;
  for (const std::uint8_t byte : *found.script) {
    if (byte >= 0x20 && byte < 0x7f) {
      run.push_back(static_cast<char>(byte));
      continue;
    }
    if (run.size() >= 4) text += (text.empty() ? "" : " … ") + run;
    run.clear();
  }
  return run.size() >= 4 ? text + (text.empty() ? "" : " … ") + run : text;
}

std::string as_json(const Found& found) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_coin(json, found.coin);
  json.key("script_hex");
  found.script ? json.value(to_hex(*found.script)) : json.null();
  json.key("earlier").begin_array();
  for (const CoinFacts& earlier : found.earlier) {
    json.begin_object();
    write_coin(json, earlier);
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::string as_csv(const Found& found) {
  std::string out = coin_csv_columns() + "\n";
  for (const CoinFacts& earlier : found.earlier) out += coin_csv(earlier) + "\n";
  return out + coin_csv(found.coin) + "\n";
}

std::string as_table(const Found& found) {
  const CoinFacts& coin = found.coin;
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"coin", coin.coin});
  grid.row({"value", amount_text(coin.value)});
  grid.row({"script type", coin.script.script_type});
  if (!coin.script.address.empty()) grid.row({"address", coin.script.address});
  if (!coin.script.script.empty())
    grid.row({coin.script.script.starts_with("pk:") ? "key" : "script hash", coin.script.script});
  grid.row({"script", found.script ? to_hex(*found.script) : "unknown"});
  if (const std::string text = memo(found); !text.empty())
    grid.row({"text in it", dossier::visible(text)});
  grid.row({"made", made_text(coin)});
  grid.row({"state", state_text(coin)});
  if (coin.state == CoinState::kSpent)
    grid.row({"spent by", fmt::format("{}, input {}", coin.ended->txid, coin.spent_input)});
  for (const CoinFacts& earlier : found.earlier)
    grid.row({"earlier", fmt::format("a coin of the same name, made in block {}, {}",
                                     earlier.made->height.value, state_text(earlier))});
  return grid.text();
}

void run(const Words& words) {
  if (is_of_accounts(words.text("--ledger")))
    throw_usage("an account ledger has no coins: its money is balances, which transfers change",
                "Use `spoor show tx` or `spoor show address`");
  print(ledger::read_consistently(words.text("--ledger"), [&](const Ledger& ledger) {
    const Found found = find(ledger, words.text("COIN"));
    switch (format_of(words)) {
      case Format::kJson:
        return as_json(found);
      case Format::kCsv:
        return as_csv(found);
      case Format::kTable:
        break;
    }
    return as_table(found);
  }));
}

}  // namespace

Command show_coin_command() {
  return {
      .name = "show coin",
      .summary = "a transaction output: value, script, where from, where to",
      .description =
          R"(Shows one coin, which is one output of a transaction: its exact value, its script and
address, the block that made it, and what became of it: unspent, spent (by which input),
unspendable (the genesis block's coin, OP_RETURN, a script longer than 10,000 bytes), or
overwritten (the two coinbases from before BIP-30 whose txid was used again; the earlier coin is
then shown too).

Of a coin from before a partial ledger, what is not known is shown as unknown: null in JSON, an
empty field in CSV, never 0.)",
      .options = {{.name = "COIN",
                   .value = {},
                   .help = "TXID:VOUT, the transaction id in hex and the number of the output, "
                           "counted from 0.",
                   .required = true},
                  ledger_option(),
                  format_option({"table", "csv", "json"})},
      .examples = {{.line = "spoor show coin --ledger mainnet 0437cd7f8525ceed2324359c2d0ba26006d9"
                            "2d856a9c20fa0241106ee5a597c9:0",
                    .says = "The first coin that anybody spent, mined in block 9."}},
      .see_also = {"show tx", "trace", "docs/schema/show-coin.json"},
      .run = run};
}

}  // namespace spoor::cli
