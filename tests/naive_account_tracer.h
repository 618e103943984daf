// The trace over accounts as METHODS 1.9 and 1.10 and account_trace.h state it, with nothing
// clever: every transaction of the chain is gone through, every account has a purse; ordered
// doctrines hold single units. Slow, short, and not made from the engine, so that the two can check
// each other.
#pragma once

#include "tests/support/memory_accounts.h"
#include "tracing/account_trace.h"

namespace spoor::testing {

// All of AccountTraceResult but `approximate`. Amounts are small: a unit is an element. Of the
// options factories and progress play no part.
tracing::AccountTraceResult naive_account_trace(const MemoryAccounts& chain,
                                                const tracing::AccountSeeds& seeds,
                                                const tracing::AccountTraceOptions& options);

}  // namespace spoor::testing
