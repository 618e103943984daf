// What a ledger says does not depend on how it came about: at once or piece by piece, in many
// batches or one, from which files, by which of two ways to the unspent coins.
#include <gtest/gtest.h>

#include "simulator/block_files.h"
#include "tests/ledger/expected_ledger.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using simulator::BlockFiles;
using simulator::BlockIndex;

constexpr std::uint64_t kBatchABlock = 1;            // bytes: each block is more
constexpr std::uint64_t kFewBlocksABatch = 1 << 14;  // bytes
constexpr std::uint32_t kAlwaysTable = 0;
constexpr std::uint32_t kAlwaysIndex = 0xffffffff;

class Batches : public testing::TestWithParam<int> {
 protected:
  Batches() : random_(static_cast<std::uint64_t>(GetParam())) {
    tip_ = random_.grow(0, 120);
    BlockFiles files(scratch_ / "blocks", {.most_file_bytes = 60'000});
    random_.chain().write(files, random_.all());
    ingest_folder(scratch_ / "blocks", scratch_ / "at-once");
    columns_ = sound_columns(scratch_ / "at-once");
  }

  ScratchFolder scratch_;
  RandomChain random_;
  BlockIndex tip_ = 0;
  std::string columns_;
};

TEST_P(Batches, AtOnceIsWhatTheChainSays) {
  expect_branch(scratch_ / "at-once", random_.chain(), tip_);
}

TEST_P(Batches, OfAnySize) {
  for (const std::uint64_t memory : {kBatchABlock, kFewBlocksABatch}) {
    const std::string ledger = "memory-" + std::to_string(memory);
    ingest_folder(scratch_ / "blocks", scratch_ / ledger, {.memory_bytes = memory});
    EXPECT_EQ(sound_columns(scratch_ / ledger), columns_);
    expect_branch(scratch_ / ledger, random_.chain(), tip_);
  }
}

TEST_P(Batches, FilesInAnyOrder) {
  BlockFiles files(scratch_ / "shuffled", {.xor_key = simulator::XorKey{1, 2, 3, 4, 5, 6, 7, 8},
                                           .most_file_bytes = 90'000});
  random_.chain().write(files, random_.shuffled());
  ingest_folder(scratch_ / "shuffled", scratch_ / "from-shuffled");
  EXPECT_EQ(sound_columns(scratch_ / "from-shuffled"), columns_);
}

// A growing folder, ingested again and again.
TEST_P(Batches, PieceByPiece) {
  const std::vector<BlockIndex> order = random_.all();
  for (const std::uint32_t table_from : {kAlwaysTable, kAlwaysIndex}) {
    const std::string name = "pieces-" + std::to_string(table_from);
    BlockFiles files(scratch_ / (name + "-blocks"));
    for (std::size_t at = 0; at < order.size();) {
      const auto n = std::min(static_cast<std::size_t>(random_.number(1, 20)), order.size() - at);
      random_.chain().write(files, std::span(order).subspan(at, n));
      at += n;
      const ingest::BitcoinReport report = ingest_folder(
          scratch_ / (name + "-blocks"), scratch_ / name,
          {.memory_bytes = random_.number(0, 1) == 0 ? kBatchABlock : kFewBlocksABatch,
           .table_from_blocks = table_from});
      EXPECT_EQ(report.blocks, at);
      EXPECT_EQ(report.blocks_added, n);
    }
    EXPECT_EQ(sound_columns(scratch_ / name), columns_);
    expect_branch(scratch_ / name, random_.chain(), tip_);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Batches, testing::Range(1, 5));

}  // namespace
}  // namespace spoor
