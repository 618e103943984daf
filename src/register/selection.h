// Which incidents a question is about, and how far the attribution of each carries.
//
// An incident counts once, where it is told first: one that is marked as a duplicate of another is
// left out and named. Its date may be a month or a span; one that lies across the first or last day
// of the window is left out and named as well, for nobody knows on which side it fell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/level.h"
#include "register/model.h"

namespace spoor::reg {

inline constexpr std::string_view kAnyActor = "any";

struct Selection {
  std::string actor = "dprk";       // a node of the tree with all below it, or kAnyActor
  Level level = Level::kSuspected;  // this one and those above it
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<Sector> sector;
  std::string country;  // empty: any
  // Only what is proven to have been public by that day; not what had not begun.
  std::optional<Day> known_by;

  bool reaches(Level found) const { return found <= level; }
};

struct Selected {
  const Incident* incident = nullptr;
  Standing standing;
};

struct Matches {
  std::vector<Selected> all;  // at every level, by id
  std::vector<const Incident*> duplicates;
  std::vector<const Incident*> across_the_window;
  // What `known_by` leaves out because no first appearance is proven: attributions about the actor.
  std::uint64_t attributions_without_known_from = 0;
};

// All that match but for the level. Throws Error(kNotFound) where the register has no such actor.
Matches matches(const Register& reg, const Selection& selection);
// Those that reach the level too.
std::vector<Selected> select(const Register& reg, const Selection& selection);

// What level `none` says of an incident: "not laid to dprk", or of any actor "laid to nobody".
std::string none_text(const Selection& selection);

// What is known by that day and confirmed; without a day all that is confirmed.
bool counts(const Claim& claim, std::optional<Day> known_by);

}  // namespace spoor::reg
