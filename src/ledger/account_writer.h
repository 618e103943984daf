// The writer of an account ledger; writer_of.h says what a writer does.
#pragma once

#include <array>
#include <cstdint>

#include "base/file.h"
#include "ledger/account_columns.h"
#include "ledger/account_ledger.h"
#include "ledger/writer_of.h"

namespace spoor::ledger {

struct AccountAppenders {
  ColumnAppender<AccountBlockRow> blocks;
  ColumnAppender<Hash256> tx_hash;
  ColumnAppender<U40> tx_first_transfer;
  ColumnAppender<std::uint32_t> tx_index, tx_sender, tx_target;
  ColumnAppender<std::uint8_t> tx_status;
  ColumnAppender<std::uint64_t> tx_fee_burnt, tx_fee_tip;
  ColumnAppender<TransferRow> transfers;
  ColumnAppender<CollectibleRow> collectibles;
  ColumnAppender<EventRow> events;
  ColumnAppender<AccountAddressRow> addresses;
  ColumnAppender<OpeningRow> openings;
  ColumnAppender<std::array<std::uint8_t, 32>> wide;
  ColumnAppender<std::uint8_t> heap;
};
using AccountColumns = Appended<AccountAppenders>;

// An account chain, as its writer sees it.
struct AccountChain {
  static constexpr LedgerKind kKind = LedgerKind::kAccount;
  using Columns = AccountColumns;
  using Reader = AccountLedger;
  using Identity = std::uint64_t;  // chain id

  static Manifest begin(Identity chain_id);
  // Throws Error(kBadInput) where the ledger is of another chain.
  static void expect(const Manifest& manifest, Identity chain_id, const Path& folder);
  static const Hash256& hash(const AccountView& view, std::size_t row) {
    return view.blocks[row].hash;
  }
  // The row of the first block with that number or a higher one; the count where there is none.
  static std::size_t row_at(const AccountView& view, Height number);
  // What was counted before that block.
  static Counts counts_before(const AccountView& view, std::size_t row);
};
using AccountWriter = WriterOf<AccountChain>;
extern template class WriterOf<AccountChain>;

}  // namespace spoor::ledger
