// Bytes in, integers out. A `ByteReader` is a span with a position; every length is checked against
// what is left before it is used, so no input can make it read outside or allocate without limit.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace spoor {

using ByteSpan = std::span<const std::uint8_t>;
using Bytes = std::vector<std::uint8_t>;
// As on the wire; people see it reversed (to_hex_reversed).
using Hash256 = std::array<std::uint8_t, 32>;
using Hash160 = std::array<std::uint8_t, 20>;

inline ByteSpan as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Little-endian loads and stores at any alignment. The machine is little-endian (asserted once).
static_assert(std::endian::native == std::endian::little);
template <class T>
inline T load_le(const std::uint8_t* p) {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <class T>
inline void store_le(std::uint8_t* p, T v) {
  std::memcpy(p, &v, sizeof v);
}
// 40-bit unsigned integers, as ids are kept on disk.
inline std::uint64_t load_u40(const std::uint8_t* p) {
  return load_le<std::uint32_t>(p) | static_cast<std::uint64_t>(p[4]) << 32;
}
inline void store_u40(std::uint8_t* p, std::uint64_t v) {
  store_le(p, static_cast<std::uint32_t>(v));
  p[4] = static_cast<std::uint8_t>(v >> 32);
}

class ByteReader {
 public:
  explicit ByteReader(ByteSpan bytes) : bytes_(bytes) {}

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }
  bool at_end() const { return position_ == bytes_.size(); }

  std::uint8_t u8() { return fixed<std::uint8_t>(); }
  std::uint16_t u16() { return fixed<std::uint16_t>(); }
  std::uint32_t u32() { return fixed<std::uint32_t>(); }
  std::int32_t i32() { return fixed<std::int32_t>(); }
  std::uint64_t u64() { return fixed<std::uint64_t>(); }

  // Bitcoin's compact size. Throws where the value is not in its shortest form, as Core does.
  std::uint64_t compact_size() {
    const std::uint8_t first = u8();
    if (first < 0xfd) return first;
    return long_compact_size(first);
  }

  // A count of things that take at least `least_bytes_each` bytes: never more than could be left.
  std::uint64_t count(std::size_t least_bytes_each) {
    const std::uint64_t n = compact_size();
    if (n > remaining() / least_bytes_each) [[unlikely]]
      throw_too_short();
    return n;
  }

  // A view into the input; it lives as long as the input.
  ByteSpan take(std::uint64_t n) {
    if (n > remaining()) [[unlikely]]
      throw_too_short();
    const ByteSpan out = bytes_.subspan(position_, static_cast<std::size_t>(n));
    position_ += static_cast<std::size_t>(n);
    return out;
  }
  void skip(std::uint64_t n) { take(n); }

 private:
  template <class T>
  T fixed() {
    if (sizeof(T) > remaining()) [[unlikely]]
      throw_too_short();
    const T v = load_le<T>(bytes_.data() + position_);
    position_ += sizeof(T);
    return v;
  }
  std::uint64_t long_compact_size(std::uint8_t first);
  [[noreturn]] void throw_too_short() const;

  ByteSpan bytes_;
  std::size_t position_ = 0;
};

// Lower-case hex. `from_hex` takes both cases and throws Error(kBadInput) on anything else.
std::string to_hex(ByteSpan bytes);
std::string to_hex_reversed(ByteSpan bytes);  // txids and block hashes in display order
Bytes from_hex(std::string_view text);
Hash256 hash_from_display_hex(std::string_view text);  // 64 digits, reversed

}  // namespace spoor
