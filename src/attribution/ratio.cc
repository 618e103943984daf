#include "attribution/ratio.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace spoor::attribution {
namespace {

constexpr double kChiSquare = 2.705543454095404;  // 90 %, one degree of freedom
constexpr double kOneInTwenty = 0.05;
constexpr int kHalvings = 200;

double smoothed(const Counts& c) {
  return (static_cast<double>(c.present) + 0.5) / (static_cast<double>(c.recorded) + 1);
}

// How badly the counts fit the ratio `theta`: 0 at x1/n1 : x0/n0, growing to both sides.
double score(const Counts& one, const Counts& zero, double theta) {
  const double n1 = static_cast<double>(one.recorded);
  const double n0 = static_cast<double>(zero.recorded);
  const double x1 = static_cast<double>(one.present);
  const double x0 = static_cast<double>(zero.present);
  // The likeliest rates whose ratio is theta: the smaller root of a p0² + b p0 + c.
  const double a = (n1 + n0) * theta;
  const double b = -(n1 * theta + x1 + n0 + x0 * theta);
  const double c = x1 + x0;
  const double p0 = 2 * c / (-b + std::sqrt(std::max(0.0, b * b - 4 * a * c)));
  const double p1 = theta * p0;
  const double difference = x1 / n1 - theta * x0 / n0;
  const double variance = p1 * (1 - p1) / n1 + theta * theta * p0 * (1 - p0) / n0;
  if (variance <= 0) return difference == 0 ? 0 : std::numeric_limits<double>::infinity();
  return difference * difference / variance;
}

// Halves [fits, does_not] of log theta until the score is at the limit.
double limit(const Counts& one, const Counts& zero, double fits, double does_not) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (fits + does_not) / 2;
    (score(one, zero, std::exp(middle)) <= kChiSquare ? fits : does_not) = middle;
  }
  return std::exp(fits);
}

double observed(const Counts& one, const Counts& zero) {
  return std::log(static_cast<double>(one.present) / static_cast<double>(one.recorded)) -
         std::log(static_cast<double>(zero.present) / static_cast<double>(zero.recorded));
}

constexpr double kFar = 30;  // e^30: no ratio of counts that fit in a register reaches it

double lower_end(const Counts& one, const Counts& zero) {
  if (one.present == 0) return 0;
  const double fits = zero.present == 0 ? kFar : observed(one, zero);
  return limit(one, zero, fits, -kFar);
}

// P(at most k of n) at the rate p.
double at_most(std::uint64_t k, std::uint64_t n, double p) {
  double sum = 0;
  for (std::uint64_t i = 0; i <= k; ++i) {
    const double x = static_cast<double>(i);
    const double of = static_cast<double>(n);
    sum += std::exp(std::lgamma(of + 1) - std::lgamma(x + 1) - std::lgamma(of - x + 1) +
                    x * std::log(p) + (of - x) * std::log1p(-p));
  }
  return sum;
}

}  // namespace

Ratio ratio_of(const Counts& actor, const Counts& others) {
  ASSERT(actor.recorded > 0 && others.recorded > 0);
  ASSERT(actor.present <= actor.recorded && others.present <= others.recorded);
  Ratio out;
  out.point = smoothed(actor) / smoothed(others);
  out.low = lower_end(actor, others);
  const double inverse = lower_end(others, actor);  // the ratio the other way round
  out.high = inverse > 0 ? 1 / inverse : std::numeric_limits<double>::infinity();
  out.used = out.low > 1 ? out.low : out.high < 1 ? out.high : 1;
  return out;
}

double upper_bound(std::uint64_t k, std::uint64_t n) {
  if (k >= n) return 1;
  double low = 0;
  double high = 1;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (at_most(k, n, middle) > kOneInTwenty ? low : high) = middle;
  }
  return high;
}

}  // namespace spoor::attribution
