#include "register/check_address.h"

#include <gtest/gtest.h>

#include <string>

namespace spoor::reg {
namespace {

struct Sample {
  const char* network;
  const char* address;
};

// Of BIP-173, BIP-350, EIP-55 and EIP-1191's plain form, and of the networks' own documents.
constexpr Sample kSound[] = {
    {"BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {"BTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"},
    {"BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
    {"BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"},
    {"BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"},
    {"BCH", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"},
    {"ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
    {"ETH", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"},
    {"BSC", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"},
    {"ETH", "0x52908400098527886E0F7030069857D2E4169EE7"},
    {"ETH", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
    {"ETH", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"},
    {"TRON", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
    {"LTC", "LdAdThWd1oEmRbDKBk1o7Ve7hxrLxUPfvo"},
    {"LTC", "ltc1qly43c2prj4c2e85dcspzpjd36jnapnenldnr70"},
    {"DOGE", "DP5mjk9SEYtzhnhkkC24PEjxNtDN7JGRx3"},
    {"XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"},
};

TEST(CheckAddress, HoldsForWhatIsSound) {
  for (const auto& [network, address] : kSound)
    EXPECT_FALSE(checksum_fails(network, address)) << network << " " << address;
}

// One letter or digit is another.
TEST(CheckAddress, FailsForEveryMisprint) {
  for (const auto& [network, address] : kSound) {
    const std::string text = address;
    const bool one_case = text == "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed" ||
                          text == "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED" ||
                          text == "0x52908400098527886E0F7030069857D2E4169EE7";
    if (one_case) continue;
    std::string misprint = text;
    misprint[10] = text[10] == '2' ? '3' : '2';
    EXPECT_TRUE(checksum_fails(network, misprint)) << network << " " << misprint;
    EXPECT_TRUE(checksum_fails(network, text.substr(0, text.size() - 1))) << text;
  }
}

TEST(CheckAddress, CaseOfEthereumIsItsChecksum) {
  EXPECT_TRUE(checksum_fails("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"));
  EXPECT_TRUE(checksum_fails("POLYGON", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"));
}

TEST(CheckAddress, WhatCannotBeAnAddressThere) {
  EXPECT_TRUE(checksum_fails("BTC", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"));
  EXPECT_TRUE(checksum_fails("BTC", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn"));  // of the test network
  EXPECT_TRUE(checksum_fails("TRON", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
  EXPECT_TRUE(checksum_fails("DOGE", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
  EXPECT_TRUE(checksum_fails("LTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
  EXPECT_TRUE(checksum_fails("LTC", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
  EXPECT_TRUE(checksum_fails("XRP", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0"));
  EXPECT_TRUE(checksum_fails("ETH", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));
  EXPECT_TRUE(checksum_fails("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA"));
  EXPECT_TRUE(checksum_fails("BTC", ""));
}

TEST(CheckAddress, OthersAreLeftUnchecked) {
  EXPECT_FALSE(checksum_fails("SOL", "8mowmVCEewZ9W2cEaQyQeQEeSxhGr1hvRviLwozwNtBt"));
  EXPECT_FALSE(checksum_fails("BCH", "qpm2qsznhks23z7629mms6s0cwef74vcwvy22gdx6a"));
  EXPECT_FALSE(checksum_fails("SUI", "0x" + std::string(64, 'a')));
}

}  // namespace
}  // namespace spoor::reg
