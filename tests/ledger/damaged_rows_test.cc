// One field of a ledger is damaged so that it names what is not there, and the next ingest or
// look-up meets it: an error that says so, and the ledger stays as it was.
#include <gtest/gtest.h>

#include <cstddef>

#include "base/error.h"
#include "ledger/columns.h"
#include "ledger/export.h"
#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

using ledger::BlockRow;
using ledger::CoinRow;
using ledger::Ledger;
namespace column = ledger::column;

class DamagedRow : public ChainTest, public testing::WithParamInterface<std::uint32_t> {
 protected:
  void damage(const char* file, std::uint64_t offset, ByteSpan bytes) const {
    OutputFile(ledger() / file, OutputFile::Mode::kKeep).write_at(offset, bytes);
  }
  void damage(const char* file, std::uint64_t offset, std::uint32_t number) const {
    std::array<std::uint8_t, 4> bytes{};
    store_le(bytes.data(), number);
    damage(file, offset, bytes);
  }
  // Writes all blocks; the ingest of those that are new meets the damage.
  void expect_corrupt(std::string_view what) {
    write_all();
    const std::string before = read_file(ledger::manifest_path(ledger()));
    try {
      ingest({.table_from_blocks = GetParam()});
      ADD_FAILURE() << "nothing was noticed";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kCorrupt);
      EXPECT_NE(e.message().find(what), std::string::npos) << e.message();
    }
    EXPECT_EQ(read_file(ledger::manifest_path(ledger())), before);
  }
};

// An input that shows the coin's inner script has the type of its address looked up.
TEST_P(DamagedRow, OfACoinNamesNoAddress) {
  const BlockIndex old = mine_some(0, 2);
  const BlockIndex tip = mine(old, {spend({coin(1)}, {pay(50 * kBtc, "p2sh:1/bob")})});
  write_all();
  ingest();
  const std::uint64_t paid = Ledger(ledger()).find_coin(coin(tip, 1))->value;
  mine(tip, {spend({coin(tip, 1)}, {pay(50 * kBtc)}, "p2sh:1/bob")});
  for (const std::uint32_t address : {7U, 0x7fffffffU}) {
    damage(column::kCoins, paid * sizeof(CoinRow) + 12, address);
    expect_corrupt("has an address that is not there");
  }
}

TEST_P(DamagedRow, OfABlockFollowsItself) {
  const BlockIndex tip = mine_some(0, 5);
  write_all();
  ingest();
  mine(tip);
  damage(column::kBlocks, 3 * sizeof(BlockRow) + offsetof(BlockRow, header) + 4,
         chain_.block(3).hash);
  expect_corrupt("does not follow the one before it");
}

TEST_P(DamagedRow, OfABlockIsAnothersTwin) {
  const BlockIndex tip = mine_some(0, 5);
  write_all();
  ingest();
  mine(tip);
  damage(column::kBlocks, 3 * sizeof(BlockRow), chain_.block(1).hash);
  expect_corrupt("does not follow the one before it");
}

TEST_P(DamagedRow, OfABlockBeginsBehindTheLastTransaction) {
  const BlockIndex fork = mine_some(0, 3);
  mine_some(fork, 2);
  write_all();
  ingest();
  mine_some(fork, 4);
  damage(column::kBlocks, 4 * sizeof(BlockRow) + offsetof(BlockRow, first_tx), 1000);
  expect_corrupt("does not begin where its tables do");
}

class DamagedExport : public ChainTest {};

TEST_F(DamagedExport, LeavesNoPartOfAFile) {
  mine_some(0, 5);
  write_all();
  ingest();
  const ledger::U40 beyond(1000);
  OutputFile(ledger() / column::kTxFirstCoin, OutputFile::Mode::kKeep)
      .write_at(3 * sizeof(beyond), beyond.bytes);
  const Path to = scratch_ / "csv";
  EXPECT_THROW(export_csv(Ledger(ledger()), to, {"blocks", "outputs"}), Error);
  EXPECT_TRUE(std::filesystem::exists(to / "blocks.csv"));
  const std::filesystem::directory_iterator files(to);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

INSTANTIATE_TEST_SUITE_P(TableOrIndex, DamagedRow, testing::Values(0U, 1000U));

}  // namespace
}  // namespace spoor
