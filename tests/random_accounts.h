// Random chains of accounts for property tests: few accounts, tokens and pooled contracts, small
// amounts, so that much meets; swaps, wraps, routers, batches, self-transfers, mints and burns;
// fees, failures, unknown status; gaps, missing traces and given openings. Drawn by rapidcheck, so
// failures shrink.
#pragma once

#include "tests/support/memory_accounts.h"
#include "tracing/account_trace.h"

namespace spoor::testing {

MemoryAccounts random_accounts();
// Up to three labels on net credits, sometimes on one row of several.
tracing::AccountSeeds random_account_seeds(const MemoryAccounts& chain);
// Any doctrine, a cut-off not before the seeds, pooled contracts, stops, minimum, limit.
tracing::AccountTraceOptions random_account_options(const MemoryAccounts& chain,
                                                    const tracing::AccountSeeds& seeds);

// Everything, a line a fact.
std::string text_of(const MemoryAccounts& chain);
std::string text_of(const tracing::AccountSeeds& seeds,
                    const tracing::AccountTraceOptions& options);
std::string text_of(const tracing::AccountTraceResult& result);

}  // namespace spoor::testing
