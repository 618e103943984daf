#include "base/u256.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <type_traits>

namespace spoor {
namespace {

using Boost = boost::multiprecision::uint256_t;
using Wider = boost::multiprecision::cpp_int;

static_assert(std::is_trivially_copyable_v<U256> && sizeof(U256) == 32);
static_assert(U256(2) + U256(3) == U256(5) && U256(7) - U256(3) < U256(5));
static_assert(U256::max().bits() == 256 && U256(1).bits() == 1 && U256().bits() == 0);

Boost boost_of(const U256& value) { return Boost(to_decimal(value)); }
std::string text_of(const Wider& value) { return value.str(); }

// Numbers of every size, and those at the edges of words.
U256 any_number() {
  U256 out;
  const int bits = *rc::gen::inRange(0, 257);
  for (std::size_t i = 0; i < 4; ++i) {
    const int left = std::clamp(bits - static_cast<int>(64 * i), 0, 64);
    const std::uint64_t mask = left == 64 ? ~0ULL : (1ULL << left) - 1;
    out.words[i] = mask & *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(),
                                          rc::gen::element<std::uint64_t>(0, 1, ~0ULL, 1ULL << 63));
  }
  return out;
}

TEST(U256, ReadsDecimalAndHex) {
  EXPECT_EQ(U256::parse("0"), U256());
  EXPECT_EQ(U256::parse("0x0fF"), U256(255));
  EXPECT_EQ(U256::parse("000018446744073709551616"), U256::of_words({0, 1, 0, 0}));
  EXPECT_EQ(U256::parse("0x" + std::string(64, 'f')), U256::max());
  EXPECT_EQ(U256::parse("0x0000" + std::string(64, 'f')), U256::max());
  EXPECT_EQ(U256::parse("115792089237316195423570985008687907853269984665640564039457584007913129"
                        "639935"),
            U256::max());
}

TEST(U256, RefusesWhatIsNoNumberOrTooLarge) {
  for (const std::string text :
       {"", "0x", "-1", "+1", " 1", "1 ", "1.5", "1e3", "0X1", "0xg", "12a",
        "115792089237316195423570985008687907853269984665640564039457584007913129639936"})
    EXPECT_THROW(U256::parse(text), Error) << text;
  EXPECT_THROW(U256::parse("0x1" + std::string(64, '0')), Error);
  EXPECT_THROW(U256::parse("9" + std::string(77, '9') + "0"), Error);
}

TEST(U256, IsShownWithItsDecimals) {
  EXPECT_EQ(to_decimal(U256(1'234'500'000), 6), "1234.500000");
  EXPECT_EQ(to_decimal(U256(5), 6), "0.000005");
  EXPECT_EQ(to_decimal(U256(), 2), "0.00");
  EXPECT_EQ(to_decimal(U256(42), 0), "42");
  EXPECT_EQ(to_decimal(U256::parse("72009990499480000000000000"), 18),
            "72009990.499480000000000000");
  EXPECT_EQ(to_decimal(U256::parse("10000000000000000000"), 0), "10000000000000000000");
  EXPECT_EQ(to_decimal(U256::parse("100000000000000000000000000000000000001")),
            "100000000000000000000000000000000000001");
  EXPECT_EQ(to_decimal(U256(1), 77), "0." + std::string(76, '0') + "1");
}

TEST(U256, HasItsBytesInBothOrders) {
  const U256 value = U256::parse("0x0102030405060708090a0b0c0d0e0f10");
  EXPECT_EQ(to_hex(value.to_big_endian()),
            std::string(32, '0') + "0102030405060708090a0b0c0d0e0f10");
  EXPECT_EQ(U256::from_big_endian(value.to_big_endian()), value);
  EXPECT_EQ(U256::from_big_endian(Bytes{1, 0}), U256(256));
  EXPECT_EQ(U256::from_big_endian({}), U256());
  std::array<std::uint8_t, 16> bytes{};
  value.store_u128(bytes.data());
  EXPECT_EQ(to_hex(bytes), "100f0e0d0c0b0a090807060504030201");
  EXPECT_EQ(U256::load_u128(bytes.data()), value);
}

TEST(U256, TellsOfOverflow) {
  EXPECT_EQ(U256::checked_add(U256::max(), U256(1)), std::nullopt);
  EXPECT_EQ(U256::checked_add(U256::max() - U256(1), U256(1)), U256::max());
  EXPECT_EQ(U256::checked_sub(U256(), U256(1)), std::nullopt);
  EXPECT_EQ(U256::checked_mul(U256::max(), 2), std::nullopt);
  EXPECT_EQ(U256::checked_mul(U256::max(), 1), U256::max());
}

RC_GTEST_PROP(U256, CountsLikeBoost, ()) {
  const U256 a = any_number();
  const U256 b = any_number();
  const Wider sum = Wider(boost_of(a)) + Wider(boost_of(b));
  const std::optional<U256> added = U256::checked_add(a, b);
  RC_ASSERT(added.has_value() == (sum <= Wider(boost_of(U256::max()))));
  if (added) {
    RC_ASSERT(to_decimal(*added) == text_of(sum));
    RC_ASSERT(a + b == *added);
    RC_ASSERT(*added - b == a);
  }
  const std::optional<U256> less = U256::checked_sub(a, b);
  RC_ASSERT(less.has_value() == (a >= b));
  if (less) RC_ASSERT(to_decimal(*less) == text_of(Wider(boost_of(a)) - Wider(boost_of(b))));
  const Wider product = Wider(boost_of(a)) * b.words[0];
  const std::optional<U256> times = U256::checked_mul(a, b.words[0]);
  RC_ASSERT(times.has_value() == (product <= Wider(boost_of(U256::max()))));
  if (times) RC_ASSERT(to_decimal(*times) == text_of(product));
}

RC_GTEST_PROP(U256, ComparesAndReadsLikeBoost, ()) {
  const U256 a = any_number();
  const U256 b = any_number();
  RC_ASSERT((a < b) == (boost_of(a) < boost_of(b)));
  RC_ASSERT((a == b) == (boost_of(a) == boost_of(b)));
  RC_ASSERT(a.bits() == (a == U256() ? 0 : static_cast<int>(msb(boost_of(a))) + 1));
  RC_ASSERT(U256::parse(to_decimal(a)) == a);
  RC_ASSERT(U256::parse("0x" + to_hex(a.to_big_endian())) == a);
  RC_ASSERT(U256::from_big_endian(a.to_big_endian()) == a);
}

RC_GTEST_PROP(U256, DividesProductsLikeBoost, ()) {
  const U256 a = any_number();
  const U256 b = any_number();
  const U256 c = any_number();
  RC_PRE(c != U256());
  const Wider quotient = Wider(boost_of(a)) * Wider(boost_of(b)) / Wider(boost_of(c));
  RC_PRE(quotient <= Wider(boost_of(U256::max())));
  RC_ASSERT(to_decimal(mul_div(a, b, c)) == text_of(quotient));
  if (a <= c || b <= c)
    RC_ASSERT(to_decimal(ProductDivider(c).quotient(a, b)) == text_of(quotient));
}

// The last correction of the estimate is needed for few numbers; these are some.
TEST(U256, CorrectsAnEstimateThatIsOneTooLow) {
  const ProductDivider divider(U256::parse("0x8000000000000000daf03a808ea02261"));
  EXPECT_EQ(to_decimal(divider.quotient(U256::parse("0x80000000000000000000000000000000"),
                                        U256::parse("0xffffffffffffffffbe30a2a0bc4e546c"))),
            "340282366920938463427080148198380933037");
}

// The path of 128 bits, at the corners where its estimate must be corrected.
RC_GTEST_PROP(U256, DividesNarrowProductsLikeBoost, ()) {
  const auto narrow = [] {
    U256 out = any_number();
    out.words[2] = out.words[3] = 0;
    return out;
  };
  const U256 c = narrow();
  RC_PRE(c != U256());
  const U256 near = U256::checked_sub(c, U256(*rc::gen::inRange<std::uint64_t>(0, 3))).value_or(c);
  const U256 a = *rc::gen::element(near, std::min(narrow(), c), c);
  const U256 b = *rc::gen::element(narrow(), near, U256::of_words({~0ULL, ~0ULL, 0, 0}));
  const Wider quotient = Wider(boost_of(a)) * Wider(boost_of(b)) / Wider(boost_of(c));
  RC_ASSERT(to_decimal(ProductDivider(c).quotient(a, b)) == text_of(quotient));
  RC_ASSERT(to_decimal(mul_div(a, b, c)) == text_of(quotient));
}

}  // namespace
}  // namespace spoor
