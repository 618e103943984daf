#include "register/timeline.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace spoor::reg {
namespace {

enum class Shown : std::uint8_t { kYes, kNotYet, kUnproven };

Shown shown(const std::optional<KnownFrom>& known, std::optional<Day> known_by) {
  if (!known_by) return Shown::kYes;
  if (!known) return Shown::kUnproven;
  return known->day <= *known_by ? Shown::kYes : Shown::kNotYet;
}

// Those without a proven day come last.
std::int32_t order(const std::optional<KnownFrom>& known) {
  return known ? known->day.number : std::numeric_limits<std::int32_t>::max();
}

void add(Said said, std::optional<Day> known_by, TimelineEntry& entry, std::uint64_t& unproven) {
  const Shown how = shown(said.known_from(), known_by);
  if (how == Shown::kYes) entry.said.push_back(said);
  if (how == Shown::kUnproven) ++unproven;
}

TimelineEntry entry_of(const Selected& selected, std::optional<Day> known_by, Timeline& out) {
  TimelineEntry entry{
      .incident = selected.incident, .standing = selected.standing, .first_known = {}, .said = {}};
  for (const Claim& claim : selected.incident->claims)
    if (claim.is_whole())
      add({.claim = &claim, .attribution = nullptr}, known_by, entry,
          out.claims_without_known_from);
  for (const Attribution& attribution : selected.incident->attributions)
    add({.claim = nullptr, .attribution = &attribution}, known_by, entry,
        out.attributions_without_known_from);
  std::ranges::stable_sort(entry.said, {},
                           [](const Said& said) { return order(said.known_from()); });
  if (!entry.said.empty()) entry.first_known = entry.said.front().known_from();
  return entry;
}

bool is_about(const Register& reg, const Headline& headline, const std::string& actor) {
  return actor == kAnyActor || headline.actor.empty() || is_within(reg, headline.actor, actor);
}

}  // namespace

Timeline timeline(const Register& reg, const Selection& selection) {
  Timeline out;
  for (const Selected& selected : select(reg, selection)) {
    TimelineEntry entry = entry_of(selected, selection.known_by, out);
    if (!selection.known_by || !entry.said.empty()) out.entries.push_back(std::move(entry));
  }
  std::ranges::stable_sort(out.entries, {},
                           [](const TimelineEntry& entry) { return entry.incident->occurred; });
  for (const auto& [id, headline] : reg.headlines) {
    if (!is_about(reg, headline, selection.actor)) continue;
    const Shown how = shown(headline.claim.known_from, selection.known_by);
    if (how == Shown::kYes) out.headlines.push_back(&headline);
    if (how == Shown::kUnproven) ++out.headlines_without_known_from;
  }
  std::ranges::stable_sort(out.headlines, {}, [](const Headline* headline) {
    return std::tuple(order(headline->claim.known_from), headline->claim.id);
  });
  return out;
}

}  // namespace spoor::reg
