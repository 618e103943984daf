#include "base/near_word.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor {
namespace {

// Restricted Damerau-Levenshtein distance, over three rows of the usual table.
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t other = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({other, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before = last;
    last = now;
  }
  return last[b.size()];
}

constexpr std::size_t kLongestWord = 64;

}  // namespace

std::optional<std::string> near_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > kLongestWord) return std::nullopt;
  std::optional<std::string> best;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / 3);
  for (const std::string& candidate : known) {
    const std::size_t count = changes(word, candidate);
    if (count > fewest || (best && count == fewest)) continue;
    best = candidate;
    fewest = count;
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known,
                       std::string_view otherwise) {
  const std::optional<std::string> near = near_word(word, known);
  return near ? fmt::format("Did you mean '{}'? {}", *near, otherwise) : std::string(otherwise);
}

}  // namespace spoor
