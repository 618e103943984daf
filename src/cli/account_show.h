// `spoor show` of an account ledger: the same words as of coins, other facts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "cli/command.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "ledger/account_ledger.h"

namespace spoor::cli {

// Each prints what it found. Throws Error(kNotFound) where there is nothing.
void show_tx_of_accounts(const Words& words);
void show_block_of_accounts(const Words& words);
void show_address_of_accounts(const Words& words);

// What the three have in common. Names come from others: those for a table have passed `visible`,
// those for JSON `utf8`.
std::string visible_address(const ledger::AccountLedger& ledger, AddressId address);
std::string visible_amount(const ledger::AccountLedger& ledger, AssetId asset, const U256& amount);
// "success, by its receipt", "unknown".
std::string status_text(const ledger::AccountView& view, AccountTx tx);
// "block 5, 2023-11-14T22:13:20Z".
std::string block_text(const ledger::AccountLedger& ledger, std::size_t block_row);

// The rows [begin, end) of a table that are of a block, whose rows say where its own begin. Throws
// Error(kCorrupt) where they contradict each other.
struct RowRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t size() const { return end - begin; }
};
RowRange rows_of_block(const ledger::AccountView& view, std::size_t block_row,
                       ledger::U40 ledger::AccountBlockRow::* first, std::uint64_t table);

// A member that is null where the text is empty, or the amount (base units, as text) is not known.
void write_maybe(JsonWriter& json, std::string_view key, std::string_view text);
void write_amount(JsonWriter& json, std::string_view key, const std::optional<U256>& amount);
std::string csv_amount(const std::optional<U256>& amount);  // empty where it is not known

// The transfers of a transaction, those of its rows that `page` shows.
void write_transfers(JsonWriter& json, const ledger::AccountLedger& ledger, AccountTx tx,
                     const Page& page);
std::string transfers_table(const ledger::AccountLedger& ledger, AccountTx tx, const Page& page);
Page page_of_transfers(const Words& words, const ledger::AccountView& view, AccountTx tx);

}  // namespace spoor::cli
