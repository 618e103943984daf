#include "attribution/baselines.h"

#include <algorithm>
#include <set>
#include <string>

#include "attribution/scores.h"

namespace spoor::attribution {
namespace {

double smoothed(std::uint64_t n, std::uint64_t of) {
  return (static_cast<double>(n) + 0.5) / (static_cast<double>(of) + 1);
}

double at(double prior, double ratio) {
  const double odds = prior / (1 - prior) * ratio;
  return odds / (1 + odds);
}

// How often a loss is at or above a threshold, of each side.
struct Threshold {
  double from = 0;
  Counts actor;
  Counts others;

  double ratio(bool is_above) const {
    const auto rate = [&](const Counts& c) {
      return smoothed(is_above ? c.present : c.recorded - c.present, c.recorded);
    };
    return rate(actor) / rate(others);
  }
};

Threshold threshold_at(double from, std::span<const Sized> cases) {
  Threshold out;
  out.from = from;
  for (const Sized& one : cases) {
    if (!one.loss) continue;
    Counts& counts = one.side == Side::kActor ? out.actor : out.others;
    ++counts.recorded;
    counts.present += *one.loss >= from;
  }
  return out;
}

double fit(const Threshold& threshold, std::span<const Sized> cases, double prior) {
  std::vector<Scored> scored;
  for (const Sized& one : cases)
    if (one.loss)
      scored.push_back(
          {one.side == Side::kActor, at(prior, threshold.ratio(*one.loss >= threshold.from))});
  return log_loss(scored);
}

using Words = std::set<std::string>;

Words words_of(const Case& one, bool with_stratum) {
  Words out;
  for (const Item& item : one.items)
    if (with_stratum || item.use != Use::kDefinesStratum)
      out.insert(std::string(reg::word(item.kind)) + " " + item.value);
  return out;
}

double jaccard(const Words& a, const Words& b) {
  const auto shared = static_cast<double>(
      std::ranges::count_if(a, [&](const std::string& word) { return b.contains(word); }));
  const double all = static_cast<double>(a.size() + b.size()) - shared;
  return all > 0 ? shared / all : 0;
}

}  // namespace

double size_ratio(std::optional<double> loss, std::span<const Sized> others, double prior) {
  if (!loss) return 1;
  std::set<double> candidates;
  for (const Sized& one : others)
    if (one.loss) candidates.insert(*one.loss);
  std::optional<Threshold> best;
  double best_fit = 0;
  for (const double from : candidates) {
    const Threshold threshold = threshold_at(from, others);
    if (threshold.ratio(true) < 1) continue;
    const double fits = fit(threshold, others, prior);
    if (best && fits >= best_fit) continue;
    best = threshold;
    best_fit = fits;
  }
  return best ? best->ratio(*loss >= best->from) : 1;
}

double overlap_ratio(const Case& one, std::span<const Case* const> others, bool with_stratum) {
  const Words words = words_of(one, with_stratum);
  double nearest = 0;
  Counts actor;
  Counts rest;
  for (const Case* other : others) {
    Counts& counts = other->side == Side::kActor ? actor : rest;
    ++counts.recorded;
    const double similar = jaccard(words, words_of(*other, with_stratum));
    if (similar > nearest) {
      nearest = similar;
      actor.present = rest.present = 0;
    }
    counts.present += nearest > 0 && similar == nearest;
  }
  if (nearest == 0) return 1;
  return smoothed(actor.present, actor.recorded) / smoothed(rest.present, rest.recorded);
}

}  // namespace spoor::attribution
