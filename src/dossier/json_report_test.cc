// Every member of the JSON against what it is made from, so that none is filled from its neighbour.
#include "dossier/json_report.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "dossier/rows.h"
#include "tests/support/story_report.h"

namespace spoor::dossier {
namespace {

using simdjson::dom::element;
using Lines = std::vector<std::string>;

// The members of that name, as text, one after the other; "-" for one that is absent.
std::string members(element object, std::initializer_list<const char*> names) {
  std::string out;
  for (const char* name : names) {
    element value;
    const bool there = object[name].get(value) == simdjson::SUCCESS;
    out += (out.empty() ? "" : " ") + (there ? std::string(simdjson::minify(value)) : "-");
  }
  std::erase(out, '"');
  return out;
}

Lines all_members(element array, std::initializer_list<const char*> names) {
  Lines lines;
  for (const element object : array.get_array()) lines.push_back(members(object, names));
  return lines;
}

class JsonOfTheStory : public ::testing::Test {
 protected:
  JsonOfTheStory() {
    story.seeds.rows.back().offset = Satoshi{3};
    story.result.until = Height{4};
    story.add_everything();
    story.bounds_for =
        tracing::bounds_for(story.view, story.seeds, story.options, {story.chain.address("dora")});
    json = parser.parse(json_report(story.report()));
  }
  std::string coin(CoinId id) const { return outpoint_text(story.view, id); }
  std::string label(tracing::Label id) const { return story.seeds.label(id); }

  testing::StoryReport story;
  simdjson::dom::parser parser;
  element json;
};

TEST_F(JsonOfTheStory, WhatWasAsked) {
  EXPECT_EQ(members(json["until"], {"height", "hash", "time"}),
            fmt::format("4 {} {}", block_hash_text(story.view, Height{4}),
                        time_text(story.view, Height{4})));
  EXPECT_EQ(members(json["ledger"], {"first_height", "tip_height", "tip"}),
            fmt::format("0 5 {}", block_hash_text(story.view, Height{5})));
  Lines seeds;
  for (const tracing::Seed& seed : story.seeds.rows)
    seeds.push_back(fmt::format("{} {} {} {}", label(seed.label), coin(seed.coin),
                                seed.offset.value, seed.amount.value));
  EXPECT_EQ(all_members(json["seeds"], {"label", "coin", "offset_sat", "amount_sat"}), seeds);
  EXPECT_EQ(all_members(json["files"], {"role", "name", "bytes"}), Lines{"seeds seeds.csv 123"});
  EXPECT_EQ(all_members(json["options"]["services"], {"address", "name", "basis"}),
            (Lines{"1Exchange Exchange its own statement", "1Unused Other "}));
  EXPECT_EQ(members(json["options"], {"fee", "coinbase", "minimum_sat", "limit"}),
            "last discard 0 5000000");
}

TEST_F(JsonOfTheStory, RowsAndTotals) {
  for (const tracing::RowGroup group : kGroups) {
    Lines rows;
    for (const tracing::Row& row : story.result.rows)
      if (tracing::group(row.kind) == group)
        rows.push_back(
            fmt::format("{} {} {} {} {}", label(row.label),
                        group == tracing::RowGroup::kHolding ? "-" : name(row.kind),
                        row.has_coin() ? coin(row.coin) : "-", row.amount.value,
                        row.service == tracing::kNoService ? "- -" : "Exchange its own statement"));
    EXPECT_EQ(all_members(json[std::string(name(group)) + "s"],
                          {"label", "kind", "coin", "amount_sat", "service", "basis"}),
              rows);
  }
  std::size_t i = 0;
  for (const element of_label : json["labels"].get_array()) {
    const tracing::LabelTotals& totals = story.result.totals[i++];
    EXPECT_EQ(members(of_label, {"accepted_sat", "overlap_sat"}),
              fmt::format("{} {}", totals.accepted.value, totals.overlap.value));
    for (const tracing::RowKind kind : kKinds) {
      if (kind == tracing::RowKind::kHolding) continue;
      std::string key(name(kind));
      std::replace(key.begin(), key.end(), '-', '_');
      const std::string group(name(tracing::group(kind)));
      EXPECT_EQ(members(of_label[group + "s"], {(key + "_sat").c_str()}),
                std::to_string(totals.of(kind).value));
    }
  }
}

TEST_F(JsonOfTheStory, OtherDoctrinesAndBounds) {
  Lines runs, spread, bounds, sets;
  for (const tracing::DoctrineRun& run : story.sensitivity)
    runs.push_back(fmt::format("{} {} {} {}", name(run.doctrine), name(run.fee), run.transactions,
                               run.holdings));
  EXPECT_EQ(
      all_members(json["sensitivity"]["runs"], {"doctrine", "fee", "transactions", "holdings"}),
      runs);
  for (const tracing::SpreadRow& row : spread_of(story.report()))
    spread.push_back(fmt::format("{} {} {} {} {}", name(row.kind), row.least.amount.value,
                                 name(row.least.doctrine), row.most.amount.value,
                                 name(row.most.doctrine)));
  EXPECT_EQ(all_members(json["sensitivity"]["spread"],
                        {"kind", "least_sat", "least_under", "most_sat", "most_under"}),
            spread);
  for (const tracing::BoundsRow& row : story.bounds.rows)
    bounds.push_back(fmt::format("{} {} {} {} {}", label(row.label), name(row.kind), coin(row.coin),
                                 row.tainted.lower.value, row.tainted.upper.value));
  EXPECT_EQ(
      all_members(json["bounds"]["rows"], {"label", "kind", "coin", "lower_sat", "upper_sat"}),
      bounds);
  for (const tracing::SetBounds& row : story.bounds_for)
    sets.push_back(fmt::format("{} {} {} {}", label(row.label), row.tainted.lower.value,
                               row.tainted.upper.value, row.seeds_meet));
  EXPECT_NE(story.bounds_for.at(0).tainted.lower, story.bounds_for.at(0).tainted.upper);
  EXPECT_EQ(all_members(json["bounds_for"], {"label", "lower_sat", "upper_sat", "seeds_meet"}),
            sets);
}

// A coinbase that takes a fee names the transaction that paid it, not itself.
TEST(JsonOfAFlow, NamesWhoPaidTheFee) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{100, "alice"}});
  chain.block({{5'000'000'010, "miner"}});
  const TxId paid = chain.tx({chain.coin(mined, 0)}, {{90, "thief"}});
  const ledger::ChainView view = chain.view();
  const tracing::Seeds seeds{.file = {},
                             .labels = {"a"},
                             .rows = {{.coin = chain.coin(mined, 0),
                                       .offset = {},
                                       .amount = Satoshi{100},
                                       .label = tracing::Label{1},
                                       .line = 0}}};
  FlowRecord flows;
  const tracing::TraceOptions options{.coinbase = tracing::CoinbaseRule::kFeesFirst,
                                      .flows = &flows};
  const tracing::TraceResult result = tracing::trace(view, seeds, options);
  const ReportContext context;
  simdjson::dom::parser parser;
  const element json = parser.parse(json_report({.view = view,
                                                 .context = context,
                                                 .seeds = seeds,
                                                 .options = options,
                                                 .result = result,
                                                 .flows = &flows}));
  const element coinbase = json["flows"].at(1);
  EXPECT_EQ(all_members(coinbase["inputs"], {"coin", "fee_of", "label", "amount_sat"}),
            Lines{fmt::format("- {} a 10", txid_text(view, paid))});
  EXPECT_EQ(all_members(json["flows"].at(0)["fee"], {"label", "amount_sat"}), Lines{"a 10"});
}

}  // namespace
}  // namespace spoor::dossier
