#include "attribution/posterior.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace spoor::attribution {
namespace {

constexpr double kLeast = 0.01;
constexpr double kMost = 0.99;

// 0.8 may come out of a sum as 0.7999999999999999; it is the boundary all the same.
constexpr double kSame = 1e-9;

bool is_stronger(double a, double b) {
  const double size_a = std::abs(a);
  const double size_b = std::abs(b);
  return size_a != size_b ? size_a > size_b : a < b;
}

}  // namespace

double combined(std::span<const SoftWeight> weights) {
  std::array<double, kGroups> strongest{};
  for (const SoftWeight& w : weights) {
    const double held = std::clamp(w.log10, -kMostOfAGroup, kMostOfAGroup);
    double& best = strongest.at(static_cast<std::size_t>(w.group));
    if (is_stronger(held, best)) best = held;
  }
  double sum = 0;
  for (const double w : strongest) sum += w;
  return std::clamp(sum, -kMostOfAll, kMostOfAll);
}

double posterior(double prior, double log10_weight) {
  ASSERT(prior > 0 && prior < 1);
  const double odds = prior / (1 - prior) * std::pow(10, log10_weight);
  return std::clamp(odds / (1 + odds), kLeast, kMost);
}

std::string_view likelihood_word(double p) {
  if (p < 0.05 - kSame) return "almost no chance";
  if (p < 0.20 - kSame) return "very unlikely";
  if (p < 0.45 - kSame) return "unlikely";
  if (p <= 0.55 + kSame) return "roughly even";
  if (p <= 0.80 + kSame) return "likely";
  if (p <= 0.95 + kSame) return "very likely";
  return "almost certain";
}

}  // namespace spoor::attribution
