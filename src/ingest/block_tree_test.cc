#include "ingest/block_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/error.h"

namespace spoor::ingest {
namespace {

constexpr std::uint32_t kEasy = 0x207fffff;    // 2 hashes
constexpr std::uint32_t kHarder = 0x1f7fffff;  // 512

// A block named by the first byte of its hash as people read it.
Hash256 named(std::uint8_t name) {
  Hash256 hash{};
  hash[31] = name;
  return hash;
}

class BlockTreeTest : public testing::Test {
 protected:
  BlockTreeTest() { scan_.network = bitcoin::Network::kRegtest; }

  static Hash256 genesis() { return bitcoin::params(bitcoin::Network::kRegtest).genesis; }
  void find(const Hash256& hash, const Hash256& parent, std::uint32_t bits = kEasy) {
    bitcoin::BlockHeader header{};
    header.previous = parent;
    header.bits = bits;
    scan_.blocks.push_back(
        {.place = {.offset = scan_.blocks.size()}, .hash = hash, .header = header});
  }
  void find(std::uint8_t name, std::uint8_t parent, std::uint32_t bits = kEasy) {
    find(named(name), named(parent), bits);
  }
  // Rows of a ledger, one on the other.
  void hold(std::vector<std::uint8_t> names, std::uint8_t parent) {
    for (const std::uint8_t name : names) {
      ledger::BlockRow row{};
      row.hash = named(name);
      store_le(row.header.data() + 72, kEasy);
      std::ranges::copy(named(parent), row.header.begin() + 4);
      rows_.push_back(row);
      parent = name;
    }
  }
  BlockTree tree() const {
    ledger::ChainView view;
    view.blocks = rows_;
    return {view, scan_, condemned_};
  }
  // The last bytes of the hashes of the chain that is followed.
  std::vector<int> chain() const {
    const BlockTree blocks = tree();
    std::vector<int> names;
    for (const std::uint32_t i : blocks.best_chain()) names.push_back(blocks.node(i).hash[31]);
    return names;
  }
  BlockTree::Summary summary() const {
    const BlockTree blocks = tree();
    return blocks.summary(blocks.best_chain());
  }

  Scan scan_;
  std::vector<ledger::BlockRow> rows_;
  std::set<Hash256> condemned_;
};

using Names = std::vector<int>;

TEST_F(BlockTreeTest, TheMostWorkWinsNotTheMostBlocks) {
  find(1, 0);
  for (std::uint8_t name = 2; name < 6; ++name) find(name, static_cast<std::uint8_t>(name - 1));
  find(9, 1, kHarder);
  EXPECT_EQ(chain(), (Names{1, 9}));
  EXPECT_EQ(summary().stale, 4U);
}

TEST_F(BlockTreeTest, OfEqualWorkTheSmallerTipWinsInWhateverOrder) {
  find(1, 0);
  find(7, 1);
  find(5, 1);
  find(6, 1);
  EXPECT_EQ(chain(), (Names{1, 5}));
  std::ranges::reverse(scan_.blocks);
  EXPECT_EQ(chain(), (Names{1, 5}));
}

TEST_F(BlockTreeTest, HashesCompareAsPeopleReadThem) {
  Hash256 small_first = named(6);
  Hash256 large_first = named(5);
  large_first[0] = 9;
  find(1, 0);
  find(small_first, named(1));
  find(large_first, named(1));
  EXPECT_EQ(chain(), (Names{1, 5}));
}

TEST_F(BlockTreeTest, ACondemnedBlockTakesItsDescendantsAlong) {
  for (std::uint8_t name = 1; name < 6; ++name) find(name, static_cast<std::uint8_t>(name - 1));
  find(9, 2);
  condemned_ = {named(3)};
  EXPECT_EQ(chain(), (Names{1, 2, 9}));
  EXPECT_EQ(summary().condemned, 3U);
  condemned_ = {named(1)};
  EXPECT_EQ(chain(), Names{});
  EXPECT_EQ(summary().condemned, 6U);
}

TEST_F(BlockTreeTest, TheGenesisTreeWinsOverMoreWork) {
  find(genesis(), named(0));
  find(named(1), genesis());
  find(5, 4, kHarder);
  EXPECT_EQ(tree().node(tree().best_chain().front()).hash, genesis());
  EXPECT_TRUE(tree().is_genesis(tree().best_chain().front()));
  const BlockTree::Summary found = summary();
  ASSERT_EQ(found.other.size(), 1U);
  EXPECT_EQ(found.other[0].root, named(5));
  EXPECT_EQ(found.other[0].root_parent, named(4));
  EXPECT_EQ(found.other[0].blocks, 1U);
}

TEST_F(BlockTreeTest, WithoutGenesisTheTreeWithTheMostWorkWins) {
  find(2, 1);
  find(3, 2);
  find(6, 5, kHarder);
  EXPECT_EQ(chain(), Names{6});
  EXPECT_EQ(summary().other.at(0).blocks, 2U);
}

// A parent that is found later joins two trees.
TEST_F(BlockTreeTest, ChildrenMayStandBeforeTheirParents) {
  find(3, 2);
  find(1, 0);
  find(2, 1);
  find(2, 1);
  EXPECT_EQ(chain(), (Names{1, 2, 3}));
  EXPECT_EQ(summary().repeated, 1U);
  EXPECT_TRUE(summary().other.empty());
}

TEST_F(BlockTreeTest, TheTreeOfTheLedgerIsFollowed) {
  hold({1, 2}, 0);
  find(genesis(), named(0));
  find(named(8), genesis(), kHarder);
  find(5, 1);
  find(6, 5);
  EXPECT_EQ(chain(), (Names{1, 5, 6}));
  EXPECT_EQ(summary().stale, 1U);  // row 1 of the ledger
  EXPECT_EQ(summary().other.at(0).blocks, 2U);
}

// Even where the files hold the blocks before it.
TEST_F(BlockTreeTest, TheFirstBlockOfTheLedgerStaysTheRoot) {
  hold({2, 3}, 1);
  find(1, 0);
  find(2, 1);
  find(4, 3);
  EXPECT_EQ(chain(), (Names{2, 3, 4}));
  EXPECT_EQ(summary().other.at(0).blocks, 1U);
}

TEST_F(BlockTreeTest, RowsThatAreNoChainAreCorrupt) {
  hold({1, 2, 1}, 0);
  EXPECT_THROW(tree(), Error);
  rows_.clear();
  hold({1, 2}, 0);
  hold({3}, 3);
  EXPECT_THROW(tree(), Error);
}

}  // namespace
}  // namespace spoor::ingest
