// The mathematics of counts: how much more often a thing is seen in one class than in another, how
// sure that is, and how often an answer may be wrong when it was never seen to be.
//
// The interval of the ratio of two proportions is Koopman's score interval (Biometrics 40, 1984;
// the same as Miettinen and Nurminen's without their factor N/(N-1)): it keeps its level at ten or
// twenty cases and where a count is zero, where the delta method on the logarithm is too short or
// not defined.
#pragma once

#include <cstdint>

namespace spoor::attribution {

struct Counts {
  std::uint64_t present = 0;
  std::uint64_t recorded = 0;  // the incidents in which it could have been present

  bool operator==(const Counts&) const = default;
};

struct Ratio {
  double point = 1;  // (n + 1/2) / (N + 1) of the one over that of the other
  double low = 0;    // the ends of the 90 % interval; high may be infinite
  double high = 0;
  // The end nearer to 1, and 1 where the interval holds 1: what the counts allow to claim.
  double used = 1;
};

// Both `recorded` must be above 0, and no `present` above its `recorded`.
Ratio ratio_of(const Counts& actor, const Counts& others);

// Clopper and Pearson: the largest rate at which k or fewer of n would still be seen once in twenty
// times. 1 where k = n or n = 0.
double upper_bound(std::uint64_t k, std::uint64_t n);

}  // namespace spoor::attribution
