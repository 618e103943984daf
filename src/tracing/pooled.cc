#include "tracing/pooled.h"

#include <algorithm>
#include <unordered_set>

namespace spoor::tracing {

PooledContracts::PooledContracts(const AccountChain& chain, std::span<const KnownPooled> known,
                                 std::span<const ethereum::Factory> factories,
                                 std::uint64_t pooled_after)
    : chain_(chain), factories_(factories), pooled_after_(pooled_after) {
  for (const KnownPooled& row : known) known_.emplace(row.address, row.kind);
}

Pooled PooledContracts::kind(AddressId address, AccountTx tx,
                             std::span<const ledger::Transfer> moves) {
  if (const auto found = known_.find(address); found != known_.end()) return found->second;
  if (is_proven(address, moves)) {
    known_.emplace(address, Pooled::kSwap);
    return Pooled::kSwap;
  }
  const AccountTx crowded = crowded_at(address);
  return crowded.valid() && crowded < tx ? Pooled::kManyPayers : Pooled::kNo;
}

bool PooledContracts::is_proven(AddressId address, std::span<const ledger::Transfer> moves) {
  std::vector<AssetId> assets;
  for (const ledger::Transfer& move : moves)
    if ((move.from == address || move.to == address) && move.asset != kNativeAsset)
      assets.push_back(move.asset);
  std::sort(assets.begin(), assets.end());
  assets.erase(std::unique(assets.begin(), assets.end()), assets.end());
  if (assets.size() < 2) return false;
  const std::optional<ethereum::Address> contract = chain_.contract(address);
  if (!contract) return false;
  std::vector<ethereum::Address> tokens;
  for (const AssetId asset : assets)
    if (const auto token = chain_.contract(AddressId{asset.value})) tokens.push_back(*token);
  return ethereum::prove_pool(*contract, tokens, chain_.chain_id(), factories_).has_value();
}

AccountTx PooledContracts::crowded_at(AddressId address) {
  if (const auto known = crowded_at_.find(address); known != crowded_at_.end())
    return known->second;
  // Spans are sorted by asset: a transaction counts where it is, so all are gone through in order.
  std::vector<AccountTx> history;
  AccountTx at;
  std::unordered_set<AddressId> payers;
  std::vector<ledger::Transfer> moves;
  for (const auto& span : chain_.history(address)) {
    history.clear();
    for (const ledger::AccountHistoryEntry& entry : span) history.push_back(entry.tx());
    std::sort(history.begin(), history.end());
    history.erase(std::unique(history.begin(), history.end()), history.end());
    for (const AccountTx tx : history) {
      moves.clear();
      chain_.moves(tx, moves);
      for (const ledger::Transfer& move : moves)
        if (move.to == address && move.from.valid() && move.from != address &&
            move.amount != U256{})
          payers.insert(move.from);
      if (payers.size() > pooled_after_) {
        at = tx;
        break;
      }
    }
    if (at.valid()) break;
  }
  crowded_at_.emplace(address, at);
  return at;
}

}  // namespace spoor::tracing
