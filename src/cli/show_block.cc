// `spoor show block`: a block's header, what its coinbase took, and its transactions page by page.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "chains/bitcoin/block.h"
#include "cli/account_show.h"
#include "cli/coin_facts.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::ChainView;
using ledger::Ledger;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 10 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Hash256 parse_hash(const std::string& text) {
  try {
    return hash_from_display_hex(text);
  } catch (const Error&) {
    throw_bad_input(fmt::format("neither a height nor a block hash: '{}'", text), {},
                    "Write a whole number, the 64 hex digits of a hash, or the word tip");
  }
}

Height find(const Ledger& ledger, const std::string& text) {
  if (ledger.empty())
    throw_not_found("this ledger holds no blocks", "Run `spoor ingest bitcoin` first");
  const ChainView& view = ledger.view();
  if (text == "tip") return view.tip();
  if (!is_number(text)) {
    const std::optional<Height> height = ledger.find_block(parse_hash(text));
    if (!height)
      throw_not_found(fmt::format("block {} is not in this ledger", text),
                      "It may be stale: a ledger holds the chain with the most work");
    return *height;
  }
  const std::uint64_t number = parse_u64(text);
  if (number < view.first_height || number > view.tip().value)
    throw_not_found(fmt::format("block {} is not in this ledger, which holds {} to {}", number,
                                view.first_height, view.tip().value));
  return Height{static_cast<std::uint32_t>(number)};
}

// None where the fee of a transaction is unknown.
std::optional<Satoshi> fees(const ChainView& view, Height height) {
  Satoshi sum;
  for (TxId tx = view.first_tx(height); tx < view.end_tx(height); ++tx) {
    const std::optional<Satoshi> fee = view.fee_of(tx);
    if (!fee) return std::nullopt;
    sum += *fee;
  }
  return sum;
}

struct BlockFacts {
  BlockFacts(const Ledger& ledger, Height at, const Words& words)
      : view(ledger.view()),
        height(at),
        row(view.block(at)),
        header(bitcoin::parse_header(row.header)),
        transactions(page_of(words, view.end_tx(at).value - view.first_tx(at).value)) {
    const std::vector<std::string>& sources = ledger.manifest().sources;
    if (row.source_file < sources.size()) source = sources[row.source_file];
  }
  TxId tx(std::uint64_t i) const {
    return TxId{view.first_tx(height).value + static_cast<std::uint32_t>(i)};
  }
  std::optional<std::string> next() const {
    if (height == view.tip()) return std::nullopt;
    return dossier::block_hash_text(view, Height{height.value + 1});
  }

  const ChainView& view;
  Height height;
  const ledger::BlockRow& row;
  bitcoin::BlockHeader header;
  std::string source;  // file that the block came from: named by others
  Page transactions;
};

std::string as_json(const BlockFacts& facts) {
  const ChainView& view = facts.view;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("height", facts.height.value);
  json.member("hash", to_hex_reversed(facts.row.hash));
  json.member("previous", to_hex_reversed(facts.header.previous));
  json.key("next");
  facts.next() ? json.value(*facts.next()) : json.null();
  json.member("time", utc_time(facts.header.time));
  json.member("median_time_past", utc_time(view.median_time_past(facts.height)));
  json.member("version", facts.header.version);
  json.member("merkle_root", to_hex_reversed(facts.header.merkle_root));
  json.member("bits", facts.header.bits).member("nonce", facts.header.nonce);
  json.member("size", facts.row.size).member("weight", facts.row.weight);
  json.member("subsidy_sat", view.subsidy(facts.height));
  write_amount(json, "fees_sat", fees(view, facts.height));
  json.member("coinbase_sat", output_total(view, view.first_tx(facts.height)));
  write_amount(json, "unclaimed_sat", view.unclaimed(facts.height));
  json.member("source_file", dossier::utf8(facts.source));
  json.member("source_offset", facts.row.source_offset);
  json.key("transactions").begin_object();
  write_page(json, facts.transactions);
  write_rows(json, facts.transactions, [&](std::uint64_t i) {
    const TxId tx = facts.tx(i);
    json.member("index", i).member("txid", dossier::txid_text(view, tx));
    json.member("inputs", view.end_input(tx).value - view.first_input(tx).value);
    json.member("outputs", view.end_coin(tx).value - view.first_coin(tx).value);
    json.member("output_sat", output_total(view, tx));
    write_amount(json, "fee_sat", view.fee_of(tx));
  });
  json.end_object().end_object();
  return out + "\n";
}

std::string as_csv(const BlockFacts& facts) {
  const ChainView& view = facts.view;
  std::string out = "index,txid,inputs,outputs,output_sat,fee_sat,size,weight\n";
  for (std::uint64_t i = facts.transactions.begin(); i < facts.transactions.end(); ++i) {
    const TxId tx = facts.tx(i);
    const std::optional<Satoshi> fee = view.fee_of(tx);
    out += fmt::format("{},{},{},{},{},{},{},{}\n", i, dossier::txid_text(view, tx),
                       view.end_input(tx).value - view.first_input(tx).value,
                       view.end_coin(tx).value - view.first_coin(tx).value,
                       output_total(view, tx).value, fee ? std::to_string(fee->value) : "",
                       view.tx_size[tx.value], view.tx_weight[tx.value]);
  }
  return out;
}

std::string head_table(const BlockFacts& facts) {
  const ChainView& view = facts.view;
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"block", std::to_string(facts.height.value)});
  grid.row({"hash", to_hex_reversed(facts.row.hash)});
  grid.row({"previous", to_hex_reversed(facts.header.previous)});
  grid.row({"next", facts.next().value_or("none yet: this is the ledger's tip")});
  grid.row({"merkle root", to_hex_reversed(facts.header.merkle_root)});
  grid.row({"time", utc_time(facts.header.time)});
  grid.row({"median time", utc_time(view.median_time_past(facts.height))});
  grid.row({"version", fmt::format("{}, bits {:08x}, nonce {}", facts.header.version,
                                   facts.header.bits, facts.header.nonce)});
  grid.row({"size", fmt::format("{} bytes, weight {}", with_commas(facts.row.size),
                                with_commas(facts.row.weight))});
  grid.row({"subsidy", amount_text(view.subsidy(facts.height))});
  grid.row({"fees", amount_text(fees(view, facts.height))});
  grid.row({"coinbase", amount_text(output_total(view, view.first_tx(facts.height)))});
  const std::optional<Satoshi> unclaimed = view.unclaimed(facts.height);
  grid.row({"unclaimed", unclaimed == Satoshi{} ? "nothing"
                         : unclaimed            ? amount_text(unclaimed) + ", gone for good"
                                                : "unknown, as a fee is"});
  grid.row({"read from",
            dossier::visible(fmt::format("{}, offset {}", facts.source, facts.row.source_offset))});
  return grid.text();
}

std::string transactions_table(const BlockFacts& facts) {
  const ChainView& view = facts.view;
  std::string out =
      fmt::format("\n{}\n", counted(facts.transactions.total, "transaction", "transactions"));
  Grid grid({Align::kRight, Align::kLeft});
  for (std::uint64_t i = facts.transactions.begin(); i < facts.transactions.end(); ++i) {
    const TxId tx = facts.tx(i);
    grid.row({std::to_string(i), dossier::txid_text(view, tx)});
    const std::uint64_t inputs = view.end_input(tx).value - view.first_input(tx).value;
    grid.line(
        fmt::format("{} in, {} out, {}, {}", with_commas(inputs),
                    with_commas(view.end_coin(tx).value - view.first_coin(tx).value),
                    amount_text(output_total(view, tx)),
                    view.is_coinbase(tx) ? "coinbase" : "fee " + amount_text(view.fee_of(tx))));
  }
  return out + grid.text() + page_foot(facts.transactions, "transactions");
}

void run(const Words& words) {
  if (is_of_accounts(words.text("--ledger"))) return show_block_of_accounts(words);
  print(ledger::read_consistently(words.text("--ledger"), [&](const Ledger& ledger) {
    const BlockFacts facts(ledger, find(ledger, words.text("BLOCK")), words);
    const Format format = format_of(words);
    if (format == Format::kJson) return as_json(facts);
    if (format == Format::kTable) return head_table(facts) + transactions_table(facts);
    notice_page(facts.transactions, "transactions");
    return as_csv(facts);
  }));
}

}  // namespace

Command show_block_command() {
  Command command{
      .name = "show block",
      .summary = "a block: header, fees, transactions",
      .description =
          R"(Shows one block: its header, its time and the median time past (a date given to
`spoor trace` means the last block whose median time past is not later), the subsidy, the fees,
what the coinbase paid itself, and what it left unclaimed, which is gone for good. Fees are
unknown where one of them is.

Of an account ledger it shows fee recipient, base fee, what the source gave of the block, and what
the block holds, also outside of transactions (rewards, withdrawals). Such a ledger may have gaps;
of a block in one it names the nearest blocks.

Transactions are shown page by page.)",
      .options = {{.name = "BLOCK",
                   .value = {},
                   .help =
                       "A height, a block hash, or the word tip. Of accounts: a number, or tip.",
                   .required = true},
                  ledger_option()},
      .examples = {{.line = "spoor show block --ledger mainnet 170",
                    .says = "The block of the first payment."},
                   {.line = "spoor show block --ledger mainnet tip --format json --limit 0",
                    .says = "The last block without its transactions, for programs."}},
      .see_also = {"show tx", "ledger info", "docs/schema/show-block.json",
                   "docs/schema/show-block-accounts.json"},
      .run = run};
  add_page_options(command, "transactions");
  return command;
}

}  // namespace spoor::cli
