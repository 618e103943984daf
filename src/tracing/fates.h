// What becomes of a tainted coin: it moves on, or it ends, and as what. The order of the questions
// is part of the contract of `trace`.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <span>

#include "ledger/chain_view.h"
#include "tracing/chain_walk.h"
#include "tracing/trace.h"

namespace spoor::tracing {

struct Fate {
  std::optional<RowKind> ends = {};  // none: spent by `spender`, below the cut-off
  std::uint32_t service = kNoService;
  InputId spender = {};
};

class Fates {
 public:
  Fates(const ledger::ChainView& view, const Cutoff& cutoff, std::span<const Stop> stops,
        Satoshi minimum);

  // `tainted` is compared with the minimum. Not for prehistory coins.
  Fate of(CoinId coin, Satoshi tainted) const;
  // A seed coin, which stops do not end. Prehistory coins too.
  Fate of_seed(CoinId coin) const;

 private:
  Fate of_unstopped(CoinId coin) const;

  const ledger::ChainView& view_;
  const Cutoff& cutoff_;
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> services_;  // by address
  Satoshi minimum_;
};

}  // namespace spoor::tracing
