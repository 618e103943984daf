#include "base/amount.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/error.h"

namespace spoor {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

TEST(ToBtc, AlwaysHasEightDecimals) {
  EXPECT_EQ(to_btc(Satoshi{0}), "0.00000000");
  EXPECT_EQ(to_btc(Satoshi{1}), "0.00000001");
  EXPECT_EQ(to_btc(Satoshi{1'234'500'000}), "12.34500000");
  EXPECT_EQ(to_btc(Satoshi{2'100'000'000'000'000}), "21000000.00000000");
  EXPECT_EQ(to_btc(Satoshi{kMost}), "184467440737.09551615");
}

TEST(ParseU64, TakesDigitsAlone) {
  EXPECT_EQ(parse_u64("0"), 0U);
  EXPECT_EQ(parse_u64("007"), 7U);
  EXPECT_EQ(parse_u64("18446744073709551615"), kMost);
  for (const char* text : {"", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x10", "1,000", "abc",
                           "18446744073709551616", "99999999999999999999999"})
    EXPECT_THROW(parse_u64(text), Error) << text;
}

TEST(MulDiv, IsExactPast64Bits) {
  EXPECT_EQ(mul_div(7, 5, 12), 2U);
  EXPECT_EQ(mul_div(kMost, kMost, kMost), kMost);
  EXPECT_EQ(mul_div(kMost, 2, 4), kMost / 2);
  EXPECT_EQ(mul_div(2'100'000'000'000'000, 2'099'999'999'999'999, 2'100'000'000'000'000),
            2'099'999'999'999'999U);
}

TEST(WithCommas, GroupsByThree) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1'000), "1,000");
  EXPECT_EQ(with_commas(1'234'567), "1,234,567");
  EXPECT_EQ(with_commas(kMost), "18,446,744,073,709,551,615");
}

TEST(UtcTime, IsReadAsItWasWritten) {
  EXPECT_EQ(utc_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_time(1'231'006'505), "2009-01-03T18:15:05Z");  // the genesis block
  EXPECT_EQ(utc_time(951'782'400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(utc_time(0xffffffff), "2106-02-07T06:28:15Z");
  for (std::uint64_t t = 0; t < 0xffffffff; t += 12'345'677) ASSERT_EQ(parse_utc(utc_time(t)), t);
}

TEST(ParseUtc, TakesADayOrASecond) {
  EXPECT_EQ(parse_utc("2009-01-03"), 1'230'940'800U);
  EXPECT_EQ(parse_utc("2009-01-03T18:15:05Z"), 1'231'006'505U);
  EXPECT_EQ(parse_utc("1970-01-01"), 0U);
  EXPECT_EQ(parse_utc("9999-12-31T23:59:59Z"), 253'402'300'799U);
}

TEST(ParseUtc, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "2009", "2009-1-3", "2009-02-29", "2009-13-01", "2009-00-01", "2009-01-00",
        "2009-01-32", "1969-12-31", "0000-01-01", "2009/01/03", "2009-01-03 18:15:05Z",
        "2009-01-03T18:15:05", "2009-01-03T18:15:05+", "2009-01-03T24:00:00Z",
        "2009-01-03T23:60:00Z", "2009-01-03T23:59:60Z", "-009-01-03", "2009-01-03T18:15:05ZZ"})
    EXPECT_THROW(parse_utc(text), Error) << text;
}

}  // namespace
}  // namespace spoor
