#include "tracing/trace.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/error.h"
#include "tests/support/memory_chain.h"
#include "tracing/test_trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;

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
  std::vector<std::uint64_t> taint(Doctrine doctrine, std::optional<FeeRule> fee = {}) {
    const TestTrace run(chain, seeds, {.doctrine = doctrine, .fee = fee});
    return {run.held(chain.coin(tx, 0)), run.held(chain.coin(tx, 1)), run.held(chain.coin(tx, 2)),
            run.total("A", RowKind::kFee), run.total("A", RowKind::kRounding)};
  }

  MemoryChain chain;
  std::vector<TestSeed> seeds;
  TxId tx;
};

using Amounts = std::vector<std::uint64_t>;

TEST(TraceGold, NamedDoctrines) {
  GoldChain gold;
  EXPECT_EQ(gold.taint(kPoison), (Amounts{5, 4, 2, 1, 0}));
  EXPECT_EQ(gold.taint(kFifo), (Amounts{3, 0, 1, 1, 0}));
  EXPECT_EQ(gold.taint(kLifo), (Amounts{2, 0, 2, 1, 0}));
  EXPECT_EQ(gold.taint(kTiho), (Amounts{5, 0, 0, 0, 0}));
}

TEST(TraceGold, HaircutRoundsDownAndGivesTheRestToTheFee) {
  GoldChain gold(100'000'000);
  EXPECT_EQ(gold.taint(kHaircut), (Amounts{208333333, 166666666, 83333333, 41666668, 0}));
}

}  // namespace
}  // namespace spoor::tracing
