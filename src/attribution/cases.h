// The incidents as cases of a comparison: laid to the actor, or not. Which is what attributors say,
// and no more; how well it is known goes with it.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/evidence.h"
#include "attribution/stratum.h"
#include "register/level.h"

namespace spoor::attribution {

// Is it laid there by a court or a government: convicted, charged, listed or stated?
bool is_official(reg::Level level);

enum class Side : std::uint8_t { kActor, kOthers };

struct Case {
  const reg::Incident* incident = nullptr;
  Side side = Side::kOthers;
  // The actor convicted, charged, listed or stated by a government; or somebody else so. The others
  // are laid to the actor by a panel, a company, a researcher, or to nobody at all.
  bool is_gold = false;
  Stratum stratum;
  std::vector<Item> items;
  std::set<std::string> reports;  // the upstream of all that is told here
  std::set<std::string> kin;      // incidents that are said to belong together with this one
};

struct Cases {
  std::vector<Case> cases;  // by id
  // Left out, and why.
  std::uint64_t no_theft = 0;
  std::uint64_t doubles = 0;      // stand twice in the register
  std::uint64_t disputed = 0;     // somebody dissents, or lays it to somebody else as well
  std::uint64_t unconfirmed = 0;  // laid to the actor by nothing that is confirmed
  std::uint64_t wider = 0;        // laid to a node above the actor: to whom below it is not said
  std::uint64_t later = 0;        // after the day of the question
};
Cases cases_of(const View& view, std::string_view actor);

// May what is known of `other` not be used on `one`, because the two are one, are said to belong
// together, or are told by one report?
bool is_blocked(const Case& one, const Case& other);
// All that may.
std::vector<const Case*> unblocked(std::span<const Case> cases, const Case& one);

// One case that need not be in a comparison: the side is what `cases_of` would say, or kOthers.
Case case_of(const View& view, const reg::Incident& incident, std::string_view actor);

}  // namespace spoor::attribution
