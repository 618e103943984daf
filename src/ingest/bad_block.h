// A block that cannot stand where it is: it and its descendants are given up.
#pragma once

#include <cstdint>
#include <string>

#include "chains/bitcoin/block.h"
#include "ingest/unspent_table.h"

namespace spoor::ingest {

struct BadBlock {
  Hash256 hash;
  std::string reason;
};

// Transaction `tx` of the block (0: the coinbase) spends what is not there.
[[noreturn]] void throw_bad_spend(const bitcoin::ParsedBlock& block, std::size_t tx,
                                  const OutpointBytes& outpoint);
// Its inputs are worth less than its outputs, or more than there can be. Satoshi.
[[noreturn]] void throw_bad_sum(const Hash256& block, std::size_t tx, std::uint64_t in,
                                std::uint64_t out);

}  // namespace spoor::ingest
