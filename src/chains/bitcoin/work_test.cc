#include "chains/bitcoin/work.h"

#include <gtest/gtest.h>

#include <vector>

namespace spoor::bitcoin {
namespace {

// The cases of Bitcoin Core's arith_uint256_tests (bignum_SetCompact).
TEST(Target, OfBitsIsCores) {
  EXPECT_EQ(target_of_bits(0x01123456), Work(0x12));
  EXPECT_EQ(target_of_bits(0x02123456), Work(0x1234));
  EXPECT_EQ(target_of_bits(0x03123456), Work(0x123456));
  EXPECT_EQ(target_of_bits(0x04123456), Work(0x12345600));
  EXPECT_EQ(target_of_bits(0x05009234), Work(0x92340000));
  EXPECT_EQ(target_of_bits(0x20123456), Work(0x123456) << 232);
  EXPECT_EQ(target_of_bits(0x1d00ffff), Work(0xffff) << 208);
}

TEST(Target, IsNoneWhereItIsZeroNegativeOrTooLarge) {
  const std::vector<std::uint32_t> zero = {0,          0x00123456, 0x01003456, 0x02000056,
                                           0x03000000, 0x04000000, 0x00923456, 0x01803456,
                                           0x02800056, 0x03800000, 0x04800000};
  for (const std::uint32_t bits : zero) EXPECT_EQ(target_of_bits(bits), std::nullopt) << bits;
  for (const std::uint32_t bits : {0x01fedcbaU, 0x04923456U})
    EXPECT_EQ(target_of_bits(bits), std::nullopt) << bits;
  for (const std::uint32_t bits : {0xff123456U, 0x23000001U, 0x22000100U, 0x21010000U})
    EXPECT_EQ(target_of_bits(bits), std::nullopt) << bits;
}

TEST(Target, ReachesTheTopBit) {
  EXPECT_EQ(target_of_bits(0x220000ff), Work(0xff) << 248);
  EXPECT_EQ(target_of_bits(0x2100ffff), Work(0xffff) << 240);
  EXPECT_EQ(target_of_bits(0x207fffff), Work(0x7fffff) << 232);
}

TEST(BlockWork, IsTheHashesThatItTakesOnAverage) {
  EXPECT_EQ(work_of_bits(0x1d00ffff), Work(0x100010001));  // chainwork of mainnet's block 0
  EXPECT_EQ(work_of_bits(0x207fffff), Work(2));            // regtest: every other hash
  EXPECT_EQ(work_of_bits(0x03000001), Work(1) << 255);     // target 1: hashes 0 and 1 of 2^256
  EXPECT_EQ(work_of_bits(0x220000ff), Work(1));
  EXPECT_EQ(work_of_bits(0), Work(0));
}

TEST(ProofOfWork, HoldsUpToTheTargetItself) {
  Hash256 hash{};
  hash[26] = 0xff;  // as a number: 0xffff << 208
  hash[27] = 0xff;
  EXPECT_TRUE(proof_of_work_holds(hash, 0x1d00ffff));
  hash[0] = 1;
  EXPECT_FALSE(proof_of_work_holds(hash, 0x1d00ffff));
  EXPECT_TRUE(proof_of_work_holds(hash, 0x207fffff));
  EXPECT_FALSE(proof_of_work_holds(Hash256{}, 0));
}

}  // namespace
}  // namespace spoor::bitcoin
