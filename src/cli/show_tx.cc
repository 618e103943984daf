// `spoor show tx`: one transaction, its inputs and outputs page by page.
#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "cli/account_show.h"
#include "cli/coin_facts.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::ChainView;
using ledger::Ledger;

struct Found {
  TxId tx;                     // of duplicates the latest
  std::vector<Place> earlier;  // the duplicates before it
};

Found find(const Ledger& ledger, const std::string& text) {
  const Hash256 txid = hash_from_display_hex(text);
  const std::vector<TxId> transactions = ledger.find_tx(txid);
  if (!transactions.empty()) {
    Found found{.tx = transactions.back(), .earlier = {}};
    for (std::size_t i = 0; i + 1 < transactions.size(); ++i)
      found.earlier.push_back(place_of(ledger.view(), transactions[i]));
    return found;
  }
  for (const ledger::PrehistoryRow& row : ledger.view().prehistory)
    if (row.txid == txid)
      throw_not_found(fmt::format("transaction {} is from before this ledger, which knows only "
                                  "the coins of it that were spent here, as {}:{}",
                                  text, text, row.vout),
                      "See them with `spoor show coin`");
  throw_not_found(fmt::format("transaction {} is not in this ledger", text),
                  "Check the txid, or ingest the block that holds it");
}

std::optional<Satoshi> input_total(const ChainView& view, TxId tx) {
  Satoshi sum;
  for (InputId input = view.first_input(tx); input < view.end_input(tx); ++input) {
    const std::optional<Satoshi> value = view.value_of(input);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum;
}

// Everything that the three forms show.
struct TxFacts {
  TxFacts(const Ledger& from, Found found, const Words& words)
      : ledger(from),
        view(from.view()),
        tx(found.tx),
        place(place_of(view, tx)),
        earlier(std::move(found.earlier)),
        is_coinbase(view.is_coinbase(tx)),
        inputs(page_of(words, view.end_input(tx).value - view.first_input(tx).value)),
        outputs(page_of(words, view.end_coin(tx).value - view.first_coin(tx).value)) {}

  CoinFacts input(std::uint64_t i) const {
    return coin_facts(ledger, view.coin_of(InputId{view.first_input(tx).value + i}));
  }
  std::uint32_t sequence(std::uint64_t i) const {
    return view.input_sequence[view.first_input(tx).value + i];
  }
  CoinFacts output(std::uint64_t i) const {
    return coin_facts(ledger, CoinId{view.first_coin(tx).value + i});
  }
  std::uint32_t index_in_block() const { return tx.value - view.first_tx(place.height).value; }

  const Ledger& ledger;
  const ChainView& view;
  TxId tx;
  Place place;
  std::vector<Place> earlier;
  bool is_coinbase;
  Page inputs, outputs;
};

std::string as_json(const TxFacts& facts) {
  const ChainView& view = facts.view;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("txid", facts.place.txid);
  json.member("height", facts.place.height.value);
  json.member("block", dossier::block_hash_text(view, facts.place.height));
  json.member("time", facts.place.time);
  json.member("index_in_block", facts.index_in_block());
  json.member("coinbase", facts.is_coinbase);
  json.member("version", static_cast<std::int32_t>(view.tx_version[facts.tx.value]));
  json.member("locktime", view.tx_locktime[facts.tx.value]);
  json.member("size", view.tx_size[facts.tx.value]);
  json.member("weight", view.tx_weight[facts.tx.value]);
  write_amount(json, "fee_sat", view.fee_of(facts.tx));
  write_amount(json, "input_sat", facts.is_coinbase ? std::nullopt : input_total(view, facts.tx));
  json.member("output_sat", output_total(view, facts.tx));
  json.key("earlier").begin_array();
  for (const Place& place : facts.earlier)
    json.begin_object()
        .member("height", place.height.value)
        .member("block", dossier::block_hash_text(view, place.height))
        .member("time", place.time)
        .end_object();
  json.end_array().key("inputs").begin_object();
  write_page(json, facts.inputs);
  write_rows(json, facts.inputs, [&](std::uint64_t i) {
    json.member("input", i).member("sequence", facts.sequence(i));
    write_coin(json, facts.input(i));
  });
  json.end_object().key("outputs").begin_object();
  write_page(json, facts.outputs);
  write_rows(json, facts.outputs, [&](std::uint64_t i) {
    json.member("output", i);
    write_coin(json, facts.output(i));
  });
  json.end_object().end_object();
  return out + "\n";
}

std::string as_csv(const TxFacts& facts) {
  std::string out = "side,number," + coin_csv_columns() + "\n";
  for (std::uint64_t i = facts.inputs.begin(); i < facts.inputs.end(); ++i)
    out += fmt::format("input,{},{}\n", i, coin_csv(facts.input(i)));
  for (std::uint64_t i = facts.outputs.begin(); i < facts.outputs.end(); ++i)
    out += fmt::format("output,{},{}\n", i, coin_csv(facts.output(i)));
  return out;
}

std::string head_table(const TxFacts& facts) {
  const ChainView& view = facts.view;
  const Height height = facts.place.height;
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"transaction", facts.place.txid});
  grid.row(
      {"block", fmt::format("{}, {}, transaction {} of {}", height.value, facts.place.time,
                            facts.index_in_block(),
                            with_commas(view.end_tx(height).value - view.first_tx(height).value))});
  grid.line(dossier::block_hash_text(view, height));
  for (const Place& place : facts.earlier)
    grid.row({"also in", fmt::format("block {}, {}; the later one overwrote its coins",
                                     place.height.value, place.time)});
  const std::optional<Satoshi> fee = view.fee_of(facts.tx);
  if (facts.is_coinbase) {
    grid.row({"coinbase", fmt::format("subsidy {}", amount_text(view.subsidy(height)))});
    const std::optional<Satoshi> unclaimed = view.unclaimed(height);
    if (unclaimed != Satoshi{})
      grid.row({"unclaimed",
                unclaimed ? amount_text(unclaimed) + ", gone for good" : "unknown, as a fee is"});
  } else {
    grid.row({"fee", fee ? amount_text(fee) : "unknown, as the value of an input is"});
  }
  grid.row({"size", fmt::format("{} bytes, weight {}", with_commas(view.tx_size[facts.tx.value]),
                                with_commas(view.tx_weight[facts.tx.value]))});
  grid.row({"version", fmt::format("{}, locktime {}",
                                   static_cast<std::int32_t>(view.tx_version[facts.tx.value]),
                                   view.tx_locktime[facts.tx.value])});
  return grid.text();
}

void add_coin(Grid& grid, std::uint64_t number, const CoinFacts& coin, std::string line) {
  grid.row({std::to_string(number), amount_text(coin.value), coin.script.text()});
  grid.line(std::move(line));
}

std::string inputs_table(const TxFacts& facts) {
  Grid grid({Align::kRight, Align::kRight, Align::kLeft});
  for (std::uint64_t i = facts.inputs.begin(); i < facts.inputs.end(); ++i) {
    const CoinFacts coin = facts.input(i);
    add_coin(grid, i, coin, fmt::format("{}  ({})", coin.coin, made_text(coin)));
  }
  return fmt::format("\n{}, {}\n{}{}", counted(facts.inputs.total, "input", "inputs"),
                     amount_text(input_total(facts.view, facts.tx)), grid.text(),
                     page_foot(facts.inputs, "inputs"));
}

std::string outputs_table(const TxFacts& facts) {
  Grid grid({Align::kRight, Align::kRight, Align::kLeft});
  for (std::uint64_t i = facts.outputs.begin(); i < facts.outputs.end(); ++i) {
    const CoinFacts coin = facts.output(i);
    add_coin(grid, i, coin, end_text(coin));
  }
  return fmt::format("\n{}, {}\n{}{}", counted(facts.outputs.total, "output", "outputs"),
                     amount_text(output_total(facts.view, facts.tx)), grid.text(),
                     page_foot(facts.outputs, "outputs"));
}

std::string as_table(const TxFacts& facts) {
  return head_table(facts) + (facts.is_coinbase ? "" : inputs_table(facts)) + outputs_table(facts);
}

void run(const Words& words) {
  if (is_of_accounts(words.text("--ledger"))) return show_tx_of_accounts(words);
  print(ledger::read_consistently(words.text("--ledger"), [&](const Ledger& ledger) {
    const TxFacts facts(ledger, find(ledger, words.text("TXID")), words);
    const Format format = format_of(words);
    if (format == Format::kJson) return as_json(facts);
    if (format == Format::kTable) return as_table(facts);
    notice_page(facts.inputs, "inputs");
    notice_page(facts.outputs, "outputs");
    return as_csv(facts);
  }));
}

}  // namespace

Command show_tx_command() {
  Command command{
      .name = "show tx",
      .summary = "a transaction with its inputs and outputs, or its transfers",
      .description =
          R"(Shows one transaction: its block, its fee, the coins that it spent and the coins that
it made, each with its exact amount, its address or script, and what became of it. A fee is
unknown where the value of an input is (a coin from before a partial ledger); unknown is null in
JSON and an empty field in CSV.

Of an account ledger it shows block, sender, target, success and how that is known, the fee, and in
order what was transferred (a native amount moves only where the transaction succeeded), the
collectibles, and the events that were kept.

Inputs and outputs are shown page by page, and so are transfers, collectibles and events.)",
      .options =
          {{.name = "TXID",
            .value = {},
            .help =
                "The transaction id, 64 hex digits as people write it. Of accounts: the hash, 0x "
                "and 64 hex digits, or the name that a list of transfers gave it.",
            .required = true},
           ledger_option()},
      .examples = {{.line = "spoor show tx --ledger mainnet "
                            "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16",
                    .says = "The first payment from one person to another."},
                   {.line = "spoor show tx --ledger mainnet TXID --offset 5000 --limit 1000 "
                            "--format csv",
                    .says = "A page of a large transaction, one row an input or output."},
                   {.line = "spoor show tx --ledger ethereum theft",
                    .says = "A transaction that a list of transfers names."}},
      .see_also = {"show coin", "show block", "docs/schema/show-tx.json",
                   "docs/schema/show-tx-accounts.json"},
      .run = run};
  add_page_options(command, "inputs, of the outputs, of the transfers");
  return command;
}

}  // namespace spoor::cli
