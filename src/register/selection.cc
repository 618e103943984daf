#include "register/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "register/names.h"

namespace spoor::reg {
namespace {

enum class Window : std::uint8_t { kInside, kAcross, kOutside };

Window place_in(const Period& occurred, const Selection& selection) {
  const Day from = selection.from.value_or(occurred.first);
  const Day to = selection.to.value_or(occurred.last);
  if (occurred.last < from || to < occurred.first) return Window::kOutside;
  return from <= occurred.first && occurred.last <= to ? Window::kInside : Window::kAcross;
}

bool is_in_country(const Incident& incident, const std::string& code) {
  return code.empty() || std::ranges::any_of(incident.countries, [&](const Country& country) {
           return country.code == code;
         });
}

// Of any actor: the best that it has under one of the roots.
Standing standing_of(const Register& reg, const Incident& incident, const Selection& selection) {
  if (selection.actor != kAnyActor)
    return standing(reg, incident, selection.actor, selection.known_by);
  Standing best;
  for (const auto& [id, actor] : reg.actors) {
    if (!actor.parent.empty()) continue;
    Standing found = standing(reg, incident, id, selection.known_by);
    if (found.level < best.level || best.by.empty()) best = std::move(found);
  }
  return best;
}

std::uint64_t unproven_attributions(const Register& reg, const Incident& incident,
                                    const std::string& actor) {
  const auto is_unproven = [&](const Attribution& attribution) {
    return !attribution.unconfirmed && !attribution.known_from &&
           (actor == kAnyActor || is_within(reg, attribution.actor, actor));
  };
  return static_cast<std::uint64_t>(std::ranges::count_if(incident.attributions, is_unproven));
}

}  // namespace

Matches matches(const Register& reg, const Selection& selection) {
  if (selection.actor != kAnyActor && !reg.actors.contains(selection.actor))
    throw_no_such("actor", selection.actor, named(reg.actors),
                  "actors.yaml has the tree; `any` asks for all of them");
  Matches out;
  for (const auto& [id, incident] : reg.incidents) {
    if (selection.sector && incident.sector != *selection.sector) continue;
    if (!is_in_country(incident, selection.country)) continue;
    const Window window = place_in(incident.occurred, selection);
    if (window == Window::kOutside) continue;
    // Of what had not begun by that day nothing could be known.
    if (selection.known_by && *selection.known_by < incident.occurred.first) continue;
    if (!incident.duplicate_of.empty()) {
      out.duplicates.push_back(&incident);
      continue;
    }
    if (window == Window::kAcross) {
      out.across_the_window.push_back(&incident);
      continue;
    }
    out.all.push_back({&incident, standing_of(reg, incident, selection)});
    if (selection.known_by)
      out.attributions_without_known_from += unproven_attributions(reg, incident, selection.actor);
  }
  return out;
}

std::vector<Selected> select(const Register& reg, const Selection& selection) {
  Matches found = matches(reg, selection);
  std::erase_if(found.all,
                [&](const Selected& one) { return !selection.reaches(one.standing.level); });
  return std::move(found.all);
}

std::string none_text(const Selection& selection) {
  return selection.actor == kAnyActor ? std::string("laid to nobody")
                                      : fmt::format("not laid to {}", selection.actor);
}

bool counts(const Claim& claim, std::optional<Day> known_by) {
  if (claim.unconfirmed) return false;
  return !known_by || (claim.known_from && claim.known_from->day <= *known_by);
}

}  // namespace spoor::reg
