// What the machine can do at best: the limits that the product's figures are held against. Nothing
// here uses the product's own hashing or reading.
#pragma once

#include <cstdint>

#include "base/file.h"

namespace spoor::bench {

struct Rate {
  std::uint64_t amount = 0;  // bytes or reads
  double seconds = 0;
  double per_second() const { return static_cast<double>(amount) / seconds; }
};

// Reading the folder's files one after the other, a megabyte at a time.
Rate read_files(const Path& folder);
// OpenSSL's SHA-256 twice over each whole transaction of the block files, on one core. `amount` is
// the bytes of the blocks, so that it compares with an ingest; parsing is not timed. (A txid leaves
// the witnesses out, so the ingest itself hashes about half of these bytes.)
Rate hash_transactions_twice(const Path& blocks_folder);
// Copying memory on one core: the bytes copied.
Rate copy_memory();
// Reading memory on two cores: sums of 64-bit words.
Rate read_memory();
// Reads of eight bytes at random places of a mapped file that is in the cache.
Rate random_reads(const Path& file);
// Reads of 4 KiB at random places of a file that is not.
Rate cold_reads(const Path& file);

}  // namespace spoor::bench
