#include "tracing/bounds.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/random_trace.h"
#include "tests/support/memory_chain.h"
#include "tracing/contest.h"
#include "tracing/test_trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;
using Pair = std::pair<std::uint64_t, std::uint64_t>;

Pair pair(const Interval& interval) { return {interval.lower.value, interval.upper.value}; }

Pair of_coin(const BoundsResult& result, CoinId coin) {
  for (const BoundsRow& row : result.rows)
    if (row.coin == coin) return pair(row.tainted);
  return {0, 0};
}

// METHODS 1.0: inputs A:3 | clean 7 | A:2; outputs 5, 4, 2; fee 1.
TEST(Bounds, OfTheGoldVector) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{3}, {7}, {2}});
  const TxId tx =
      chain.tx({chain.coin(mined, 0), chain.coin(mined, 1), chain.coin(mined, 2)}, {{5}, {4}, {2}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 2), "A"}});
  const BoundsResult result = bounds(chain.view(), seeds, {});
  EXPECT_EQ(of_coin(result, chain.coin(tx, 0)), Pair(0, 5));
  EXPECT_EQ(of_coin(result, chain.coin(tx, 1)), Pair(0, 4));
  EXPECT_EQ(of_coin(result, chain.coin(tx, 2)), Pair(0, 2));
}

TEST(Bounds, TellWhatFitsNowhereElse) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{9}, {3}});
  const TxId tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{10}, {2}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  const BoundsResult result = bounds(chain.view(), seeds, {});
  EXPECT_EQ(of_coin(result, chain.coin(tx, 0)), Pair(7, 9));
  EXPECT_EQ(of_coin(result, chain.coin(tx, 1)), Pair(0, 2));
}

// The outputs could hold 18 of the 10 together; where they meet again it is 10.
TEST(Bounds, AreNeverMoreThanWasDeclared) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  const TxId split = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{9}, {9}, {2}});
  const TxId met = chain.tx({chain.coin(split, 0), chain.coin(split, 1)}, {{18}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  EXPECT_EQ(of_coin(bounds(chain.view(), seeds, {}), chain.coin(met, 0)), Pair(0, 10));
}

// With a minimum of 8 a doctrine may end in the coin that holds 7 at least: nothing is certain of
// what comes after it.
TEST(Bounds, BehindACoinThatMayBeBelowTheMinimumNothingIsCertain) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{9}, {3}});
  const TxId tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{10}, {2}});
  chain.block({{50}});
  const TxId on = chain.tx({chain.coin(tx, 0)}, {{10, "exchange"}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  // Where it rests it is what it is, whatever the minimum.
  EXPECT_EQ(of_coin(bounds(chain.view(), seeds, {.until = Height{1}, .minimum = Satoshi{8}}),
                    chain.coin(tx, 0)),
            Pair(7, 9));
  const auto after = [&](std::uint64_t minimum) {
    return of_coin(bounds(chain.view(), seeds, {.minimum = Satoshi{minimum}}), chain.coin(on, 0));
  };
  EXPECT_EQ(after(7), Pair(7, 9));
  EXPECT_EQ(after(8), Pair(0, 9));
  // For a set: 2 can be in the other output, and less than the minimum in the coin on the way.
  const auto set = [&](std::uint64_t minimum) {
    return pair(bounds_for(chain.view(), seeds, {.minimum = Satoshi{minimum}},
                           {chain.address("exchange")})[0]
                    .tainted);
  };
  EXPECT_EQ(set(1), Pair(7, 9));
  EXPECT_EQ(set(2), Pair(6, 9));
  EXPECT_EQ(set(5), Pair(3, 9));
}

TEST(Bounds, ForASetAreTighterThanTheSumOfItsCoins) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  // The thief's 10 can be in either output, but not twice; the exchange gets both.
  const TxId tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{9}, {9}, {2, "thief"}});
  chain.tx({chain.coin(tx, 0)}, {{9, "exchange"}});
  chain.tx({chain.coin(tx, 1)}, {{9, "exchange"}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  const std::vector<SetBounds> set =
      bounds_for(chain.view(), seeds, {}, {chain.address("exchange")});
  ASSERT_EQ(set.size(), 1U);
  EXPECT_EQ(pair(set[0].tainted), Pair(8, 10));
  EXPECT_FALSE(set[0].seeds_meet);
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, {}, {chain.address("thief")})[0].tainted),
            Pair(0, 2));
}

TEST(Bounds, ForASetCountTheFirstArrival) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}});
  const TxId tx = chain.tx({chain.coin(mined, 0)}, {{9, "exchange"}});
  chain.tx({chain.coin(tx, 0)}, {{9, "elsewhere"}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  const std::vector<AddressId> exchange = {chain.address("exchange")};
  const std::vector<AddressId> elsewhere = {chain.address("elsewhere")};
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, {}, exchange)[0].tainted), Pair(9, 9));
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, {}, elsewhere)[0].tainted), Pair(9, 9));
  // Beyond the limit the exchange is not seen to pay.
  const SetBounds cut = bounds_for(chain.view(), seeds, {.limit = 0}, exchange)[0];
  EXPECT_EQ(pair(cut.tainted), Pair(0, 0));
  EXPECT_TRUE(cut.hit_limit);
}

// Seeds of poison may be declared again and again: their sum is refused before it wraps.
TEST(Bounds, RefuseSeedsOfMoreThan63Bits) {
  MemoryChain chain;
  chain.block({{50}});
  const CoinId coin = chain.coin(chain.block({{1ULL << 50}}), 0);
  std::vector<TestSeed> rows(1 << 13, {coin, "A"});
  EXPECT_THROW(bounds(chain.view(), make_seeds(chain, rows), {}), Error);
  EXPECT_THROW(bounds_for(chain.view(), make_seeds(chain, rows), {}, {}), Error);
  rows.pop_back();
  EXPECT_EQ(pair(bounds(chain.view(), make_seeds(chain, rows), {}).rows.at(0).tainted),
            Pair(1ULL << 50, 1ULL << 50));
}

// A's money may fill B's seed coin, or not: nothing is certain of the coin beside it.
TEST(Bounds, ForASetDoNotTrustSeedsThatMeet) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  const TxId tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{10, "b"}, {10, "c"}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(tx, 0), "A"}});
  const SetBounds c = bounds_for(chain.view(), seeds, {}, {chain.address("c")})[0];
  EXPECT_EQ(pair(c.tainted), Pair(0, 10));
  EXPECT_TRUE(c.seeds_meet);
  EXPECT_EQ(of_coin(bounds(chain.view(), seeds, {}), chain.coin(tx, 0)), Pair(10, 10));
}

// With a minimum a doctrine may end in a coin that the bounds go through.
TEST(Bounds, KnowThatLessThanTheMinimumStops) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{4}, {6}});
  const TxId tx = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{10}});
  const TxId next = chain.tx({chain.coin(tx, 0)}, {{10, "exchange"}});
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}});
  const std::vector<AddressId> exchange = {chain.address("exchange")};
  EXPECT_EQ(of_coin(bounds(chain.view(), seeds, {}), chain.coin(next, 0)), Pair(4, 4));
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, {}, exchange)[0].tainted), Pair(4, 4));
  const TraceOptions options = {.minimum = Satoshi{5}};
  EXPECT_EQ(of_coin(bounds(chain.view(), seeds, options), chain.coin(next, 0)), Pair(0, 4));
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, options, exchange)[0].tainted), Pair(0, 4));
}

TEST(Bounds, HaveNoLowerOnesBehindUnknownValues) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  const TxId blind = chain.tx({chain.coin(mined, 0), chain.prehistory(std::nullopt)}, {{12, "x"}});
  const TxId more = chain.tx({chain.coin(mined, 1)}, {{11, "y"}});  // pays more than it takes in
  const Seeds seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 1), "A"}});
  const BoundsResult result = bounds(chain.view(), seeds, {});
  EXPECT_EQ(of_coin(result, chain.coin(blind, 0)), Pair(0, 10));
  EXPECT_EQ(of_coin(result, chain.coin(more, 0)), Pair(0, 10));
  EXPECT_EQ(pair(bounds_for(chain.view(), seeds, {}, {chain.address("x")})[0].tainted),
            Pair(0, 10));
}

TEST(SeedInterval, CountsCoveredSatoshisOnce) {
  const auto seed = [](std::uint64_t offset, std::uint64_t amount) {
    return Seed{
        .coin = CoinId{1}, .offset = Satoshi{offset}, .amount = Satoshi{amount}, .label = Label{1}};
  };
  EXPECT_EQ(pair(seed_interval(std::vector{seed(3, 5), seed(0, 5), seed(9, 1)})), Pair(9, 11));
  EXPECT_EQ(pair(seed_interval(std::vector{seed(0, 8), seed(2, 3)})), Pair(8, 11));
}

struct Given {
  MemoryChain chain = spoor::testing::random_chain();
  ledger::ChainView view = chain.view();
  Seeds seeds = spoor::testing::random_seeds(chain);
  TraceOptions options = spoor::testing::random_options(chain, seeds);

  Given() {
    options.limit = ~0ULL;
    const std::vector<Doctrine> all = conserving_doctrines();
    options.doctrine = *rc::gen::elementOf(all);
    if (options.doctrine.kind != DoctrineKind::kHaircut && options.fee == FeeRule::kShare)
      options.fee = {};
    RC_LOG() << describe(view, seeds, options);
  }
};

RC_GTEST_PROP(BoundsProperty, HoldEveryConservingDoctrine, ()) {
  const Given given;
  const TraceResult result = trace(given.view, given.seeds, given.options);
  std::map<std::pair<Label, CoinId>, Interval> intervals;
  for (const BoundsRow& row : bounds(given.view, given.seeds, given.options).rows)
    RC_ASSERT(intervals.emplace(std::pair(row.label, row.coin), row.tainted).second);
  std::map<std::pair<Label, CoinId>, Satoshi> held;
  for (const Row& row : result.rows)
    if (row.has_coin()) held[{row.label, row.coin}] = row.amount;
  for (const auto& [at, interval] : intervals) {
    RC_ASSERT(interval.lower <= held[at]);
    RC_ASSERT(held[at] <= interval.upper);
  }
  for (const Row& row : result.rows)
    if (row.kind == RowKind::kHolding || row.kind == RowKind::kService)
      RC_ASSERT(intervals.contains({row.label, row.coin}));
}

RC_GTEST_PROP(BoundsProperty, OfASetHoldEveryConservingDoctrine, ()) {
  Given given;
  std::vector<AddressId> set;
  for (const char* address : {"a", "b"})
    if (given.chain.address(address).valid()) set.push_back(given.chain.address(address));
  const auto in_set = [&](CoinId coin) {
    const AddressId address =
        ledger::ChainView::is_prehistory(coin)
            ? AddressId{given.view.prehistory[ledger::prehistory_row(coin)].address}
            : given.view.coins[coin.value].address();
    return std::find(set.begin(), set.end(), address) != set.end();
  };
  // Seed coins are never stopped, so a trace cannot show what arrives at the set by them.
  std::erase_if(given.seeds.rows, [&](const Seed& seed) { return in_set(seed.coin); });
  const std::vector<SetBounds> found = bounds_for(given.view, given.seeds, given.options, set);
  for (const AddressId address : set) given.options.stops.push_back({address, 99});
  const TraceResult result = trace(given.view, given.seeds, given.options);
  for (const SetBounds& bound : found) {
    Satoshi arrived;
    for (const Row& row : result.rows)
      if (row.label == bound.label && row.service == 99) arrived += row.amount;
    RC_ASSERT(bound.tainted.lower <= arrived + result.total(bound.label).of(RowKind::kRounding));
    RC_ASSERT(arrived <= bound.tainted.upper);
  }
}

}  // namespace
}  // namespace spoor::tracing
