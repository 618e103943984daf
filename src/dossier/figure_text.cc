#include "dossier/figure_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace spoor::dossier {
namespace {

constexpr int kFiguresOfLittle = 2;

std::string grouped(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(number.find('.'), number.size());
  for (std::size_t at = point; at > first + 3; at -= 3) number.insert(at - 3, 1, ',');
  return number;
}

}  // namespace

std::string with_commas(const reg::Exact& amount, int decimals) {
  return grouped(amount.fixed(decimals));
}

std::string with_commas(const reg::Exact& amount) { return grouped(amount.text()); }

std::string plain_millions(const reg::Exact& amount, int decimals) {
  const reg::Exact in_millions = amount / reg::Exact(1'000'000);
  const std::string text = in_millions.fixed(decimals);
  const bool reads_as_nothing = text.find_first_of("123456789") == std::string::npos;
  return reads_as_nothing && in_millions != reg::Exact(0)
             ? in_millions.to_figures(kFiguresOfLittle).text()
             : text;
}

std::string millions(const reg::Exact& amount, int decimals) {
  return grouped(plain_millions(amount, decimals));
}

std::string millions(const reg::Range& range, int decimals) {
  const std::string low = millions(range.low, decimals), high = millions(range.high, decimals);
  return low == high ? low : low + " to " + high;
}

std::string bounded(reg::Bound bound, std::string text) {
  switch (bound) {
    case reg::Bound::kExact:
      return text;
    case reg::Bound::kAbout:
      return "about " + text;
    case reg::Bound::kAtLeast:
      return "at least " + text;
    case reg::Bound::kAtMost:
      return "at most " + text;
  }
  ASSERT(false);
  return text;
}

std::string bounded_millions(const reg::Bounds& bounds, const reg::Range& range, int decimals,
                             std::string_view unit) {
  const std::string number = millions(range, decimals), text = number + std::string(unit);
  const std::optional<reg::Bound> bound = bounds.of_sum();
  if (!bound)
    return fmt::format("{} ({} {} at least, {} at most)", text, bounds.at_least,
                       bounds.at_least == 1 ? "part" : "parts", bounds.at_most);
  const bool is_one_number = number == millions(range.low, decimals);
  if (!is_one_number && *bound == reg::Bound::kAtLeast) return text + " or more";
  if (!is_one_number && *bound == reg::Bound::kAtMost) return text + " or less";
  return bounded(*bound, text);
}

}  // namespace spoor::dossier
