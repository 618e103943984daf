#include "tracing/spread.h"

#include <gtest/gtest.h>

#include "tracing/test_trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;

// A:3 | clean 7 | A:2 into 5 (exchange), 4, 2; fee 1.
class SpreadOfGold : public ::testing::Test {
 protected:
  SpreadOfGold() {
    chain.block({{50}});
    const TxId mined = chain.block({{3}, {7}, {2}});
    seeds = make_seeds(chain, {{chain.coin(mined, 0), "A"}, {chain.coin(mined, 2), "A"}});
    chain.tx({chain.coin(mined, 0), chain.coin(mined, 1), chain.coin(mined, 2)},
             {{5, "exchange"}, {4}, {2}});
    options.stops = {{.address = chain.address("exchange"), .service = 1}};
  }

  std::vector<DoctrineRun> run(const std::vector<Doctrine>& doctrines) {
    return run_doctrines(chain.view(), seeds, options, doctrines);
  }
  static const SpreadRow* find(const std::vector<SpreadRow>& rows, RowKind kind,
                               std::uint32_t service = kNoService) {
    for (const SpreadRow& row : rows)
      if (row.kind == kind && row.service == service) return &row;
    return nullptr;
  }

  MemoryChain chain;
  Seeds seeds;
  TraceOptions options;
};

TEST_F(SpreadOfGold, SpansTheConservingDoctrines) {
  std::vector<Doctrine> all = conserving_doctrines();
  all.push_back(kPoison);
  all.push_back(kDirtyFirst);
  const std::vector<DoctrineRun> runs = run(all);
  ASSERT_EQ(runs.size(), 27U);
  const std::vector<SpreadRow> rows = spread(runs);
  const SpreadRow* service = find(rows, RowKind::kService);
  ASSERT_NE(service, nullptr);
  EXPECT_EQ(service->least.amount, Satoshi{0});
  EXPECT_EQ(name(service->least.doctrine), "taint-first-last");  // the first that gives it
  EXPECT_EQ(service->most.amount, Satoshi{5});
  EXPECT_EQ(name(service->most.doctrine), "taint-first-first");
  EXPECT_EQ(find(rows, RowKind::kService, 1)->most.amount, Satoshi{5});
  EXPECT_EQ(find(rows, RowKind::kService, 0), nullptr);  // no run has any of it
  EXPECT_EQ(find(rows, RowKind::kMixed), nullptr);       // dirty-first does not count
  EXPECT_EQ(find(rows, RowKind::kFee)->most.amount, Satoshi{1});
}

TEST_F(SpreadOfGold, LeavesOutRunsThatHitTheLimit) {
  options.limit = 0;
  const std::vector<DoctrineRun> runs = run({kFifo, kHaircut});
  EXPECT_TRUE(runs[0].hit_limit);
  EXPECT_TRUE(spread(runs).empty());
}

TEST_F(SpreadOfGold, AFeeRuleWithoutMeaningGivesWayToTheDefault) {
  options.fee = FeeRule::kShare;
  const std::vector<DoctrineRun> runs = run({kFifo, kHaircut});
  EXPECT_EQ(runs[0].fee, FeeRule::kLast);
  EXPECT_EQ(runs[1].fee, FeeRule::kShare);
  EXPECT_EQ(runs[0].holdings, 1U);
  EXPECT_EQ(runs[0].by_service.at(0).at(1), Satoshi{3});
}

}  // namespace
}  // namespace spoor::tracing
