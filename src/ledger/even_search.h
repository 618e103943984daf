// Search in sorted rows whose keys grow evenly, as hashes, ids and chain positions do. A row is
// guessed by proportion and pinned by a gallop, so that of a cold table a handful of pages is read
// where halving reads twenty.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "base/amount.h"

namespace spoor::ledger {

// The first of the rows [0, n) for which `before(row)` is false, or n. `before` is true for rows up
// to some place and false from there on; `key_of(row)`, which never falls, lies about `key` at that
// place. Any other keys cost time, not correctness.
template <class KeyOf, class Before>
std::uint64_t first_not(std::uint64_t n, std::uint64_t key, KeyOf key_of, Before before) {
  constexpr std::uint64_t kFew = 64;
  constexpr std::uint64_t kStride = 8;
  if (n == 0) return 0;
  std::uint64_t lo = 0, lo_key = 0;
  std::uint64_t hi = n, hi_key = key_of(n - 1);
  const auto probe = [&](std::uint64_t row) {
    const bool below = before(row);
    (below ? lo : hi) = below ? row + 1 : row;
    (below ? lo_key : hi_key) = key_of(row);
    return below;
  };
  while (lo < hi) {
    const std::uint64_t size = hi - lo;
    if (size > kFew && lo_key < hi_key) {
      const std::uint64_t along = std::clamp(key, lo_key, hi_key) - lo_key;
      const std::uint64_t guess = std::min(lo + mul_div(size, along, hi_key - lo_key), hi - 1);
      const bool up = probe(guess);
      for (std::uint64_t step = std::uint64_t{1} << std::bit_width(size) / 2;
           step < (up ? hi - guess : guess - lo); step *= kStride)
        if (probe(up ? guess + step : guess - step) != up) break;
    }
    if (hi - lo > size / 2) probe(lo + (hi - lo) / 2);
  }
  return lo;
}

// The last of `n` rows (at least one) whose `first(row)`, which never falls, is at most `key`; row
// 0 where there is none, in a damaged ledger.
template <class First>
std::uint64_t row_of(std::uint64_t n, std::uint64_t key, First first) {
  const auto next = [&](std::uint64_t row) { return first(row + 1); };
  const auto begins_by_then = [&](std::uint64_t row) { return next(row) <= key; };
  return first_not(n - 1, key, next, begins_by_then);
}

}  // namespace spoor::ledger
