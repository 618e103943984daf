// Blocks that cannot stand: each is refused with its descendants, and all else is kept.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

// With the table of unspent coins, or with the index alone; the bad block comes long after coins of
// the same run were committed, or is found before the ledger's own blocks are given up for it.
enum class Met { kByTable, kByIndex, kInReorganisation };
class BadBlock : public ChainTest, public testing::WithParamInterface<Met> {
 protected:
  // Ingests the first blocks, then all: `refused` is the one that fails, `stay` the best that
  // holds.
  void expect_refused(BlockIndex refused, BlockIndex stay, std::string_view reason) {
    std::vector<BlockIndex> first{0, 1};
    if (GetParam() == Met::kInReorganisation) {
      first.push_back(mine(1));
      first.push_back(mine(first.back(), {spend({coin(1)}, {pay(50 * kBtc, "carol")})}));
    }
    {
      simulator::BlockFiles files(blocks());
      chain_.write(files, first);
      ingest();
    }
    write_all();
    const ingest::BitcoinReport report =
        ingest({.memory_bytes = 1, .table_from_blocks = GetParam() == Met::kByTable ? 0U : 1000U});
    if (GetParam() == Met::kInReorganisation) {
      EXPECT_EQ(report.blocks_rolled_back, 2U);
    }
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_EQ(report.refused[0].hash, hash(refused));
    EXPECT_NE(report.refused[0].reason.find(reason), std::string::npos) << report.refused[0].reason;
    std::uint64_t offset = 8;  // magic and length
    for (BlockIndex i = 0; i < refused; ++i) offset += 8 + chain_.block(i).bytes.size();
    EXPECT_NE(report.refused[0].reason.find(fmt::format("blk00000.dat, offset {}: ", offset)),
              std::string::npos)
        << report.refused[0].reason;
    std::uint64_t lost = 0;
    for (BlockIndex i = 0; i < chain_.blocks().size(); ++i) lost += chain_.stands_on(i, refused);
    EXPECT_EQ(report.tree.condemned, lost);
    EXPECT_EQ(report.tip, hash(stay));
    expect_tip(stay);
  }
};

TEST_P(BadBlock, SpendsWhatIsNotThere) {
  const BlockIndex good = mine_some(0, 40);
  const BlockIndex bad = mine(good, {spend({{Hash256{1, 2, 3}, 0}}, {pay(1)})});
  mine_some(bad, 5);
  expect_refused(bad, good, "which is not there or already spent");
}

TEST_P(BadBlock, SpendsAnOutputBehindTheLast) {
  const BlockIndex good = mine_some(0, 40);
  const BlockIndex bad = mine(good, {spend({coin(5, 0, 1)}, {pay(1)})});
  expect_refused(bad, good, "which is not there");
}

TEST_P(BadBlock, SpendsACoinAgain) {
  const BlockIndex old = mine_some(0, 3);
  const BlockIndex good = mine(mine_some(old, 40), {spend({coin(old)}, {pay(50 * kBtc)})});
  const BlockIndex bad = mine(mine_some(good, 30), {spend({coin(old)}, {pay(50 * kBtc, "bob")})});
  expect_refused(bad, chain_.block(bad).parent, "already spent");
}

TEST_P(BadBlock, SpendsACoinTwice) {
  const BlockIndex old = mine_some(0, 3);
  const BlockIndex good = mine_some(old, 40);
  const BlockIndex bad = mine(
      good, {spend({coin(old)}, {pay(50 * kBtc)}), spend({coin(old)}, {pay(50 * kBtc, "bob")})});
  mine_some(bad, 3);
  expect_refused(bad, good, "already spent");
}

TEST_P(BadBlock, SpendsACoinTwiceInOneTransaction) {
  const BlockIndex good = mine_some(0, 40);
  const BlockIndex bad = mine(good, {spend({coin(9), coin(9)}, {pay(50 * kBtc)})});
  expect_refused(bad, good, "already spent");
}

TEST_P(BadBlock, SpendsACoinOfALaterTransaction) {
  const BlockIndex good = mine_some(0, 40);
  const Transaction later = spend({coin(9)}, {pay(50 * kBtc, "bob")});
  const Transaction earlier = spend({{simulator::txid_of(later), 0}}, {pay(1)}, "bob");
  const BlockIndex bad = mine(good, {earlier, later});
  expect_refused(bad, good, "which is not there");
}

TEST_P(BadBlock, CreatesValue) {
  const BlockIndex good = mine_some(0, 40);
  const BlockIndex bad = mine(good, {spend({coin(9)}, {pay(50 * kBtc), pay(1, "bob")})});
  mine_some(bad, 5);
  expect_refused(bad, good, "exceed its inputs");
}

// Subsidy is the node's business, so coinbases may claim what they like; sums are not.
TEST_P(BadBlock, SpendsMoreThanThereCanBe) {
  BlockIndex good = mine_some(0, 40);
  std::vector<bitcoin::Outpoint> coins;
  for (int i = 0; i < 2; ++i) {
    good = chain_.add(good, simulator::coinbase(1, {pay(bitcoin::kMaxMoney)},
                                                1000U + static_cast<std::uint32_t>(i)));
    coins.push_back(coin(good));
  }
  const BlockIndex bad = mine(good, {spend(coins, {pay(1)})});
  expect_refused(bad, good, "above 21 million bitcoin");
}

// The other branch has less work, and no fault.
TEST_P(BadBlock, LeavesTheBranchBesideIt) {
  const BlockIndex fork = mine_some(0, 30);
  const BlockIndex bad = mine(mine(fork), {spend({coin(9)}, {pay(51 * kBtc)})});
  mine_some(bad, 8);
  const BlockIndex good = mine_some(fork, 5);
  expect_refused(bad, good, "exceed its inputs");
}

INSTANTIATE_TEST_SUITE_P(All, BadBlock,
                         testing::Values(Met::kByTable, Met::kByIndex, Met::kInReorganisation));

class BadBytes : public ChainTest {
 protected:
  // Writes all blocks with the bytes of one changed by `change`.
  template <class Change>
  void write_with(BlockIndex changed, Change change) {
    simulator::BlockFiles files(blocks());
    for (BlockIndex i = 0; i < chain_.blocks().size(); ++i) {
      Bytes bytes = chain_.block(i).bytes;
      if (i == changed) change(bytes);
      files.block(bytes);
    }
  }
  void expect_refused(BlockIndex refused, BlockIndex stay, std::string_view reason) {
    const ingest::BitcoinReport report = ingest();
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_EQ(report.refused[0].hash, hash(refused));
    EXPECT_NE(report.refused[0].reason.find(reason), std::string::npos) << report.refused[0].reason;
    EXPECT_NE(report.refused[0].reason.find("blk00000.dat"), std::string::npos);
    expect_tip(stay);
  }
};

TEST_F(BadBytes, OfATransactionDoNotGiveTheMerkleRoot) {
  const BlockIndex good = mine_some(0, 4);
  const BlockIndex bad = mine(good);
  mine(bad);
  write_with(bad, [](Bytes& bytes) { bytes[bytes.size() - 1] ^= 1; });  // locktime
  expect_refused(bad, good, "merkle root");
}

TEST_F(BadBytes, ThatAreMalformedAreNamedWithTheirOffset) {
  const BlockIndex good = mine_some(0, 4);
  const BlockIndex bad = mine(good);
  write_with(bad, [](Bytes& bytes) { bytes[80] = 0xfc; });  // 252 transactions
  expect_refused(bad, good, "offset");
}

// The header states work that its hash does not reach: then there is no block.
TEST_F(BadBytes, WithoutWorkAreNoBlock) {
  const BlockIndex good = mine_some(0, 4);
  const BlockIndex bad = mine(good);
  mine(bad);
  write_with(bad, [](Bytes& bytes) { store_le<std::uint32_t>(&bytes[72], 0x1d00ffff); });
  const ingest::BitcoinReport report = ingest();
  EXPECT_TRUE(report.refused.empty());
  EXPECT_FALSE(report.skipped.empty());
  EXPECT_EQ(report.tree.other.size(), 1U);  // the block behind it
  expect_tip(good);
}

TEST_F(BadBytes, BesideAGoodCopyOfTheSameBlock) {
  const BlockIndex tip = mine_some(0, 6);
  for (const bool bad_first : {true, false}) {
    std::filesystem::remove_all(scratch_ / "ledger");
    simulator::BlockFiles files(blocks());
    for (BlockIndex i = 0; i <= tip; ++i) {
      Bytes bad = chain_.block(i).bytes;
      bad[bad.size() - 1] ^= 1;
      if (i == 3 && bad_first) files.block(bad);
      files.block(chain_.block(i).bytes);
      if (i == 3 && !bad_first) files.block(bad);
    }
    const ingest::BitcoinReport report = ingest();
    EXPECT_EQ(report.refused.size(), bad_first ? 1U : 0U);
    expect_tip(tip);
  }
}

// All that cannot be read are refused at once; those that cannot stand, one by one.
TEST_F(BadBytes, OfManyChildrenOfTheTip) {
  const BlockIndex tip = mine_some(0, 4);
  std::vector<BlockIndex> children;
  for (int i = 0; i < 12; ++i) children.push_back(mine(tip));
  // Of equal work the smallest hash is tried first.
  const BlockIndex good =
      *std::ranges::max_element(children, {}, [this](BlockIndex child) { return hash(child); });
  for (int i = 0; i < 12; ++i)
    children.push_back(mine(tip, {spend({coin(2)}, {pay(51 * kBtc + children.size())})}));
  simulator::BlockFiles files(blocks());
  for (BlockIndex i = 0; i < chain_.blocks().size(); ++i) {
    Bytes bytes = chain_.block(i).bytes;
    if (i > tip && i < children[12] && i != good) bytes[bytes.size() - 1] ^= 1;
    files.block(bytes);
  }
  const ingest::BitcoinReport report = ingest();
  EXPECT_GE(report.refused.size(), 11U);
  EXPECT_EQ(report.tree.repeated + report.tree.other.size(), 0U);
  expect_tip(good);
  ingest();
  expect_tip(good);
}

}  // namespace
}  // namespace spoor
