// A large committed ledger without its blocks: rows, derived columns and index runs are written
// straight from the plans of an economy, in the form in which an ingest would have left them. What
// stands in no column (scripts shown, exact sizes) is made up.
//
// Memory is the economy's plus a few gigabytes for sorting the runs; the time for 500 million coins
// is some minutes. The headers are mined and hold the merkle roots of the made txids, so that
// `ledger verify` has nothing to say against it.
#pragma once

#include <cstdint>

#include "base/file.h"
#include "bench/chain_files.h"

namespace spoor::bench {

struct TipOptions {
  std::uint64_t seed = 1;
  std::uint64_t coins = 500'000'000;          // in the ledger
  std::uint64_t unspent = 173'000'000;        // of them
  std::uint64_t block_bytes = 2'000'000'000;  // of blocks that go on from its tip
};

// Makes the ledger, and a folder of block files that go on after it.
ChainFigures make_tip(const Path& ledger, const Path& blocks, const TipOptions& options);

}  // namespace spoor::bench
