#include "base/bytes.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor {

std::uint64_t ByteReader::long_compact_size(std::uint8_t first) {
  std::uint64_t value = 0;
  std::uint64_t least = 0;
  if (first == 0xfd) {
    value = u16();
    least = 0xfd;
  } else if (first == 0xfe) {
    value = u32();
    least = 0x10000;
  } else {
    value = u64();
    least = 0x100000000;
  }
  if (value < least)
    throw_bad_input("compact size is not in its shortest form", {.offset = position_});
  return value;
}

void ByteReader::throw_too_short() const {
  throw_bad_input(fmt::format("data ends too early, {} bytes left", remaining()),
                  {.offset = position_});
}

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

void append_hex(std::string& out, std::uint8_t byte) {
  out.push_back(kDigits[byte >> 4]);
  out.push_back(kDigits[byte & 15]);
}

std::uint8_t digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  throw_bad_input(fmt::format("not a hex digit: byte 0x{:02x}", static_cast<unsigned char>(c)));
}

}  // namespace

std::string to_hex(ByteSpan bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) append_hex(out, b);
  return out;
}

std::string to_hex_reversed(ByteSpan bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::size_t i = bytes.size(); i > 0; --i) append_hex(out, bytes[i - 1]);
  return out;
}

Bytes from_hex(std::string_view text) {
  if (text.size() % 2 != 0) throw_bad_input("hex has an odd number of digits");
  Bytes out(text.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
  return out;
}

Hash256 hash_from_display_hex(std::string_view text) {
  if (text.size() != 64)
    throw_bad_input(fmt::format("a hash has 64 hex digits, not {}", text.size()));
  const Bytes bytes = from_hex(text);
  Hash256 out;
  std::reverse_copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

}  // namespace spoor
