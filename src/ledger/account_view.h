// What a hot loop sees of an account ledger: spans of columns, and the few questions that are asked
// of them. As with ChainView, it owns nothing, ids given must be below the counts, and what comes
// out of a column is checked: a ledger's files may be hostile, and an id that points outside throws
// Error(kCorrupt).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/types.h"
#include "base/u256.h"
#include "ledger/account_layout.h"

namespace spoor::ledger {

// One account's holding of one asset.
struct Account {
  AddressId address;
  AssetId asset;
  auto operator<=>(const Account&) const = default;
};

// A row of `transfers`, read.
struct Transfer {
  TransferKind kind = TransferKind::kNative;
  bool approximate = false;
  AssetId asset;
  AddressId from;  // invalid: nobody (a mint, a reward, a withdrawal, genesis)
  AddressId to;    // invalid: nobody (a burn)
  U256 amount;
  std::uint32_t place = 0;
};

struct AccountView {
  std::span<const AccountBlockRow> blocks;
  // tx columns, one row a transaction; the last one of every block is its closing
  std::span<const Hash256> tx_hash;
  std::span<const U40> tx_first_transfer;
  std::span<const std::uint32_t> tx_index;
  std::span<const std::uint32_t> tx_sender;
  std::span<const std::uint32_t> tx_target;
  std::span<const std::uint8_t> tx_status;
  std::span<const std::uint64_t> tx_fee_burnt;
  std::span<const std::uint64_t> tx_fee_tip;

  std::span<const TransferRow> transfers;
  std::span<const CollectibleRow> collectibles;
  std::span<const EventRow> events;
  std::span<const AccountAddressRow> addresses;
  std::span<const OpeningRow> openings;
  std::span<const std::array<std::uint8_t, 32>> wide;
  ByteSpan heap;

  // Counts. Closings are rows of the tx columns but are not transactions.
  std::uint64_t tx_rows() const { return tx_hash.size(); }
  std::uint64_t tx_count() const { return tx_hash.size() - blocks.size(); }

  // Ranges of rows.
  TransferId first_transfer(AccountTx tx) const;
  TransferId end_transfer(AccountTx tx) const;
  AccountTx first_tx(std::size_t block_row) const;
  AccountTx end_tx(std::size_t block_row) const;  // behind the closing
  AccountTx closing(std::size_t block_row) const { return AccountTx{end_tx(block_row).value - 1}; }

  // Which block, which transaction: binary searches.
  std::size_t block_of(AccountTx tx) const;  // a block row
  AccountTx tx_of(TransferId transfer) const;
  // The row of the block with that number, or of the last one below it; none where all are above.
  std::optional<std::size_t> block_at_or_below(std::uint32_t number) const;
  // Whether the block follows the one before it in number (false for the first row).
  bool follows(std::size_t block_row) const;
  bool is_closing(AccountTx tx) const { return closing(block_of(tx)) == tx; }

  TxStatus status(AccountTx tx) const { return status_of(tx_status[tx.value]); }
  StatusBasis basis(AccountTx tx) const { return basis_of(tx_status[tx.value]); }
  // None where not known.
  std::optional<U256> fee_burnt(AccountTx tx) const { return fee(tx_fee_burnt[tx.value]); }
  std::optional<U256> fee_tip(AccountTx tx) const { return fee(tx_fee_tip[tx.value]); }
  std::optional<U256> base_fee(std::size_t block_row) const {
    return fee(blocks[block_row].base_fee());
  }
  // All tips of a block, which its fee recipient gets in the closing; unknown ones count as none.
  U256 tips(std::size_t block_row) const;

  Transfer transfer(TransferId id) const;
  // A native row moves only where its transaction succeeded; all other rows that are kept move.
  bool moves(AccountTx tx, const Transfer& transfer) const {
    return transfer.kind != TransferKind::kNative || status(tx) == TxStatus::kSuccess;
  }
  U256 amount(const NarrowAmount& narrow) const;
  std::optional<U256> fee(std::uint64_t stored) const;
  // The bytes of a name, or the 20 bytes of an address.
  ByteSpan address_bytes(AddressId address) const;
  // Topics and data of an event as kept: count of topics, topics, data.
  ByteSpan event_bytes(const EventRow& event) const;

  AddressId checked(AddressId address) const;  // invalid() passes
  AccountTx checked(AccountTx tx) const;       // must be there
};

}  // namespace spoor::ledger
