// Addresses of account chains: 20 bytes, as people write them on EVM networks and on Tron.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spoor::ethereum {

struct Address {
  Hash160 bytes{};

  constexpr auto operator<=>(const Address&) const = default;
  // The zero address stands for nobody: tokens are minted from it and burnt to it.
  constexpr bool is_zero() const { return *this == Address{}; }
};

// "0x" and 40 hex digits, of small letters only, of capitals only, or with the capitals that EIP-55
// asks for. Throws Error(kBadInput) that says what is wrong.
Address parse_address(std::string_view text);
std::string lower_hex(const Address& address);  // "0xc02a…"
std::string eip55(const Address& address);      // "0xC02a…", capitals by checksum

// Tron: base58check of 0x41 and the same 20 bytes, "T…". Throws Error(kBadInput).
Address parse_tron(std::string_view text);
std::string tron(const Address& address);

// The address in a word of 32 bytes, as topics and call data have it; none where the first twelve
// bytes are not zero.
std::optional<Address> address_in(const Hash256& word);
Hash256 word_of(const Address& address);

// Bytes of a literal, "0x" and two digits each; a mistake in it does not compile.
template <std::size_t kLength>
consteval auto hex_literal(const char (&text)[kLength]) {
  constexpr std::size_t kBytes = (kLength - 3) / 2;
  static_assert(kLength == 2 * kBytes + 3);
  std::array<std::uint8_t, kBytes> out{};
  for (std::size_t i = 0; i < 2 * kBytes; ++i) {
    const char c = text[i + 2];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c >= 'a' && c <= 'f')) throw "a literal has digits and small letters";
    const int value = digit ? c - '0' : c - 'a' + 10;
    out[i / 2] = static_cast<std::uint8_t>(out[i / 2] << 4 | value);
  }
  return out;
}

}  // namespace spoor::ethereum
