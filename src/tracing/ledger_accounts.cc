#include "tracing/ledger_accounts.h"

#include <algorithm>
#include <tuple>

namespace spoor::tracing {

using ledger::Transfer;
using ledger::TransferKind;

LedgerAccounts::LedgerAccounts(const ledger::AccountLedger& ledger)
    : ledger_(ledger), view_(ledger.view()) {
  openings_.reserve(view_.openings.size());
  for (const ledger::OpeningRow& row : view_.openings)
    openings_.push_back({.account = {AddressId{row.address.get()}, AssetId{row.asset.get()}},
                         .block = row.block.get(),
                         .amount = view_.amount(row.amount)});
  std::sort(openings_.begin(), openings_.end(), [](const Opening& a, const Opening& b) {
    return std::tuple(a.account, a.block) < std::tuple(b.account, b.block);
  });
}

std::uint64_t LedgerAccounts::chain_id() const { return ledger_.manifest().chain_id; }
std::size_t LedgerAccounts::blocks() const { return view_.blocks.size(); }

AccountBlock LedgerAccounts::block(std::size_t row) const {
  const ledger::AccountBlockRow& block = view_.blocks[row];
  AccountBlock out{.number = block.number.get(),
                   .first = view_.first_tx(row),
                   .end = view_.end_tx(row),
                   .fee_recipient = view_.checked(AddressId{block.fee_recipient.get()}),
                   .has_traces = block.covers(ledger::kTraces)};
  if (block.time() != ledger::kUnknownTime) out.time = block.time();
  return out;
}

std::size_t LedgerAccounts::block_of(AccountTx tx) const {
  return view_.block_of(view_.checked(tx));
}

AccountFee LedgerAccounts::fee(AccountTx tx) const {
  if (view_.is_closing(view_.checked(tx))) return {.sender = {}, .burnt = U256{}, .tip = U256{}};
  return {.sender = view_.checked(AddressId{view_.tx_sender[tx.value]}),
          .burnt = view_.fee_burnt(tx),
          .tip = view_.fee_tip(tx)};
}

void LedgerAccounts::moves(AccountTx tx, std::vector<Transfer>& out) const {
  const TransferId end = view_.end_transfer(view_.checked(tx));
  for (TransferId id = view_.first_transfer(tx); id < end; ++id) {
    const Transfer move = view_.transfer(id);
    if (view_.moves(tx, move)) out.push_back(move);
  }
  const std::size_t row = view_.block_of(tx);
  if (view_.closing(row) != tx) return;
  const AddressId recipient = view_.checked(AddressId{view_.blocks[row].fee_recipient.get()});
  if (!recipient.valid()) return;
  const U256 tips = view_.tips(row);
  if (tips == U256{}) return;
  out.push_back({.kind = TransferKind::kReward,
                 .approximate = false,
                 .asset = kNativeAsset,
                 .from = {},
                 .to = recipient,
                 .amount = tips});
}

std::optional<Transfer> LedgerAccounts::unsure_value(AccountTx tx) const {
  if (view_.status(view_.checked(tx)) != ledger::TxStatus::kUnknown) return std::nullopt;
  const TransferId end = view_.end_transfer(tx);
  for (TransferId id = view_.first_transfer(tx); id < end; ++id) {
    const Transfer move = view_.transfer(id);
    if (move.kind == TransferKind::kNative) return move;
  }
  return std::nullopt;
}

AccountChain::History LedgerAccounts::history(ledger::Account account) const {
  return ledger_.history(account);
}
AccountChain::History LedgerAccounts::history(AddressId address) const {
  return ledger_.history(address);
}

std::optional<GivenOpening> LedgerAccounts::opening(ledger::Account account, std::uint32_t first,
                                                    std::uint32_t last) const {
  const auto found =
      std::partition_point(openings_.begin(), openings_.end(), [&](const Opening& opening) {
        return std::tuple(opening.account, opening.block) < std::tuple(account, first);
      });
  if (found == openings_.end() || found->account != account || found->block > last)
    return std::nullopt;
  return GivenOpening{found->block, found->amount};
}

std::optional<ethereum::Address> LedgerAccounts::contract(AddressId address) const {
  const ByteSpan bytes = view_.address_bytes(address);
  const std::uint8_t kind = view_.addresses[address.value].kind;
  if (kind != static_cast<std::uint8_t>(ledger::AccountKind::kEvm)) return std::nullopt;
  ethereum::Address out;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return out;
}

}  // namespace spoor::tracing
