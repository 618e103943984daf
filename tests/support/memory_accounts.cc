#include "tests/support/memory_accounts.h"

#include <algorithm>
#include <utility>

namespace spoor::testing {

using ledger::AccountHistoryEntry;
using ledger::Transfer;
using ledger::TransferKind;

MemoryAccounts::MemoryAccounts(std::vector<MemoryBlock> blocks, std::vector<MemoryOpening> openings)
    : blocks_(std::move(blocks)), openings_(std::move(openings)) {
  std::uint64_t count = 0;
  for (const MemoryBlock& block : blocks_) {
    first_.push_back(count);
    count += block.txs.size() + 1;
  }
  first_.push_back(count);
  index();
}

void MemoryAccounts::index() {
  for (std::uint64_t i = 0; i < tx_rows(); ++i) {
    const AccountTx tx{i};
    const auto touch = [&](AddressId address, AssetId asset) {
      if (address.valid()) history_.emplace_back(address, asset, tx);
    };
    std::vector<Transfer> rows;
    moves(tx, rows);
    if (const std::optional<Transfer> value = unsure_value(tx)) rows.push_back(*value);
    for (const Transfer& row : rows) {
      touch(row.from, row.asset);
      touch(row.to, row.asset);
    }
    const tracing::AccountFee paid = fee(tx);
    if (paid.burnt != U256{} || paid.tip != U256{}) touch(paid.sender, kNativeAsset);
  }
  std::sort(history_.begin(), history_.end());
  history_.erase(std::unique(history_.begin(), history_.end()), history_.end());
}

tracing::AccountBlock MemoryAccounts::block(std::size_t row) const {
  return {.number = blocks_[row].number,
          .first = AccountTx{first_[row]},
          .end = AccountTx{first_[row + 1]},
          .fee_recipient = blocks_[row].fee_recipient,
          .has_traces = blocks_[row].has_traces};
}

std::size_t MemoryAccounts::block_of(AccountTx tx) const {
  return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), tx.value) -
                                  first_.begin()) -
         1;
}

const MemoryTx* MemoryAccounts::tx(AccountTx tx) const {
  const std::size_t row = block_of(tx);
  const std::size_t place = tx.value - first_[row];
  return place < blocks_[row].txs.size() ? &blocks_[row].txs[place] : nullptr;
}

tracing::AccountFee MemoryAccounts::fee(AccountTx tx) const {
  const MemoryTx* found = this->tx(tx);
  if (found == nullptr) return {.sender = {}, .burnt = U256{}, .tip = U256{}};
  return {.sender = found->sender, .burnt = found->burnt, .tip = found->tip};
}

void MemoryAccounts::moves(AccountTx tx, std::vector<Transfer>& out) const {
  if (const MemoryTx* found = this->tx(tx)) {
    for (const Transfer& row : found->rows)
      if (row.kind != TransferKind::kNative || found->status == ledger::TxStatus::kSuccess)
        out.push_back(row);
    return;
  }
  const MemoryBlock& block = blocks_[block_of(tx)];
  out.insert(out.end(), block.closing.begin(), block.closing.end());
  U256 tips;
  for (const MemoryTx& paid : block.txs) tips += paid.tip.value_or(U256{});
  if (tips != U256{} && block.fee_recipient.valid())
    out.push_back({.kind = TransferKind::kReward,
                   .asset = kNativeAsset,
                   .from = {},
                   .to = block.fee_recipient,
                   .amount = tips});
}

std::optional<Transfer> MemoryAccounts::unsure_value(AccountTx tx) const {
  const MemoryTx* found = this->tx(tx);
  if (found == nullptr || found->status != ledger::TxStatus::kUnknown) return std::nullopt;
  for (const Transfer& row : found->rows)
    if (row.kind == TransferKind::kNative) return row;
  return std::nullopt;
}

tracing::AccountChain::History MemoryAccounts::history(ledger::Account account) const {
  const auto [first, last] = std::equal_range(
      history_.begin(), history_.end(), AccountHistoryEntry(account.address, account.asset, {}),
      [](const auto& a, const auto& b) { return a.place() < b.place(); });
  // Two spans, as a ledger of two runs has them.
  const auto middle = first + (last - first) / 2;
  return {std::span(first, middle), std::span(middle, last)};
}

tracing::AccountChain::History MemoryAccounts::history(AddressId address) const {
  const auto [first, last] =
      std::equal_range(history_.begin(), history_.end(), AccountHistoryEntry(address, {}, {}),
                       [](const auto& a, const auto& b) { return a.address() < b.address(); });
  return {std::span(first, last)};
}

std::optional<tracing::GivenOpening> MemoryAccounts::opening(ledger::Account account,
                                                             std::uint32_t first,
                                                             std::uint32_t last) const {
  std::optional<tracing::GivenOpening> found;
  for (const MemoryOpening& opening : openings_)
    if (opening.account == account && opening.given.block >= first && opening.given.block <= last &&
        (!found || opening.given.block < found->block))
      found = opening.given;
  return found;
}

std::optional<ethereum::Address> MemoryAccounts::contract(AddressId address) const {
  ethereum::Address out;
  for (std::size_t i = 0; i < 4; ++i)
    out.bytes[19 - i] = static_cast<std::uint8_t>(address.value >> (8 * i));
  return out;
}

}  // namespace spoor::testing
