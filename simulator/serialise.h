// Integers and lengths as bitcoin writes them, appended to a growing buffer.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace spoor::simulator {

inline void append(Bytes& out, ByteSpan bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

template <class T>
inline void append_le(Bytes& out, T value) {
  const std::size_t at = out.size();
  out.resize(at + sizeof value);
  store_le(out.data() + at, value);
}

inline void append_compact_size(Bytes& out, std::uint64_t n) {
  if (n < 0xfd) {
    out.push_back(static_cast<std::uint8_t>(n));
  } else if (n <= 0xffff) {
    out.push_back(0xfd);
    append_le(out, static_cast<std::uint16_t>(n));
  } else if (n <= 0xffffffff) {
    out.push_back(0xfe);
    append_le(out, static_cast<std::uint32_t>(n));
  } else {
    out.push_back(0xff);
    append_le(out, n);
  }
}

// Length, then the bytes.
inline void append_sized(Bytes& out, ByteSpan bytes) {
  append_compact_size(out, bytes.size());
  append(out, bytes);
}

}  // namespace spoor::simulator
