#include "chains/ethereum/memo.h"

#include <gtest/gtest.h>

namespace spoor::ethereum {
namespace {

const std::string kHash = "2A2F1B5C0D9E8F7A6B5C4D3E2F1A0B9C8D7E6F5A4B3C2D1E0F9A8B7C6D5E4F30";

SwapMemo swap(std::string_view text) {
  const Memo memo = parse_memo(text);
  const SwapMemo* const out = std::get_if<SwapMemo>(&memo);
  EXPECT_NE(out, nullptr) << text;
  return out == nullptr ? SwapMemo{} : *out;
}

bool is_memo(std::string_view text) { return !std::holds_alternative<NotAMemo>(parse_memo(text)); }

// The examples of THORChain's documents.
TEST(Memo, OfASwap) {
  const SwapMemo memo =
      swap("SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:10000000/3/0:t:10");
  EXPECT_EQ(memo.asset, (MemoAsset{"ETH", "ETH", ""}));
  EXPECT_EQ(memo.destination, "0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0");
  EXPECT_EQ(memo.refund, "");
  EXPECT_EQ(memo.limit, U256(10'000'000));
  EXPECT_EQ(memo.interval, 3U);
  EXPECT_EQ(memo.quantity, 0U);
  EXPECT_EQ(memo.affiliate, "t");
  EXPECT_EQ(memo.affiliate_fee, "10");
  EXPECT_FALSE(memo.limit_order);
}

TEST(Memo, OfASwapInItsShortestForms) {
  EXPECT_EQ(swap("=:r:thor1el4ufmhll3yw7zxzszvfakrk66j7fx0tvcslym:19779138111").asset,
            (MemoAsset{"THOR", "RUNE", ""}));
  const SwapMemo named = swap("=:e:dx:161e6:t:10");  // to the THORName dx
  EXPECT_EQ(named.asset, (MemoAsset{"ETH", "ETH", ""}));
  EXPECT_EQ(named.destination, "dx");
  EXPECT_EQ(named.limit, U256(161'000'000));
  const SwapMemo three = swap("s:b");  // three characters, back to the sender
  EXPECT_EQ(three.asset, (MemoAsset{"BTC", "BTC", ""}));
  EXPECT_EQ(three.destination, "");
  EXPECT_EQ(swap("S:B").asset, three.asset);
}

TEST(Memo, OfASwapWithItsRarerParts) {
  const SwapMemo refund = swap(
      "=:BTC.BTC:bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl/0x7a093cebfa77403672d68e1c22d0681400a3"
      "6682");
  EXPECT_EQ(refund.destination, "bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl");
  EXPECT_EQ(refund.refund, "0x7a093cebfa77403672d68e1c22d0681400a36682");
  EXPECT_EQ(swap("=:ETH/USDC-0XA0B86991C6218B36C1D19D4A2E9EB0CE3606EB48:thor15s4a:628").asset,
            (MemoAsset{"ETH", "USDC", "0XA0B86991C6218B36C1D19D4A2E9EB0CE3606EB48", '/'}));
  EXPECT_EQ(swap("=:BTC~BTC:thor1g6p:1e6/1/0:dx:10").asset, (MemoAsset{"BTC", "BTC", "", '~'}));
  EXPECT_EQ(swap("=:ETH-USDT-ec7:thor1g6p").asset, (MemoAsset{"ETH", "USDT", "ec7", '-'}));
  EXPECT_TRUE(swap("=<:b:bc1q:1e6").limit_order);
  EXPECT_EQ(swap("=:BSC.BNB:0xe6:544e6/2/6").quantity, 6U);
  EXPECT_EQ(swap("=:b:bc1q::t/ss:10/20").affiliate, "t/ss");
}

TEST(Memo, OfWhatAVaultSendsOut) {
  const Memo out = parse_memo("OUT:" + kHash);
  ASSERT_TRUE(std::holds_alternative<OutboundMemo>(out));
  EXPECT_EQ(to_hex(std::get<OutboundMemo>(out).inbound).substr(0, 8), "2a2f1b5c");
  const Memo refund = parse_memo("refund:0x" + kHash);
  ASSERT_TRUE(std::holds_alternative<RefundMemo>(refund));
  EXPECT_EQ(std::get<RefundMemo>(refund).inbound, std::get<OutboundMemo>(out).inbound);
}

TEST(Memo, OfOtherFunctions) {
  for (const std::string text : {"+:BTC/BTC::t:10", "wd:BTC/BTC:1000", "NOOP", "MIGRATE:123",
                                 "$+:BSC.BUSD:0xe6", "+:b", "a:DOGE/DOGE", "bond:thor1"}) {
    const Memo memo = parse_memo(text);
    ASSERT_TRUE(std::holds_alternative<OtherMemo>(memo)) << text;
    EXPECT_EQ(std::get<OtherMemo>(memo).function, text.substr(0, text.find(':')));
  }
}

TEST(Memo, IsNotMadeOfWhateverStandsInAnOpReturn) {
  for (const std::string text : {"",
                                 ":",
                                 "=",
                                 "=:",
                                 "s::bc1q",
                                 "=:b:bc1q:x",
                                 "=:b:bc1q:1/2/3/4",
                                 "=:b:bc1q:1e",
                                 "=:b:bc1q:e6",
                                 "=:b:bc1q:1e78",
                                 "=:b:bc1q:1e777",
                                 "=:b:bc1q:1/99999999999999999999",
                                 "=:nothing:bc1q",
                                 "=:ETH.:0x",
                                 "=:.ETH:0x",
                                 "=:ETH.USDC-:0x",
                                 "OUT:",
                                 "OUT:1234",
                                 "OUT",
                                 "hello",
                                 "omni",
                                 "charley loves heidi",
                                 "=:b:bc1q\n",
                                 "=:b:\x80"})
    EXPECT_FALSE(is_memo(text)) << text;
  EXPECT_FALSE(is_memo("OUT:" + kHash.substr(1) + "g"));
  EXPECT_FALSE(is_memo("OUT:" + kHash + ":more"));
  EXPECT_FALSE(is_memo("=:b:" + std::string(250, 'a')));
}

}  // namespace
}  // namespace spoor::ethereum
