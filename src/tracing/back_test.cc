#include "tracing/back.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "tests/random_trace.h"
#include "tests/support/memory_chain.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;
using ::testing::HasSubstr;

// Two coinbases of 10, spent together into 12 and 7 with a fee of 1; the 12 moves once more.
class Back : public ::testing::Test {
 protected:
  Back() {
    a = chain.coin(chain.block({{10, "a"}}), 0);
    b = chain.coin(chain.block({{10, "b"}}), 0);
    chain.block({{50}});
    mixed = chain.tx({a, b}, {{12, "m"}, {7, "n"}});
    chain.block({{50}});
    last = chain.tx({chain.coin(mixed, 0)}, {{12, "z"}});
    target = chain.coin(last, 0);
  }

  std::vector<std::string> back(BackOptions options, Satoshi offset = {},
                                Satoshi amount = Satoshi{12}) {
    std::vector<std::string> rows;
    result = trace_back(chain.view(), {{target, offset, amount}}, options);
    for (const Origin& origin : result.origins)
      rows.push_back(std::string(name(origin.kind)) + " " +
                     (origin.coin.valid() ? std::to_string(origin.coin.value) : "-") + " [" +
                     std::to_string(origin.offset.value) + "] " +
                     std::to_string(origin.amount.value));
    return rows;
  }
  std::string row(const std::string& kind, CoinId coin, int offset, int amount) {
    return kind + " " + std::to_string(coin.value) + " [" + std::to_string(offset) + "] " +
           std::to_string(amount);
  }

  MemoryChain chain;
  CoinId a, b, target;
  TxId mixed, last;
  BackResult result;
};

using Rows = std::vector<std::string>;

TEST_F(Back, FollowsSatoshisToTheirCoinbases) {
  EXPECT_EQ(back({.doctrine = kFifo}), (Rows{row("coinbase", a, 0, 10), row("coinbase", b, 0, 2)}));
  EXPECT_EQ(back({.doctrine = kLifo}), (Rows{row("coinbase", a, 0, 2), row("coinbase", b, 0, 10)}));
  EXPECT_EQ(back({.doctrine = parse_doctrine("first-smallest")}),  // 7 is served first
            (Rows{row("coinbase", a, 7, 3), row("coinbase", b, 0, 9)}));
  EXPECT_EQ(result.transactions, 2U);
  EXPECT_FALSE(result.hit_limit);
}

TEST_F(Back, APartOfTheCoinHasAPartOfTheOrigins) {
  EXPECT_EQ(back({.doctrine = kFifo}, Satoshi{9}, Satoshi{2}),
            (Rows{row("coinbase", a, 9, 1), row("coinbase", b, 0, 1)}));
}

TEST_F(Back, AFeePaidBeforehandLeavesFromTheEnds) {
  // Both give floor(1 * 10 / 20) = 0, the satoshi left over is the first's: a is 9 then.
  EXPECT_EQ(back({.doctrine = kFifo, .fee = FeeRule::kProrataPre}),
            (Rows{row("coinbase", a, 0, 9), row("coinbase", b, 0, 3)}));
}

TEST_F(Back, HaircutSharesAndCountsWhatDivisionsDrop) {
  EXPECT_EQ(back({.doctrine = kHaircut}),
            (Rows{row("coinbase", a, 0, 6), row("coinbase", b, 0, 6)}));
  EXPECT_EQ(back({.doctrine = kHaircut}, {}, Satoshi{5}),
            (Rows{row("coinbase", a, 0, 2), row("coinbase", b, 0, 2), "rounding - [0] 1"}));
}

TEST_F(Back, JoinsStretchesThatTouchAndNoOthers) {
  const auto origins = [&](std::uint64_t second) {
    return trace_back(chain.view(), {{a, Satoshi{2}, Satoshi{3}}, {a, Satoshi{second}, Satoshi{3}}},
                      {})
        .origins;
  };
  ASSERT_EQ(origins(5).size(), 1U);
  EXPECT_EQ(origins(5)[0].offset, Satoshi{2});
  EXPECT_EQ(origins(5)[0].amount, Satoshi{6});
  EXPECT_EQ(origins(2).size(), 2U);  // the same satoshis, asked for twice
  EXPECT_EQ(origins(6).size(), 2U);
}

TEST_F(Back, RefusesTargetsOfMoreThan64Bits) {
  const CoinId large = chain.coin(chain.block({{1ULL << 50}}), 0);
  std::vector<BackTarget> targets((1 << 14) - 1, {large, Satoshi{}, Satoshi{1ULL << 50}});
  EXPECT_EQ(trace_back(chain.view(), targets, {.doctrine = kHaircut}).origins.size(), 1U);
  targets.push_back(targets.front());
  EXPECT_THROW(trace_back(chain.view(), targets, {.doctrine = kHaircut}), Error);
}

TEST_F(Back, EndsWhereItIsToldTo) {
  const CoinId middle = chain.coin(mixed, 0);
  EXPECT_EQ(back({.doctrine = kFifo, .since = Height{3}}), (Rows{row("since", middle, 0, 12)}));
  EXPECT_EQ(back({.doctrine = kFifo, .since = Height{2}}),
            (Rows{row("coinbase", a, 0, 10), row("coinbase", b, 0, 2)}));
  EXPECT_EQ(back({.doctrine = kFifo, .addresses = {chain.address("m"), chain.address("z")}}),
            (Rows{row("address", middle, 0, 12)}));
  EXPECT_EQ(back({.doctrine = kFifo, .limit = 1}), (Rows{row("limit", middle, 0, 12)}));
  EXPECT_TRUE(result.hit_limit);
  EXPECT_THROW(back({.doctrine = kFifo, .since = Height{9}}), Error);
}

TEST_F(Back, EndsBeforeTheLedgerAndAtUnknownValues) {
  const CoinId old = chain.prehistory(5);
  const TxId tx = chain.tx({old, target}, {{17}});
  const CoinId unknown = chain.prehistory(std::nullopt);
  const TxId blind = chain.tx({unknown}, {{4}});
  target = chain.coin(tx, 0);
  EXPECT_EQ(back({.doctrine = kFifo}, {}, Satoshi{6}),
            (Rows{row("prehistory", old, 0, 5), row("coinbase", a, 0, 1)}));
  target = chain.coin(blind, 0);
  EXPECT_EQ(back({.doctrine = kFifo}, {}, Satoshi{4}), (Rows{row("unknown-input", target, 0, 4)}));
}

TEST_F(Back, RefusesDoctrinesThatDependOnTheTaint) {
  for (const char* doctrine : {"tiho", "clean-first-last", "poison", "dirty-first"}) {
    try {
      back({.doctrine = parse_doctrine(doctrine)});
      ADD_FAILURE() << doctrine;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      EXPECT_THAT(error.what(), HasSubstr("no way back under " + std::string(doctrine) + ": "));
    }
  }
  EXPECT_THROW(back({.doctrine = kFifo}, Satoshi{1}, Satoshi{12}), Error);
  EXPECT_THROW(back({.doctrine = kFifo}, {}, {}), Error);
}

RC_GTEST_PROP(BackProperty, NothingIsLostOnTheWay, ()) {
  const MemoryChain chain = spoor::testing::random_chain();
  const ledger::ChainView view = chain.view();
  const bool haircut = *rc::gen::arbitrary<bool>();
  for (std::uint64_t i = 0; i < view.coin_count(); ++i) {
    const Satoshi value = view.coins[i].value();
    if (value == Satoshi{}) continue;
    const BackResult back =
        trace_back(view, {{CoinId{i}, {}, value}}, {.doctrine = haircut ? kHaircut : kLifo});
    Satoshi found;
    for (const Origin& origin : back.origins) {
      found += origin.amount;
      if (origin.kind != OriginKind::kRounding)
        RC_ASSERT(origin.offset + origin.amount <= coin_value(view, origin.coin).value());
    }
    RC_ASSERT(found == value);
  }
}

}  // namespace
}  // namespace spoor::tracing
