// What is large, and every kind of output script.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "chains/bitcoin/address.h"
#include "simulator/block_writer.h"
#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

class Limits : public ChainTest {};

// BlockSci's counts were 16 bits wide.
TEST_F(Limits, MoreThan65535OutputsInOneTransaction) {
  constexpr std::uint32_t kOutputs = 70'000;
  const BlockIndex b1 = mine(0);
  std::vector<simulator::Output> many(kOutputs, pay(1, "bob"));
  const BlockIndex b2 = mine(b1, {spend({coin(b1)}, std::move(many))});
  const BlockIndex tip = mine(b2, {spend({coin(b2, 1, kOutputs - 1)}, {pay(1, "carol")}, "bob")});
  write_all();
  ingest();
  sound_columns(ledger());
  const ledger::Ledger opened(ledger());
  EXPECT_EQ(opened.view().tip(), Height{3});
  const CoinId last = opened.find_coin(coin(b2, 1, kOutputs - 1)).value();
  EXPECT_EQ(opened.outpoint_of(last), coin(b2, 1, kOutputs - 1));
  EXPECT_EQ(opened.view().height_of(opened.view().tx_of(opened.view().spender(last))), Height{3});
  EXPECT_EQ(opened.find_coin(coin(b2, 1, kOutputs)), std::nullopt);
  std::uint64_t paid = 0;
  for (const auto span : opened.history(opened.find_script(payee("bob").script).value()))
    paid += span.size();
  EXPECT_EQ(paid, kOutputs);
  EXPECT_EQ(opened.view().block(Height{3}).hash, chain_.block(tip).hash);
}

// As transaction bb41a757… of block 364,292: 5,569 inputs in a megabyte.
TEST_F(Limits, AMegabyteTransactionWith5569Inputs) {
  constexpr std::uint32_t kInputs = 5'569;
  const BlockIndex b1 = mine(0);
  const BlockIndex b2 =
      mine(b1, {spend({coin(b1)}, std::vector<simulator::Output>(kInputs, pay(2, "p2pkh:bob")))});
  Transaction sweep;
  for (std::uint32_t v = 0; v < kInputs; ++v)
    sweep.inputs.push_back({coin(b2, 1, v), Bytes(139, 0x51)});
  sweep.outputs = {pay(2 * kInputs - 7, "p2pkh:dave")};
  const BlockIndex tip = mine(b2, {sweep});
  EXPECT_GT(chain_.block(tip).bytes.size(), 999'000U);
  write_all();
  EXPECT_TRUE(ingest().refused.empty());
  expect_tip(tip);
  const ledger::Ledger opened(ledger());
  EXPECT_EQ(opened.view().fee_of(opened.find_tx(chain_.block(tip).txids[1]).at(0)), Satoshi{7});
}

TEST_F(Limits, ABlockOfFourMillionBytesIsReadAndALargerOneIsNot) {
  const BlockIndex b1 = mine(0);
  const auto with_witness = [&](std::size_t bytes) {
    Transaction out = spend({coin(b1)}, {pay(1)});
    out.inputs[0].witness = {Bytes(bytes, 1)};
    return out;
  };
  const std::size_t rest = chain_.block(mine(b1, {with_witness(100'000)})).bytes.size() - 100'000;
  const BlockIndex large = mine(b1, {with_witness(4'000'000 - rest)});
  ASSERT_EQ(chain_.block(large).bytes.size(), 4'000'000U);
  const BlockIndex too_large = mine(large, {with_witness(4'000'000)});
  simulator::BlockFiles files(blocks());
  chain_.write(files, std::vector<BlockIndex>{0, b1, large, too_large});
  EXPECT_FALSE(ingest().skipped.empty());
  expect_tip(large);
}

struct KindOfScript {
  const char* word;
  bitcoin::ScriptType type;
};

// One output of each kind in a block, spent in the next where somebody can.
TEST_F(Limits, EveryKindOfScript) {
  using enum bitcoin::ScriptType;
  const std::vector<KindOfScript> kinds = {
      {"p2pk:carol", kP2pk},
      {"p2pk-uncompressed:carol", kP2pk},
      {"p2pkh:carol", kP2pkh},
      {"p2sh:carol", kP2sh},
      {"p2sh:2/alice+bob+carol", kP2sh},
      {"carol", kP2wpkh},
      {"p2wsh:1/alice+bob", kP2wsh},
      {"p2tr:carol", kP2tr},
      {"anchor", kP2a},
      {"witness:16:abcd", kWitnessUnknown},
      {"witness:1:abcdef", kWitnessUnknown},
      {"witness:0:abcdef", kNonstandard},
      {"multisig:2/alice+bob+carol", kMultisig},
      {"op_return:memo", kOpReturn},
      {"script:", kNonstandard},
      {"script:51", kNonstandard},
      {"script:76a914ffffffffffffffffffffffffffffffffffffffff88ad", kNonstandard},
      {"too-long", kTooLong},
  };
  const BlockIndex b1 = mine(0);
  std::vector<simulator::Output> outputs;
  for (const KindOfScript& kind : kinds) outputs.push_back(pay(kBtc, kind.word));
  outputs.push_back(pay(kBtc, "script:" + to_hex(Bytes(10'000, 0x61))));  // the longest kept whole
  const BlockIndex b2 = mine(b1, {spend({coin(b1)}, outputs)});
  std::vector<Transaction> spends;
  for (std::uint32_t v = 0; v < kinds.size(); ++v)
    if (kinds[v].type != kOpReturn && kinds[v].type != kTooLong)
      spends.push_back(spend({coin(b2, 1, v)}, {pay(v)}, kinds[v].word));
  const BlockIndex tip = mine(b2, spends);
  write_all();
  EXPECT_TRUE(ingest().refused.empty());
  expect_tip(tip);
  const ledger::Ledger opened(ledger());
  for (std::uint32_t v = 0; v < kinds.size(); ++v) {
    const CoinId id = opened.find_coin(coin(b2, 1, v)).value();
    EXPECT_EQ(opened.view().coins[id.value].type(), kinds[v].type) << kinds[v].word;
  }
}

// One key under four forms of address has four ids, each with its inner script shown.
TEST_F(Limits, InnerScriptsAreShownByTheirFirstSpend) {
  const BlockIndex b1 = mine(0);
  const std::vector<std::string> words = {"p2sh:carol", "p2sh:2/alice+bob", "p2wsh:1/alice+bob"};
  std::vector<simulator::Output> outputs;
  for (const std::string& word : words)
    for (int twice = 0; twice < 2; ++twice) outputs.push_back(pay(kBtc, word));
  const BlockIndex b2 = mine(b1, {spend({coin(b1)}, outputs)});
  write_all();
  ingest();
  BlockIndex tip = b2;
  for (std::uint32_t v = 0; v < outputs.size(); ++v)
    tip = mine(tip, {spend({coin(b2, 1, v)}, {pay(1)}, words[v / 2])});
  write_all();
  ingest({.memory_bytes = 1});
  expect_tip(tip);
  const ledger::Ledger opened(ledger());
  EXPECT_EQ(opened.view().reveals.size(), 3U);
  const auto reveal = [&](const std::string& word) {
    return opened.reveal(opened.find_script(payee(word).script).value()).value();
  };
  EXPECT_EQ(reveal("p2sh:carol").form, static_cast<std::uint8_t>(bitcoin::ScriptType::kP2wpkh));
  EXPECT_EQ(to_hex(ByteSpan(reveal("p2sh:carol").payload).first(20)),
            to_hex(bitcoin::classify(payee("carol").script).payload));
  EXPECT_EQ(reveal("p2sh:2/alice+bob").form,
            static_cast<std::uint8_t>(bitcoin::ScriptType::kMultisig));
  EXPECT_EQ(reveal("p2wsh:1/alice+bob").form,
            static_cast<std::uint8_t>(bitcoin::ScriptType::kMultisig));
}

}  // namespace
}  // namespace spoor
