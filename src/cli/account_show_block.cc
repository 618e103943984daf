// A block of an account ledger: what its source gave of it, its transactions, and what it holds
// outside of them.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "cli/account_show.h"
#include "dossier/account_rows.h"
#include "dossier/text.h"
#include "ledger/account_facts.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::AccountBlockRow;
using ledger::AccountLedger;
using ledger::AccountView;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() <= 10 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A block row.
std::size_t find(const AccountLedger& ledger, const std::string& text) {
  if (ledger.empty())
    throw_not_found("this ledger holds no blocks", "Run `spoor ingest ethereum` first");
  const AccountView& view = ledger.view();
  const std::size_t last = view.blocks.size() - 1;
  if (text == "tip") return last;
  if (!is_number(text))
    throw_bad_input(fmt::format("not the number of a block: '{}'", dossier::visible(text)), {},
                    "Blocks of an account ledger are looked up by number, or by the word tip");
  const std::uint64_t number = parse_u64(text);
  const std::uint32_t first_number = view.blocks.front().number.get();
  const std::uint32_t last_number = view.blocks[last].number.get();
  if (number < first_number || number > last_number)
    throw_not_found(fmt::format("block {} is not in this ledger, which holds {} to {}", number,
                                first_number, last_number));
  const std::size_t row = view.block_at_or_below(static_cast<std::uint32_t>(number)).value();
  const std::uint32_t found = view.blocks[row].number.get();
  if (found == number) return row;
  throw_not_found(fmt::format("block {} is in a gap of this ledger, between {} and {}", number,
                              found, view.blocks[std::min(row + 1, last)].number.get()),
                  "Ingest the blocks between into a ledger from their first on");
}

// Everything that the three forms show.
struct BlockFacts {
  BlockFacts(const AccountLedger& from, const Words& words)
      : ledger(from),
        view(from.view()),
        at(find(from, words.text("BLOCK"))),
        row(view.blocks[at]),
        recipient(view.checked(AddressId{row.fee_recipient.get()})),
        transfers(rows_of_block(view, at, &AccountBlockRow::first_transfer, view.transfers.size())),
        collectibles(
            rows_of_block(view, at, &AccountBlockRow::first_collectible, view.collectibles.size())),
        events(rows_of_block(view, at, &AccountBlockRow::first_event, view.events.size())),
        transactions(page_of(words, view.closing(at).value - view.first_tx(at).value)),
        outside(page_of_transfers(words, view, view.closing(at))) {}

  AccountTx tx(std::uint64_t i) const { return AccountTx{view.first_tx(at).value + i}; }
  std::uint64_t transfers_of(AccountTx tx) const {
    return view.end_transfer(tx).value - view.first_transfer(tx).value;
  }
  std::string sender(AccountTx tx) const {
    return ledger.address_text(view.checked(AddressId{view.tx_sender[tx.value]}));
  }
  std::string target(AccountTx tx) const {
    return ledger.address_text(view.checked(AddressId{view.tx_target[tx.value]}));
  }
  std::string hash() const { return row.hash == Hash256{} ? "" : "0x" + to_hex(row.hash); }

  const AccountLedger& ledger;
  const AccountView& view;
  std::size_t at;
  const AccountBlockRow& row;
  AddressId recipient;
  RowRange transfers, collectibles, events;
  Page transactions;
  Page outside;  // transfers of the closing
};

std::string as_json(const BlockFacts& facts) {
  const AccountView& view = facts.view;
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("number", facts.row.number.get());
  write_maybe(json, "hash", facts.hash());
  write_maybe(json, "time", dossier::block_time(facts.ledger, facts.at));
  json.member("follows", view.follows(facts.at));
  write_maybe(json, "fee_recipient", facts.ledger.address_text(facts.recipient));
  write_amount(json, "base_fee", view.base_fee(facts.at));
  json.key("coverage").begin_array();
  for (std::size_t bit = 0; bit < ledger::kCoverageBits; ++bit)
    if ((facts.row.coverage() >> bit & 1) != 0) json.value(ledger::coverage_name(bit));
  json.end_array();
  json.member("transfers", facts.transfers.size());
  json.member("collectibles", facts.collectibles.size());
  json.member("events", facts.events.size());
  json.member("logs", facts.row.logs.get()).member("unmoved", facts.row.unmoved.get());
  json.key("transactions").begin_object();
  write_page(json, facts.transactions);
  write_rows(json, facts.transactions, [&](std::uint64_t i) {
    const AccountTx tx = facts.tx(i);
    json.member("index", view.tx_index[tx.value]);
    json.member("hash", dossier::tx_text(facts.ledger, tx));
    write_maybe(json, "sender", facts.sender(tx));
    write_maybe(json, "target", facts.target(tx));
    json.member("status", name(view.status(tx))).member("transfers", facts.transfers_of(tx));
    write_amount(json, "fee_burnt", view.fee_burnt(tx));
    write_amount(json, "fee_tip", view.fee_tip(tx));
  });
  json.end_object().key("outside").begin_object();
  write_page(json, facts.outside);
  write_transfers(json, facts.ledger, view.closing(facts.at), facts.outside);
  json.end_object().end_object();
  return out + "\n";
}

std::string as_csv(const BlockFacts& facts) {
  std::string out = "index,hash,sender,target,status,transfers,fee_burnt,fee_tip\n";
  for (std::uint64_t i = facts.transactions.begin(); i < facts.transactions.end(); ++i) {
    const AccountTx tx = facts.tx(i);
    out += fmt::format("{},{},{},{},{},{},{},{}\n", facts.view.tx_index[tx.value],
                       dossier::tx_text(facts.ledger, tx), dossier::csv_text(facts.sender(tx)),
                       dossier::csv_text(facts.target(tx)), name(facts.view.status(tx)),
                       facts.transfers_of(tx), csv_amount(facts.view.fee_burnt(tx)),
                       csv_amount(facts.view.fee_tip(tx)));
  }
  return out;
}

std::string coverage_text(const BlockFacts& facts) {
  std::string out;
  for (std::size_t bit = 0; bit < ledger::kCoverageBits; ++bit)
    if ((facts.row.coverage() >> bit & 1) != 0)
      out += fmt::format("{}{}", out.empty() ? "" : ", ", ledger::coverage_name(bit));
  return out.empty() ? "nothing but transfers" : out;
}

std::string head_table(const BlockFacts& facts) {
  const auto or_unknown = [](std::string text) { return text.empty() ? "unknown" : text; };
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"block", std::to_string(facts.row.number.get())});
  grid.row({"hash", or_unknown(facts.hash())});
  grid.row({"time", or_unknown(dossier::block_time(facts.ledger, facts.at))});
  if (facts.at > 0 && !facts.view.follows(facts.at))
    grid.row({"before it", fmt::format("a gap: the ledger holds {} next below",
                                       facts.view.blocks[facts.at - 1].number.get())});
  grid.row(
      {"fee recipient", or_unknown(dossier::visible(facts.ledger.address_text(facts.recipient)))});
  const std::optional<U256> base_fee = facts.view.base_fee(facts.at);
  grid.row({"base fee", base_fee ? to_decimal(*base_fee) : std::string("unknown")});
  grid.row({"source gave", coverage_text(facts)});
  grid.row(
      {"holds", fmt::format("{}, {}, {}", counted(facts.transfers.size(), "transfer", "transfers"),
                            counted(facts.collectibles.size(), "collectible", "collectibles"),
                            counted(facts.events.size(), "event kept", "events kept"))});
  grid.row({"of its source",
            fmt::format("{}, {} that moved nothing", counted(facts.row.logs.get(), "log", "logs"),
                        counted(facts.row.unmoved.get(), "row", "rows"))});
  return grid.text();
}

std::string transactions_table(const BlockFacts& facts) {
  Grid grid({Align::kRight, Align::kLeft});
  for (std::uint64_t i = facts.transactions.begin(); i < facts.transactions.end(); ++i) {
    const AccountTx tx = facts.tx(i);
    grid.row({std::to_string(i), dossier::tx_text(facts.ledger, tx)});
    const std::string sender = facts.sender(tx);
    const std::string target = facts.target(tx);
    grid.line(fmt::format("{} to {}", sender.empty() ? "unknown" : dossier::visible(sender),
                          target.empty() ? "nobody known" : dossier::visible(target)));
    grid.line(fmt::format("{}, {}", name(facts.view.status(tx)),
                          counted(facts.transfers_of(tx), "transfer", "transfers")));
  }
  return fmt::format("\n{}\n{}{}", counted(facts.transactions.total, "transaction", "transactions"),
                     grid.text(), page_foot(facts.transactions, "transactions"));
}

std::string outside_table(const BlockFacts& facts) {
  if (facts.outside.total == 0) return {};
  return fmt::format("\n{} outside of transactions\n{}",
                     counted(facts.outside.total, "transfer", "transfers"),
                     transfers_table(facts.ledger, facts.view.closing(facts.at), facts.outside));
}

}  // namespace

void show_block_of_accounts(const Words& words) {
  print(ledger::read_consistently<AccountLedger>(
      words.text("--ledger"), [&](const AccountLedger& ledger) {
        const BlockFacts facts(ledger, words);
        const Format format = format_of(words);
        if (format == Format::kJson) return as_json(facts);
        if (format == Format::kTable)
          return head_table(facts) + transactions_table(facts) + outside_table(facts);
        notice_page(facts.transactions, "transactions");
        return as_csv(facts);
      }));
}

}  // namespace spoor::cli
