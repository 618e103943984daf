// Pseudo-random numbers for made chains: the same seed gives the same chain on every machine, so no
// distribution of the standard library and no floating point.
#pragma once

#include <bit>
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace spoor::bench {

// The finaliser of SplitMix64 (Steele, Lea, Flood): neighbours become strangers.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
  return x ^ x >> 31;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(mix(seed)) {}

  std::uint64_t next() { return mix(state_++); }
  // Below `n`, which is at most 2^32 and not 0.
  std::uint32_t below(std::uint64_t n) {
    return static_cast<std::uint32_t>((next() >> 32) * n >> 32);
  }
  bool chance(std::uint32_t per_mille) { return below(1000) < per_mille; }
  // From 1 to `most`, each power of two as likely as the next: small numbers abound, and the tail
  // reaches to the end.
  std::uint32_t log_uniform(std::uint32_t most) {
    const std::uint32_t low = 1U << below(static_cast<std::uint64_t>(std::bit_width(most)));
    const std::uint32_t n = low + below(low);
    return n <= most ? n : 1 + below(most);
  }
  void fill(std::span<std::uint8_t> out) {
    std::size_t i = 0;
    for (; i + 8 <= out.size(); i += 8) store_le(out.data() + i, next());
    for (std::uint64_t rest = next(); i < out.size(); ++i, rest >>= 8)
      out[i] = static_cast<std::uint8_t>(rest);
  }

 private:
  std::uint64_t state_;
};

}  // namespace spoor::bench
