#include "base/u256.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

namespace spoor {
namespace {

__extension__ using Wide = unsigned __int128;
using Boost512 = boost::multiprecision::uint512_t;

Boost512 widened(const U256& value) {
  Boost512 out;
  boost::multiprecision::import_bits(out, value.words.begin(), value.words.end(), 64, false);
  return out;
}

U256 narrowed(const Boost512& value) {
  std::array<std::uint64_t, 8> words{};
  boost::multiprecision::export_bits(value, words.begin(), 64, false);
  ASSERT((words[4] | words[5] | words[6] | words[7]) == 0);
  return U256::of_words({words[0], words[1], words[2], words[3]});
}

[[noreturn]] void throw_too_large(std::string_view text) {
  throw_bad_input(fmt::format("a number beyond 256 bits: '{}'", text));
}

U256 parse_hex(std::string_view text) {
  const std::string_view digits = text.substr(2);
  if (digits.empty()) throw_bad_input("no digits after '0x'");
  U256 out;
  for (const char c : digits) {
    unsigned digit = 0;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      digit = static_cast<unsigned>(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
      digit = static_cast<unsigned>(c - 'A') + 10;
    else
      throw_bad_input(fmt::format("not a hex number: '{}'", text));
    if (out.words[3] >> 60 != 0) throw_too_large(text);
    for (std::size_t i = 3; i > 0; --i) out.words[i] = out.words[i] << 4 | out.words[i - 1] >> 60;
    out.words[0] = out.words[0] << 4 | digit;
  }
  return out;
}

U256 parse_decimal(std::string_view text) {
  if (text.empty()) throw_bad_input("an empty number");
  U256 out;
  for (const char c : text) {
    if (c < '0' || c > '9') throw_bad_input(fmt::format("not a number: '{}'", text));
    std::optional<U256> next = U256::checked_mul(out, 10);
    if (next) next = U256::checked_add(*next, U256(static_cast<std::uint64_t>(c - '0')));
    if (!next) throw_too_large(text);
    out = *next;
  }
  return out;
}

constexpr std::uint64_t kTenTo19 = 10'000'000'000'000'000'000ULL;

// Leaves the quotient in `value`, returns the rest.
std::uint64_t divide(U256& value, std::uint64_t divisor) {
  std::uint64_t rest = 0;
  for (std::size_t i = value.words.size(); i > 0; --i) {
    const Wide dividend = static_cast<Wide>(rest) << 64 | value.words[i - 1];
    value.words[i - 1] = static_cast<std::uint64_t>(dividend / divisor);
    rest = static_cast<std::uint64_t>(dividend % divisor);
  }
  return rest;
}

std::uint64_t high_word(Wide value) { return static_cast<std::uint64_t>(value >> 64); }
std::uint64_t low_word(Wide value) { return static_cast<std::uint64_t>(value); }
Wide joined(std::uint64_t high, std::uint64_t low) { return static_cast<Wide>(high) << 64 | low; }

// Of two words, the first with its top bit set: floor((2^192 - 1) / d) - 2^64.
std::uint64_t reciprocal_of(std::uint64_t high, std::uint64_t low) {
  std::uint64_t out = low_word(~Wide{0} / high);  // less 2^64, by truncation
  std::uint64_t product = high * out + low;
  if (product < low) {
    --out;
    if (product >= high) {
      --out;
      product -= high;
    }
    product -= high;
  }
  const Wide more = static_cast<Wide>(out) * low;
  product += high_word(more);
  if (product < high_word(more)) {
    --out;
    if (joined(product, low_word(more)) >= joined(high, low)) --out;
  }
  return out;
}

}  // namespace

U256 U256::from_big_endian(ByteSpan bytes) {
  ASSERT(bytes.size() <= 32);
  U256 out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t place = bytes.size() - 1 - i;  // from the least significant
    out.words[place / 8] |= std::uint64_t{bytes[i]} << 8 * (place % 8);
  }
  return out;
}

Hash256 U256::to_big_endian() const {
  Hash256 out;
  for (std::size_t i = 0; i < words.size(); ++i)
    store_le(out.data() + 24 - 8 * i, __builtin_bswap64(words[i]));
  return out;
}

U256 U256::parse(std::string_view text) {
  return text.starts_with("0x") ? parse_hex(text) : parse_decimal(text);
}

U256 mul_div(const U256& a, const U256& b, const U256& c) {
  ASSERT(c != U256());
  if (c.fits_u128() && a.fits_u128() && b.fits_u128() && (a <= c || b <= c))
    return ProductDivider(c).quotient(a, b);
  return narrowed(widened(a) * widened(b) / widened(c));
}

ProductDivider::ProductDivider(const U256& divisor)
    : divisor_(divisor), narrow_(divisor.fits_u128()) {
  ASSERT(divisor != U256());
  if (!narrow_) return;
  shift_ = 128 - divisor.bits();
  const Wide normal = joined(divisor.words[1], divisor.words[0]) << shift_;
  high_ = high_word(normal);
  low_ = low_word(normal);
  reciprocal_ = reciprocal_of(high_, low_);
}

namespace {

struct Step {
  std::uint64_t quotient;
  Wide rest;
};

// Three words by two, where the first two are below the divisor. Source: N. Möller, T. Granlund,
// "Improved division by invariant integers", IEEE ToC 60 (2011), algorithm 4.
Step divide_step(Wide top, std::uint64_t next, Wide divisor, std::uint64_t reciprocal) {
  const Wide estimate = static_cast<Wide>(reciprocal) * high_word(top) + top;
  std::uint64_t quotient = high_word(estimate);
  const std::uint64_t rest_high = low_word(top) - quotient * high_word(divisor);
  Wide rest = joined(rest_high, next) - static_cast<Wide>(low_word(divisor)) * quotient - divisor;
  ++quotient;
  if (high_word(rest) >= low_word(estimate)) {
    --quotient;
    rest += divisor;
  }
  if (rest >= divisor) [[unlikely]] {
    ++quotient;
    rest -= divisor;
  }
  return {quotient, rest};
}

}  // namespace

U256 ProductDivider::narrow_quotient(const U256& a, const U256& b) const {
  DASSERT(a <= divisor_ || b <= divisor_);
  const Wide low = static_cast<Wide>(a.words[0]) * b.words[0];
  const Wide cross = static_cast<Wide>(a.words[1]) * b.words[0];
  const Wide other = static_cast<Wide>(a.words[0]) * b.words[1];
  const Wide middle = static_cast<Wide>(high_word(low)) + low_word(cross) + low_word(other);
  Wide bottom = joined(low_word(middle), low_word(low));
  Wide top = static_cast<Wide>(a.words[1]) * b.words[1] + high_word(cross) + high_word(other) +
             high_word(middle);
  if (shift_ != 0) {
    top = top << shift_ | bottom >> (128 - shift_);
    bottom <<= shift_;
  }
  const Wide divisor = joined(high_, low_);
  const Step first = divide_step(top, high_word(bottom), divisor, reciprocal_);
  const Step second = divide_step(first.rest, low_word(bottom), divisor, reciprocal_);
  return U256::of_words({second.quotient, first.quotient, 0, 0});
}

std::string to_decimal(const U256& value) {
  if (value.fits_u64()) return fmt::format("{}", value.words[0]);
  U256 left = value;
  std::string out;
  while (!left.fits_u64() || left.words[0] >= kTenTo19) {
    const std::uint64_t rest = divide(left, kTenTo19);
    out.insert(0, fmt::format("{:019}", rest));
  }
  return fmt::format("{}{}", left.words[0], out);
}

std::string to_decimal(const U256& base_units, unsigned decimals) {
  std::string out = to_decimal(base_units);
  if (decimals == 0) return out;
  if (out.size() <= decimals) out.insert(0, decimals + 1 - out.size(), '0');
  out.insert(out.size() - decimals, 1, '.');
  return out;
}

}  // namespace spoor
