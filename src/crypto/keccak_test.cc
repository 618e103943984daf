#include "crypto/keccak.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::string keccak_hex(std::string_view text) { return to_hex(keccak256(as_bytes(text))); }

// Of the Ethereum yellow paper, of the ERC-20 standard, and of the Keccak team.
TEST(Keccak, KnownVectors) {
  EXPECT_EQ(keccak_hex(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(keccak_hex("abc"), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  EXPECT_EQ(keccak_hex("Transfer(address,address,uint256)"),
            "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
}

// 135, 136 and 137 bytes: where the padding just fits, and where a block more is needed. Values of
// another implementation, which with NIST's padding agrees with Python's sha3_256.
TEST(Keccak, AroundABlock) {
  EXPECT_EQ(keccak_hex(std::string(135, 'a')),
            "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446");
  EXPECT_EQ(keccak_hex(std::string(136, 'a')),
            "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e");
  EXPECT_EQ(keccak_hex(std::string(137, 'a')),
            "d869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39");
  EXPECT_EQ(keccak_hex(std::string(300, 'a')),
            "5b7e0e47a96f32a88b4f14ca177982790807c40e1a105742ba0fc1babe1ef826");
}

}  // namespace
}  // namespace spoor
