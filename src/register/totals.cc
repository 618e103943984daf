#include "register/totals.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/error.h"
#include "register/known_by.h"
#include "register/names.h"

namespace spoor::reg {
namespace {

constexpr std::array<std::string_view, 10> kGroupWords = {
    "nothing", "incident", "year",    "quarter", "actor",
    "level",   "sector",   "country", "source",  "kind"};
constexpr std::array<Policy::Kind, 4> kPolicies = {Policy::Kind::kLatest, Policy::Kind::kOfficial,
                                                   Policy::Kind::kLowest, Policy::Kind::kHighest};
constexpr std::size_t kLowest = 2, kHighest = 3;  // of kPolicies

// What one incident brings to a sum, under each policy.
struct Entry {
  Counted counted;
  std::array<Choice, kPolicies.size()> choices;
};
using Entries = std::vector<const Entry*>;

// Two by two, so that fractions stay short for as long as they can.
Range sum_of(std::vector<Range> ranges) {
  if (ranges.empty()) return {};
  while (ranges.size() > 1) {
    const std::size_t half = ranges.size() / 2;
    for (std::size_t i = 0; i < half; ++i) ranges[i] += ranges[ranges.size() - 1 - i];
    ranges.resize(ranges.size() - half);
  }
  return ranges.front();
}

struct ChoiceSum {
  Range range;
  Bounds bounds;
  std::uint64_t valued = 0;
};

template <class ChoiceOf>
ChoiceSum sum_choices(const Entries& entries, ChoiceOf choice_of) {
  ChoiceSum out;
  std::vector<Range> ranges;
  for (const Entry* entry : entries) {
    const Choice& choice = choice_of(*entry);
    if (!choice.range) continue;
    ranges.push_back(*choice.range);
    out.bounds += choice.bound;
  }
  out.valued = ranges.size();
  out.range = sum_of(std::move(ranges));
  return out;
}

ChoiceSum sum_policy(const Entries& entries, std::size_t policy) {
  return sum_choices(entries,
                     [&](const Entry& entry) -> const Choice& { return entry.choices[policy]; });
}

Sum summed(std::string label, const Entries& entries) {
  const ChoiceSum chosen = sum_choices(
      entries, [](const Entry& entry) -> const Choice& { return entry.counted.choice; });
  Sum out{.label = std::move(label),
          .incidents = entries.size(),
          .valued = chosen.valued,
          .valued_by_any = sum_policy(entries, kHighest).valued,
          .chosen = chosen.range,
          .bounds = chosen.bounds,
          .lowest = {},
          .highest = {},
          .over_policies = sum_policy(entries, 0).range};
  for (std::size_t i = 0; i < kPolicies.size(); ++i) {
    const Range range = sum_policy(entries, i).range;
    out.over_policies.low = std::min(out.over_policies.low, range.low);
    out.over_policies.high = std::max(out.over_policies.high, range.high);
    if (i == kLowest) out.lowest = range;
    if (i == kHighest) out.highest = range;
  }
  return out;
}

Entry entry_of(const Register& reg, const Selected& selected, const TotalsQuestion& question,
               LossKind kind, const Valuer& valuer) {
  Entry entry;
  entry.counted.selected = selected;
  entry.counted.account = std::make_shared<const Account>(
      account_of(reg, *selected.incident, kind, valuer, question.selection.known_by));
  const Account& account = *entry.counted.account;
  entry.counted.choice = choose(account, question.policy);
  for (std::size_t i = 0; i < kPolicies.size(); ++i)
    entry.choices[i] = choose(account, {.kind = kPolicies[i]});
  return entry;
}

std::string year_text(Day day) { return std::to_string(year_of(day)); }

std::string quarter_text(Day day) {
  const int month = std::stoi(to_text(day).substr(5, 2));
  return fmt::format("{}-Q{}", year_of(day), (month + 2) / 3);
}

// A date that lies across two years is of neither: "2019/2020".
std::string spanned(const Period& when, const std::function<std::string(Day)>& text_of) {
  const std::string first = text_of(when.first), last = text_of(when.last);
  return first == last ? first : first + "/" + last;
}

std::set<std::string> actors_of(const Selected& selected, const Selection& selection) {
  std::set<std::string> actors;
  for (const Attribution* attribution : selected.standing.by) actors.insert(attribution->actor);
  return actors.empty() ? std::set<std::string>{none_text(selection)} : actors;
}

std::set<std::string> countries_of(const Incident& incident) {
  std::set<std::string> codes;
  for (const Country& country : incident.countries) codes.insert(country.code);
  return codes.empty() ? std::set<std::string>{"XX"} : codes;
}

std::set<std::string> labels_of(const Selected& selected, const TotalsQuestion& question) {
  const Incident& incident = *selected.incident;
  switch (question.by) {
    case GroupBy::kIncident:
      return {incident.id};
    case GroupBy::kYear:
      return {spanned(incident.occurred, year_text)};
    case GroupBy::kQuarter:
      return {spanned(incident.occurred, quarter_text)};
    case GroupBy::kActor:
      return actors_of(selected, question.selection);
    case GroupBy::kSector:
      return {std::string(word(incident.sector))};
    case GroupBy::kCountry:
      return countries_of(incident);
    default:
      ASSERT(false);
      return {};
  }
}

std::vector<Sum> groups_by_label(const Entries& entries, const TotalsQuestion& question) {
  std::map<std::string, Entries> parted;
  for (const Entry* entry : entries)
    for (const std::string& label : labels_of(entry->counted.selected, question))
      parted[label].push_back(entry);
  std::vector<Sum> groups;
  for (const auto& [label, members] : parted) groups.push_back(summed(label, members));
  return groups;
}

std::vector<Sum> groups_by_level(const Entries& entries, bool with_empty) {
  std::vector<Sum> groups;
  for (int i = 0; i <= static_cast<int>(Level::kNone); ++i) {
    const auto level = static_cast<Level>(i);
    Entries members = entries;
    std::erase_if(members, [&](const Entry* entry) {
      return entry->counted.selected.standing.level != level;
    });
    if (with_empty || !members.empty()) groups.push_back(summed(std::string(word(level)), members));
  }
  return groups;
}

// Each source's own figures: how it would be if only that one had spoken.
std::vector<Sum> groups_by_source(const Entries& entries) {
  std::map<std::string, std::vector<Entry>> spoken;
  for (const Entry* entry : entries) {
    std::set<std::string> sources;
    for (const Statement& statement : entry->counted.account->statements)
      for (const Claim* claim : statement.said) sources.insert(claim->citation.source);
    for (const std::string& source : sources) {
      Entry alone{.counted = entry->counted, .choices = {}};
      alone.counted.choice =
          choose(*entry->counted.account, {.kind = Policy::Kind::kSource, .source = source});
      alone.choices.fill(alone.counted.choice);
      spoken[source].push_back(std::move(alone));
    }
  }
  std::vector<Sum> groups;
  for (const auto& [source, alone] : spoken) {
    Entries members;
    for (const Entry& entry : alone) members.push_back(&entry);
    groups.push_back(summed(source, members));
  }
  return groups;
}

void note_conversions(const Account& account, std::vector<Conversion>& conversions) {
  for (const Statement& statement : account.statements)
    conversions.insert(conversions.end(), statement.value.conversions.begin(),
                       statement.value.conversions.end());
}

std::vector<Sum> groups_by_kind(const Register& reg, const Entries& entries,
                                const TotalsQuestion& question, const Valuer& valuer,
                                std::vector<Conversion>& conversions) {
  std::vector<Sum> groups;
  for (std::size_t i = 0; i < kLossKinds; ++i) {
    const auto kind = static_cast<LossKind>(i);
    std::vector<Entry> of_kind;
    for (const Entry* entry : entries) {
      Entry found = entry_of(reg, entry->counted.selected, question, kind, valuer);
      note_conversions(*found.counted.account, conversions);
      if (!found.counted.choice.chosen.empty()) of_kind.push_back(std::move(found));
    }
    Entries members;
    for (const Entry& entry : of_kind) members.push_back(&entry);
    if (!members.empty()) groups.push_back(summed(std::string(word(kind)), members));
  }
  return groups;
}

void check_conservation(const Sum& total, const std::vector<Sum>& groups) {
  std::vector<Range> chosen, lowest, highest;
  std::uint64_t incidents = 0;
  for (const Sum& group : groups) {
    chosen.push_back(group.chosen);
    lowest.push_back(group.lowest);
    highest.push_back(group.highest);
    incidents += group.incidents;
  }
  ASSERT(sum_of(std::move(chosen)) == total.chosen);
  ASSERT(sum_of(std::move(lowest)) == total.lowest);
  ASSERT(sum_of(std::move(highest)) == total.highest);
  ASSERT(incidents == total.incidents);
}

// What was not counted, and what was counted only for want of better.
void note_entry(const Entry& entry, Totals& totals) {
  const Account& account = *entry.counted.account;
  const Choice& choice = entry.counted.choice;
  const std::string& id = account.incident->id;
  totals.claims_without_known_from += account.without_known_from.size();
  if (!choice.chosen.empty()) {
    if (choice.fell_back) totals.fell_back.push_back(id);
    for (const Statement* statement : choice.chosen)
      totals.not_valued.insert(totals.not_valued.end(), statement->value.not_valued.begin(),
                               statement->value.not_valued.end());
  } else if (!account.statements.empty()) {
    totals.not_of_source.push_back(id);
  } else if (!account.without_figure.empty()) {
    totals.without_figure.push_back(id);
  } else {
    totals.without_claim.push_back(id);
  }
}

std::vector<Sum> groups_of(const Register& reg, const Entries& entries,
                           const TotalsQuestion& question, const Valuer& valuer,
                           std::vector<Conversion>& conversions) {
  switch (question.by) {
    case GroupBy::kNothing:
      return {};
    case GroupBy::kLevel:
      return groups_by_level(entries, false);
    case GroupBy::kSource:
      return groups_by_source(entries);
    case GroupBy::kKind:
      return groups_by_kind(reg, entries, question, valuer, conversions);
    default:
      return groups_by_label(entries, question);
  }
}

// Of kinds that share claims a conversion comes twice.
void keep_each_once(std::vector<Conversion>& conversions) {
  std::set<std::pair<std::string, Day>> seen;
  std::erase_if(conversions, [&](const Conversion& conversion) {
    return !seen.emplace(conversion.claim, conversion.day).second;
  });
}

void check_source(const Register& reg, const Policy& policy) {
  if (policy.kind == Policy::Kind::kSource && !reg.sources.contains(policy.source))
    throw_no_such("source", policy.source, named(reg.sources), "sources.yaml has them");
}

}  // namespace

std::optional<GroupBy> group_by_from_word(std::string_view text) {
  const auto found = std::ranges::find(kGroupWords, text);
  if (found == kGroupWords.end()) return std::nullopt;
  return static_cast<GroupBy>(found - kGroupWords.begin());
}

bool adds_up(GroupBy by) {
  return by != GroupBy::kActor && by != GroupBy::kCountry && by != GroupBy::kSource &&
         by != GroupBy::kKind;
}

Totals totals(const Register& reg, const Rates& rates, const TotalsQuestion& question) {
  check_source(reg, question.policy);
  const Matches found = matches(reg, question.selection);
  const Valuer valuer(rates, question.basis);
  std::vector<Entry> entries;
  Totals out;
  for (const Selected& selected : found.all) {
    Entry entry = entry_of(reg, selected, question, question.kind, valuer);
    const std::optional<Day>& day = question.selection.known_by;
    if (!day || was_public(*selected.incident, *day)) {
      entries.push_back(std::move(entry));
    } else if (question.selection.reaches(selected.standing.level)) {
      ++out.not_public;
      out.claims_without_known_from += entry.counted.account->without_known_from.size();
    }
  }
  Entries all, reaching;
  for (const Entry& entry : entries) {
    all.push_back(&entry);
    note_conversions(*entry.counted.account, out.conversions);
    if (question.selection.reaches(entry.counted.selected.standing.level))
      reaching.push_back(&entry);
  }
  out.total = summed("total", reaching);
  out.levels = groups_by_level(all, true);
  out.groups = groups_of(reg, reaching, question, valuer, out.conversions);
  keep_each_once(out.conversions);
  if (question.by != GroupBy::kNothing && adds_up(question.by))
    check_conservation(out.total, out.groups);
  for (std::size_t i = 0; i < kPolicies.size(); ++i) {
    const ChoiceSum sum = sum_policy(reaching, i);
    out.policies.push_back(
        {.policy = {.kind = kPolicies[i]}, .range = sum.range, .valued = sum.valued});
  }
  for (const Entry* entry : reaching) {
    note_entry(*entry, out);
    out.counted.push_back(entry->counted);
  }
  for (const Incident* duplicate : found.duplicates) out.duplicates.push_back(duplicate->id);
  for (const Incident* across : found.across_the_window)
    out.across_the_window.push_back(across->id);
  out.attributions_without_known_from = found.attributions_without_known_from;
  return out;
}

}  // namespace spoor::reg
