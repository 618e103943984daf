// Amounts, numbers and times as text and back, exactly. No floating point anywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/types.h"

namespace spoor {

// "12.34500000": satoshi as bitcoin, always eight decimals.
std::string to_btc(Satoshi amount);
// Decimal digits only, no sign, no spaces. Throws Error(kBadInput) on anything else or overflow.
std::uint64_t parse_u64(std::string_view text);
// floor(a·b/c) without overflow. c must not be 0 and the result must fit 64 bits.
inline std::uint64_t mul_div(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  __extension__ using u128 = unsigned __int128;
  return static_cast<std::uint64_t>(static_cast<u128>(a) * b / c);
}
// "1,234,567": for people, never for machines.
std::string with_commas(std::uint64_t value);
// "2009-01-03T18:15:05Z" from seconds since 1970.
std::string utc_time(std::uint64_t unix_seconds);
// Seconds at the start of "YYYY-MM-DD", or at "YYYY-MM-DDTHH:MM:SSZ". Throws Error(kBadInput).
std::uint64_t parse_utc(std::string_view text);

}  // namespace spoor
