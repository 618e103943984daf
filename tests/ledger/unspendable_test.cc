// Money that no one can spend, and how each sum of it is told: genesis, OP_RETURN, scripts that are
// too long, subsidy that no one took, coinbases that overwrite earlier ones.
#include <gtest/gtest.h>

#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

class Unspendable : public ChainTest {
 protected:
  ledger::Balance balance() {
    const ledger::VerifyReport report = ledger::verify_ledger(ledger());
    EXPECT_TRUE(report.holds()) << findings_text(report);
    return report.balance.value();
  }
};

TEST_F(Unspendable, GenesisOpReturnAndTooLong) {
  const BlockIndex b1 = mine(0);
  const Transaction burn = spend(
      {coin(b1)}, {pay(1 * kBtc, "op_return:burnt"), pay(2 * kBtc, "too-long"), pay(46 * kBtc)});
  const BlockIndex b2 = mine(b1, {burn});
  write_all();
  ingest();
  expect_tip(b2);
  const ledger::Balance money = balance();
  EXPECT_EQ(money.issued, Satoshi{150 * kBtc});
  EXPECT_EQ(money.unspendable, Satoshi{53 * kBtc});
  EXPECT_EQ(money.unspent, Satoshi{96 * kBtc});
  EXPECT_EQ(money.unclaimed, Satoshi{1 * kBtc});  // the fee
  const ledger::Ledger opened(ledger());
  EXPECT_TRUE(opened.view().is_unspendable(CoinId{0}));
  // The memo is kept.
  const CoinId memo = opened.find_coin(coin(b2, 1, 0)).value();
  EXPECT_EQ(opened.script_of(memo), payee("op_return:burnt").script);
  EXPECT_FALSE(opened.view().coins[memo.value].address().valid());
}

TEST_F(Unspendable, SpendingGenesisOrOpReturnIsRefused) {
  const BlockIndex b1 = mine(0);
  const BlockIndex b2 = mine(b1, {spend({coin(b1)}, {pay(1 * kBtc, "op_return"), pay(49 * kBtc)})});
  const BlockIndex bad_genesis = mine(b2, {spend({coin(0)}, {pay(1)})});
  const BlockIndex bad_memo = mine(b2, {spend({coin(b2, 1, 0)}, {pay(1)})});
  write_all();
  EXPECT_EQ(ingest().refused.size(), 2U);
  expect_tip(b2);
  EXPECT_NE(hash(bad_genesis), hash(bad_memo));
}

TEST_F(Unspendable, SubsidyThatNoOneTook) {
  const BlockIndex b1 = chain_.add(0, simulator::coinbase(1, {pay(50 * kBtc - 1)}));
  const BlockIndex b2 =
      chain_.add(b1, simulator::coinbase(2, {pay(0)}), {spend({coin(b1)}, {pay(50 * kBtc - 11)})});
  write_all();
  ingest();
  expect_tip(b2);
  const ledger::Ledger opened(ledger());
  EXPECT_EQ(opened.view().unclaimed(Height{1}), Satoshi{1});
  EXPECT_EQ(opened.view().unclaimed(Height{2}), Satoshi{50 * kBtc + 10});
  EXPECT_EQ(balance().unclaimed, Satoshi{50 * kBtc + 11});
}

// The node's business: it is told, and sums still close.
TEST_F(Unspendable, CoinbaseThatPaysItselfTooMuch) {
  const BlockIndex b1 = chain_.add(0, simulator::coinbase(1, {pay(51 * kBtc)}));
  write_all();
  ingest();
  expect_tip(b1);
  EXPECT_EQ(balance().overpaid, Satoshi{1 * kBtc});
}

// As heights 91722/91880 and 91812/91842 of mainnet.
class RepeatedCoinbase : public Unspendable, public testing::WithParamInterface<std::uint32_t> {
 protected:
  // Everything at once, or the blocks from `from` on in a second run that has the table of unspent
  // coins or only the index.
  void ingest_in_two(std::size_t from) {
    simulator::BlockFiles files(blocks());
    std::vector<BlockIndex> order(chain_.blocks().size());
    for (BlockIndex i = 0; i < order.size(); ++i) order[i] = i;
    chain_.write(files, std::span(order).first(from));
    ingest();
    chain_.write(files, std::span(order).subspan(from));
    EXPECT_TRUE(ingest({.memory_bytes = 1, .table_from_blocks = GetParam()}).refused.empty());
  }
};

TEST_P(RepeatedCoinbase, OverwritesACoinThatIsUnspent) {
  const Transaction same = simulator::coinbase(1, {pay(50 * kBtc), pay(0, "bob")});
  const BlockIndex first = chain_.add(0, same);
  const BlockIndex between = mine_some(first, 3);
  const BlockIndex second = chain_.add(between, same);
  const BlockIndex tip = mine(second, {spend({coin(second)}, {pay(50 * kBtc, "carol")})});
  for (std::size_t from = 2; from <= chain_.blocks().size(); ++from) {
    ingest_in_two(from);
    expect_tip(tip);
    EXPECT_EQ(balance().overwritten, Satoshi{50 * kBtc});
    const ledger::Ledger opened(ledger());
    EXPECT_EQ(opened.find_tx(coin(first).txid).size(), 2U);
    EXPECT_EQ(opened.view().overwritten_by(CoinId{1}), opened.find_coin(coin(second)));
    std::filesystem::remove_all(ledger());
  }
}

TEST_P(RepeatedCoinbase, AfterTheFirstWasSpentOverwritesNothing) {
  const Transaction same = simulator::coinbase(1, {pay(50 * kBtc)});
  const BlockIndex first = chain_.add(0, same);
  const BlockIndex spent = mine(first, {spend({coin(first)}, {pay(50 * kBtc, "bob")})});
  const BlockIndex second = chain_.add(spent, same);
  const BlockIndex tip = mine(second, {spend({coin(second)}, {pay(50 * kBtc, "carol")})});
  for (std::size_t from = 2; from <= chain_.blocks().size(); ++from) {
    ingest_in_two(from);
    expect_tip(tip);
    EXPECT_EQ(balance().overwritten, Satoshi{0});
    std::filesystem::remove_all(ledger());
  }
}

// Who repeats a coinbase can repeat what spent it: then that coin is overwritten too.
TEST_P(RepeatedCoinbase, WithItsDescendants) {
  const Transaction same = simulator::coinbase(1, {pay(50 * kBtc)});
  const BlockIndex first = chain_.add(0, same);
  const Transaction child = spend({coin(first)}, {pay(50 * kBtc)});
  const Transaction grandchild =
      spend({{simulator::txid_of(child), 0}}, {pay(20 * kBtc), pay(30 * kBtc)});
  BlockIndex tip = mine(first, {child});
  tip = mine(tip, {grandchild});
  tip = chain_.add(tip, same);
  tip = mine(tip, {child});
  tip = mine(tip, {grandchild});
  tip = mine(tip, {spend({{simulator::txid_of(grandchild), 1}}, {pay(30 * kBtc)})});
  for (std::size_t from = 2; from <= chain_.blocks().size(); ++from) {
    ingest_in_two(from);
    expect_tip(tip);
    EXPECT_EQ(balance().overwritten, Satoshi{50 * kBtc}) << from;
    std::filesystem::remove_all(ledger());
  }
}

INSTANTIATE_TEST_SUITE_P(TableOrIndex, RepeatedCoinbase, testing::Values(0U, 0xffffffffU));

}  // namespace
}  // namespace spoor
