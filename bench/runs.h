// The two benches, each a list of parts and of rows in a report.
//
//   small   a chain of 2 GB from genesis through the whole ingest
//   tip     2 GB of blocks on top of a ledger as large as half of mainnet's last years
//
// A chain of 2 GB sits in the cache and shows nothing of random access; the tip does.
#pragma once

#include <cstdint>

#include "base/file.h"
#include "bench/report.h"

namespace spoor::bench {

struct RunOptions {
  Path folder;                          // for what is made
  Path spoor;                           // the program that answers `show`
  std::uint64_t bytes = 2'000'000'000;  // of blocks
  std::uint64_t coins = 500'000'000;    // of the tip's ledger
  bool reuse = false;                   // what an earlier run made, if it is there
};

Report run_small(const RunOptions& options);
Report run_tip(const RunOptions& options);

}  // namespace spoor::bench
