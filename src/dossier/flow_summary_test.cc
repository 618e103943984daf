#include "dossier/flow_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace spoor::dossier {
namespace {

using Kind = FlowGraph::LeafKind;

// A peel chain: each transaction peels `peel` off and passes the rest on.
FlowGraph peel_chain(std::uint32_t hops, std::uint64_t start, std::uint64_t peel) {
  FlowGraph graph{.transactions = hops, .onward = {}, .leaves = {}, .entries = {{0, start}}};
  for (std::uint32_t i = 0; i < hops; ++i) {
    const std::uint64_t left = start - (i + 1) * peel;
    graph.leaves.push_back({i, Kind::kRests, 0, peel});
    if (i + 1 < hops)
      graph.onward.push_back({i, i + 1, left});
    else
      graph.leaves.push_back({i, Kind::kEndpoint, 7, left});
  }
  return graph;
}

// What comes in and what goes out of a row, by the law in the header.
void expect_rows_balance(const FlowSummary& s) {
  for (std::uint32_t row = 0; row < s.rows.size(); ++row) {
    const Stretch& r = s.rows[row];
    std::uint64_t in = r.entered.sat + r.from_undrawn.sat, out = r.to_undrawn.sat;
    for (const Stream& stream : s.streams) {
      EXPECT_LT(stream.from, stream.to);
      if (stream.to == row) in += stream.share.sat;
      if (stream.from == row) out += stream.share.sat;
    }
    for (const LeafShare& leaf : r.leaves) out += leaf.share.sat;
    EXPECT_EQ(in, out) << "row " << row;
  }
}

TEST(FlowSummary, AShortFlowIsDrawnWhole) {
  const FlowSummary s = summarise(peel_chain(5, 1000, 10), 40);
  ASSERT_EQ(s.rows.size(), 5U);
  EXPECT_EQ(s.streams.size(), 4U);
  EXPECT_EQ(s.undrawn, 0U);
  expect_rows_balance(s);
}

TEST(FlowSummary, ALongPeelChainIsOneRowThatSaysHowManyItHolds) {
  const FlowSummary s = summarise(peel_chain(1000, 100'000, 10), 40);
  ASSERT_EQ(s.rows.size(), 1U);
  const Stretch& row = s.rows[0];
  EXPECT_EQ(row.count, 1000U);
  EXPECT_EQ(row.first, 0U);
  EXPECT_EQ(row.last, 999U);
  ASSERT_EQ(row.leaves.size(), 2U);
  EXPECT_EQ(row.leaves[0].share.sat, 10'000U);
  EXPECT_EQ(row.leaves[0].share.coins, 1000U);
  EXPECT_EQ(row.leaves[1].name, 7U);
  EXPECT_EQ(row.leaves[1].share.sat, 90'000U);
  expect_rows_balance(s);
}

TEST(FlowSummary, LeavesStandByKindThenLargestFirst) {
  const FlowGraph graph{.transactions = 1,
                        .onward = {},
                        .leaves = {{0, Kind::kSink, 1, 9},
                                   {0, Kind::kEndpoint, 1, 2},
                                   {0, Kind::kEndpoint, 2, 3},
                                   {0, Kind::kEndpoint, 1, 2}},
                        .entries = {{0, 16}}};
  const FlowSummary s = summarise(graph, 1);
  ASSERT_EQ(s.rows[0].leaves.size(), 3U);
  EXPECT_EQ(s.rows[0].leaves[0].share.sat, 4U);
  EXPECT_EQ(s.rows[0].leaves[1].share.sat, 3U);
  EXPECT_EQ(s.rows[0].leaves[2].kind, Kind::kSink);
}

TEST(FlowSummary, TheTailOfAFanOutIsCountedNotDrawn) {
  FlowGraph graph{.transactions = 101, .onward = {}, .leaves = {}, .entries = {{0, 5050}}};
  for (std::uint32_t i = 1; i <= 100; ++i) {
    graph.onward.push_back({0, i, i});
    graph.leaves.push_back({i, Kind::kRests, 0, i});
  }
  const FlowSummary s = summarise(graph, 11);
  ASSERT_EQ(s.rows.size(), 11U);
  EXPECT_EQ(s.rows[1].first, 91U);  // the ten largest, in transaction order
  EXPECT_EQ(s.undrawn, 90U);
  EXPECT_EQ(s.rows[0].to_undrawn.coins, 90U);
  EXPECT_EQ(s.rows[0].to_undrawn.sat, 90U * 91 / 2);
  ASSERT_EQ(s.undrawn_leaves.size(), 1U);
  EXPECT_EQ(s.undrawn_leaves[0].share.coins, 90U);
  expect_rows_balance(s);
}

TEST(FlowSummary, WhatComesBackFromUndrawnTransactionsIsSaid) {
  // 0 → 1 (small, undrawn) → 2, and 0 → 2 straight.
  const FlowGraph graph{.transactions = 3,
                        .onward = {{0, 1, 1}, {0, 2, 99}, {1, 2, 1}},
                        .leaves = {{2, Kind::kRests, 0, 100}},
                        .entries = {{0, 100}}};
  const FlowSummary s = summarise(graph, 2);
  EXPECT_EQ(s.undrawn, 1U);
  ASSERT_EQ(s.rows.size(), 1U);
  EXPECT_EQ(s.rows[0].count, 2U);
  EXPECT_EQ(s.rows[0].to_undrawn.sat, 1U);
  EXPECT_EQ(s.rows[0].from_undrawn.sat, 1U);
  expect_rows_balance(s);
}

TEST(FlowSummary, AnyFlowFitsItsRowsAndBalances) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    FlowGraph graph{.transactions = 1 + static_cast<std::uint32_t>(random() % 300),
                    .onward = {},
                    .leaves = {},
                    .entries = {{0, 1'000'000}}};
    std::vector<std::uint64_t> have(graph.transactions, 0);
    have[0] = 1'000'000;
    for (std::uint32_t tx = 0; tx < graph.transactions; ++tx) {
      for (int i = 0; i < 3 && have[tx] > 0; ++i) {
        const std::uint64_t part = i == 2 ? have[tx] : random() % (have[tx] + 1);
        have[tx] -= part;
        const std::uint64_t to = tx + 1 + random() % 5;
        if (part == 0) continue;
        if (to >= graph.transactions || random() % 4 == 0) {
          graph.leaves.push_back({tx, static_cast<Kind>(random() % 3), 0, part});
        } else {
          graph.onward.push_back({tx, static_cast<std::uint32_t>(to), part});
          have[to] += part;
        }
      }
    }
    const FlowSummary s = summarise(graph, 12);
    EXPECT_LE(s.rows.size(), 12U);
    std::uint64_t drawn = 0;
    for (const Stretch& row : s.rows) drawn += row.count;
    EXPECT_EQ(drawn + s.undrawn, graph.transactions);
    expect_rows_balance(s);
  }
}

// Poison gives each label the whole of a coin.
TEST(FlowSummary, RefusesSumsOfMoreThan64Bits) {
  FlowGraph graph{.transactions = 2, .onward = {{0, 1, 1ULL << 63}}, .leaves = {}, .entries = {}};
  EXPECT_EQ(summarise(graph, 4).streams.at(0).share.sat, 1ULL << 63);
  graph.onward.push_back({0, 1, 1ULL << 63});
  EXPECT_THROW(summarise(graph, 4), Error);
}

}  // namespace
}  // namespace spoor::dossier
