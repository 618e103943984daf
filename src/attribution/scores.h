// How good probabilities are: how near to what was so, and how near to each other that is by
// chance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "attribution/ratio.h"

namespace spoor::attribution {

struct Scored {
  bool is_actor = false;
  double p = 0;  // that it is, within (0, 1)
};

// Means over the cases; natural logarithm, and the sum over both classes of the squared error, so
// that 0.693 and 0.5 are those of a coin. Of no case: 0.
double log_loss(std::span<const Scored> cases);
double brier(std::span<const Scored> cases);

struct Interval {
  double low = 0;
  double high = 0;
};
// By how much the one is better (below 0) or worse than the other on the same cases: the middle 95
// % of 2,000 draws of the cases with replacement. The draws are the same in every run and for every
// pair of as many cases.
using Loss = double (*)(std::span<const Scored>);
Interval paired_difference(Loss loss, std::span<const Scored> one, std::span<const Scored> other);

// The line through log odds: slope 1 and intercept 0 where 70 % comes true in seven of ten; a slope
// below 1 says that the probabilities are too far from even. None where all are the same, or a
// threshold parts the classes without fail.
struct Calibration {
  double slope = 0;
  double intercept = 0;
};
std::optional<Calibration> calibration(std::span<const Scored> cases);

// Named the actor's at "very likely" or above, and how many of these were others.
struct Named {
  std::uint64_t all = 0;
  std::uint64_t falsely = 0;
  std::uint64_t others = 0;  // all cases that are others'
  double upper = 1;          // of falsely in others (see upper_bound)
};
Named named(std::span<const Scored> cases);

}  // namespace spoor::attribution
