#include "chains/ethereum/address.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/base58.h"
#include "crypto/keccak.h"

namespace spoor::ethereum {
namespace {

constexpr std::uint8_t kTronPrefix = 0x41;
constexpr std::size_t kLength = 42;

bool is_small(char c) { return c >= 'a' && c <= 'f'; }
bool is_capital(char c) { return c >= 'A' && c <= 'F'; }

}  // namespace

Address parse_address(std::string_view text) {
  if (!text.starts_with("0x") || text.size() != kLength)
    throw_bad_input(fmt::format("not an address of 0x and 40 hex digits: '{}'", text));
  const Bytes bytes = from_hex(text.substr(2));
  Address out;
  std::ranges::copy(bytes, out.bytes.begin());
  const std::string_view digits = text.substr(2);
  const bool mixed =
      std::ranges::any_of(digits, is_small) && std::ranges::any_of(digits, is_capital);
  if (mixed && text != eip55(out))
    throw_bad_input(fmt::format("the checksum in the capitals of the address is wrong: '{}'", text),
                    {}, "Look for a mistyped character, or write it in small letters");
  return out;
}

std::string lower_hex(const Address& address) { return "0x" + to_hex(address.bytes); }

// A letter is a capital where the hash of the small letters has a digit of 8 or more.
std::string eip55(const Address& address) {
  std::string out = to_hex(address.bytes);
  const std::string hash = to_hex(keccak256(as_bytes(out)));
  for (std::size_t i = 0; i < out.size(); ++i)
    if (is_small(out[i]) && hash[i] >= '8') out[i] = static_cast<char>(out[i] - 'a' + 'A');
  return "0x" + out;
}

Address parse_tron(std::string_view text) {
  const Bytes bytes = base58check_decode(text);
  if (bytes.size() != 21 || bytes[0] != kTronPrefix)
    throw_bad_input(fmt::format("not an address of Tron: '{}'", text));
  Address out;
  std::copy(bytes.begin() + 1, bytes.end(), out.bytes.begin());
  return out;
}

std::string tron(const Address& address) {
  Bytes bytes = {kTronPrefix};
  bytes.insert(bytes.end(), address.bytes.begin(), address.bytes.end());
  return base58check_encode(bytes);
}

std::optional<Address> address_in(const Hash256& word) {
  const auto begin = word.end() - 20;
  if (std::any_of(word.begin(), begin, [](std::uint8_t b) { return b != 0; })) return std::nullopt;
  Address out;
  std::copy(begin, word.end(), out.bytes.begin());
  return out;
}

Hash256 word_of(const Address& address) {
  Hash256 out{};
  std::ranges::copy(address.bytes, out.end() - 20);
  return out;
}

}  // namespace spoor::ethereum
