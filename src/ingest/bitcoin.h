// Bitcoin block files into a ledger, as a list of steps: find blocks, choose the chain, roll back
// to the fork, append batch by batch, tell what was passed over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "chains/bitcoin/network.h"
#include "ingest/block_files.h"
#include "ingest/block_tree.h"

namespace spoor::ingest {

struct BitcoinOptions {
  Path ledger = {};
  std::optional<Path> blocks_folder = {};  // blk*.dat; or
  std::vector<Path> single_blocks = {};    // raw or hex, "-" is standard input
  std::optional<bitcoin::Network> network = {};
  std::optional<std::uint32_t> first_height = {};  // of a chain that does not begin at genesis
  std::optional<Path> prevouts = {};               // CSV of coins from before it
  std::uint64_t memory_bytes = 3ULL << 29;         // for a batch; the unspent table comes on top
  // An append of fewer blocks asks the index instead of rebuilding the table of unspent coins.
  std::uint32_t table_from_blocks = 1000;
};

struct RefusedBlock {
  std::string hash;    // display order
  std::string reason;  // with file and offset
};

struct BitcoinReport {
  bitcoin::Network network = bitcoin::Network::kMainnet;
  std::uint32_t first_height = 0;
  std::uint64_t blocks = 0;  // in the ledger now
  std::string tip;           // display order, empty where there is none
  std::uint64_t blocks_added = 0;
  std::uint64_t blocks_rolled_back = 0;
  std::uint64_t bytes_added = 0;  // of blocks
  std::vector<Skipped> skipped;   // bytes in files
  std::vector<RefusedBlock> refused;
  BlockTree::Summary tree;  // stale, repeated and unconnected blocks
  std::uint64_t unspent_table_bytes = 0;
  double unspent_table_seconds = 0;  // that rebuilding it from the ledger took
};

// Throws Error; the ledger then holds what was committed before.
BitcoinReport ingest_bitcoin(const BitcoinOptions& options);

}  // namespace spoor::ingest
