// Ledgers that begin in the middle of a chain: where they begin, and what is known of the coins
// from before.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ledger/chain_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using simulator::BlockFiles;
using simulator::Chain;
using simulator::kNoParent;
using simulator::XorKey;

constexpr std::uint32_t kFirst = 700;

class PartialLedger : public ChainTest {
 protected:
  PartialLedger() { chain_ = Chain(bitcoin::Network::kRegtest, kFirst); }

  // A coin from before, paid to alice.
  bitcoin::Outpoint earlier(std::uint8_t number, std::uint64_t satoshi,
                            std::string_view word = "alice") {
    const bitcoin::Outpoint outpoint{Hash256{number}, number};
    chain_.know_earlier(outpoint, {Satoshi{satoshi}, payee(word).script, 600, false});
    return outpoint;
  }
  void write(std::span<const BlockIndex> order, const BlockFiles::Options& options = {}) {
    BlockFiles files(blocks(), options);
    chain_.write(files, order, Chain::Undo::kWrite);
  }
  // The value of the coin that the first input of the block's second transaction spends.
  std::optional<Satoshi> spent_value(BlockIndex block) const {
    const ledger::Ledger opened(ledger());
    const TxId tx = opened.find_tx(chain_.block(block).txids.at(1)).at(0);
    return opened.view().value_of(opened.view().first_input(tx));
  }
};

TEST_F(PartialLedger, BeginsWhereItsCoinbasesSay) {
  const BlockIndex tip = mine_some(kNoParent, 5);
  write_all();
  EXPECT_EQ(ingest().first_height, kFirst);
  expect_tip(tip);
  // It grows as others do.
  const BlockIndex next = mine(tip);
  write_all();
  EXPECT_EQ(ingest().blocks_added, 1U);
  expect_tip(next);
}

TEST_F(PartialLedger, WhoseCoinbasesDisagreeNeedsAFirstHeight) {
  const BlockIndex first = mine(kNoParent);
  chain_.add(first, simulator::coinbase(kFirst + 7, {pay(1)}));
  write_all();
  try {
    ingest();
    FAIL() << "accepted";
  } catch (const Error& e) {
    EXPECT_NE(e.remedy().find("--first-height"), std::string::npos);
  }
  EXPECT_EQ(ingest({.first_height = 12}).first_height, 12U);
  sound_columns(ledger());
}

TEST_F(PartialLedger, UnknownCoinsHaveUnknownFees) {
  const BlockIndex first = mine(kNoParent);
  const BlockIndex second = mine(first, {spend({earlier(1, 5), coin(first)}, {pay(3 * kBtc)}),
                                         spend({coin(first, 0, 1)}, {pay(1)})});
  write_all();                             // without undo records
  EXPECT_EQ(ingest().refused.size(), 1U);  // the coin's transaction is here, the output is not
  const BlockIndex good = mine(first, {spend({earlier(1, 5), coin(first)}, {pay(3 * kBtc)})});
  write_all();
  ingest();
  const ledger::Ledger opened(ledger());
  const ledger::ChainView& view = opened.view();
  const TxId tx = opened.find_tx(chain_.block(good).txids[1]).at(0);
  EXPECT_EQ(view.value_of(view.first_input(tx)), std::nullopt);
  EXPECT_EQ(view.fee_of(tx), std::nullopt);
  EXPECT_EQ(view.unclaimed(view.tip()), std::nullopt);
  EXPECT_EQ(opened.script_of(view.coin_of(view.first_input(tx))), std::nullopt);
  sound_columns(ledger());
  EXPECT_FALSE(ledger::verify_ledger(ledger()).balance);
  EXPECT_NE(second, good);
}

TEST_F(PartialLedger, ACoinFromBeforeIsSpentOnce) {
  const bitcoin::Outpoint early = earlier(1, 5 * kBtc);
  const BlockIndex first = mine(kNoParent, {spend({early}, {pay(1)})});
  const BlockIndex bad = mine(mine_some(first, 30), {spend({early}, {pay(2)})});
  write_all();
  EXPECT_EQ(ingest().refused.size(), 1U);
  expect_tip(chain_.block(bad).parent);
  // Also where the first spend was committed by an earlier run.
  EXPECT_EQ(ingest({.memory_bytes = 1}).refused.size(), 1U);
  expect_tip(chain_.block(bad).parent);
}

TEST_F(PartialLedger, PreviousOutputsAsCsv) {
  const BlockIndex first = mine(kNoParent);
  const BlockIndex tip = mine(
      first,
      {spend({earlier(1, 5 * kBtc), earlier(2, 7, "p2tr:frank"), earlier(3, 9)}, {pay(5 * kBtc)})});
  write_all();
  replace_file(scratch_ / "prevouts.csv",
               fmt::format("vout,txid,script_hex,value_sat\r\n1,{},{},500000000\r\n"
                           "# value alone\r\n2,{},,7\r\n",
                           to_hex_reversed(Hash256{1}), to_hex(payee("alice").script),
                           to_hex_reversed(Hash256{2})));
  ingest({.prevouts = scratch_ / "prevouts.csv"});
  sound_columns(ledger());
  const ledger::Ledger opened(ledger());
  const auto& rows = opened.view().prehistory;
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].value, 5 * kBtc);
  EXPECT_EQ(opened.find_script(payee("alice").script), AddressId{rows[0].address});
  EXPECT_EQ(rows[1].value, 7U);
  EXPECT_EQ(rows[1].type, ledger::kUnknownType);
  EXPECT_EQ(rows[2].value, ledger::kUnknownValue);
  EXPECT_EQ(opened.view().fee_of(opened.find_tx(chain_.block(tip).txids[1]).at(0)), std::nullopt);
}

TEST_F(PartialLedger, BadPreviousOutputsAreNamedWithTheirLine) {
  mine(kNoParent);
  write_all();
  for (const char* row : {"xyz,0,1,", "{},0,1,zz", "{},-1,1,", "{},4294967296,1,",
                          "{},0,2100000000000001,", "{},0,,", "{},0,1"}) {
    replace_file(scratch_ / "prevouts.csv",
                 "txid,vout,value_sat,script_hex\n" +
                     fmt::format(fmt::runtime(row), to_hex_reversed(Hash256{1})) + "\n");
    try {
      ingest({.prevouts = scratch_ / "prevouts.csv"});
      ADD_FAILURE() << row;
    } catch (const Error& e) {
      EXPECT_EQ(e.where().line, 2U) << e.what();
      EXPECT_EQ(e.where().file, (scratch_ / "prevouts.csv").string());
    }
  }
}

TEST_F(PartialLedger, PreviousOutputsThatContradictEachOtherAreRefused) {
  mine(kNoParent);
  write_all();
  const std::string row = to_hex_reversed(Hash256{1}) + ",0,7,51\n";
  const std::string other = to_hex_reversed(Hash256{1}) + ",0,8,51\n";
  replace_file(scratch_ / "prevouts.csv", "txid,vout,value_sat,script_hex\n" + row + row + other);
  try {
    ingest({.prevouts = scratch_ / "prevouts.csv"});
    ADD_FAILURE() << "one of the two was taken";
  } catch (const Error& e) {
    EXPECT_EQ(e.where().line, 4U) << e.what();
  }
  replace_file(scratch_ / "prevouts.csv", "txid,vout,value_sat,script_hex\n" + row + row);
  EXPECT_NO_THROW(ingest({.prevouts = scratch_ / "prevouts.csv"}));
}

TEST_F(PartialLedger, UndoRecordsOfASiblingAreNotTaken) {
  const BlockIndex first = mine(kNoParent);
  const bitcoin::Outpoint a = earlier(1, 10 * kBtc, "alice");
  const bitcoin::Outpoint b = earlier(2, 20 * kBtc, "bob");
  const BlockIndex stale = mine(first, {spend({b}, {pay(4 * kBtc)}, "bob")});
  const BlockIndex kept = mine(first, {spend({a}, {pay(4 * kBtc)}, "alice")});
  const BlockIndex tip = mine(kept);
  for (const bool turned : {false, true}) {
    std::filesystem::remove_all(ledger());
    std::vector<BlockIndex> order{first, stale, kept, tip};
    if (turned) std::ranges::reverse(order);
    write(order);
    EXPECT_TRUE(ingest().skipped.empty());
    EXPECT_EQ(spent_value(kept), Satoshi{10 * kBtc});
    expect_tip(tip);
  }
}

TEST_F(PartialLedger, UndoRecordsThatContradictEachOtherAreUnknown) {
  const BlockIndex first = mine(kNoParent);
  // Nothing that the inputs show tells these coins apart.
  const bitcoin::Outpoint a = earlier(1, 10 * kBtc, "p2tr:alice");
  const bitcoin::Outpoint b = earlier(2, 20 * kBtc, "p2tr:alice");
  mine(first, {spend({b}, {pay(4 * kBtc)}, "p2tr:alice")});
  const BlockIndex kept = mine(first, {spend({a}, {pay(4 * kBtc)}, "p2tr:alice")});
  mine(kept);
  write(std::vector<BlockIndex>{0, 1, 2, 3});
  ingest();
  EXPECT_EQ(spent_value(kept), std::nullopt);
  sound_columns(ledger());
}

TEST_F(PartialLedger, AnUndoRecordWithASwappedByteIsTold) {
  const BlockIndex first = mine(kNoParent);
  const BlockIndex second = mine(first, {spend({earlier(1, 10)}, {pay(4)})});
  const BlockIndex tip = mine(second, {spend({earlier(2, 20)}, {pay(4)})});
  BlockFiles files(blocks());
  chain_.write(files, std::vector<BlockIndex>{first, second, tip}, Chain::Undo::kWrite);
  std::string rev = read_file(blocks() / "rev00000.dat");
  rev[12] = static_cast<char>(rev[12] ^ 1);
  replace_file(blocks() / "rev00000.dat", rev);
  const ingest::BitcoinReport report = ingest();
  ASSERT_EQ(report.skipped.size(), 1U);
  EXPECT_EQ(spent_value(second), std::nullopt);
  EXPECT_EQ(spent_value(tip), Satoshi{20});
}

// Blocks of many kinds of script whose first coins come from before, in files as Core writes them.
class PartialRandom : public testing::TestWithParam<int> {
 protected:
  ScratchFolder scratch_;
  RandomChain random_{static_cast<std::uint64_t>(GetParam()), kFirst, 60};
  simulator::BlockIndex tip_ = random_.grow(kNoParent, 40);
};

TEST_P(PartialRandom, UndoFilesAndCsvSayTheSame) {
  random_.grow(random_.chain().branch(tip_)[20], 6);  // stale, with siblings
  const std::vector<simulator::BlockIndex> order = random_.all();
  struct Case {
    const char* name;
    BlockFiles::Options options;
    bool shuffled;
  };
  std::vector<std::string> columns;
  for (const Case& c : {Case{"plain", {}, false},
                        Case{"xored", {.xor_key = XorKey{7, 0, 7, 0, 9, 9, 1, 255}}, false},
                        Case{"shuffled", {.most_file_bytes = 30'000}, true}}) {
    BlockFiles files(scratch_ / c.name, c.options);
    random_.chain().write(files, c.shuffled ? random_.shuffled() : order, Chain::Undo::kWrite);
    const Path ledger = scratch_ / (std::string("ledger-") + c.name);
    const ingest::BitcoinReport report = ingest_folder(
        scratch_ / c.name, ledger, {.memory_bytes = c.shuffled ? 1ULL << 14 : 1ULL << 30});
    EXPECT_TRUE(report.skipped.empty());
    EXPECT_EQ(report.first_height, kFirst);
    EXPECT_GT(ledger::Ledger(ledger).view().prehistory.size(), 10U);
    EXPECT_TRUE(ledger::verify_ledger(ledger).balance);
    expect_branch(ledger, random_.chain(), tip_);
    columns.push_back(sound_columns(ledger));
  }
  replace_file(scratch_ / "prevouts.csv", random_.prevouts_csv());
  ingest_folder(scratch_ / "plain", scratch_ / "from-csv", {.prevouts = scratch_ / "prevouts.csv"});
  columns.push_back(sound_columns(scratch_ / "from-csv"));
  for (const std::string& hash : columns) EXPECT_EQ(hash, columns[0]);
}

TEST_P(PartialRandom, PieceByPieceAndOverAFork) {
  BlockFiles files(scratch_ / "blocks");
  const std::vector<simulator::BlockIndex> order = random_.all();
  for (std::size_t at = 0; at < order.size(); at += 10) {
    random_.chain().write(files, std::span(order).subspan(at, 10), Chain::Undo::kWrite);
    ingest_folder(scratch_ / "blocks", scratch_ / "ledger");
  }
  expect_branch(scratch_ / "ledger", random_.chain(), tip_);
  const simulator::BlockIndex tip = random_.grow(random_.chain().branch(tip_)[12], 35);
  std::vector<simulator::BlockIndex> added;
  for (std::size_t i = order.size(); i < random_.chain().blocks().size(); ++i) added.push_back(i);
  random_.chain().write(files, added, Chain::Undo::kWrite);
  EXPECT_EQ(ingest_folder(scratch_ / "blocks", scratch_ / "ledger").blocks_rolled_back, 27U);
  expect_branch(scratch_ / "ledger", random_.chain(), tip);
  ingest_folder(scratch_ / "blocks", scratch_ / "fresh");
  EXPECT_EQ(sound_columns(scratch_ / "ledger"), sound_columns(scratch_ / "fresh"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, PartialRandom, testing::Range(1, 7));

}  // namespace
}  // namespace spoor
