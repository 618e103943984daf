// What seeds put into a coin for certain, whatever the doctrine. A seed marks only satoshis that
// carry no label, so less of it counts where ranges overlap or other money reached the coin before.
#pragma once

#include <span>
#include <vector>

#include "ledger/chain_view.h"
#include "tracing/bounds.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::tracing {

// Of the rows of one label on one coin that is otherwise clean: from the satoshis that they cover
// to their sum.
Interval seed_interval(std::span<const Seed> rows);

// Seed coins that any seed's money can reach, or that several labels claim: ascending ids.
std::vector<CoinId> contested_coins(const ledger::ChainView& view, const Seeds& seeds,
                                    const TraceOptions& options);

// The rows of one label.
std::vector<Seed> of_label(std::span<const Seed> rows, Label label);

// Their sum. Throws Error(kBadInput) where it exceeds 63 bits, so that two such sums can be added.
Satoshi seed_total(std::span<const Seed> rows, Label label);

}  // namespace spoor::tracing
