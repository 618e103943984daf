// From the lists that purses make to amounts per label.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "tracing/label.h"

namespace spoor::tracing {

// The sum of what is labelled, or the largest amount where poison's labels exceed that together.
inline Satoshi tainted(std::span<const Portion> list) {
  Satoshi sum;
  for (const Portion& part : list)
    if (part.label != kClean && __builtin_add_overflow(sum.value, part.amount.value, &sum.value))
      return Satoshi{~0ULL};
  return sum;
}

// Appends one portion a label, sorted by label, without the clean ones.
inline void append_by_label(std::span<const Portion> list, std::vector<Portion>& out) {
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  for (const Portion& part : list)
    if (part.label != kClean) out.push_back(part);
  if (out.end() - out.begin() - begin < 2) return;
  std::sort(out.begin() + begin, out.end());
  auto last = out.begin() + begin;
  for (auto part = last + 1; part != out.end(); ++part) {
    if (part->label == last->label)
      last->amount += part->amount;
    else
      *++last = *part;
  }
  out.erase(last + 1, out.end());
}

}  // namespace spoor::tracing
