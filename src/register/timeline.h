// What was knowable when: the incidents by date, and under each what was said of it, in the order
// in which it is proven to have become public.
#pragma once

#include <optional>
#include <vector>

#include "register/selection.h"

namespace spoor::reg {

// A claim or an attribution; one of the two.
struct Said {
  const Claim* claim = nullptr;
  const Attribution* attribution = nullptr;

  const std::optional<KnownFrom>& known_from() const {
    return claim ? claim->known_from : attribution->known_from;
  }
};

struct TimelineEntry {
  const Incident* incident = nullptr;
  Standing standing;                     // with a day of knowledge, what it was on that day
  std::optional<KnownFrom> first_known;  // of all that is said, the first that is proven
  std::vector<Said> said;                // by first appearance; those without one last
};

struct Timeline {
  std::vector<TimelineEntry> entries;      // by date, then by id
  std::vector<const Headline*> headlines;  // about the actor; by first appearance
  // Left out by the day of knowledge because no first appearance is proven.
  std::uint64_t claims_without_known_from = 0;
  std::uint64_t attributions_without_known_from = 0;
  std::uint64_t headlines_without_known_from = 0;
};

// The register must outlive it. With a day of knowledge an incident of which nothing was public is
// not in it.
Timeline timeline(const Register& reg, const Selection& selection);

}  // namespace spoor::reg
