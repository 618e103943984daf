// What can be said without any doctrine: intervals in which every value-conserving doctrine lies.
//
// `bounds` is sound and not tight: of each transaction it knows only how much tainted value could
// or must have come in, and what could not fit elsewhere (METHODS 1.0). `bounds_for` asks about one
// set of addresses together and is tight where no seed can reach another: nothing but the values
// of coins limits the flow (max-flow, min-cut).
#pragma once

#include <vector>

#include "ledger/chain_view.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::tracing {

struct Interval {
  Satoshi lower;
  Satoshi upper;
  auto operator<=>(const Interval&) const = default;
};

struct BoundsRow {
  Label label;
  RowKind kind = RowKind::kHolding;
  CoinId coin;
  TxId tx;  // invalid for a coin from before the ledger
  Interval tainted;
  std::uint32_t service = kNoService;
};

struct BoundsResult {
  Height until;
  bool hit_limit = false;       // of any label
  std::vector<BoundsRow> rows;  // coins only; by label, then coin in chain order
};

// One pass for each label over its poison closure. `doctrine`, `fee`, `keep_segments` and `flows`
// of the options play no part; the limit counts for each label. Fees have no row. Where there are
// several labels, a seed whose coin other money can reach has no lower bound, because it marks only
// what was clean. Coins where a trace stops at an unknown input have none either: bounds go on.
BoundsResult bounds(const ledger::ChainView& view, const Seeds& seeds, const TraceOptions& options);

// How much of a label's seeds can have, and must have, come to rest at or passed into any coin of
// these addresses: the first such coin on its way counts, what happens after it does not.
//
// Upper: the largest flow from the seeds to those coins, where each coin lets through its value.
// Lower: what must arrive because it cannot all have gone elsewhere (fees, services, other coins at
// rest). Only seeds that no other seed's money can reach count there. Haircut can fall short of it
// by what it dropped in rounding, which it reports.
struct SetBounds {
  Label label;
  Interval tainted;
  bool seeds_meet = false;  // a seed of the label reaches another one's coin
  bool hit_limit = false;   // the upper bound knows nothing of what was beyond the limit
};
std::vector<SetBounds> bounds_for(const ledger::ChainView& view, const Seeds& seeds,
                                  const TraceOptions& options,
                                  const std::vector<AddressId>& addresses);

}  // namespace spoor::tracing
