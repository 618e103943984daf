#include "ingest/bad_block.h"

#include <fmt/format.h>

namespace spoor::ingest {

void throw_bad_spend(const bitcoin::ParsedBlock& block, std::size_t tx,
                     const OutpointBytes& outpoint) {
  throw BadBlock{block.hash,
                 fmt::format("transaction {} spends {}:{}, which is not there or already spent",
                             to_hex_reversed(block.txids[tx]), to_hex_reversed(txid_of(outpoint)),
                             vout_of(outpoint))};
}

void throw_bad_sum(const Hash256& block, std::size_t tx, std::uint64_t in, std::uint64_t out) {
  if (in < out)
    throw BadBlock{block, fmt::format("outputs of transaction {} of the block exceed its inputs: "
                                      "{} > {} satoshi",
                                      tx, out, in)};
  throw BadBlock{block, fmt::format("inputs of transaction {} of the block are above 21 million "
                                    "bitcoin: {} satoshi",
                                    tx, in)};
}

}  // namespace spoor::ingest
