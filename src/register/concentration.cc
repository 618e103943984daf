#include "register/concentration.h"

#include <algorithm>
#include <tuple>

#include "register/compare.h"

namespace spoor::reg {

std::vector<Largest> concentration(const Totals& totals) {
  struct Part {
    const Incident* incident;
    Range range;
  };
  std::vector<Part> parts;
  Range whole;
  for (const Counted& counted : totals.counted) {
    if (!counted.choice.range) continue;
    parts.push_back({counted.selected.incident, *counted.choice.range});
    whole += parts.back().range;
  }
  if (whole.low <= Exact(0)) return {};
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::tie(b.range.high, b.range.low, a.incident->id) <
           std::tie(a.range.high, a.range.low, b.incident->id);
  });
  std::vector<Largest> all;
  Range sum;
  for (const Part& part : parts) {
    sum += part.range;
    const Range rest{whole.low - sum.low, whole.high - sum.high};
    all.push_back({.count = all.size() + 1,
                   .last = part.incident,
                   .sum = sum,
                   .least_percent = percent(sum.low, sum.low + rest.high),
                   .most_percent = percent(sum.high, sum.high + rest.low)});
  }
  return all;
}

}  // namespace spoor::reg
