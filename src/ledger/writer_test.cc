#include "ledger/writer.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "ledger/ledger.h"

namespace spoor::ledger {
namespace {

using bitcoin::Network;

class WriterTest : public testing::Test {
 protected:
  WriterTest()
      : folder_(Path(testing::TempDir()) /
                (std::string("spoor_writer_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::remove_all(folder_);
  }
  ~WriterTest() override { std::filesystem::remove_all(folder_); }

  // A block of one transaction with one coin, to which nothing fits but its rows.
  static void add_block(Columns& columns, std::uint8_t number) {
    const Counts now = columns.counts();
    BlockRow row{};
    row.hash[0] = number;
    row.first_tx = static_cast<std::uint32_t>(now.transactions);
    row.first_coin = now.coins;
    columns.blocks.add(row);
    columns.txids.add(Hash256{number});
    columns.tx_first_input.add(U40(0));
    columns.tx_first_coin.add(U40(now.coins));
    for (auto* column :
         {&columns.tx_version, &columns.tx_locktime, &columns.tx_size, &columns.tx_weight})
      column->add(number);
    columns.tx_fee.add(0);
    columns.coins.add(CoinRow(Satoshi{number}, bitcoin::ScriptType::kOpReturn));
  }
  static void commit(Writer& writer, std::uint8_t tip) {
    writer.commit(writer.manifest(), Hash256{tip}, {});
  }

  Path folder_;
};

TEST_F(WriterTest, RowsExistOnceTheyAreCommitted) {
  Writer writer(folder_, Network::kRegtest);
  EXPECT_TRUE(Ledger(folder_).empty());
  add_block(writer.columns(), 1);
  add_block(writer.columns(), 2);
  EXPECT_TRUE(Ledger(folder_).empty());
  commit(writer, 2);
  const Ledger ledger(folder_);
  EXPECT_EQ(ledger.view().tip(), Height{1});
  EXPECT_EQ(ledger.manifest().tip, Hash256{2});
  EXPECT_EQ(ledger.view().coins[1].value(), Satoshi{2});
  EXPECT_EQ(writer.committed().view().coin_count(), 2U);
}

TEST_F(WriterTest, WhatIsAbandonedWasNever) {
  Writer writer(folder_, Network::kRegtest);
  add_block(writer.columns(), 1);
  commit(writer, 1);
  add_block(writer.columns(), 2);
  writer.columns().coins.flush();
  writer.abandon();
  add_block(writer.columns(), 3);
  commit(writer, 3);
  const Ledger ledger(folder_);
  ASSERT_EQ(ledger.view().blocks.size(), 2U);
  EXPECT_EQ(ledger.view().txids[1], Hash256{3});
  EXPECT_EQ(ledger.view().coins[1].value(), Satoshi{3});
}

TEST_F(WriterTest, GoesOnWhereTheLastOneEnded) {
  for (std::uint8_t n = 1; n < 5; ++n) {
    Writer writer(folder_, Network::kRegtest);
    add_block(writer.columns(), n);
    commit(writer, n);
    add_block(writer.columns(), 99);
    writer.columns().sync();  // and dies
  }
  const Ledger ledger(folder_);
  ASSERT_EQ(ledger.view().blocks.size(), 4U);
  for (std::uint8_t n = 1; n < 5; ++n) EXPECT_EQ(ledger.view().txids[n - 1U], Hash256{n});
}

TEST_F(WriterTest, RollsBackByTruncation) {
  Writer writer(folder_, Network::kRegtest);
  for (std::uint8_t n = 1; n < 6; ++n) add_block(writer.columns(), n);
  commit(writer, 5);
  const Ledger before(folder_);
  writer.roll_back_to(Height{7});  // above the tip: nothing to do
  EXPECT_TRUE(before.unchanged());
  writer.roll_back_to(Height{2});
  EXPECT_FALSE(before.unchanged());
  {
    const Ledger ledger(folder_);
    EXPECT_EQ(ledger.view().blocks.size(), 2U);
    EXPECT_EQ(ledger.view().coin_count(), 2U);
    EXPECT_EQ(ledger.manifest().tip[0], 2);
  }
  add_block(writer.columns(), 9);
  commit(writer, 9);
  EXPECT_EQ(Ledger(folder_).view().txids[2], Hash256{9});
  writer.roll_back_to(Height{0});
  EXPECT_TRUE(Ledger(folder_).empty());
  EXPECT_EQ(Ledger(folder_).manifest().tip, Hash256{});
}

// What was read before a rollback may be of either branch: it is read again.
TEST_F(WriterTest, AReaderStartsAgainAfterARollback) {
  Writer writer(folder_, Network::kRegtest);
  for (std::uint8_t n = 1; n < 4; ++n) add_block(writer.columns(), n);
  commit(writer, 3);
  int reads = 0;
  const auto read = [&](const Ledger& ledger) {
    if (++reads == 1) {
      writer.roll_back_to(Height{1});
      throw_corrupt("rows of two branches");
    }
    if (reads == 2) {
      add_block(writer.columns(), 7);
      commit(writer, 7);
      writer.roll_back_to(Height{1});
    }
    return ledger.view().blocks.size();
  };
  EXPECT_EQ(read_consistently(folder_, read), 1U);
  EXPECT_EQ(reads, 3);
  EXPECT_THROW(read_consistently(folder_, [](const Ledger&) -> int { throw_corrupt("so it is"); }),
               Error);
}

TEST_F(WriterTest, IsAlone) {
  const Writer writer(folder_, Network::kRegtest);
  try {
    Writer second(folder_, Network::kRegtest);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kBusy);
  }
}

TEST_F(WriterTest, KeepsNetworksApart) {
  {
    const Writer writer(folder_, Network::kRegtest);
  }
  EXPECT_THROW(Writer(folder_, Network::kMainnet), Error);
  EXPECT_EQ(Writer(folder_, std::nullopt).manifest().network, Network::kRegtest);
}

TEST_F(WriterTest, WithoutNetworkMakesNoLedger) {
  try {
    Writer writer(folder_, std::nullopt);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kNotFound);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(WriterTest, DeletesRunsThatNoManifestNames) {
  {
    const Writer writer(folder_, Network::kRegtest);
  }
  const Path left_over = run_path(folder_, IndexKind::kTxid, 12);
  OutputFile(left_over, OutputFile::Mode::kTruncate);
  {
    const Writer writer(folder_, Network::kRegtest);
  }
  EXPECT_FALSE(std::filesystem::exists(left_over));
}

TEST_F(WriterTest, ColumnsThatAreTooShortAreCorrupt) {
  {
    Writer writer(folder_, Network::kRegtest);
    for (std::uint8_t n = 1; n < 4; ++n) add_block(writer.columns(), n);
    commit(writer, 3);
  }
  std::filesystem::resize_file(folder_ / column::kTxid, 3 * 32 - 1);
  try {
    Ledger ledger(folder_);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kCorrupt);
    EXPECT_EQ(e.where().file, (folder_ / column::kTxid).string());
  }
}

TEST_F(WriterTest, AppendsSpansOfAnySize) {
  std::filesystem::create_directories(folder_);
  ColumnAppender<std::uint32_t> column(folder_, "numbers", 0);
  std::vector<std::uint32_t> expected;
  for (const std::size_t n : {1U, 3U, 300'000U, 2U, 262'143U, 1U}) {
    std::vector<std::uint32_t> rows(n);
    for (std::uint32_t& row : rows) row = static_cast<std::uint32_t>(expected.size() + n) * 17;
    column.add(rows[0]);
    column.add(std::span<const std::uint32_t>(rows));
    expected.push_back(rows[0]);
    expected.insert(expected.end(), rows.begin(), rows.end());
    EXPECT_EQ(column.rows(), expected.size());
  }
  column.sync();
  const MappedColumn<std::uint32_t> mapped(folder_, "numbers", expected.size());
  EXPECT_TRUE(std::ranges::equal(mapped.rows(), expected));
  column.truncate(2);
  column.add(5);
  column.sync();
  const MappedColumn<std::uint32_t> again(folder_, "numbers", 3);
  EXPECT_EQ(again.rows()[2], 5U);
  EXPECT_EQ(again.rows()[1], expected[1]);
}

}  // namespace
}  // namespace spoor::ledger
