// A ledger held against the chain that it was made from: a page of straightforward code that knows
// nothing of batches, indexes or tables.
#pragma once

#include "base/file.h"
#include "simulator/chain.h"

namespace spoor {

// The ledger holds the branch that ends in `tip` and nothing else: rows, links, values, fees,
// addresses in the order of first appearance, inner scripts, histories, look-ups.
void expect_branch(const Path& ledger, const simulator::Chain& chain, simulator::BlockIndex tip);

}  // namespace spoor
