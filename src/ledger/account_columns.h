// The column files of an account ledger: one list of them, as columns.h has for coins.
#pragma once

#include <cstdint>

#include "ledger/account_layout.h"
#include "ledger/columns.h"

namespace spoor::ledger {

// File names that a ledger of coins does not have. docs/format/account-ledger.md gives each one's
// rows.
namespace column {
inline constexpr const char* kTxHash = "tx.hash";
inline constexpr const char* kTxFirstTransfer = "tx.first_transfer";
inline constexpr const char* kTxIndex = "tx.index";
inline constexpr const char* kTxSender = "tx.sender";
inline constexpr const char* kTxTarget = "tx.target";
inline constexpr const char* kTxStatus = "tx.status";
inline constexpr const char* kTxFeeBurnt = "tx.fee_burnt";
inline constexpr const char* kTxFeeTip = "tx.fee_tip";
inline constexpr const char* kTransfers = "transfers";
inline constexpr const char* kCollectibles = "collectibles";
inline constexpr const char* kEvents = "events";
inline constexpr const char* kOpenings = "openings";
inline constexpr const char* kWide = "wide";
}  // namespace column

// An AccountView, or AccountColumns (account_writer.h).
template <class Set>
concept OfAccounts = requires(Set& set) { set.transfers; };

// Calls `visit(column, file name, count of its table)` for each column, always in this order.
template <OfAccounts Set, class Visit>
void for_each_column(Set& set, Visit visit) {
  visit(set.blocks, column::kBlocks, &Counts::blocks);
  visit(set.tx_hash, column::kTxHash, &Counts::transactions);
  visit(set.tx_first_transfer, column::kTxFirstTransfer, &Counts::transactions);
  visit(set.tx_index, column::kTxIndex, &Counts::transactions);
  visit(set.tx_sender, column::kTxSender, &Counts::transactions);
  visit(set.tx_target, column::kTxTarget, &Counts::transactions);
  visit(set.tx_status, column::kTxStatus, &Counts::transactions);
  visit(set.tx_fee_burnt, column::kTxFeeBurnt, &Counts::transactions);
  visit(set.tx_fee_tip, column::kTxFeeTip, &Counts::transactions);
  visit(set.transfers, column::kTransfers, &Counts::transfers);
  visit(set.collectibles, column::kCollectibles, &Counts::collectibles);
  visit(set.events, column::kEvents, &Counts::events);
  visit(set.addresses, column::kAddresses, &Counts::addresses);
  visit(set.openings, column::kOpenings, &Counts::openings);
  visit(set.wide, column::kWide, &Counts::wide);
  visit(set.heap, column::kHeap, &Counts::heap_bytes);
}

}  // namespace spoor::ledger
