#include "simulator/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/script.h"
#include "simulator/words_text.h"

namespace spoor::simulator {
namespace {

using testing::ElementsAre;

std::string complaint(std::string_view words) {
  try {
    tell(words, "story");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Lines, WordsCommasArrowsAndRemarks) {
  const auto lines = lines_of("a: b,c->d 5  # remark\n\n  x op_return:\"one, two\" ,\n y\r\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0].words, ElementsAre("a:", "b", ",", "c", "->", "d", "5"));
  EXPECT_THAT(lines[1].words, ElementsAre("x", "op_return:one, two", ",", "y"));
  EXPECT_EQ(lines[1].number, 3U);
}

TEST(Lines, AmountsAreExact) {
  const auto amount = [](const char* text) {
    const std::vector<Line> lines = lines_of(text);
    WordReader words(lines[0]);
    const Satoshi out = words.amount();
    words.end();
    return out.value;
  };
  EXPECT_EQ(amount("3"), 3U);
  EXPECT_EQ(amount("3 sat"), 3U);
  EXPECT_EQ(amount("0.00000001 BTC"), 1U);
  EXPECT_EQ(amount("20999999.9769 BTC"), 2'099'999'997'690'000U);
  EXPECT_THROW(amount("0.5"), Error);
  EXPECT_THROW(amount("0.000000001 BTC"), Error);
  EXPECT_THROW(amount("21000001 BTC"), Error);
  EXPECT_THROW(amount("-1"), Error);
}

TEST(Words, TheftAndPeel) {
  const Story story = tell(R"(
      block
      block
        theft: mined-1 -> thief 30 BTC as loot, miner 19.999 BTC, fee 0.001 BTC
        peel:  loot -> p2tr:shop 1 BTC, thief rest
  )",
                           "story");
  const Block& block = story.chain.block(story.tip);
  EXPECT_EQ(block.height, 2U);
  ASSERT_EQ(block.transactions.size(), 3U);
  EXPECT_EQ(block.transactions[0].outputs.at(0).value, Satoshi{5'000'100'000});
  EXPECT_EQ(block.transactions[2].inputs.at(0).coin, story.coin("loot").outpoint);
  EXPECT_EQ(block.txids[2], story.coin("peel:1").outpoint.txid);
  EXPECT_EQ(story.coin("peel:1").value, Satoshi{29 * kCoin});
  EXPECT_EQ(story.name_of(story.coin("loot").outpoint), "theft:0");
  EXPECT_EQ(bitcoin::classify(story.coin("peel:0").script.script).type, bitcoin::ScriptType::kP2tr);
}

TEST(Words, CoinbaseMaySplitAndLeaveValue) {
  const Story story = tell(R"(
      block at 2012-03-01
        coinbase pool: alice 10 BTC, bob rest, unclaimed 3
  )",
                           "story");
  EXPECT_EQ(story.coin("pool:1").value, Satoshi{4'000'000'000 - 3});
  EXPECT_EQ(story.chain.block(1).time, 1330560000U);
}

TEST(Words, ForksSpendOneCoinTwice) {
  const Story story = tell(R"(
      block trunk
      block left
        pay: mined-1 -> alice rest
      block right on trunk
        steal: mined-1 -> thief rest
      block
        spend: steal -> shop rest
      block other on left
      block
        coinbase x: miner rest
      block on trunk
        again pay
  )",
                           "story");
  EXPECT_EQ(story.chain.blocks().size(), 8U);
  EXPECT_EQ(story.chain.block(3).parent, 1U);
  EXPECT_EQ(story.chain.block(7).txids[1], story.transactions.at("pay"));
}

TEST(Words, RepeatedCoinbaseHasTheSameId) {
  const Story story = tell(R"(
      block
        coinbase first: alice rest
      block
        coinbase second repeats first
  )",
                           "story");
  EXPECT_EQ(story.chain.block(1).txids, story.chain.block(2).txids);
}

TEST(Words, ChainWithoutItsGenesisSpendsEarlierCoins) {
  const Story story = tell(R"(
      begins at 1000
      before old: alice 5 BTC, bob 2 BTC as unseen hidden
      block
        pay: old:0 -> carol rest
      block
        blind: unseen -> carol rest
  )",
                           "story");
  EXPECT_EQ(story.chain.block(0).height, 1000U);
  EXPECT_TRUE(story.chain.undo(0));
  EXPECT_FALSE(story.chain.undo(1));
}

TEST(Words, SeedsAndServices) {
  const Story story = tell(R"(
      block
      block
        split: mined-1 -> alice 5 as loot, bob rest
      service quay: quay-desk, p2tr:quay
      seed theft: loot, split:1 3 at 2
      seed fees: mined-2 1 BTC
  )",
                           "story");
  ASSERT_EQ(story.seeds.size(), 3U);
  EXPECT_EQ(story.seeds[0].amount, std::nullopt);
  EXPECT_EQ(story.seeds[1].coin, story.coin("split:1").outpoint);
  EXPECT_EQ(story.seeds[1].amount, Satoshi{3});
  EXPECT_EQ(story.seeds[1].offset, Satoshi{2});
  EXPECT_EQ(story.seeds[2].label, "fees");
  ASSERT_EQ(story.services.size(), 2U);
  EXPECT_EQ(story.services[1].payee, "p2tr:quay");
}

TEST(Words, EveryPayee) {
  const Story story = tell(R"(
      block
      block
        all: mined-1 -> alice 1, p2pk:a 1, p2pk-uncompressed:a 1, p2pkh:a 1, p2sh:a 1,
          p2sh:2/a+b 1, p2wpkh:a 1, p2wsh:a 1, p2wsh:1/a+b 1, p2tr:a 1, anchor 1,
          witness:16:0102 1, multisig:1/a+b 1, op_return 1, op_return:"hello, you" 1,
          op_return:0xabcd 1, script:51 1, too-long 1, miner rest
      block
        back: all:0, all:1, all:2, all:3, all:4, all:5, all:6, all:7, all:8, all:9, all:12
          -> alice rest
  )",
                           "story");
  std::vector<int> types;
  for (const Output& output : story.chain.block(2).transactions[1].outputs)
    types.push_back(static_cast<int>(bitcoin::classify(output.script).type));
  EXPECT_THAT(types, ElementsAre(4, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 10, 0, 11, 4));
}

TEST(Words, RefusesWhatANodeWould) {
  EXPECT_EQ(complaint("block\nblock\npay: mined-1 -> alice 50 BTC, fee 1\n"),
            "story, line 3: 5000000000 sat are there, outputs and fee take 5000000001 sat. "
            "Name the fee, or give somebody the rest");
  EXPECT_THAT(complaint("block\nblock\np: mined-1 -> a rest\nq: mined-1 -> a rest\n"),
              testing::HasSubstr("line 4: this coin is spent already: mined-1:0"));
  EXPECT_THAT(complaint("block\nblock\np: mined-1 -> a rest\nblock\nq: mined-1 -> a rest\n"),
              testing::HasSubstr("line 5: this coin is spent already: mined-1:0"));
  EXPECT_THAT(complaint("block t\nblock\np: mined-1 -> a rest\nblock on t\nq: p -> a rest\n"),
              testing::HasSubstr("line 5: this coin is not in the block's branch: p:0"));
  EXPECT_THAT(complaint("block\npay: nothing -> a rest\n"),
              testing::HasSubstr("no coin is called \"nothing\""));
  EXPECT_THAT(complaint("block\nwhat is this\n"), testing::HasSubstr("line 2: not understood"));
  EXPECT_THAT(complaint("block\ncoinbase: a 51 BTC\n"),
              testing::HasSubstr("line 1: 5000000000 sat are there"));
  EXPECT_THAT(complaint("pay: x -> a rest\n"), testing::HasSubstr("this stands in no block"));
  EXPECT_THAT(complaint("block\nblock\np: mined-1 -> nokind:a rest\n"),
              testing::HasSubstr("no such kind of payee"));
}

}  // namespace
}  // namespace spoor::simulator
