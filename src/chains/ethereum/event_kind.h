// Kinds of events that a ledger keeps for later steps: swaps, bridges, mixers, wraps that a
// contract other than the network's wrapped coin claims. The numbers stand in ledgers: they are
// never changed, only added to.
#pragma once

#include <cstdint>
#include <optional>

#include "chains/ethereum/events.h"

namespace spoor::ethereum {

enum class EventKind : std::uint8_t {
  kWrap = 0,
  kUnwrap = 1,
  kSwapV2 = 2,
  kSwapV3 = 3,
  kMixerDeposit = 4,
  kMixerWithdrawal = 5,
  kVaultDeposit = 6,
  kVaultPayout = 7,
  kPolyLock = 8,
  kPolyUnlock = 9,
  kPolyCrossChain = 10,
  kPolyExecuted = 11,
  kUnindexedTransfer = 12,
};

struct KindOfEvent {
  using Out = std::optional<EventKind>;
  Out operator()(const Wrap&) const { return EventKind::kWrap; }
  Out operator()(const Unwrap&) const { return EventKind::kUnwrap; }
  Out operator()(const SwapV2&) const { return EventKind::kSwapV2; }
  Out operator()(const SwapV3&) const { return EventKind::kSwapV3; }
  Out operator()(const MixerDeposit&) const { return EventKind::kMixerDeposit; }
  Out operator()(const MixerWithdrawal&) const { return EventKind::kMixerWithdrawal; }
  Out operator()(const VaultDeposit&) const { return EventKind::kVaultDeposit; }
  Out operator()(const VaultPayout&) const { return EventKind::kVaultPayout; }
  Out operator()(const PolyLock&) const { return EventKind::kPolyLock; }
  Out operator()(const PolyUnlock&) const { return EventKind::kPolyUnlock; }
  Out operator()(const PolyCrossChain&) const { return EventKind::kPolyCrossChain; }
  Out operator()(const PolyExecuted&) const { return EventKind::kPolyExecuted; }
  Out operator()(const UnindexedTransfer&) const { return EventKind::kUnindexedTransfer; }
  Out operator()(const auto&) const { return std::nullopt; }
};

// None for transfers, which are rows of their own, and for what is not an event that is known.
inline std::optional<EventKind> kind_of(const Event& event) {
  return std::visit(KindOfEvent{}, event);
}

}  // namespace spoor::ethereum
