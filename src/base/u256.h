// Unsigned integers of 256 bits, exact: the amounts of account chains, in base units.
//
// Of 8,427 real token amounts 69 % fit 64 bits and the largest has 107, so what is done often is
// inline over four words, and products are divided by a path of their own while the factors and the
// divisor have at most 128 bits.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace spoor {

struct U256 {
  std::array<std::uint64_t, 4> words{};  // least significant first

  constexpr U256() = default;
  constexpr explicit U256(std::uint64_t value) : words{value, 0, 0, 0} {}
  static constexpr U256 max() { return of_words({~0ULL, ~0ULL, ~0ULL, ~0ULL}); }
  static constexpr U256 of_words(const std::array<std::uint64_t, 4>& words) {
    U256 out;
    out.words = words;
    return out;
  }

  constexpr bool fits_u64() const { return (words[1] | words[2] | words[3]) == 0; }
  constexpr bool fits_u128() const { return (words[2] | words[3]) == 0; }
  // Only where fits_u64().
  constexpr std::uint64_t to_u64() const {
    DASSERT(fits_u64());
    return words[0];
  }
  // The place of the highest set bit, from 1; 0 for zero.
  constexpr int bits() const {
    for (std::size_t i = words.size(); i > 0; --i)
      if (words[i - 1] != 0) return static_cast<int>(64 * i) - std::countl_zero(words[i - 1]);
    return 0;
  }

  constexpr bool operator==(const U256&) const = default;
  constexpr std::strong_ordering operator<=>(const U256& o) const {
    for (std::size_t i = words.size() - 1; i > 0; --i)
      if (words[i] != o.words[i]) return words[i] <=> o.words[i];
    return words[0] <=> o.words[0];
  }

  // Sums and differences must fit; for numbers from outside there are checked_add and checked_sub.
  constexpr U256& operator+=(const U256& o) {
    const bool overflows = add(o);
    DASSERT(!overflows);
    static_cast<void>(overflows);
    return *this;
  }
  constexpr U256& operator-=(const U256& o) {
    const bool underflows = subtract(o);
    DASSERT(!underflows);
    static_cast<void>(underflows);
    return *this;
  }
  friend constexpr U256 operator+(U256 a, const U256& b) { return a += b; }
  friend constexpr U256 operator-(U256 a, const U256& b) { return a -= b; }

  // None where the result has no 256 bits or is below zero.
  static constexpr std::optional<U256> checked_add(U256 a, const U256& b) {
    if (a.add(b)) return std::nullopt;
    return a;
  }
  static constexpr std::optional<U256> checked_sub(U256 a, const U256& b) {
    if (a.subtract(b)) return std::nullopt;
    return a;
  }
  static constexpr std::optional<U256> checked_mul(U256 a, std::uint64_t b) {
    std::uint64_t carry = 0;
    for (std::uint64_t& word : a.words) {
      const Wide product = static_cast<Wide>(word) * b + carry;
      word = static_cast<std::uint64_t>(product);
      carry = static_cast<std::uint64_t>(product >> 64);
    }
    if (carry != 0) return std::nullopt;
    return a;
  }

  // 32 bytes, most significant first, as in logs, calls and exports. `from_big_endian` takes up to
  // 32 bytes.
  static U256 from_big_endian(ByteSpan bytes);
  Hash256 to_big_endian() const;
  // 16 bytes, least significant first, as in columns: only where fits_u128().
  static U256 load_u128(const std::uint8_t* p) {
    return of_words({load_le<std::uint64_t>(p), load_le<std::uint64_t>(p + 8), 0, 0});
  }
  void store_u128(std::uint8_t* p) const {
    ASSERT(fits_u128());
    store_le(p, words[0]);
    store_le(p + 8, words[1]);
  }

  // Decimal digits, or hex digits of either case behind "0x"; no sign, no spaces. Throws
  // Error(kBadInput) on anything else and beyond 256 bits.
  static U256 parse(std::string_view text);

 private:
  __extension__ using Wide = unsigned __int128;

  constexpr bool add(const U256& o) {
    bool carry = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool first = __builtin_add_overflow(words[i], o.words[i], &words[i]);
      const bool second = __builtin_add_overflow(words[i], std::uint64_t{carry}, &words[i]);
      carry = first || second;
    }
    return carry;
  }
  constexpr bool subtract(const U256& o) {
    bool borrow = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool first = __builtin_sub_overflow(words[i], o.words[i], &words[i]);
      const bool second = __builtin_sub_overflow(words[i], std::uint64_t{borrow}, &words[i]);
      borrow = first || second;
    }
    return borrow;
  }
};

// floor(a·b/c), the product in 512 bits. c must not be 0 and the result must fit.
U256 mul_div(const U256& a, const U256& b, const U256& c);

// floor(a·b/divisor) for many a and b with one divisor, which must not be 0; a or b is at most the
// divisor. Where all three fit 128 bits no division is done beyond the first.
class ProductDivider {
 public:
  explicit ProductDivider(const U256& divisor);
  U256 quotient(const U256& a, const U256& b) const {
    if (narrow_ && a.fits_u128() && b.fits_u128()) return narrow_quotient(a, b);
    return mul_div(a, b, divisor_);
  }

 private:
  U256 narrow_quotient(const U256& a, const U256& b) const;

  U256 divisor_;
  bool narrow_;
  int shift_ = 0;  // brings the divisor's top bit to the top of 128
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
  std::uint64_t reciprocal_ = 0;
};

// "1234": decimal digits.
std::string to_decimal(const U256& value);
// "1234.500000" of 1234500000 and 6 decimals: always as many digits behind the point as asked for.
std::string to_decimal(const U256& base_units, unsigned decimals);

}  // namespace spoor
