#include "chains/bitcoin/work.h"

namespace spoor::bitcoin {

std::optional<Work> target_of_bits(std::uint32_t bits) {
  const std::uint32_t size = bits >> 24;
  const std::uint32_t word = bits & 0x007fffff;
  if (size <= 3) {
    const std::uint32_t small = word >> (8 * (3 - size));
    if (small == 0 || (bits & 0x00800000) != 0) return std::nullopt;
    return Work(small);
  }
  const bool overflows = size > 34 || (word > 0xff && size > 33) || (word > 0xffff && size > 32);
  if (word == 0 || (bits & 0x00800000) != 0 || overflows) return std::nullopt;
  return Work(word) << (8 * (size - 3));
}

bool proof_of_work_holds(const Hash256& hash, std::uint32_t bits) {
  const std::optional<Work> target = target_of_bits(bits);
  if (!target) return false;
  Work value;
  boost::multiprecision::import_bits(value, hash.begin(), hash.end(), 8, false);
  return value <= *target;
}

Work work_of_bits(std::uint32_t bits) {
  const std::optional<Work> target = target_of_bits(bits);
  if (!target) return Work(0);
  // 2^256 does not fit: (2^256 - target - 1) / (target + 1) + 1 is the same.
  return ~*target / (*target + 1) + 1;
}

}  // namespace spoor::bitcoin
