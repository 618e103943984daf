// What of a register may be shown: to whom (handling), and as what (confirmed or not). Everything
// that is printed from what comes out of here is right at that level, because what was above it is
// no longer there: not in a sum, not in a level, not in a name.
//
// A fact goes with the source that it rests on, and with its incident. What names something that
// went loses the name, or goes too where it means nothing without it: a part goes with its whole,
// and a sum of parts goes with any of its parts. Of a party only what it says can go; one that says
// nothing more is not named either. Name, victim, summary and open points of an incident have the
// handling of the incident alone, the note of a report's row that of the report.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "register/model.h"

namespace spoor::reg {

enum class FactKind : std::uint8_t {
  kIncident,  // with all that is in it, which is not counted again
  kClaim,
  kObservation,
  kAttribution,
  kLink,
  kRecovery,
  kAsset,
  kCountry,
  kAddress,
  kActor,
  kAlias,
  kHeadline,
  kReport,
  kYearly,
  kDispute,
  kKnownFrom,  // the day alone; the fact stays
  kSource
};
inline constexpr std::size_t kFactKinds = 17;

// How many of each went.
struct LeftOut {
  std::array<std::uint64_t, kFactKinds> counts{};

  std::uint64_t of(FactKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
  std::uint64_t sum() const;
  // "3 incidents, 5 claims"; "nothing" where nothing went.
  std::string text() const;
};
// "claim"; "claims" for any other count.
std::string_view noun(FactKind kind, std::uint64_t count);

struct Sieve {
  Handling most = Handling::kRestricted;  // what is above it goes
  bool confirmed_only = false;            // what is marked unconfirmed goes, and kind `memory`
  // Which incidents are asked for; null: all. Rows of reports about others go with them, and
  // disputes that are about none of them.
  std::function<bool(const Incident&)> asked = {};
};
struct Sifted {
  Register content;
  LeftOut left_out;
};
Sifted sift(Register reg, const Sieve& sieve);

// "3 incidents, 5 claims are above tlp-green and left out"; empty where nothing went.
std::string says_left_out(const LeftOut& left_out, Handling most);

}  // namespace spoor::reg
