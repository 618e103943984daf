// From a trace to its drawing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "dossier/flow_graph.h"
#include "dossier/flow_lanes.h"
#include "dossier/shell.h"
#include "tests/support/story_report.h"

namespace spoor::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::StoryReport;

std::uint64_t leaves_of(const FlowGraph& graph) {
  return std::accumulate(graph.leaves.begin(), graph.leaves.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& leaf) { return sum + leaf.sat; });
}

TEST(Flow, TheGraphHoldsEverySatoshiThatMoved) {
  for (const tracing::Doctrine doctrine : {tracing::kFifo, tracing::kLifo, tracing::kHaircut}) {
    const StoryReport story(doctrine);
    const FlowGraph graph = flow_graph(story.flows, story.result);
    EXPECT_EQ(graph.transactions, 4U);
    EXPECT_THAT(graph.onward, SizeIs(3));
    std::uint64_t entered = 0;
    for (const FlowGraph::Entry& entry : graph.entries) entered += entry.sat;
    EXPECT_EQ(entered, 150'000U);
    EXPECT_EQ(leaves_of(graph), entered) << name(doctrine);
  }
}

TEST(Flow, SeedsThatNeverMovedAreCountedApart) {
  const StoryReport story;
  const FlowGraph graph = flow_graph(story.flows, story.result);
  const Share still = unmoved_seeds(story.flows, graph);
  EXPECT_EQ(still.coins, 2U);  // `c`, and `late` on a coin that holds some of `a` too
  EXPECT_EQ(still.sat, 36'000U);
}

tracing::Seeds whole_coins(const ledger::ChainView& view, const std::vector<CoinId>& coins) {
  tracing::Seeds seeds{.file = {}, .labels = {"a", "b"}, .rows = {}};
  for (std::uint16_t i = 0; i < coins.size(); ++i)
    seeds.rows.push_back({.coin = coins[i],
                          .offset = {},
                          .amount = *tracing::coin_value(view, coins[i]),
                          .label = tracing::Label{static_cast<std::uint16_t>(i + 1)},
                          .line = 0});
  return seeds;
}

TEST(Flow, ACoinThatIsPouredAndDeclaredCountsOnce) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{60, "alice"}, {40, "clean"}});
  chain.block({{1, "miner"}});
  const TxId met = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{100, "thief"}});
  chain.tx({chain.coin(met, 0)}, {{100, "thief"}});
  const ledger::ChainView view = chain.view();
  FlowRecord record;
  const tracing::TraceResult result = tracing::trace(
      view, whole_coins(view, {chain.coin(mined, 0), chain.coin(met, 0)}), {.flows = &record});
  const FlowGraph graph = flow_graph(record, result);
  ASSERT_THAT(graph.onward, SizeIs(1));
  EXPECT_EQ(graph.onward[0].sat, 60U);  // `a`; the 40 of `b` were declared on the coin
  ASSERT_THAT(graph.entries, SizeIs(2));
  EXPECT_EQ(graph.entries[1].sat, 40U);
  EXPECT_EQ(leaves_of(graph), 100U);
}

TEST(Flow, OnlyWhatWasDeclaredOnACoinEntersThere) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{60, "alice"}, {40, "clean"}});
  chain.block({{1, "miner"}});
  const TxId met = chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{100, "thief"}});
  chain.tx({chain.coin(met, 0)}, {{100, "thief"}});
  const ledger::ChainView view = chain.view();
  tracing::Seeds seeds = whole_coins(view, {chain.coin(mined, 0), chain.coin(met, 0)});
  seeds.rows[1].label = seeds.rows[0].label;
  FlowRecord record;
  const tracing::TraceResult result = tracing::trace(view, seeds, {.flows = &record});
  const FlowGraph graph = flow_graph(record, result);
  ASSERT_THAT(graph.onward, SizeIs(1));
  EXPECT_EQ(graph.onward[0].sat, 60U);
  ASSERT_THAT(graph.entries, SizeIs(2));
  EXPECT_EQ(graph.entries[1].sat, 40U);
}

TEST(Flow, WhatACoinbaseLeavesIsUnclaimed) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{100, "alice"}});
  chain.block({{4, "miner"}});
  chain.tx({chain.coin(mined, 0)}, {{90, "thief"}});
  const ledger::ChainView view = chain.view();
  FlowRecord record;
  const tracing::TraceResult result =
      tracing::trace(view, whole_coins(view, {chain.coin(mined, 0)}),
                     {.coinbase = tracing::CoinbaseRule::kFeesFirst, .flows = &record});
  const FlowGraph graph = flow_graph(record, result);
  ASSERT_THAT(graph.leaves, SizeIs(3));
  EXPECT_EQ(graph.leaves[2].kind, FlowGraph::LeafKind::kSink);
  EXPECT_EQ(graph.leaves[2].name, static_cast<std::uint32_t>(tracing::RowKind::kUnclaimed));
  EXPECT_EQ(graph.leaves[2].sat, 6U);
}

TEST(Flow, WhatRoundingLosesIsALeaf) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{1, "alice"}, {9, "clean"}});
  chain.block({{1, "miner"}});
  chain.tx({chain.coin(mined, 0), chain.coin(mined, 1)}, {{5, "x"}, {5, "y"}});
  const ledger::ChainView view = chain.view();
  FlowRecord record;
  const tracing::TraceResult result =
      tracing::trace(view, whole_coins(view, {chain.coin(mined, 0)}),
                     {.doctrine = tracing::kHaircut, .flows = &record});
  const FlowGraph graph = flow_graph(record, result);
  ASSERT_THAT(graph.leaves, SizeIs(1));
  EXPECT_EQ(graph.leaves[0].name, static_cast<std::uint32_t>(tracing::RowKind::kRounding));
}

TEST(Flow, FeesThatACoinbaseTakesGoOnToIt) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{100, "alice"}});
  const TxId coinbase = chain.block({{5'000'000'010, "miner"}});
  chain.tx({chain.coin(mined, 0)}, {{90, "thief"}});
  const ledger::ChainView view = chain.view();
  FlowRecord record;
  const tracing::TraceResult result =
      tracing::trace(view, whole_coins(view, {chain.coin(mined, 0)}),
                     {.coinbase = tracing::CoinbaseRule::kSubsidyFirst, .flows = &record});
  const FlowGraph graph = flow_graph(record, result);
  ASSERT_EQ(graph.transactions, 2U);
  EXPECT_EQ(record.steps()[1].tx, coinbase);  // last in its block
  ASSERT_THAT(graph.onward, SizeIs(1));
  EXPECT_EQ(graph.onward[0].sat, 10U);
  EXPECT_EQ(leaves_of(graph), 100U);
}

// One fee meets a coinbase with another fee of unknown value, a later one the limit.
TEST(Flow, EachFeeEndsAsItsOwnCoinbaseSays) {
  using tracing::RowKind;
  testing::MemoryChain chain;
  const CoinId unknown = chain.prehistory(std::nullopt);
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{100, "alice"}, {50, "bob"}});
  chain.block({{1, "miner"}});
  chain.tx({chain.coin(mined, 0)}, {{90, "thief"}});
  chain.tx({unknown}, {{1, "x"}});
  chain.block({{1, "miner"}});
  chain.tx({chain.coin(mined, 1)}, {{30, "thief"}});
  const ledger::ChainView view = chain.view();
  FlowRecord record;
  tracing::PathIndex paths(&record);
  const tracing::TraceResult result =
      tracing::trace(view, whole_coins(view, {chain.coin(mined, 0), chain.coin(mined, 1)}),
                     {.coinbase = tracing::CoinbaseRule::kFeesFirst, .limit = 2, .flows = &paths});
  std::vector<std::pair<std::uint32_t, std::uint64_t>> ends;
  for (const FlowGraph::Leaf& leaf : flow_graph(record, result).leaves)
    if (leaf.kind == FlowGraph::LeafKind::kEndpoint) ends.emplace_back(leaf.name, leaf.sat);
  const auto other = [](RowKind kind) { return kOtherEndpoint + static_cast<std::uint32_t>(kind); };
  EXPECT_THAT(ends, ::testing::ElementsAre(std::pair(other(RowKind::kUnknownInput), 10U),
                                           std::pair(other(RowKind::kLimit), 20U)));
}

TEST(FlowLanes, ASliceARowAndAStubForWhatStops) {
  const StoryReport story;
  const FlowSummary summary = summarise(flow_graph(story.flows, story.result), 40);
  const std::vector<std::string> slices = lane_slices(summary);
  ASSERT_THAT(slices, SizeIs(4));
  EXPECT_THAT(slices[0], HasSubstr("class=\"entered\""));
  EXPECT_THAT(slices[0], HasSubstr("class=\"rests\""));
  EXPECT_THAT(slices[1], HasSubstr("class=\"endpoint\""));
  EXPECT_THAT(slices[3], HasSubstr("class=\"sink\""));
}

// What leaves a slice at its foot enters the next at its head, at the same place.
TEST(FlowLanes, SlicesFitOnEachOther) {
  const FlowSummary summary{.rows = {{.first = 0, .last = 0, .count = 1, .entered = {100, 1}},
                                     {.first = 1, .last = 1, .count = 1},
                                     {.first = 2, .last = 2, .count = 1}},
                            .streams = {{0, 1, {40, 1}}, {0, 2, {60, 1}}, {1, 2, {40, 1}}},
                            .undrawn = 0,
                            .undrawn_entered = {},
                            .undrawn_leaves = {}};
  const std::vector<std::string> slices = lane_slices(summary);
  const auto place = [](const std::string& slice, const std::string& y) {
    const std::size_t end = slice.find(" " + y + "C");
    const std::size_t begin = slice.rfind('M', end);
    return slice.substr(begin + 1, end - begin - 1);
  };
  // The long stream is the leftmost at the foot of slice 0 and at the head of slice 1.
  EXPECT_THAT(slices[0], HasSubstr(" " + place(slices[1], "0") + " 100H"));
  EXPECT_THAT(slices[1].substr(0, slices[1].find("z\"")), HasSubstr(" 100H"));
}

TEST(Shell, WordsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(shell_command({"spoor", "--reason", "it's \"so\"", "", "a/b.csv"}),
            "spoor --reason 'it'\\''s \"so\"' '' a/b.csv");
  for (const char* word : {"$HOME", "a b", "a;b", "a&b", "a|b", "`a`", "a*", "~", "#a", "a\nb"})
    EXPECT_EQ(shell_command({word}), "'" + std::string(word) + "'");
}

}  // namespace
}  // namespace spoor::dossier
