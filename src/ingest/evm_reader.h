// Makes of a block's rows what a ledger wants: what succeeded and how that is known, what moved,
// what was paid for it, and what the source did not say (METHODS 1.10). Dumps, Parquet and nodes
// share it.
#pragma once

#include "ingest/account_source.h"
#include "ingest/evm_block.h"
#include "ingest/evm_link.h"

namespace spoor::ingest {

// Links the rows of `in` and fills `out`. Throws Error(kBadInput) where rows contradict each other.
void read_evm_block(EvmBlock& in, const EvmContext& context, SourceBlock& out);

}  // namespace spoor::ingest
