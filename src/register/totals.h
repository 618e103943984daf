// What all incidents of a question come to, under one policy and under every other.
//
// An incident counts once and with one kind of loss; kinds are never added to each other. Nothing
// is rounded here: sums are exact ranges, and whoever prints them rounds once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/policy.h"
#include "register/selection.h"

namespace spoor::reg {

// kIncident, kYear, kQuarter, kLevel and kSector part the incidents: their sums add up to the
// total, which is asserted. An incident may stand under several actors (each that the attributions
// of its level name), countries and sources, and kinds of loss are different questions: those do
// not add up.
enum class GroupBy : std::uint8_t {
  kNothing,
  kIncident,
  kYear,
  kQuarter,
  kActor,
  kLevel,
  kSector,
  kCountry,
  kSource,
  kKind
};
std::optional<GroupBy> group_by_from_word(std::string_view text);
bool adds_up(GroupBy by);

struct TotalsQuestion {
  Selection selection;
  LossKind kind = LossKind::kRealised;
  Policy policy;
  ValueBasis basis;
  GroupBy by = GroupBy::kNothing;
};

struct Sum {
  std::string label;
  std::uint64_t incidents = 0;
  std::uint64_t valued = 0;  // of them, those of which the policy has a figure that could be valued
  std::uint64_t valued_by_any = 0;  // likewise, of any of the other policies
  Range chosen;                     // under the policy of the question; 0 where none is valued
  Bounds bounds;                    // of what was chosen
  Range lowest;                     // under the policy of that name
  Range highest;                    // likewise
  // From the least to the most of the policies that ask for no single source.
  Range over_policies;
};

// An incident that reaches the level, with what the policy chose of its account.
struct Counted {
  Selected selected;
  std::shared_ptr<const Account> account;
  Choice choice;  // points into the account
};

struct PolicySum {
  Policy policy;
  Range range;
  std::uint64_t valued = 0;
};

struct Totals {
  Sum total;
  std::vector<Sum> groups;
  std::vector<Sum> levels;  // every level by itself, in the order of Level, whatever was asked
  std::vector<PolicySum> policies;  // latest, official, lowest, highest
  std::vector<Counted> counted;     // by id

  // Ids of incidents that are in no sum: nobody states a loss of that kind; somebody does, but
  // names no figure; the source of the policy has none.
  std::vector<std::string> without_claim;
  std::vector<std::string> without_figure;
  std::vector<std::string> not_of_source;
  std::vector<std::string> fell_back;  // only unofficial statements: the best grade was taken
  std::vector<NotValued> not_valued;   // of what was chosen
  // Of every statement that competes in any of these sums, each once.
  std::vector<Conversion> conversions;

  std::vector<std::string> duplicates;         // counted under another id
  std::vector<std::string> across_the_window;  // date neither inside nor outside
  // Incidents of which nothing is proven to have been public by the day of knowledge: not counted.
  std::uint64_t not_public = 0;
  // What the day of knowledge left out because no first appearance is proven.
  std::uint64_t claims_without_known_from = 0;
  std::uint64_t attributions_without_known_from = 0;
};

// The register must outlive it. Throws Error(kNotFound) for an actor or source that is not there.
Totals totals(const Register& reg, const Rates& rates, const TotalsQuestion& question);

}  // namespace spoor::reg
