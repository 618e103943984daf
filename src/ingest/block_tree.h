// The tree of known block headers, and which chain of it the ledger follows.
//
// The tree rooted in the network's genesis block wins, else the tree with the most work; within it
// the chain with the most work, ties by the smaller tip hash, so that the order of files does not
// matter. A condemned block takes its descendants along. Once a ledger holds blocks, its own tree
// is the one that is followed.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <set>
#include <vector>

#include "chains/bitcoin/work.h"
#include "ingest/block_files.h"
#include "ledger/chain_view.h"

namespace spoor::ingest {

struct HashOfHash {
  std::size_t operator()(const Hash256& h) const noexcept { return load_le<std::size_t>(&h[0]); }
};

class BlockTree {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  struct Node {
    Hash256 hash;
    Hash256 previous;
    bitcoin::Work work;  // from the root of its tree to here
    std::uint32_t parent = kNone;
    std::uint32_t root = kNone;
    std::uint32_t depth = 0;  // blocks from the root, which has 0
    std::uint32_t ledger_row = kNone;
    bool condemned = false;
    std::vector<BlockPlace> places;  // copies in the files
  };

  // `condemned` blocks, with their descendants, are on no chain. Throws Error(kCorrupt) where the
  // ledger's rows are no chain.
  BlockTree(const ledger::ChainView& ledger, const Scan& scan, const std::set<Hash256>& condemned);

  const Node& node(std::uint32_t index) const { return nodes_[index]; }

  // The chain to follow, from the root to the tip; empty where no block is left.
  std::vector<std::uint32_t> best_chain() const;
  // Is it the genesis block of the network?
  bool is_genesis(std::uint32_t index) const;

  // Blocks that were found but stand on no chain with the followed root, by root.
  struct OtherTree {
    Hash256 root;
    Hash256 root_parent;
    std::uint64_t blocks = 0;
  };
  struct Summary {
    std::uint64_t stale = 0;       // in the followed tree, beside the chain
    std::uint64_t repeated = 0;    // further copies of blocks
    std::uint64_t condemned = 0;   // failed a check, or descend from one that did
    std::vector<OtherTree> other;  // trees that are not followed
  };
  Summary summary(const std::vector<std::uint32_t>& chain) const;

 private:
  std::uint32_t add(const Hash256& hash, const Hash256& previous, std::uint32_t bits);
  void link(const std::set<Hash256>& condemned);
  int rank(const Node& node) const;
  bool is_better(const Node& a, const Node& b) const;

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> bits_;
  std::vector<std::uint32_t> order_;  // parents before children
  boost::unordered_flat_map<Hash256, std::uint32_t, HashOfHash> index_;
  bitcoin::Network network_;
  bool has_ledger_ = false;
};

}  // namespace spoor::ingest
