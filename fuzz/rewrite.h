// A parsed transaction written out again by the simulator's serialiser, which knows nothing of the
// parser: equal bytes mean that no field was lost or misread.
#pragma once

#include "chains/bitcoin/block.h"
#include "simulator/block_writer.h"

namespace spoor::fuzz {

// Adds it to `out`; returns its id as the writer sees it.
Hash256 rewrite(const bitcoin::ParsedBlock& block, const bitcoin::TxView& transaction,
                simulator::BlockWriter& out);

}  // namespace spoor::fuzz
