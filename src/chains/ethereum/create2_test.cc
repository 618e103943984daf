#include "chains/ethereum/create2.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/keccak.h"

namespace spoor::ethereum {
namespace {

const Address kWeth = parse_address("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
const Address kUsdc = parse_address("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48");
const Address kUsdt = parse_address("0xdAC17F958D2ee523a2206206994597C13D831ec7");
const Address kPairV2 = parse_address("0xB4e16d0168e52d35CaCD2c6185b44281Ec28C9Dc");
const Address kPoolV3 = parse_address("0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640");  // 0.05 %

// The examples of EIP-1014.
TEST(Create2, OfTheStandard) {
  const auto address = [](std::string_view deployer, const Hash256& salt, const Bytes& code) {
    return eip55(create2_address(parse_address(deployer), salt, keccak256(code)));
  };
  EXPECT_EQ(address("0x0000000000000000000000000000000000000000", {}, {0}),
            "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38");
  EXPECT_EQ(address("0xdeadbeef00000000000000000000000000000000", {}, {0}),
            "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3");
  EXPECT_EQ(
      address("0x00000000000000000000000000000000deadbeef",
              hex_literal("0x00000000000000000000000000000000000000000000000000000000cafebabe"),
              from_hex("deadbeef")),
      "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7");
}

TEST(Create2, ProvesTheBestKnownPools) {
  const std::vector<Address> tokens = {kUsdt, kWeth, kUsdc};
  const auto v2 = prove_pool(kPairV2, tokens, 1, known_factories());
  ASSERT_TRUE(v2);
  EXPECT_EQ(v2->factory->name, "Uniswap V2");
  EXPECT_EQ(v2->token0, kUsdc);
  EXPECT_EQ(v2->token1, kWeth);
  const auto v3 = prove_pool(kPoolV3, tokens, 1, known_factories());
  ASSERT_TRUE(v3);
  EXPECT_EQ(v3->factory->name, "Uniswap V3");
  EXPECT_EQ(v3->fee, 500U);
}

TEST(Create2, ProvesNothingOfOtherTokensChainsOrContracts) {
  const std::vector<Address> tokens = {kUsdt, kUsdc};
  EXPECT_FALSE(prove_pool(kPairV2, tokens, 1, known_factories()));
  const std::vector<Address> right = {kWeth, kUsdc};
  EXPECT_FALSE(prove_pool(kPairV2, right, 56, known_factories()));
  EXPECT_FALSE(prove_pool(kWeth, right, 1, known_factories()));
  EXPECT_FALSE(prove_pool(kPairV2, {}, 1, known_factories()));
}

// Junk tokens sent through a pool cannot make the proof cost without end.
TEST(Create2, TriesTheFirstTokensOnly) {
  std::vector<Address> tokens(kMostTokens - 1);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    tokens[i].bytes[19] = static_cast<std::uint8_t>(i + 1);
  tokens[0] = kWeth;
  tokens.push_back(kUsdc);
  EXPECT_TRUE(prove_pool(kPairV2, tokens, 1, known_factories()));
  tokens.insert(tokens.begin() + 1, kUsdt);
  EXPECT_FALSE(prove_pool(kPairV2, tokens, 1, known_factories()));
}

}  // namespace
}  // namespace spoor::ethereum
