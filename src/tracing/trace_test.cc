#include "tracing/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/error.h"
#include "tests/support/memory_chain.h"
#include "tracing/test_trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;
using ::testing::HasSubstr;
using Amounts = std::vector<std::uint64_t>;

// METHODS 1.0: inputs A:3, clean:7, A:2; outputs 5, 4, 2; fee 1.
struct GoldChain {
  explicit GoldChain(std::uint64_t scale = 1) {
    chain.block({{50}});  // whose first coin no one can spend
    const TxId mined = chain.block({{3 * scale}, {7 * scale}, {2 * scale}});
    seeds = {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 2), "A"}};
    tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1), chain.coin(mined, 2)},
                  {{5 * scale}, {4 * scale}, {2 * scale}});
  }

  // Tainted satoshis of the three outputs, the fee, and rounding.
  Amounts taint(Doctrine doctrine, std::optional<FeeRule> fee = {}) {
    const TestTrace run(chain, seeds, {.doctrine = doctrine, .fee = fee});
    return {run.held(chain.coin(tx, 0)), run.held(chain.coin(tx, 1)), run.held(chain.coin(tx, 2)),
            run.total("A", RowKind::kFee), run.total("A", RowKind::kRounding)};
  }

  MemoryChain chain;
  std::vector<TestSeed> seeds;
  TxId tx;
};

// Computed by hand-made lists of single satoshis, in a script of its own.
TEST(TraceGold, TheWholeFamily) {
  const std::vector<std::pair<std::string, Amounts>> expected = {
      {"first-first", {3, 0, 1, 1, 0}},         {"first-last", {1, 1, 2, 1, 0}},
      {"first-highest", {3, 0, 1, 1, 0}},       {"first-smallest", {1, 1, 2, 1, 0}},
      {"last-first", {2, 0, 2, 1, 0}},          {"last-last", {2, 0, 2, 1, 0}},
      {"last-highest", {2, 0, 2, 1, 0}},        {"last-smallest", {2, 0, 2, 1, 0}},
      {"taint-first-first", {5, 0, 0, 0, 0}},   {"taint-first-last", {0, 3, 2, 0, 0}},
      {"taint-first-highest", {5, 0, 0, 0, 0}}, {"taint-first-smallest", {0, 3, 2, 0, 0}},
      {"clean-first-first", {0, 2, 2, 1, 0}},   {"clean-first-last", {4, 0, 0, 1, 0}},
      {"clean-first-highest", {0, 2, 2, 1, 0}}, {"clean-first-smallest", {4, 0, 0, 1, 0}},
      {"highest-first", {0, 2, 2, 1, 0}},       {"highest-last", {4, 0, 0, 1, 0}},
      {"highest-highest", {0, 2, 2, 1, 0}},     {"highest-smallest", {4, 0, 0, 1, 0}},
      {"smallest-first", {5, 0, 0, 0, 0}},      {"smallest-last", {0, 3, 2, 0, 0}},
      {"smallest-highest", {5, 0, 0, 0, 0}},    {"smallest-smallest", {0, 3, 2, 0, 0}},
  };
  GoldChain gold;
  for (const auto& [name, amounts] : expected)
    EXPECT_EQ(gold.taint(parse_doctrine(name)), amounts) << name;
  EXPECT_EQ(expected.size(), family().size());
}

TEST(TraceGold, PoisonAndDirtyFirst) {
  GoldChain gold;
  EXPECT_EQ(gold.taint(kPoison), (Amounts{5, 4, 2, 1, 0}));
  const TestTrace run(gold.chain, gold.seeds, {.doctrine = kDirtyFirst});
  EXPECT_EQ(run.total("A", RowKind::kMixed), 5U);
  EXPECT_EQ(run.result.rows.size(), 2U);
  EXPECT_EQ(run.result.transactions, 0U);
}

TEST(TraceGold, HaircutRoundsDownAndGivesTheRestToTheFee) {
  EXPECT_EQ(GoldChain(100'000'000).taint(kHaircut),
            (Amounts{208333333, 166666666, 83333333, 41666668, 0}));
  EXPECT_EQ(GoldChain().taint(kHaircut), (Amounts{2, 1, 0, 1, 1}));
}

TEST(TraceGold, FeeTakenBeforehand) {
  GoldChain gold;
  EXPECT_EQ(gold.taint(kFifo, FeeRule::kProrataPre), (Amounts{2, 0, 2, 1, 0}));
  EXPECT_EQ(gold.taint(kLifo, FeeRule::kProrataPre), (Amounts{2, 0, 2, 1, 0}));
  EXPECT_EQ(gold.taint(kTiho, FeeRule::kProrataPre), (Amounts{4, 0, 0, 1, 0}));
}

// Block 30: subsidy 4; a fee of 3, all A's, then a clean fee of 2; the coinbase pays 5 and 3 and
// leaves 1.
struct CoinbaseChain {
  CoinbaseChain() : chain(29) {
    chain.set_halving_interval(1);
    const TxId mined = chain.block({{6}, {5}});
    coinbase = chain.block({{5}, {3}});
    chain.tx({chain.coin(mined, 0)}, {{3, "kept"}});
    chain.tx({chain.coin(mined, 1)}, {{3}});
    seeds = {{chain.coin(mined, 0), "A", 3, 3}};
  }

  // Of the coinbase's outputs, unclaimed, fee, rounding, mixed.
  Amounts taint(const std::string& doctrine, CoinbaseRule rule) {
    const TestTrace run(chain, seeds, {.doctrine = parse_doctrine(doctrine), .coinbase = rule});
    return {run.held(chain.coin(coinbase, 0)),   run.held(chain.coin(coinbase, 1)),
            run.total("A", RowKind::kUnclaimed), run.total("A", RowKind::kFee),
            run.total("A", RowKind::kRounding),  run.total("A", RowKind::kMixed)};
  }

  MemoryChain chain;
  TxId coinbase;
  std::vector<TestSeed> seeds;
};

TEST(TraceCoinbase, DiscardEndsFeeTaintInTheFee) {
  CoinbaseChain c;
  for (const char* doctrine : {"fifo", "lifo", "clean-first-last"})
    EXPECT_EQ(c.taint(doctrine, CoinbaseRule::kDiscard), (Amounts{0, 0, 0, 3, 0, 0})) << doctrine;
}

TEST(TraceCoinbase, SubsidyFirst) {
  CoinbaseChain c;
  const CoinbaseRule rule = CoinbaseRule::kSubsidyFirst;
  EXPECT_EQ(c.taint("fifo", rule), (Amounts{1, 2, 0, 0, 0, 0}));               // c4 A3 c2
  EXPECT_EQ(c.taint("lifo", rule), (Amounts{3, 0, 0, 0, 0, 0}));               // c2 A3 c4
  EXPECT_EQ(c.taint("clean-first-first", rule), (Amounts{0, 2, 1, 0, 0, 0}));  // c6 A3
  EXPECT_EQ(c.taint("highest-first", rule), (Amounts{1, 2, 0, 0, 0, 0}));
  EXPECT_EQ(c.taint("smallest-first", rule), (Amounts{3, 0, 0, 0, 0, 0}));
  EXPECT_EQ(c.taint("first-last", rule), (Amounts{3, 0, 0, 0, 0, 0}));  // second output: c3
}

TEST(TraceCoinbase, FeesFirst) {
  CoinbaseChain c;
  const CoinbaseRule rule = CoinbaseRule::kFeesFirst;
  EXPECT_EQ(c.taint("fifo", rule), (Amounts{3, 0, 0, 0, 0, 0}));  // A3 c2 c4
  EXPECT_EQ(c.taint("lifo", rule), (Amounts{0, 2, 1, 0, 0, 0}));  // c4 c2 A3
}

TEST(TraceCoinbase, TheOtherKindsOfDoctrine) {
  CoinbaseChain c;
  for (const CoinbaseRule rule : {CoinbaseRule::kSubsidyFirst, CoinbaseRule::kFeesFirst}) {
    EXPECT_EQ(c.taint("dirty-first", rule), (Amounts{0, 0, 0, 0, 0, 3}));
    EXPECT_EQ(c.taint("poison", rule), (Amounts{5, 3, 1, 0, 0, 0}));
  }
}

TEST(TraceCoinbase, HaircutSharesTheFeeOnItsWay) {
  MemoryChain chain(29);
  chain.set_halving_interval(1);
  const TxId mined = chain.block({{6}});
  const TxId coinbase = chain.block({{5}, {1}});
  chain.tx({chain.coin(mined, 0)}, {{3}});
  const TestTrace run(chain, {{chain.coin(mined, 0), "A"}},
                      {.doctrine = kHaircut, .coinbase = CoinbaseRule::kFeesFirst});
  // 3 of 7: 15/7, 3/7, the rest to what was left unclaimed, which has room for one.
  EXPECT_EQ(run.held(chain.coin(coinbase, 0)), 2U);
  EXPECT_EQ(run.held(chain.coin(coinbase, 1)), 0U);
  EXPECT_EQ(run.total("A", RowKind::kUnclaimed), 1U);
  EXPECT_EQ(run.total("A", RowKind::kRounding), 0U);
}

TEST(TraceCoinbase, ComesAfterItsWholeBlockAndGoesOnLater) {
  MemoryChain chain(29);
  chain.set_halving_interval(1);
  const TxId mined = chain.block({{6}});
  const TxId coinbase = chain.block({{8}});
  const TxId a = chain.tx({chain.coin(mined, 0)}, {{5}});
  const TxId b = chain.tx({chain.coin(a, 0)}, {{2}});  // in the same block: pays 3 more
  chain.block({{2}});
  const TxId later = chain.tx({chain.coin(coinbase, 0)}, {{4}, {4}});
  const TestTrace run(chain, {{chain.coin(mined, 0), "A"}},
                      {.doctrine = kFifo, .coinbase = CoinbaseRule::kSubsidyFirst});
  EXPECT_EQ(run.held(chain.coin(b, 0)), 2U);
  EXPECT_EQ(run.held(chain.coin(later, 0)), 0U);  // the subsidy
  EXPECT_EQ(run.held(chain.coin(later, 1)), 4U);  // both fees
  EXPECT_EQ(run.result.transactions, 4U);
}

TEST(TraceCoinbase, SeedOnACoinbaseThatTakesFees) {
  CoinbaseChain c;
  c.seeds.push_back({c.chain.coin(c.coinbase, 0), "B"});
  const TestTrace run(c.chain, c.seeds,
                      {.doctrine = kFifo, .coinbase = CoinbaseRule::kSubsidyFirst});
  EXPECT_EQ(run.held(c.chain.coin(c.coinbase, 0), "A"), 1U);
  EXPECT_EQ(run.held(c.chain.coin(c.coinbase, 0), "B"), 4U);
  ASSERT_EQ(run.result.overlaps.size(), 1U);
  EXPECT_EQ(run.result.overlaps[0].amount, Satoshi{1});
}

TEST(TraceCoinbase, WithAFeeOfUnknownValueEndsThere) {
  MemoryChain chain(29);
  chain.set_halving_interval(1);
  const TxId mined = chain.block({{6}});
  const CoinId unknown = chain.prehistory(std::nullopt);
  const TxId coinbase = chain.block({{7}});
  chain.tx({chain.coin(mined, 0)}, {{3}});
  chain.tx({unknown}, {{3}});
  const std::vector<TestSeed> seeds = {{chain.coin(mined, 0), "A"}};
  const TestTrace fifo(chain, seeds, {.doctrine = kFifo, .coinbase = CoinbaseRule::kFeesFirst});
  EXPECT_EQ(fifo.total("A", RowKind::kUnknownInput), 3U);
  EXPECT_FALSE(fifo.kind(chain.coin(coinbase, 0)));
  const TestTrace poison(chain, seeds, {.doctrine = kPoison, .coinbase = CoinbaseRule::kFeesFirst});
  EXPECT_EQ(poison.held(chain.coin(coinbase, 0)), 7U);
  EXPECT_EQ(poison.result.unknown_fees, 1U);
}

// Genesis, then a block whose coins the tests spend.
class TraceRules : public ::testing::Test {
 protected:
  TraceRules() {
    chain.block({{50}});
    mined = chain.block({{10, "thief"}, {10, "other"}, {10, "other"}});
    stolen = chain.coin(mined, 0);
  }

  TestTrace run(TraceOptions options) { return TestTrace(chain, seeds, options); }
  TestTrace run(Doctrine doctrine) { return run(TraceOptions{.doctrine = doctrine}); }

  MemoryChain chain;
  TxId mined;
  CoinId stolen;
  std::vector<TestSeed> seeds;
};

TEST_F(TraceRules, ASeedThatNeverMovedIsAHolding) {
  seeds = {{stolen, "A", 4, 3}};
  const TestTrace t = run(kFifo);
  ASSERT_EQ(t.result.rows.size(), 1U);
  EXPECT_EQ(t.result.rows[0].kind, RowKind::kHolding);
  EXPECT_EQ(t.result.rows[0].amount, Satoshi{4});
  EXPECT_EQ(t.result.rows[0].tx, mined);
  EXPECT_EQ(t.result.until, Height{1});
  EXPECT_EQ(run(kPoison).held(stolen), 10U);  // poison knows no parts
}

TEST_F(TraceRules, AServiceEndsItAndSaysWhich) {
  seeds = {{stolen, "A"}};
  const TxId tx = chain.tx({stolen}, {{6, "exchange"}, {4, "thief"}});
  chain.tx({chain.coin(tx, 0)}, {{6, "exchange pool"}});
  const TestTrace t =
      run({.doctrine = kFifo, .stops = {{.address = chain.address("exchange"), .service = 7}}});
  EXPECT_EQ(t.kind(chain.coin(tx, 0)), RowKind::kService);
  EXPECT_EQ(t.result.rows[0].service, 7U);
  EXPECT_EQ(t.total("A", RowKind::kService), 6U);
  EXPECT_EQ(t.total("A", RowKind::kHolding), 4U);
}

TEST_F(TraceRules, StopsDoNotApplyToASeedCoin) {
  seeds = {{stolen, "A", 1}};
  const TxId tx = chain.tx({stolen}, {{10, "shop"}});
  const TestTrace t = run({.doctrine = kFifo,
                           .minimum = Satoshi{1},
                           .stops = {{.address = chain.address("thief"), .service = 0}}});
  EXPECT_EQ(t.kind(chain.coin(tx, 0)), RowKind::kHolding);
}

TEST_F(TraceRules, BelowTheMinimumIsAnEndpointOfItsOwn) {
  seeds = {{stolen, "A"}, {chain.coin(mined, 1), "B"}};
  const TxId tx = chain.tx({stolen, chain.coin(mined, 1)}, {{8}, {4}, {8}});
  // fifo: A8 | A2 B2 | B8: the sum over labels counts.
  const TestTrace t = run({.doctrine = kFifo, .minimum = Satoshi{5}});
  EXPECT_EQ(t.kind(chain.coin(tx, 0)), RowKind::kHolding);
  EXPECT_EQ(t.kind(chain.coin(tx, 1)), RowKind::kBelowMinimum);
  EXPECT_EQ(run({.doctrine = kFifo, .minimum = Satoshi{4}}).kind(chain.coin(tx, 1)),
            RowKind::kHolding);
  // Under poison each of the two labels holds all 4.
  EXPECT_EQ(run({.doctrine = kPoison, .minimum = Satoshi{8}}).kind(chain.coin(tx, 1)),
            RowKind::kHolding);
  EXPECT_EQ(run({.doctrine = kPoison, .minimum = Satoshi{9}}).kind(chain.coin(tx, 1)),
            RowKind::kBelowMinimum);
}

TEST_F(TraceRules, TheCutOffKeepsLaterSpendsOut) {
  seeds = {{stolen, "A"}};
  chain.block({{50}});
  const TxId tx = chain.tx({stolen}, {{10}});
  EXPECT_EQ(run({.doctrine = kFifo, .until = Height{1}}).kind(stolen), RowKind::kHolding);
  EXPECT_EQ(run({.doctrine = kFifo, .until = Height{2}}).kind(chain.coin(tx, 0)),
            RowKind::kHolding);
  EXPECT_THROW(run({.doctrine = kFifo, .until = Height{3}}), Error);
  EXPECT_EQ(spender_until(chain.view(), stolen, Height{1}), InputId::invalid());
  EXPECT_EQ(spender_until(chain.view(), stolen, Height{2}), InputId{0});
  seeds = {{chain.coin(tx, 0), "A"}};
  try {
    run({.doctrine = kFifo, .until = Height{1}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("seeds.csv, line 2: the seed coin"));
    EXPECT_THAT(error.what(), HasSubstr("after the cut-off, block 1"));
  }
}

TEST_F(TraceRules, TheLimitEndsWhatStillMoves) {
  seeds = {{stolen, "A"}, {chain.coin(mined, 1), "B"}};
  const TxId first = chain.tx({stolen}, {{9}});
  const TxId second = chain.tx({chain.coin(first, 0)}, {{9}});
  chain.tx({chain.coin(mined, 1)}, {{10}});
  const TestTrace t = run({.doctrine = kFifo, .limit = 1});
  EXPECT_TRUE(t.result.hit_limit);
  EXPECT_EQ(t.kind(chain.coin(first, 0)), RowKind::kLimit);
  EXPECT_EQ(t.kind(chain.coin(mined, 1)), RowKind::kLimit);
  EXPECT_EQ(t.result.transactions, 1U);
  EXPECT_FALSE(run({.doctrine = kFifo, .limit = 3}).result.hit_limit);
  EXPECT_EQ(run({.doctrine = kFifo, .limit = 3}).kind(chain.coin(second, 0)), RowKind::kHolding);
}

// Fees that wait for a coinbase which the limit no longer lets in end there, without a coin.
TEST_F(TraceRules, TheLimitEndsFeesBeforeTheirCoinbase) {
  seeds = {{stolen, "A"}};
  chain.block({{1}});
  chain.tx({stolen}, {{7}});
  TraceOptions options{.doctrine = kFifo, .coinbase = CoinbaseRule::kFeesFirst, .limit = 2};
  EXPECT_EQ(run(options).result.transactions, 2U);
  EXPECT_FALSE(run(options).result.hit_limit);
  options.limit = 1;
  const TestTrace cut = run(options);
  EXPECT_EQ(cut.result.transactions, 1U);
  EXPECT_TRUE(cut.result.hit_limit);
  EXPECT_EQ(cut.total("A", RowKind::kLimit), 3U);
  // How much a fee is may not be known: poison still says that the limit was reached.
  const CoinId unknown = chain.prehistory(std::nullopt);
  chain.block({{1}});
  chain.tx({unknown, chain.coin(mined, 1)}, {{1}});
  seeds = {{chain.coin(mined, 1), "A"}};
  options.doctrine = kPoison;
  const TestTrace poison = run(options);
  EXPECT_TRUE(poison.result.hit_limit);
  EXPECT_EQ(poison.total("A", RowKind::kLimit), 0U);
}

// 2^14 labels of 2^50 satoshi each are 0 in 64 bits, and yet more than any minimum.
TEST(TraceSums, LabelsOfPoisonExceed64BitsTogether) {
  constexpr std::uint64_t kValue = 1ULL << 50;
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{1 << 14}, {kValue}});
  const CoinId stolen = chain.coin(mined, 0);
  const TxId tx = chain.tx({stolen, chain.coin(mined, 1)}, {{kValue}, {1 << 14}});
  const CoinId moved = chain.coin(tx, 0);
  std::vector<TestSeed> seeds;
  for (int i = 0; i < 1 << 14; ++i) seeds.push_back({stolen, std::to_string(i), 1});
  const TraceOptions options{.doctrine = kPoison, .minimum = Satoshi{1}};
  try {
    TestTrace(chain, seeds, options);
    ADD_FAILURE() << "a sum of 2^64 satoshi was taken for a number";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBadInput);
    EXPECT_THAT(error.what(), HasSubstr("labels together exceed 64 bits"));
  }
  EXPECT_EQ(TestTrace(chain, seeds, {.doctrine = kHaircut}).total("7", RowKind::kRounding), 1U);
  const std::vector<TestSeed> fewer(seeds.begin() + 1, seeds.end());
  EXPECT_EQ(TestTrace(chain, fewer, options).held(moved), ((1ULL << 14) - 1) * kValue);
  // Spent on with a coin of unknown value most of it has no row, and what is left can be summed.
  const TxId on = chain.tx({moved, chain.prehistory(std::nullopt)}, {{5}});
  EXPECT_EQ(TestTrace(chain, seeds, options).held(chain.coin(on, 0)), 5U << 14);
}

TEST_F(TraceRules, UnspendableAndOverwrittenAreSinks) {
  seeds = {{stolen, "A"}, {chain.coin(TxId{0}, 0), "G"}};
  const TxId tx = chain.tx({stolen}, {{2, "", bitcoin::ScriptType::kOpReturn},
                                      {3, "", bitcoin::ScriptType::kTooLong},
                                      {5, "lost"}});
  const TxId again = chain.block({{50}});
  chain.overwrite(chain.coin(tx, 2), chain.coin(again, 0));
  const TestTrace t = run(kFifo);
  EXPECT_EQ(t.total("A", RowKind::kUnspendable), 5U);
  EXPECT_EQ(t.total("A", RowKind::kOverwritten), 5U);
  EXPECT_EQ(t.total("G", RowKind::kUnspendable), 50U);  // genesis
  EXPECT_EQ(run({.doctrine = kFifo, .until = Height{1}}).total("A", RowKind::kHolding), 5U);
}

TEST_F(TraceRules, AnInputOfUnknownValueStopsAllButPoison) {
  seeds = {{stolen, "A"}};
  const CoinId unknown = chain.prehistory(std::nullopt);
  const TxId tx = chain.tx({stolen, unknown}, {{12}});
  for (const Doctrine doctrine : {kFifo, kHaircut, kDirtyFirst}) {
    const TestTrace t = run(doctrine);
    EXPECT_EQ(t.kind(stolen), RowKind::kUnknownInput);
    EXPECT_FALSE(t.kind(chain.coin(tx, 0)));
  }
  const TestTrace poison = run(kPoison);
  EXPECT_EQ(poison.held(chain.coin(tx, 0)), 12U);
  EXPECT_EQ(poison.result.unknown_fees, 1U);
  EXPECT_EQ(poison.total("A", RowKind::kFee), 0U);
}

TEST_F(TraceRules, ATransactionThatPaysMoreThanItTakesInIsNotKnownEither) {
  seeds = {{stolen, "A"}};
  chain.tx({stolen}, {{11}});
  EXPECT_EQ(run(kFifo).kind(stolen), RowKind::kUnknownInput);
  EXPECT_EQ(run(kPoison).result.unknown_fees, 1U);
}

TEST_F(TraceRules, AKnownCoinFromBeforeTheLedgerCanBeASeed) {
  const CoinId old = chain.prehistory(20);
  seeds = {{old, "A", 5}};
  const TxId tx = chain.tx({old, stolen}, {{12}, {18}});
  const TestTrace t = run(kFifo);
  EXPECT_EQ(t.held(chain.coin(tx, 0)), 5U);
  const TestTrace before = run({.doctrine = kFifo, .until = Height{0}});
  EXPECT_EQ(before.kind(old), RowKind::kHolding);
  EXPECT_FALSE(before.result.rows[0].tx.valid());
}

TEST_F(TraceRules, OrderedSeedsMarkCleanSatoshisOnly) {
  const TxId tx = chain.tx({stolen, chain.coin(mined, 1)}, {{20}});
  const CoinId coin = chain.coin(tx, 0);
  seeds = {{stolen, "A", 4, 3}, {coin, "B", 10, 5}};  // A holds [3, 7) of the coin
  const TestTrace t = run(kFifo);
  EXPECT_EQ(t.held(coin, "A"), 4U);
  EXPECT_EQ(t.held(coin, "B"), 8U);
  ASSERT_EQ(t.result.overlaps.size(), 1U);
  EXPECT_EQ(t.result.overlaps[0].amount, Satoshi{2});
  EXPECT_EQ(t.result.overlaps[0].holders, std::vector<Label>{Label{1}});
  EXPECT_EQ(t.result.overlaps[0].line, 3U);
  EXPECT_EQ(t.result.totals[1].overlap, Satoshi{2});
  EXPECT_EQ(t.result.totals[1].accepted, Satoshi{8});
}

TEST_F(TraceRules, ProRataSeedsTakeWhatIsClean) {
  const TxId tx = chain.tx({stolen, chain.coin(mined, 1)}, {{20}});
  const CoinId coin = chain.coin(tx, 0);
  seeds = {{stolen, "A", 4, 3}, {coin, "B", 18}};
  const TestTrace t = run(kHaircut);
  EXPECT_EQ(t.held(coin, "A"), 4U);
  EXPECT_EQ(t.held(coin, "B"), 16U);
  EXPECT_EQ(t.result.overlaps.at(0).amount, Satoshi{2});
}

TEST_F(TraceRules, PoisonHasNoOverlap) {
  const TxId tx = chain.tx({stolen}, {{10}});
  seeds = {{stolen, "A"}, {chain.coin(tx, 0), "B", 3}, {chain.coin(tx, 0), "B", 8}};
  const TestTrace t = run(kPoison);
  EXPECT_EQ(t.held(chain.coin(tx, 0), "A"), 10U);
  EXPECT_EQ(t.held(chain.coin(tx, 0), "B"), 10U);
  EXPECT_TRUE(t.result.overlaps.empty());
  EXPECT_EQ(t.result.totals[1].accepted, Satoshi{10});
  EXPECT_THROW(run(kFifo), Error);  // together they exceed the coin
}

TEST_F(TraceRules, RowsOnOneCoinApplyInFileOrder) {
  seeds = {{stolen, "B", 6}, {stolen, "A", 4, 4}};
  const TestTrace t = run(kFifo);
  EXPECT_EQ(t.held(stolen, "B"), 6U);
  EXPECT_EQ(t.held(stolen, "A"), 2U);
}

TEST_F(TraceRules, DirtyFirstFollowsWhileAllIsTainted) {
  seeds = {{stolen, "A"}, {chain.coin(mined, 1), "B"}, {chain.coin(mined, 2), "C", 9}};
  const TxId pure = chain.tx({stolen, chain.coin(mined, 1)}, {{12}, {7}});
  chain.tx({chain.coin(mined, 2)}, {{10}});  // one clean satoshi
  const TestTrace t = run(kDirtyFirst);
  EXPECT_EQ(t.held(chain.coin(pure, 0), "A"), 10U);
  EXPECT_EQ(t.held(chain.coin(pure, 0), "B"), 2U);
  EXPECT_EQ(t.total("B", RowKind::kFee), 1U);
  EXPECT_EQ(t.kind(chain.coin(mined, 2)), RowKind::kMixed);
}

TEST_F(TraceRules, RowsAreSortedByLabelThenCoin) {
  const CoinId old = chain.prehistory(5);
  const TxId tx = chain.tx({stolen}, {{3}, {4}});
  chain.tx({old}, {{5}});
  seeds = {{chain.coin(mined, 1), "b"}, {stolen, "b"}, {stolen, "a", 0}};
  seeds[2] = {chain.coin(mined, 2), "a"};
  const TestTrace t = run(kFifo);
  std::vector<std::string> rows;
  for (const Row& row : t.result.rows)
    rows.push_back(t.seeds.label(row.label) + " " +
                   (row.has_coin() ? std::to_string(row.coin.value) : std::string(name(row.kind))));
  const auto text = [](const std::string& label, CoinId coin) {
    return label + " " + std::to_string(coin.value);
  };
  EXPECT_EQ(rows, (std::vector<std::string>{
                      text("a", chain.coin(mined, 2)), text("b", chain.coin(mined, 1)),
                      text("b", chain.coin(tx, 0)), text("b", chain.coin(tx, 1)), "b fee"}));
}

TEST_F(TraceRules, SegmentsAreASeedsFile) {
  seeds = {{stolen, "A", 4, 3}, {chain.coin(mined, 1), "x,y"}};
  const TxId tx = chain.tx({stolen, chain.coin(mined, 1)}, {{20}});
  const TestTrace t = run({.doctrine = kFifo, .keep_segments = true});
  const std::string coin = to_text(outpoint_of(chain.view(), chain.coin(tx, 0)));
  const std::string csv = segments_csv(chain.view(), t.seeds, t.result);
  EXPECT_EQ(csv,
            "coin,amount_sat,label,offset_sat\n" + coin + ",4,A,3\n" + coin + ",10,\"x,y\",10\n");
  EXPECT_EQ(parse_seeds(csv, "again").rows[1].label, "x,y");
}

TEST_F(TraceRules, ACoinSpentBeforeItIsMadeIsACorruptLedger) {
  seeds = {{stolen, "A"}};
  const TxId tx = chain.tx({stolen}, {{10}});
  ledger::ChainView view = chain.view();
  std::vector<ledger::CoinRow> coins(view.coins.begin(), view.coins.end());
  coins[chain.coin(tx, 0).value].set_spender(InputId{0});
  std::vector<ledger::U40> inputs = {ledger::U40(chain.coin(tx, 0).value)};
  view.coins = coins;
  view.input_coin = inputs;
  try {
    trace(view, make_seeds(chain, {{chain.coin(tx, 0), "A"}}), {.doctrine = kFifo});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
  }
}

// What a visitor hears, as text.
class Listener : public FlowVisitor {
 public:
  void on_transaction(const Flow& flow) override {
    std::string line = "tx" + std::to_string(flow.tx.value) + (flow.is_coinbase ? " mints:" : ":");
    for (const FlowInput& input : flow.inputs)
      line += " in" + (input.coin.valid() ? "" : " fee of tx" + std::to_string(input.from.value)) +
              parts(input.taint);
    for (const FlowOutput& output : flow.outputs)
      line +=
          " out" + parts(output.taint) + (output.ends ? " " + std::string(name(*output.ends)) : "");
    heard.push_back(line + " fee" + parts(flow.fee));
  }
  void on_seed(const SeedFlow& flow) override {
    heard.push_back("seed tx" + std::to_string(flow.tx.value) + parts(flow.accepted) +
                    (flow.ends ? " " + std::string(name(*flow.ends)) : ""));
  }
  static std::string parts(std::span<const Portion> list) {
    std::string out = "(";
    for (const Portion& part : list)
      out += std::string(1, static_cast<char>('A' + part.label.value - 1)) +
             std::to_string(part.amount.value);
    return out + ")";
  }

  std::vector<std::string> heard;
};

TEST_F(TraceRules, FlowsAreShownInOrderWithSeeds) {
  seeds = {{stolen, "A"}, {chain.coin(mined, 1), "B", 5}};
  const TxId tx = chain.tx({chain.coin(mined, 1), stolen}, {{7}, {4}, {8}});
  chain.tx({chain.coin(tx, 0)}, {{7}});
  seeds.push_back({chain.coin(tx, 1), "B", 1, 0});
  Listener listener;
  run({.doctrine = kFifo, .flows = &listener});  // B5 c2 | c3 A1 | A8 | A1
  EXPECT_EQ(listener.heard,
            (std::vector<std::string>{
                "seed tx1(A10)", "seed tx1(B5)",
                "tx2: in(B5) in(A10) out(B5) out(A1) holding out(A8) holding fee(A1)",
                "seed tx2(B1) holding", "tx3: in(B5) out(B5) holding fee()"}));
}

TEST(TraceFlows, OfACoinbaseNameTheTransactionsThatPaid) {
  CoinbaseChain c;
  Listener listener;
  TestTrace(c.chain, c.seeds,
            {.doctrine = kFifo, .coinbase = CoinbaseRule::kSubsidyFirst, .flows = &listener});
  EXPECT_EQ(listener.heard,
            (std::vector<std::string>{
                "seed tx0(A3)", "tx2: in(A3) out() fee(A3)",
                "tx1 mints: in fee of tx2(A3) out(A1) holding out(A2) holding fee()"}));
}

TEST(HeightAt, IsTheLastBlockWhoseMedianTimePastIsNotLater) {
  MemoryChain chain;  // a block every 600 seconds
  for (int i = 0; i < 30; ++i) chain.block({{50}});
  const ledger::ChainView view = chain.view();
  const std::uint64_t past20 = view.median_time_past(Height{20});
  EXPECT_EQ(height_at(view, past20), Height{20});
  EXPECT_EQ(height_at(view, past20 + 599), Height{20});
  EXPECT_EQ(height_at(view, past20 - 1), Height{19});
  EXPECT_EQ(height_at(view, view.median_time_past(Height{0}) - 1), std::nullopt);
  EXPECT_EQ(height_at(view, ~0ULL), Height{29});
}

}  // namespace
}  // namespace spoor::tracing
