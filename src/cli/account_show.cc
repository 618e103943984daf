#include "cli/account_show.h"

#include <fmt/format.h>

#include "base/error.h"
#include "dossier/account_rows.h"
#include "dossier/text.h"
#include "ledger/account_facts.h"

namespace spoor::cli {

using dossier::Align;
using dossier::Grid;
using ledger::AccountLedger;
using ledger::AccountView;
using ledger::StatusBasis;
using ledger::Transfer;

namespace {

std::string_view how(StatusBasis basis) {
  switch (basis) {
    case StatusBasis::kNone:
      break;
    case StatusBasis::kReceipt:
      return ", by its receipt";
    case StatusBasis::kRootTrace:
      return ", by its root trace";
    case StatusBasis::kLog:
      return ", as a log of it proves";
    case StatusBasis::kGasLeft:
      return ", as gas was left";
    case StatusBasis::kSource:
      return ", as the source says";
  }
  return {};
}

Transfer transfer_at(const AccountView& view, AccountTx tx, std::uint64_t i) {
  return view.transfer(TransferId{view.first_transfer(tx).value + i});
}

std::string party_text(const AccountLedger& ledger, AddressId address) {
  return address.valid() ? visible_address(ledger, address) : "nobody";
}

}  // namespace

std::string visible_address(const AccountLedger& ledger, AddressId address) {
  return dossier::visible(ledger.address_text(address));
}

std::string visible_amount(const AccountLedger& ledger, AssetId asset, const U256& amount) {
  return dossier::visible(dossier::amount_text(ledger, asset, amount));
}

std::string status_text(const AccountView& view, AccountTx tx) {
  return fmt::format("{}{}", name(view.status(tx)), how(view.basis(tx)));
}

std::string block_text(const AccountLedger& ledger, std::size_t block_row) {
  const std::string time = dossier::block_time(ledger, block_row);
  return fmt::format("block {}, {}", ledger.view().blocks[block_row].number.get(),
                     time.empty() ? "of unknown time" : time);
}

RowRange rows_of_block(const AccountView& view, std::size_t block_row,
                       ledger::U40 ledger::AccountBlockRow::* first, std::uint64_t table) {
  const std::size_t next = block_row + 1;
  const RowRange rows{.begin = (view.blocks[block_row].*first).get(),
                      .end = next < view.blocks.size() ? (view.blocks[next].*first).get() : table};
  if (rows.begin > rows.end || rows.end > table)
    throw_corrupt(
        fmt::format("block {} has rows outside of a table", view.blocks[block_row].number.get()),
        {}, "Run `spoor ledger verify`, then make the ledger anew from its source");
  return rows;
}

void write_maybe(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.value(dossier::utf8(text));
}

void write_amount(JsonWriter& json, std::string_view key, const std::optional<U256>& amount) {
  json.key(key);
  amount ? json.value(to_decimal(*amount)) : json.null();
}

std::string csv_amount(const std::optional<U256>& amount) {
  return amount ? to_decimal(*amount) : "";
}

void write_transfers(JsonWriter& json, const AccountLedger& ledger, AccountTx tx,
                     const Page& page) {
  write_rows(json, page, [&](std::uint64_t i) {
    const Transfer transfer = transfer_at(ledger.view(), tx, i);
    json.member("kind", name(transfer.kind));
    write_maybe(json, "asset", dossier::asset_text(ledger, transfer.asset));
    write_maybe(json, "from", ledger.address_text(transfer.from));
    write_maybe(json, "to", ledger.address_text(transfer.to));
    json.member("amount", to_decimal(transfer.amount)).member("place", transfer.place);
    json.member("approximate", transfer.approximate);
    json.member("moves", ledger.view().moves(tx, transfer));
  });
}

std::string transfers_table(const AccountLedger& ledger, AccountTx tx, const Page& page) {
  Grid grid({Align::kRight, Align::kLeft, Align::kRight});
  for (std::uint64_t i = page.begin(); i < page.end(); ++i) {
    const Transfer transfer = transfer_at(ledger.view(), tx, i);
    grid.row({std::to_string(i), std::string(name(transfer.kind)),
              visible_amount(ledger, transfer.asset, transfer.amount)});
    grid.line(fmt::format("{} to {}", party_text(ledger, transfer.from),
                          party_text(ledger, transfer.to)));
    grid.line(fmt::format("place {}{}{}", transfer.place,
                          transfer.approximate ? ", approximate: its source rounded" : "",
                          ledger.view().moves(tx, transfer) ? "" : ", does not move"));
  }
  return grid.text() + page_foot(page, "transfers");
}

Page page_of_transfers(const Words& words, const AccountView& view, AccountTx tx) {
  return page_of(words, view.end_transfer(tx).value - view.first_transfer(tx).value);
}

}  // namespace spoor::cli
