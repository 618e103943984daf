#include "crypto/base58.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/alphabet.h"
#include "crypto/hash.h"

namespace spoor {
namespace {

constexpr Alphabet kBase58("base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

}  // namespace

std::string base58_encode(ByteSpan bytes) {
  const auto zeros = static_cast<std::size_t>(
      std::find_if(bytes.begin(), bytes.end(), [](auto b) { return b != 0; }) - bytes.begin());
  Bytes digits;  // least significant first
  for (const std::uint8_t byte : bytes.subspan(zeros)) {
    unsigned carry = byte;
    for (std::uint8_t& d : digits) {
      carry += d * 256U;
      d = static_cast<std::uint8_t>(carry % 58);
      carry /= 58;
    }
    for (; carry > 0; carry /= 58) digits.push_back(static_cast<std::uint8_t>(carry % 58));
  }
  std::string out(zeros, kBase58[0]);
  for (std::size_t i = digits.size(); i > 0; --i) out.push_back(kBase58[digits[i - 1]]);
  return out;
}

Bytes base58_decode(std::string_view text) {
  if (text.size() > kMaxBase58)
    throw_bad_input(fmt::format("base58 longer than {} characters", kMaxBase58));
  const std::size_t zeros = std::min(text.find_first_not_of(kBase58[0]), text.size());
  Bytes bytes;  // least significant first
  for (const char c : text.substr(zeros)) {
    unsigned carry = kBase58.value(c);
    for (std::uint8_t& b : bytes) {
      carry += b * 58U;
      b = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    if (carry > 0) bytes.push_back(static_cast<std::uint8_t>(carry));
  }
  bytes.insert(bytes.end(), zeros, 0);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string base58check_encode(ByteSpan bytes) {
  const Hash256 hash = sha256d(bytes);
  Bytes checked(bytes.begin(), bytes.end());
  checked.insert(checked.end(), hash.begin(), hash.begin() + 4);
  return base58_encode(checked);
}

Bytes base58check_decode(std::string_view text) {
  Bytes bytes = base58_decode(text);
  if (bytes.size() < 4) throw_bad_input(fmt::format("base58 too short for a checksum: '{}'", text));
  const Hash256 hash = sha256d(ByteSpan(bytes).first(bytes.size() - 4));
  if (!std::equal(bytes.end() - 4, bytes.end(), hash.begin()))
    throw_bad_input(fmt::format("base58 checksum is wrong: '{}'", text), {},
                    "Look for a mistyped or missing character");
  bytes.resize(bytes.size() - 4);
  return bytes;
}

}  // namespace spoor
