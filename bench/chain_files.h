// A made chain as block files, streamed: one thread plans while another makes and writes.
#pragma once

#include <cstdint>

#include "base/file.h"
#include "bench/economy.h"

namespace spoor::bench {

struct ChainFigures {
  std::uint64_t blocks = 0;
  std::uint64_t bytes = 0;  // of blocks, without the files' framing
  std::uint64_t transactions = 0;
  std::uint64_t inputs = 0;
  std::uint64_t outputs = 0;
};

// Block 0 (regtest's genesis) and blocks from a new economy until there are `bytes` of them.
ChainFigures write_chain(const Path& folder, std::uint64_t bytes, const Economy::Options& options);

// Blocks that go on after those that `economy` has planned, whose last has the hash `parent`.
ChainFigures extend_chain(const Path& folder, std::uint64_t bytes, Economy& economy,
                          const Hash256& parent);

}  // namespace spoor::bench
