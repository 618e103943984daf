#include "base/bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::uint64_t compact_size(const std::string& hex) {
  const Bytes bytes = from_hex(hex);
  ByteReader in(bytes);
  const std::uint64_t value = in.compact_size();
  EXPECT_TRUE(in.at_end()) << hex;
  return value;
}

TEST(ByteReader, ReadsLittleEndian) {
  const Bytes bytes = from_hex("01020304050607feffffff08090a0b0c0d0e0f");
  ByteReader in(bytes);
  EXPECT_EQ(in.u8(), 1U);
  EXPECT_EQ(in.u16(), 0x0302U);
  EXPECT_EQ(in.u32(), 0x07060504U);
  EXPECT_EQ(in.i32(), -2);
  EXPECT_EQ(in.position(), 11U);
  EXPECT_EQ(in.remaining(), 8U);
  EXPECT_EQ(in.u64(), 0x0f0e0d0c0b0a0908U);
  EXPECT_TRUE(in.at_end());
}

TEST(ByteReader, SaysWhereTheDataEnds) {
  const Bytes bytes = from_hex("010203");
  ByteReader in(bytes);
  in.u8();
  EXPECT_THAT([&] { in.u32(); },
              ThrowsMessage<Error>(HasSubstr("offset 1: data ends too early, 2 bytes left")));
  EXPECT_EQ(in.position(), 1U);  // a failed read takes nothing
  EXPECT_THROW(in.take(3), Error);
  EXPECT_THROW(in.take(std::numeric_limits<std::uint64_t>::max()), Error);
  EXPECT_EQ(to_hex(in.take(2)), "0203");
  EXPECT_TRUE(in.take(0).empty());
  EXPECT_THROW(in.u8(), Error);
}

TEST(CompactSize, HasFourForms) {
  EXPECT_EQ(compact_size("00"), 0U);
  EXPECT_EQ(compact_size("fc"), 0xfcU);
  EXPECT_EQ(compact_size("fdfd00"), 0xfdU);
  EXPECT_EQ(compact_size("fdffff"), 0xffffU);
  EXPECT_EQ(compact_size("fe00000100"), 0x10000U);
  EXPECT_EQ(compact_size("feffffffff"), 0xffffffffU);
  EXPECT_EQ(compact_size("ff0000000001000000"), 0x100000000U);
  EXPECT_EQ(compact_size("ffffffffffffffffff"), std::numeric_limits<std::uint64_t>::max());
}

TEST(CompactSize, MustBeInItsShortestForm) {
  for (const char* hex : {"fd0000", "fdfc00", "feffff0000", "ffffffffff00000000"})
    EXPECT_THAT([&] { compact_size(hex); }, ThrowsMessage<Error>(HasSubstr("shortest form")))
        << hex;
  for (const char* hex : {"", "fd", "fdff", "fe000001", "ff00000000010000"})
    EXPECT_THROW(compact_size(hex), Error) << hex;
}

TEST(Count, IsNeverOfMoreThanCouldBeLeft) {
  const Bytes bytes = from_hex("020000000000000000");
  EXPECT_EQ(ByteReader(bytes).count(4), 2U);
  EXPECT_THROW(ByteReader(bytes).count(5), Error);
  const Bytes hostile = from_hex("ffffffffffffffffff00");
  EXPECT_THROW(ByteReader(hostile).count(36), Error);
}

TEST(U40, KeepsFiveBytes) {
  Bytes bytes(7, 0xee);
  store_u40(bytes.data() + 1, 0x0102030405);
  EXPECT_EQ(to_hex(bytes), "ee0504030201ee");
  EXPECT_EQ(load_u40(bytes.data() + 1), 0x0102030405U);
  store_u40(bytes.data() + 1, (1ULL << 40) - 1);
  EXPECT_EQ(load_u40(bytes.data() + 1), (1ULL << 40) - 1);
}

TEST(Hex, BothWays) {
  EXPECT_EQ(to_hex(from_hex("00fF09aB")), "00ff09ab");
  EXPECT_EQ(to_hex_reversed(from_hex("00ff09ab")), "ab09ff00");
  EXPECT_TRUE(from_hex("").empty());
  for (const char* text : {"0", "0g", "g0", "0x", " 0", "0\xc3"})
    EXPECT_THROW(from_hex(text), Error) << text;
}

TEST(Hex, OfAHashIsShownReversed) {
  const std::string text = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
  const Hash256 hash = hash_from_display_hex(text);
  EXPECT_EQ(hash[0], 0x6f);
  EXPECT_EQ(hash[31], 0);
  EXPECT_EQ(to_hex_reversed(hash), text);
  EXPECT_THROW(hash_from_display_hex(text.substr(2)), Error);
  EXPECT_THROW(hash_from_display_hex(text + "00"), Error);
}

}  // namespace
}  // namespace spoor
