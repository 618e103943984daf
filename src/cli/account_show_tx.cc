// A transaction of an account ledger: what it moved, in order, and the logs of it that were kept.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/error.h"
#include "cli/account_show.h"
#include "dossier/account_rows.h"
#include "dossier/text.h"
#include "ingest/transfers_csv.h"
#include "ledger/account_facts.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::AccountLedger;
using ledger::AccountView;
using ledger::CollectibleKind;
using ledger::CollectibleRow;
using ledger::EventRow;
using ledger::U40;

// The rows of a table that are of the transaction: they stand in its order within the block.
template <class Row>
std::span<const Row> rows_of(const AccountView& view, std::span<const Row> table, AccountTx tx,
                             U40 ledger::AccountBlockRow::* first) {
  const RowRange range = rows_of_block(view, view.block_of(tx), first, table.size());
  const std::span<const Row> rows = table.subspan(range.begin, range.size());
  const auto of_tx = [](const Row& row) { return row.tx.get(); };
  const auto low = std::ranges::lower_bound(rows, tx.value, {}, of_tx);
  const auto high = std::ranges::upper_bound(low, rows.end(), tx.value, {}, of_tx);
  return {low, high};
}

U256 number(const std::array<std::uint8_t, 32>& little) {
  return U256::of_words(
      {load_le<std::uint64_t>(little.data()), load_le<std::uint64_t>(little.data() + 8),
       load_le<std::uint64_t>(little.data() + 16), load_le<std::uint64_t>(little.data() + 24)});
}

AccountTx find(const AccountLedger& ledger, const std::string& text,
               std::vector<AccountTx>& earlier) {
  earlier = ledger.find_tx(ingest::hash_of_transaction(text));
  if (earlier.empty())
    throw_not_found(fmt::format("transaction {} is not in this ledger", dossier::visible(text)),
                    "Write 0x and 64 hex digits, or the name in a list of transfers; or ingest "
                    "the block that holds it");
  const AccountTx found = earlier.back();
  earlier.pop_back();
  return found;
}

// Everything that the three forms show.
struct TxFacts {
  TxFacts(const AccountLedger& from, const Words& words)
      : ledger(from), view(from.view()), tx(find(from, words.text("TXID"), earlier)) {
    block = view.block_of(tx);
    sender = view.checked(AddressId{view.tx_sender[tx.value]});
    target = view.checked(AddressId{view.tx_target[tx.value]});
    collectible_rows =
        rows_of(view, view.collectibles, tx, &ledger::AccountBlockRow::first_collectible);
    event_rows = rows_of(view, view.events, tx, &ledger::AccountBlockRow::first_event);
    transfers = page_of_transfers(words, view, tx);
    collectibles = page_of(words, collectible_rows.size());
    events = page_of(words, event_rows.size());
  }
  std::uint32_t number() const { return view.blocks[block].number.get(); }

  const AccountLedger& ledger;
  const AccountView& view;
  std::vector<AccountTx> earlier;
  AccountTx tx;
  std::size_t block = 0;
  AddressId sender, target;
  std::span<const CollectibleRow> collectible_rows;
  std::span<const EventRow> event_rows;
  Page transfers, collectibles, events;
};

std::string party(const TxFacts& facts, const ledger::U32& id) {
  return facts.ledger.address_text(facts.view.checked(AddressId{id.get()}));
}

void write_collectibles(JsonWriter& json, const TxFacts& facts) {
  write_rows(json, facts.collectibles, [&](std::uint64_t i) {
    const CollectibleRow& row = facts.collectible_rows[i];
    json.member("kind", name(static_cast<CollectibleKind>(row.kind)));
    json.member("contract", dossier::utf8(party(facts, row.contract)));
    write_maybe(json, "from", party(facts, row.from));
    write_maybe(json, "to", party(facts, row.to));
    json.member("token", to_decimal(number(row.token)));
    json.member("amount", to_decimal(number(row.amount))).member("place", row.place.get());
  });
}

void write_events(JsonWriter& json, const TxFacts& facts) {
  write_rows(json, facts.events, [&](std::uint64_t i) {
    const EventRow& row = facts.event_rows[i];
    json.member("kind", ledger::event_name(row.kind));
    json.member("contract", dossier::utf8(party(facts, row.contract)));
    json.member("place", row.place.get());
  });
}

std::string as_json(const TxFacts& facts) {
  const AccountView& view = facts.view;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("hash", dossier::tx_text(facts.ledger, facts.tx)).member("block", facts.number());
  write_maybe(json, "time", dossier::block_time(facts.ledger, facts.block));
  json.member("index", view.tx_index[facts.tx.value]);
  write_maybe(json, "sender", facts.ledger.address_text(facts.sender));
  write_maybe(json, "target", facts.ledger.address_text(facts.target));
  json.member("status", name(view.status(facts.tx)));
  write_maybe(json, "status_by", name(view.basis(facts.tx)));
  write_amount(json, "fee_burnt", view.fee_burnt(facts.tx));
  write_amount(json, "fee_tip", view.fee_tip(facts.tx));
  json.key("also_in").begin_array();
  for (const AccountTx tx : facts.earlier) json.value(view.blocks[view.block_of(tx)].number.get());
  json.end_array().key("transfers").begin_object();
  write_page(json, facts.transfers);
  write_transfers(json, facts.ledger, facts.tx, facts.transfers);
  json.end_object().key("collectibles").begin_object();
  write_page(json, facts.collectibles);
  write_collectibles(json, facts);
  json.end_object().key("events").begin_object();
  write_page(json, facts.events);
  write_events(json, facts);
  json.end_object().end_object();
  return out + "\n";
}

std::string as_csv(const TxFacts& facts) {
  const auto text = [](const std::string& name) { return dossier::csv_text(name); };
  std::string out = "what,number,kind,asset,from,to,amount,place,approximate,moves,token\n";
  for (std::uint64_t i = facts.transfers.begin(); i < facts.transfers.end(); ++i) {
    const ledger::Transfer row =
        facts.view.transfer(TransferId{facts.view.first_transfer(facts.tx).value + i});
    out += fmt::format("transfer,{},{},{},{},{},{},{},{},{},\n", i, name(row.kind),
                       text(dossier::asset_text(facts.ledger, row.asset)),
                       text(facts.ledger.address_text(row.from)),
                       text(facts.ledger.address_text(row.to)), to_decimal(row.amount), row.place,
                       row.approximate, facts.view.moves(facts.tx, row));
  }
  for (std::uint64_t i = facts.collectibles.begin(); i < facts.collectibles.end(); ++i) {
    const CollectibleRow& row = facts.collectible_rows[i];
    out +=
        fmt::format("collectible,{},{},{},{},{},{},{},false,true,{}\n", i,
                    name(static_cast<CollectibleKind>(row.kind)), text(party(facts, row.contract)),
                    text(party(facts, row.from)), text(party(facts, row.to)),
                    to_decimal(number(row.amount)), row.place.get(), to_decimal(number(row.token)));
  }
  for (std::uint64_t i = facts.events.begin(); i < facts.events.end(); ++i) {
    const EventRow& row = facts.event_rows[i];
    out += fmt::format("event,{},{},{},,,,{},,,\n", i, ledger::event_name(row.kind),
                       text(party(facts, row.contract)), row.place.get());
  }
  return out;
}

std::string fee_text(const TxFacts& facts) {
  const auto part = [&](const std::optional<U256>& fee) {
    return fee ? visible_amount(facts.ledger, kNativeAsset, *fee) : std::string("unknown");
  };
  return fmt::format("{} burnt, {} tip", part(facts.view.fee_burnt(facts.tx)),
                     part(facts.view.fee_tip(facts.tx)));
}

std::string head_table(const TxFacts& facts) {
  const AccountView& view = facts.view;
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"transaction", dossier::tx_text(facts.ledger, facts.tx)});
  const std::string time = dossier::block_time(facts.ledger, facts.block);
  grid.row({"block",
            fmt::format("{}, {}, transaction {}", facts.number(),
                        time.empty() ? "of unknown time" : time, view.tx_index[facts.tx.value])});
  for (const AccountTx tx : facts.earlier)
    grid.row({"also in", block_text(facts.ledger, view.block_of(tx))});
  grid.row({"sender", facts.sender.valid() ? visible_address(facts.ledger, facts.sender)
                                           : std::string("unknown")});
  grid.row({"target", facts.target.valid() ? visible_address(facts.ledger, facts.target)
                                           : std::string("none, or unknown")});
  grid.row({"status", status_text(view, facts.tx)});
  grid.row({"fee", fee_text(facts)});
  return grid.text();
}

std::string collectibles_table(const TxFacts& facts) {
  if (facts.collectible_rows.empty()) return {};
  Grid grid({Align::kRight, Align::kLeft, Align::kLeft});
  const auto end = [&](const ledger::U32& id) {
    const std::string name = party(facts, id);
    return name.empty() ? "nobody" : dossier::visible(name);
  };
  for (std::uint64_t i = facts.collectibles.begin(); i < facts.collectibles.end(); ++i) {
    const CollectibleRow& row = facts.collectible_rows[i];
    grid.row({std::to_string(i), std::string(name(static_cast<CollectibleKind>(row.kind))),
              fmt::format("{} of number {}", to_decimal(number(row.amount)),
                          to_decimal(number(row.token)))});
    grid.line("of " + end(row.contract));
    grid.line(fmt::format("{} to {}", end(row.from), end(row.to)));
    grid.line(fmt::format("place {}", row.place.get()));
  }
  return fmt::format("\n{}\n{}{}",
                     counted(facts.collectible_rows.size(), "collectible", "collectibles"),
                     grid.text(), page_foot(facts.collectibles, "collectibles"));
}

std::string events_table(const TxFacts& facts) {
  if (facts.event_rows.empty()) return {};
  Grid grid({Align::kRight, Align::kLeft, Align::kLeft});
  for (std::uint64_t i = facts.events.begin(); i < facts.events.end(); ++i) {
    const EventRow& row = facts.event_rows[i];
    grid.row({std::to_string(i), std::string(ledger::event_name(row.kind)),
              dossier::visible(party(facts, row.contract))});
    grid.line(fmt::format("place {}", row.place.get()));
  }
  return fmt::format("\n{}\n{}{}", counted(facts.event_rows.size(), "event kept", "events kept"),
                     grid.text(), page_foot(facts.events, "events"));
}

std::string as_table(const TxFacts& facts) {
  return fmt::format("{}\n{}\n{}{}{}", head_table(facts),
                     counted(facts.transfers.total, "transfer", "transfers"),
                     transfers_table(facts.ledger, facts.tx, facts.transfers),
                     collectibles_table(facts), events_table(facts));
}

}  // namespace

void show_tx_of_accounts(const Words& words) {
  print(ledger::read_consistently<AccountLedger>(words.text("--ledger"),
                                                 [&](const AccountLedger& ledger) {
                                                   const TxFacts facts(ledger, words);
                                                   const Format format = format_of(words);
                                                   if (format == Format::kJson)
                                                     return as_json(facts);
                                                   if (format == Format::kTable)
                                                     return as_table(facts);
                                                   notice_page(facts.transfers, "transfers");
                                                   notice_page(facts.collectibles, "collectibles");
                                                   notice_page(facts.events, "events");
                                                   return as_csv(facts);
                                                 }));
}

}  // namespace spoor::cli
