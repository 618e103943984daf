#include "tracing/paths.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/random_trace.h"
#include "tracing/test_trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;

TEST(PathIndex, FindsTheFewestTransactionsOfTheLabel) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  const TxId split = chain.tx({chain.coin(mined, 0)}, {{5}, {5}});
  const TxId hop = chain.tx({chain.coin(split, 0)}, {{5}});
  const TxId joined =
      chain.tx({chain.coin(hop, 0), chain.coin(split, 1), chain.coin(mined, 1)}, {{20}});
  PathIndex paths;
  const TestTrace t(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 1), "B"}},
                    {.doctrine = kFifo, .flows = &paths});
  ASSERT_EQ(t.result.rows.size(), 2U);
  const TracePath a = paths.to(t.result.rows[0]);
  EXPECT_EQ(a.seed, chain.coin(mined, 0));
  EXPECT_EQ(a.transactions, (std::vector<TxId>{split, joined}));
  const TracePath b = paths.to(t.result.rows[1]);
  EXPECT_EQ(b.seed, chain.coin(mined, 1));
  EXPECT_EQ(b.transactions, std::vector<TxId>{joined});
}

TEST(PathIndex, OfWaysOfOneLengthTheFirstInputWins) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}, {10}});
  const TxId joined = chain.tx({chain.coin(mined, 1), chain.coin(mined, 0)}, {{20}});
  PathIndex paths;
  const TestTrace t(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 1), "A"}},
                    {.flows = &paths});
  const TracePath path = paths.to(t.result.rows.at(0));
  EXPECT_EQ(path.seed, chain.coin(mined, 1));
  EXPECT_EQ(path.transactions, std::vector<TxId>{joined});
}

TEST(PathIndex, OfASeedAtRestIsTheSeed) {
  MemoryChain chain;
  chain.block({{50}});
  const TxId mined = chain.block({{10}});
  PathIndex paths;
  const TestTrace t(chain, {{chain.coin(mined, 0), "A"}}, {.flows = &paths});
  EXPECT_EQ(paths.to(t.result.rows[0]).seed, chain.coin(mined, 0));
  EXPECT_TRUE(paths.to(t.result.rows[0]).transactions.empty());
}

// Lengths by going over all flows, again and again until nothing gets shorter.
class SlowPaths : public FlowVisitor {
 public:
  void on_seed(const SeedFlow& flow) override {
    for (const Portion& part : flow.accepted) coin_length_[{flow.coin, part.label}] = 0;
  }
  void on_transaction(const Flow& flow) override {
    for (const FlowInput& input : flow.inputs)
      for (const Portion& part : input.taint) {
        const std::uint32_t before = input.coin.valid() ? coin_length_.at({input.coin, part.label})
                                                        : tx_length_.at({input.from, part.label});
        const auto [found, is_new] = tx_length_.try_emplace({flow.tx, part.label}, before + 1);
        if (!is_new) found->second = std::min(found->second, before + 1);
      }
    for (const FlowOutput& output : flow.outputs)
      for (const Portion& part : output.taint)
        coin_length_[{output.coin, part.label}] = tx_length_.at({flow.tx, part.label});
  }
  std::uint32_t length(const Row& row) const { return coin_length_.at({row.coin, row.label}); }

 private:
  std::map<std::pair<CoinId, Label>, std::uint32_t> coin_length_;
  std::map<std::pair<TxId, Label>, std::uint32_t> tx_length_;
};

RC_GTEST_PROP(PathIndex, PathsAreShortestAndHoldTogether, ()) {
  const MemoryChain chain = spoor::testing::random_chain();
  const ledger::ChainView view = chain.view();
  const Seeds seeds = spoor::testing::random_seeds(chain);
  TraceOptions options = spoor::testing::random_options(chain, seeds);
  SlowPaths slow;
  PathIndex paths(&slow);
  options.flows = &paths;
  const TraceResult result = trace(view, seeds, options);
  for (const Row& row : result.rows) {
    if (!row.has_coin()) continue;
    const TracePath path = paths.to(row);
    RC_ASSERT(path.transactions.size() == slow.length(row));
    const auto spends = [&](TxId tx, auto&& is_wanted) {
      for (InputId input = view.first_input(tx); input < view.end_input(tx); ++input)
        if (is_wanted(view.coin_of(input))) return true;
      return false;
    };
    for (std::size_t i = 0; i < path.transactions.size(); ++i) {
      const TxId tx = path.transactions[i];
      if (view.is_coinbase(tx)) {  // takes the fee of the one before
        RC_ASSERT(i > 0U);
        RC_ASSERT(view.height_of(tx) == view.height_of(path.transactions[i - 1]));
      } else if (i == 0) {
        RC_ASSERT(spends(tx, [&](CoinId coin) { return coin == path.seed; }));
      } else {
        RC_ASSERT(spends(tx, [&](CoinId coin) {
          return !ledger::ChainView::is_prehistory(coin) &&
                 view.tx_of(coin) == path.transactions[i - 1];
        }));
      }
    }
    if (path.transactions.empty()) RC_ASSERT(path.seed == row.coin);
    if (!path.transactions.empty()) RC_ASSERT(view.tx_of(row.coin) == path.transactions.back());
  }
}

}  // namespace
}  // namespace spoor::tracing
