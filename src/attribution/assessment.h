// How far the register's evidence carries: one incident, one actor, all of it or as of a day. It
// says what it knows and where it stops; attributions by others are told at its end and used
// nowhere in it, except that a hard link reaches from another incident by that one's standing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/ach.h"
#include "attribution/cases.h"
#include "attribution/posterior.h"
#include "attribution/weights.h"

namespace spoor::attribution {

struct CurvePoint {
  double prior = 0;
  double posterior = 0;
  std::string_view word;
};

// How well founded the answer is, whatever its likelihood. Moderate: items of two groups that were
// measured and found to differ, or a hard link to an incident that a court or a government lays to
// somebody, told by a usually reliable source (A or B), in a place that can be found, and in
// another report than the one that lays it there. High: such a link in two reports that do not go
// back to one. Low: all else.
enum class Confidence : std::uint8_t { kLow, kModerate, kHigh };
std::string_view word(Confidence confidence);

// What one party has said of this incident.
struct Said {
  const reg::Attribution* attribution = nullptr;
  reg::Level level = reg::Level::kNone;  // of this one alone
};

struct Assessment {
  const reg::Incident* incident = nullptr;
  std::string actor;
  std::optional<reg::Day> known_by;
  Case self;
  Evidence evidence;
  std::uint64_t compared = 0;  // incidents against which its items were measured
  Weight weight;
  Matrix matrix;
  std::vector<CurvePoint> curve;  // empty: the register cannot tell
  Confidence confidence = Confidence::kLow;
  std::vector<Said> said;         // those shown at that day, in time
  std::uint64_t said_unseen = 0;  // not shown: later, without a day, or unconfirmed

  Assessment() = default;
  // Its parts point into each other.
  Assessment(const Assessment&) = delete;
  Assessment& operator=(const Assessment&) = delete;
};

// Throws Error(kNotFound) where the register has no such actor.
void check_actor(const View& view, std::string_view actor);

// The register outlives the result. Throws Error(kNotFound) where there is no such incident or
// actor, or the incident counts under another name, and Error(kUsage) where it happened after
// `known_by`.
std::unique_ptr<Assessment> assess(const View& view, std::string_view incident,
                                   std::string_view actor);

}  // namespace spoor::attribution
