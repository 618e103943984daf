// The trace as METHODS section 1 states it, with nothing clever: every transaction of the chain is
// gone through, every coin holds its satoshis as runs of one label (ordered doctrines) or as
// amounts a label (haircut, poison). Slow, short, and written without a look at the engine, so that
// the two can check each other.
#pragma once

#include "ledger/chain_view.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::testing {

// All of TraceResult but `unknown_fees`; options.flows and options.progress play no part, segments
// are always filled.
tracing::TraceResult naive_trace(const ledger::ChainView& view, const tracing::Seeds& seeds,
                                 const tracing::TraceOptions& options);

}  // namespace spoor::testing
