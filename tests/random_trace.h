// Random chains for property tests: small values, so that many are equal; fees of zero; spends
// within a block; coinbases that leave value; coins that no one can spend, that were overwritten,
// or that come from before the chain, some of unknown value. Drawn by rapidcheck, so failures
// shrink.
#pragma once

#include <vector>

#include "tests/support/memory_chain.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::testing {

// The addresses are called "a" to "f". The subsidy falls from 9 satoshi to 0 in a few blocks.
MemoryChain random_chain();

// Seeds of up to three labels on coins of known value. The rows of one coin together do not exceed
// its value.
tracing::Seeds random_seeds(const MemoryChain& chain);

// Any doctrine, rules that it knows, a cut-off not before the seeds, services, a minimum, sometimes
// a limit.
tracing::TraceOptions random_options(const MemoryChain& chain, const tracing::Seeds& seeds);

}  // namespace spoor::testing
