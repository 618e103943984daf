#include "crypto/keccak.h"

#include <array>
#include <bit>
#include <cstddef>

namespace spoor {
namespace {

constexpr std::size_t kRate = 136;  // bytes absorbed at once
constexpr std::size_t kLanes = 25;

using State = std::array<std::uint64_t, kLanes>;

// The round constants and rotations of FIPS 202, computed as it defines them.
constexpr std::array<std::uint64_t, 24> kRounds = [] {
  std::array<std::uint64_t, 24> out{};
  std::uint32_t bits = 1;  // a shift register of eight bits
  for (std::uint64_t& round : out)
    for (unsigned j = 0; j < 7; ++j) {
      if ((bits & 1) != 0) round |= 1ULL << ((1U << j) - 1);
      bits = bits << 1 ^ ((bits >> 7) * 0x171);
    }
  return out;
}();

void permute(State& a) {
  for (const std::uint64_t constant : kRounds) {
    std::array<std::uint64_t, 5> column;
    for (std::size_t x = 0; x < 5; ++x)
      column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (std::size_t i = 0; i < kLanes; ++i)
      a[i] ^= column[(i + 4) % 5] ^ std::rotl(column[(i + 1) % 5], 1);
    // Rho and pi walk the lanes along one path, each turned a little more than the last.
    std::uint64_t carried = a[1];
    for (std::size_t t = 0, x = 1, y = 0; t < kLanes - 1; ++t) {
      const std::size_t next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      const int turn = static_cast<int>((t + 1) * (t + 2) / 2 % 64);
      const std::uint64_t there = a[x + 5 * y];
      a[x + 5 * y] = std::rotl(carried, turn);
      carried = there;
    }
    for (std::size_t row = 0; row < kLanes; row += 5) {
      const std::array<std::uint64_t, 5> b = {a[row], a[row + 1], a[row + 2], a[row + 3],
                                              a[row + 4]};
      for (std::size_t x = 0; x < 5; ++x) a[row + x] = b[x] ^ (~b[(x + 1) % 5] & b[(x + 2) % 5]);
    }
    a[0] ^= constant;
  }
}

void absorb(State& state, const std::uint8_t* block) {
  for (std::size_t i = 0; i < kRate / 8; ++i) state[i] ^= load_le<std::uint64_t>(block + 8 * i);
  permute(state);
}

}  // namespace

Hash256 keccak256(ByteSpan bytes) {
  State state{};
  while (bytes.size() >= kRate) {
    absorb(state, bytes.data());
    bytes = bytes.subspan(kRate);
  }
  std::array<std::uint8_t, kRate> last{};
  std::copy(bytes.begin(), bytes.end(), last.begin());
  last[bytes.size()] ^= 0x01;
  last[kRate - 1] ^= 0x80;
  absorb(state, last.data());
  Hash256 out;
  for (std::size_t i = 0; i < out.size() / 8; ++i) store_le(out.data() + 8 * i, state[i]);
  return out;
}

}  // namespace spoor
