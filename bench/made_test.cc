// The benches stand on made chains and made ledgers: are they what an ingest expects and leaves?
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/progress.h"
#include "bench/made_ledger.h"
#include "ingest/bitcoin.h"
#include "ledger/verify.h"

namespace spoor::bench {
namespace {

class Made : public testing::Test {
 protected:
  Made() {
    set_quiet(true);
    std::string name = testing::TempDir() + "made-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~Made() override { std::filesystem::remove_all(folder_); }

  ingest::BitcoinReport ingest(const Path& blocks, const Path& ledger) const {
    ingest::BitcoinOptions options;
    options.blocks_folder = blocks;
    options.ledger = ledger;
    return ingest::ingest_bitcoin(options);
  }
  static void expect_whole(const Path& ledger) {
    const ledger::VerifyReport report = ledger::verify_ledger(ledger);
    for (const ledger::Finding& finding : report.findings)
      ADD_FAILURE() << finding.check << ", " << finding.where << ": " << finding.what;
  }

  Path folder_;
};

constexpr Economy::Options kSmall = {.seed = 7, .start_coins = 2'000};

TEST_F(Made, ChainIsTakenWholeByAnIngest) {
  const ChainFigures made = write_chain(folder_ / "blocks", 4'000'000, kSmall);
  const ingest::BitcoinReport report = ingest(folder_ / "blocks", folder_ / "ledger");
  EXPECT_EQ(report.blocks, made.blocks + 1);
  EXPECT_TRUE(report.refused.empty());
  EXPECT_TRUE(report.skipped.empty());
  expect_whole(folder_ / "ledger");
}

TEST_F(Made, SameSeedGivesTheSameBytes) {
  write_chain(folder_ / "one", 3'000'000, kSmall);
  write_chain(folder_ / "two", 3'000'000, kSmall);
  const std::string one = read_file(folder_ / "one/blk00000.dat");
  EXPECT_GT(one.size(), 3'000'000U);
  EXPECT_EQ(one, read_file(folder_ / "two/blk00000.dat"));
}

TEST_F(Made, LedgerWithoutBlocksIsWholeAndGrowsByAnIngest) {
  const ChainFigures made =
      make_tip(folder_ / "ledger", folder_ / "blocks",
               {.seed = 3, .coins = 60'000, .unspent = 20'000, .block_bytes = 3'000'000});
  expect_whole(folder_ / "ledger");
  const ingest::BitcoinReport report = ingest(folder_ / "blocks", folder_ / "ledger");
  EXPECT_EQ(report.blocks_added, made.blocks);
  EXPECT_TRUE(report.refused.empty());
  expect_whole(folder_ / "ledger");
}

// The shape that DESIGN's budgets are meant for.
TEST(Economy, TransactionsHaveTheShapeOfToday) {
  Economy economy({.seed = 5, .start_coins = 100'000});
  BlockPlan plan;
  std::uint64_t transactions = 0;
  std::uint64_t inputs = 0;
  std::uint64_t outputs = 0;
  std::uint64_t same_block = 0;
  std::uint64_t new_addresses = 0;
  for (int block = 0; block < 160; ++block) {
    const AddressId before = economy.next_address();
    economy.plan(plan);
    if (block < 120) continue;  // coins are handed out first
    transactions += plan.transactions.size();
    inputs += plan.inputs.size();
    outputs += plan.outputs.size();
    for (const LiveCoin& coin : plan.inputs) same_block += coin.coin() >= plan.first_coin;
    new_addresses += economy.next_address().value - before.value;
  }
  const auto share = [](std::uint64_t a, std::uint64_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  EXPECT_NEAR(share(inputs, transactions), 2.6, 0.5);
  EXPECT_NEAR(share(outputs, transactions), 2.66, 0.3);
  EXPECT_NEAR(share(same_block, inputs), 0.15, 0.1);
  EXPECT_NEAR(share(new_addresses, outputs), 0.4, 0.05);
}

}  // namespace
}  // namespace spoor::bench
