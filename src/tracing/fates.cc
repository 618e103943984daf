#include "tracing/fates.h"

namespace spoor::tracing {

Fates::Fates(const ledger::ChainView& view, const Cutoff& cutoff, std::span<const Stop> stops,
             Satoshi minimum)
    : view_(view), cutoff_(cutoff), minimum_(minimum) {
  services_.reserve(stops.size());
  for (const Stop& stop : stops) services_.emplace(stop.address.value, stop.service);
}

Fate Fates::of(CoinId coin, Satoshi tainted) const {
  if (view_.is_unspendable(coin)) return {.ends = RowKind::kUnspendable};
  if (!services_.empty()) {
    const auto found = services_.find(view_.coins[coin.value].address().value);
    if (found != services_.end()) return {.ends = RowKind::kService, .service = found->second};
  }
  if (tainted < minimum_) return {.ends = RowKind::kBelowMinimum};
  return of_unstopped(coin);
}

Fate Fates::of_seed(CoinId coin) const {
  if (view_.is_unspendable(coin)) return {.ends = RowKind::kUnspendable};
  return of_unstopped(coin);
}

Fate Fates::of_unstopped(CoinId coin) const {
  const InputId spender = view_.spender(coin);
  if (spender.valid() && spender < cutoff_.end_input) return {.ends = {}, .spender = spender};
  const CoinId by = view_.overwritten_by(coin);
  if (by.valid() && by < cutoff_.end_coin) return {.ends = RowKind::kOverwritten};
  return {.ends = RowKind::kHolding};
}

}  // namespace spoor::tracing
