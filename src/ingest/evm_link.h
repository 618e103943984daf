// Brings the rows of a block together: one header, each transaction once and in order, every log
// and call under its transaction.
#pragma once

#include <span>
#include <string>

#include "chains/ethereum/network.h"
#include "ingest/evm_block.h"
#include "ingest/findings.h"

namespace spoor::ingest {

// What the readers of one source share.
struct EvmContext {
  ethereum::Network network;
  const std::vector<std::string>& files;
  Findings& findings;

  Where where(const RowPlace& place) const;
  std::string text(const RowPlace& place) const;  // "blocks.csv, line 3"
};

// Where a block was given with several hashes, keeps the one that `next` names as its parent and
// leaves out the rows of the others. Throws Error(kBadInput) where nothing tells which.
void choose_branch(EvmBlock& block, const EvmBlock* next, const EvmContext& context);

// Afterwards: transactions ascend by index, which all of them have; logs, token transfers and
// traces have their owner and ascend by owner and their own index or address; withdrawals ascend;
// nothing stands twice. Throws Error(kBadInput) where two rows contradict each other.
void link_rows(EvmBlock& block, const EvmContext& context);

}  // namespace spoor::ingest
