// Forks of random depths: the ledger follows the most work, and is then what a fresh ingest of the
// same files gives.
#include <gtest/gtest.h>

#include "ledger/ledger.h"
#include "ledger/writer.h"
#include "simulator/block_files.h"
#include "tests/ledger/chain_fixture.h"
#include "tests/ledger/expected_ledger.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using simulator::BlockFiles;
using simulator::BlockIndex;

class Reorganisation : public testing::TestWithParam<int> {
 protected:
  ScratchFolder scratch_;
  RandomChain random_{static_cast<std::uint64_t>(GetParam())};
};

TEST_P(Reorganisation, GivesWhatAFreshIngestGives) {
  BlockIndex tip = random_.grow(0, 40);
  BlockFiles files(scratch_ / "blocks", {.most_file_bytes = 100'000});
  random_.chain().write(files, random_.all());
  ingest_folder(scratch_ / "blocks", scratch_ / "ledger");
  for (int round = 0; round < 6; ++round) {
    const std::vector<BlockIndex> branch = random_.chain().branch(tip);
    const int depth = random_.number(0, static_cast<int>(branch.size()) - 2);
    const std::size_t before = random_.chain().blocks().size();
    const BlockIndex fork = branch[branch.size() - 1 - static_cast<std::size_t>(depth)];
    tip = random_.grow(fork, depth + random_.number(1, 5));
    std::vector<BlockIndex> added;
    for (BlockIndex i = before; i < random_.chain().blocks().size(); ++i) added.push_back(i);
    random_.chain().write(files, added);
    const ingest::BitcoinReport report =
        ingest_folder(scratch_ / "blocks", scratch_ / "ledger",
                      {.memory_bytes = round % 2 == 0 ? 1ULL << 30 : 1,
                       .table_from_blocks = round % 3 == 0 ? 0U : 1000U});
    EXPECT_EQ(report.blocks_rolled_back, static_cast<std::uint64_t>(depth));
    EXPECT_TRUE(report.refused.empty());
    EXPECT_EQ(report.tip, to_hex_reversed(random_.chain().block(tip).hash));
    const Path fresh = scratch_ / ("fresh-" + std::to_string(round));
    ingest_folder(scratch_ / "blocks", fresh);
    EXPECT_EQ(sound_columns(scratch_ / "ledger"), sound_columns(fresh)) << "round " << round;
    expect_branch(scratch_ / "ledger", random_.chain(), tip);
  }
}

// The ledger holds a branch whose blocks are in no file any more.
class BranchWithoutFiles : public ChainTest {
 protected:
  // Ingests the branch to `old`, then what stands in its place: all blocks but those above the
  // fork.
  ingest::BitcoinReport ingest_other_branch(BlockIndex fork, BlockIndex old) {
    {
      BlockFiles files(blocks());
      chain_.write(files, chain_.branch(old));
      ingest();
    }
    std::filesystem::remove_all(blocks());
    BlockFiles files(blocks());
    std::vector<BlockIndex> rest;
    for (BlockIndex i = 0; i < chain_.blocks().size(); ++i)
      if (i <= fork || !chain_.stands_on(old, i)) rest.push_back(i);
    chain_.write(files, rest);
    return ingest({.memory_bytes = 1});
  }
};

TEST_F(BranchWithoutFiles, StaysWhereTheOtherCreatesValue) {
  const BlockIndex fork = mine_some(0, 5);
  const BlockIndex old = mine(mine(fork), {spend({coin(2)}, {pay(50 * kBtc, "bob")})});
  BlockIndex other = mine_some(fork, 2);
  other = mine(other, {spend({coin(2)}, {pay(51 * kBtc)})});
  mine_some(other, 3);
  const ingest::BitcoinReport report = ingest_other_branch(fork, old);
  EXPECT_EQ(report.blocks_rolled_back, 0U);
  ASSERT_EQ(report.refused.size(), 1U);
  EXPECT_EQ(report.refused[0].hash, hash(other));
  expect_tip(old);
}

// What only the old branch made or spent does not count.
TEST_F(BranchWithoutFiles, StaysWhereTheOtherSpendsACoinOfIt) {
  const BlockIndex fork = mine_some(0, 5);
  const BlockIndex made = mine(fork);
  const BlockIndex old = mine(made);
  mine(mine_some(fork, 2), {spend({coin(made)}, {pay(50 * kBtc)})});
  ASSERT_EQ(ingest_other_branch(fork, old).refused.size(), 1U);
  expect_tip(old);
}

TEST_F(BranchWithoutFiles, GoesWhereTheOtherSpendsTheSameCoin) {
  const BlockIndex fork = mine_some(0, 5);
  const BlockIndex old = mine(fork, {spend({coin(2)}, {pay(50 * kBtc, "bob")})});
  const BlockIndex other = mine(mine(fork), {spend({coin(2)}, {pay(50 * kBtc, "carol")})});
  EXPECT_EQ(ingest_other_branch(fork, old).blocks_rolled_back, 1U);
  expect_tip(other);
}

// The blocks below the bad one have more work than the old branch.
TEST_F(BranchWithoutFiles, GoesForTheGoodPartOfTheOther) {
  const BlockIndex fork = mine_some(0, 5);
  const BlockIndex old = mine(fork);
  const BlockIndex good = mine_some(fork, 2);
  mine(good, {spend({coin(3), coin(3)}, {pay(1)})});
  EXPECT_EQ(ingest_other_branch(fork, old).refused.size(), 1U);
  expect_tip(good);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Reorganisation, testing::Range(1, 9));

}  // namespace
}  // namespace spoor
