#include "attribution/scores.h"

#include <algorithm>
#include <cmath>

#include "attribution/posterior.h"
#include "base/error.h"

namespace spoor::attribution {
namespace {

constexpr std::size_t kDraws = 2000;
constexpr std::uint64_t kSeed = 20190813;

// splitmix64 (Steele, Lea and Flood 2014): the same numbers on every machine, which the standard
// library's distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // From 0 to below `end`; the bias of the remainder is 2^-50 for a register's counts.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }

 private:
  std::uint64_t state_;
};

double mean_of(std::span<const Scored> cases, double (*of)(const Scored&)) {
  if (cases.empty()) return 0;
  double sum = 0;
  for (const Scored& one : cases) sum += of(one);
  return sum / static_cast<double>(cases.size());
}

double log_odds(double p) { return std::log(p / (1 - p)); }

// One step of Newton's method on the likelihood; false where it cannot be made.
bool step(std::span<const Scored> cases, Calibration& line, double& moved) {
  double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
  for (const Scored& one : cases) {
    const double x = log_odds(one.p);
    const double p = 1 / (1 + std::exp(-(line.intercept + line.slope * x)));
    const double miss = (one.is_actor ? 1 : 0) - p;
    const double w = p * (1 - p);
    g0 += miss;
    g1 += miss * x;
    h00 += w;
    h01 += w * x;
    h11 += w * x * x;
  }
  const double determinant = h00 * h11 - h01 * h01;
  if (!(determinant > 1e-9 * h00 * h11)) return false;
  const double d0 = (h11 * g0 - h01 * g1) / determinant;
  const double d1 = (h00 * g1 - h01 * g0) / determinant;
  line.intercept += d0;
  line.slope += d1;
  moved = std::abs(d0) + std::abs(d1);
  return true;
}

}  // namespace

double log_loss(std::span<const Scored> cases) {
  return mean_of(cases, [](const Scored& c) { return -std::log(c.is_actor ? c.p : 1 - c.p); });
}

double brier(std::span<const Scored> cases) {
  return mean_of(cases, [](const Scored& c) {
    const double miss = (c.is_actor ? 1 : 0) - c.p;
    return 2 * miss * miss;
  });
}

Interval paired_difference(Loss loss, std::span<const Scored> one, std::span<const Scored> other) {
  ASSERT(one.size() == other.size());
  if (one.empty()) return {};
  Random random(kSeed);
  std::vector<double> differences(kDraws);
  std::vector<Scored> a(one.size());
  std::vector<Scored> b(one.size());
  for (double& difference : differences) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      const std::size_t drawn = random.below(one.size());
      a[i] = one[drawn];
      b[i] = other[drawn];
    }
    difference = loss(a) - loss(b);
  }
  std::ranges::sort(differences);
  return {differences[kDraws / 40], differences[kDraws - 1 - kDraws / 40]};
}

std::optional<Calibration> calibration(std::span<const Scored> cases) {
  constexpr int kSteps = 50;
  Calibration line{.slope = 1, .intercept = 0};
  for (int i = 0; i < kSteps; ++i) {
    double moved = 0;
    if (!step(cases, line, moved)) return std::nullopt;
    if (moved < 1e-10) return line;
  }
  return std::nullopt;
}

Named named(std::span<const Scored> cases) {
  Named out;
  for (const Scored& one : cases) {
    const std::string_view word = likelihood_word(one.p);
    const bool is_named = word == "very likely" || word == "almost certain";
    out.all += is_named;
    out.falsely += is_named && !one.is_actor;
    out.others += !one.is_actor;
  }
  out.upper = upper_bound(out.falsely, out.others);
  return out;
}

}  // namespace spoor::attribution
