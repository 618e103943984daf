#include "register/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"

namespace spoor::reg {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"latest", "official", "lowest", "highest",
                                                    "source"};

using Statements = std::vector<const Statement*>;

// Keeps those whose key is the least.
template <class Key>
void keep_least(Statements& statements, Key key) {
  if (statements.empty()) return;
  const auto least =
      key(**std::ranges::min_element(statements, {}, [&](const Statement* s) { return key(*s); }));
  std::erase_if(statements, [&](const Statement* s) { return key(*s) != least; });
}

void keep_best_grade(Statements& statements) {
  keep_least(statements,
             [](const Statement& s) { return s.grade.empty() ? std::string_view("Z9") : s.grade; });
}

void keep_latest(Statements& statements) {
  keep_least(statements, [](const Statement& s) {
    const std::optional<Period>& stated = s.claim->stated_at;
    return stated ? -std::int64_t{stated->last.number} : std::int64_t{1};
  });
}

bool is_from(const Statement& statement, const std::string& source) {
  return std::ranges::any_of(statement.said,
                             [&](const Claim* claim) { return claim->citation.source == source; });
}

// What can be compared: those that are valued wholly, or else in part.
void keep_comparable(Statements& statements) {
  const auto keep_if_any = [&](auto holds) {
    if (std::ranges::any_of(statements, holds))
      std::erase_if(statements, [&](const Statement* s) { return !holds(s); });
  };
  keep_if_any([](const Statement* s) { return s->value.range.has_value(); });
  keep_if_any([](const Statement* s) { return s->value.is_whole(); });
}

std::optional<Range> hull(const Statements& statements) {
  std::optional<Range> hull;
  for (const Statement* s : statements) {
    if (!s->value.range) continue;
    if (!hull) hull = s->value.range;
    hull->low = std::min(hull->low, s->value.range->low);
    hull->high = std::max(hull->high, s->value.range->high);
  }
  return hull;
}

// The least of several, each of which lies somewhere in its range: between the least of their lows
// and the least of their highs. The greatest likewise.
template <class Pick>
std::optional<Range> extreme(const Statements& statements, Pick pick) {
  std::optional<Range> found;
  for (const Statement* s : statements) {
    if (!s->value.range) continue;
    const Range& range = *s->value.range;
    found = found ? Range{pick(found->low, range.low), pick(found->high, range.high)} : range;
  }
  return found;
}

Choice chosen(Statements statements) {
  Choice choice;
  choice.range = hull(statements);
  choice.chosen = std::move(statements);
  Bounds bounds;
  for (const Statement* s : choice.chosen) bounds += s->bound;
  choice.bound = bounds.of_sum().value_or(Bound::kAbout);
  return choice;
}

Choice choose_extreme(Statements statements, bool is_lowest) {
  keep_comparable(statements);
  const auto pick = [&](const Exact& a, const Exact& b) { return (a < b) == is_lowest ? a : b; };
  const std::optional<Range> range = extreme(statements, pick);
  if (range)
    std::erase_if(statements, [&](const Statement* s) {
      return is_lowest ? s->value.range->low != range->low : s->value.range->high != range->high;
    });
  Choice choice = chosen(std::move(statements));
  choice.range = range;
  return choice;
}

Choice choose_official(Statements statements) {
  keep_least(statements, [](const Statement& s) { return s.standpoint; });
  keep_best_grade(statements);
  const bool fell_back =
      !statements.empty() && statements.front()->standpoint == Standpoint::kOther;
  Choice choice = chosen(std::move(statements));
  choice.fell_back = fell_back;
  return choice;
}

}  // namespace

std::string Policy::text() const {
  const std::string_view name = kNames.at(static_cast<std::size_t>(kind));
  return kind == Kind::kSource ? fmt::format("{}={}", name, source) : std::string(name);
}

Policy parse_policy(std::string_view text) {
  constexpr std::string_view kOfSource = "source=";
  if (text.starts_with(kOfSource) && text.size() > kOfSource.size())
    return {.kind = Policy::Kind::kSource, .source = std::string(text.substr(kOfSource.size()))};
  const auto found = std::ranges::find(kNames, text);
  const auto kind = static_cast<Policy::Kind>(found - kNames.begin());
  if (found == kNames.end() || kind == Policy::Kind::kSource)
    throw_usage(fmt::format("no such policy: '{:.40}'", text),
                "It is latest, official, lowest, highest or source=ID");
  return {.kind = kind};
}

Choice choose(const Account& account, const Policy& policy) {
  Statements statements;
  for (const Statement& statement : account.statements) statements.push_back(&statement);
  switch (policy.kind) {
    case Policy::Kind::kOfficial:
      return choose_official(std::move(statements));
    case Policy::Kind::kLowest:
    case Policy::Kind::kHighest:
      return choose_extreme(std::move(statements), policy.kind == Policy::Kind::kLowest);
    case Policy::Kind::kLatest:
      keep_latest(statements);
      break;
    case Policy::Kind::kSource:
      std::erase_if(statements, [&](const Statement* s) { return !is_from(*s, policy.source); });
      break;
  }
  keep_best_grade(statements);
  return chosen(std::move(statements));
}

}  // namespace spoor::reg
