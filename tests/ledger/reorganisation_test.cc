// Forks of random depths: the ledger follows the most work, and is then what a fresh ingest of the
// same files gives.
#include <gtest/gtest.h>

#include "ledger/ledger.h"
#include "ledger/writer.h"
#include "simulator/block_files.h"
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

INSTANTIATE_TEST_SUITE_P(Seeds, Reorganisation, testing::Range(1, 9));

}  // namespace
}  // namespace spoor
