#include "ingest/block_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace spoor::ingest {

BlockTree::BlockTree(const ledger::ChainView& ledger, const Scan& scan,
                     const std::set<Hash256>& condemned)
    : network_(scan.network), has_ledger_(!ledger.blocks.empty()) {
  // Mostly the files hold what the ledger has, or the ledger what the files have.
  const std::size_t many = std::max(ledger.blocks.size(), scan.blocks.size());
  nodes_.reserve(many);
  bits_.reserve(many);
  index_.reserve(many);
  for (std::size_t row = 0; row < ledger.blocks.size(); ++row) {
    const bitcoin::BlockHeader header = bitcoin::parse_header(ledger.blocks[row].header);
    const std::uint32_t i = add(ledger.blocks[row].hash, header.previous, header.bits);
    // Rows that are no chain could be a circle.
    if (i != row || (row > 0 && header.previous != ledger.blocks[row - 1].hash))
      throw_corrupt(fmt::format("row {} of the blocks does not follow the one before it", row), {},
                    "Run `spoor ledger verify`, then make the ledger anew from the block files");
    nodes_[i].ledger_row = static_cast<std::uint32_t>(row);
  }
  for (const FoundBlock& block : scan.blocks) {
    const std::uint32_t i = add(block.hash, block.header.previous, block.header.bits);
    nodes_[i].places.push_back(block.place);
  }
  link(condemned);
}

std::uint32_t BlockTree::add(const Hash256& hash, const Hash256& previous, std::uint32_t bits) {
  const auto [entry, added] = index_.try_emplace(hash, static_cast<std::uint32_t>(nodes_.size()));
  if (added) {
    nodes_.push_back({.hash = hash, .previous = previous, .work = {}, .places = {}});
    bits_.push_back(bits);
  }
  return entry->second;
}

// Parents, then depths and work with parents before children. Hashes cannot form a cycle, and
// the ledger's rows were held to be a chain.
void BlockTree::link(const std::set<Hash256>& condemned) {
  std::vector<std::uint32_t> child_count(nodes_.size() + 1, 0);
  for (Node& node : nodes_) {
    const auto parent = index_.find(node.previous);
    // A ledger's first block stays the root, even where the files hold its parent.
    if (parent == index_.end() || node.ledger_row == 0) continue;
    node.parent = parent->second;
    ++child_count[node.parent];
  }
  std::vector<std::uint32_t> first(nodes_.size() + 1, 0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) first[i + 1] = first[i] + child_count[i];
  std::vector<std::uint32_t> children(first.back());
  std::vector<std::uint32_t> fill(first.begin(), first.end() - 1);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].parent != kNone) children[fill[nodes_[i].parent]++] = i;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].parent == kNone) order_.push_back(i);
  for (const Hash256& hash : condemned)
    if (const auto node = index_.find(hash); node != index_.end())
      nodes_[node->second].condemned = true;
  std::map<std::uint32_t, bitcoin::Work> work_of;  // bits: there are few, and a division is slow
  for (std::size_t at = 0; at < order_.size(); ++at) {
    Node& node = nodes_[order_[at]];
    const auto [work, is_new] = work_of.try_emplace(bits_[order_[at]]);
    if (is_new) work->second = bitcoin::work_of_bits(bits_[order_[at]]);
    node.work = work->second;
    node.root = order_[at];
    if (node.parent != kNone) {
      const Node& parent = nodes_[node.parent];
      node.work += parent.work;
      node.depth = parent.depth + 1;
      node.root = parent.root;
      node.condemned |= parent.condemned;
    }
    for (std::uint32_t c = first[order_[at]]; c < first[order_[at] + 1]; ++c)
      order_.push_back(children[c]);
  }
}

bool BlockTree::is_genesis(std::uint32_t index) const {
  return nodes_[index].hash == bitcoin::params(network_).genesis;
}

// 2: the ledger's tree, 1: the genesis tree, 0: any other.
int BlockTree::rank(const Node& node) const {
  if (has_ledger_) return nodes_[node.root].ledger_row == 0 ? 2 : 0;
  return is_genesis(node.root) ? 1 : 0;
}

bool BlockTree::is_better(const Node& a, const Node& b) const {
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  if (a.work != b.work) return a.work > b.work;
  return std::lexicographical_compare(a.hash.rbegin(), a.hash.rend(), b.hash.rbegin(),
                                      b.hash.rend());
}

std::vector<std::uint32_t> BlockTree::best_chain() const {
  std::uint32_t best = kNone;
  for (const std::uint32_t i : order_)
    if (!nodes_[i].condemned && (best == kNone || is_better(nodes_[i], nodes_[best]))) best = i;
  std::vector<std::uint32_t> chain;
  for (std::uint32_t i = best; i != kNone; i = nodes_[i].parent) chain.push_back(i);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

BlockTree::Summary BlockTree::summary(const std::vector<std::uint32_t>& chain) const {
  Summary out;
  std::vector<bool> followed(nodes_.size(), false);
  for (const std::uint32_t i : chain) followed[i] = true;
  std::map<std::uint32_t, OtherTree> trees;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    const std::size_t copies = node.places.size();
    if (copies > 1) out.repeated += copies - 1;
    if (followed[i]) continue;
    if (node.condemned) {
      ++out.condemned;
      continue;
    }
    if (!chain.empty() && node.root == chain.front()) {
      ++out.stale;
      continue;
    }
    OtherTree& tree = trees[node.root];
    tree.root = nodes_[node.root].hash;
    tree.root_parent = nodes_[node.root].previous;
    ++tree.blocks;
  }
  for (const auto& [root, tree] : trees) out.other.push_back(tree);
  return out;
}

}  // namespace spoor::ingest
