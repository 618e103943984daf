// How often the method would be right: each incident judged from others that share neither campaign
// nor report with it, and later ones from earlier ones. What is held to be so is what attributors
// say; the register knows no other truth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/cases.h"
#include "attribution/scores.h"

namespace spoor::attribution {

enum class Method : std::uint8_t {
  kAssessment,  // as `spoor assess` does it
  kAsRecorded,  // the same with observations of every basis
  kPooled,      // and as if all incidents were alike
  kPriorOnly,   // the share of the actor among the cases judged
  kLarge,       // "large, therefore them"
  kOverlap,     // "the same techniques, therefore them"
  kOverlapAll   // the same with what defines the stratum: shows how the register was gathered
};
constexpr std::size_t kMethods = 7;
std::string_view word(Method method);

struct Score {
  Method method = Method::kPriorOnly;
  double log_loss = 0;
  double brier = 0;
  Interval log_loss_to_prior;  // paired difference from the prior alone; below 0 is better
  Interval brier_to_prior;
  std::optional<Calibration> calibration;
  Named named;
  std::uint64_t answered = 0;  // cases for which it had anything to go by
};

struct Trial {
  std::string name;  // "gold"
  std::uint64_t actors = 0;
  std::uint64_t others = 0;
  double prior = 0;
  double mean_training = 0;   // cases that one case was judged from
  std::vector<Score> scores;  // of each method, in their order
};

// The cases that a hard link reaches from an incident which officials lay to somebody, and those of
// them that are laid to somebody else all the same.
struct HardLinks {
  std::uint64_t reached = 0;
  std::uint64_t contradicted = 0;
  // Not reached, because the report that tells of the link is the one that attributes.
  std::uint64_t one_report = 0;
  double upper = 1;  // of contradicted in reached (see upper_bound)
};

// How the way in that defines a stratum is spread over the cases: of those that record a way in,
// the exploits of exposed code. A difference says how the register was gathered.
struct Gathered {
  Counts actor;
  Counts others;
};

struct Evaluation {
  Cases cases;                      // of crypto-assets only
  std::uint64_t other_sectors = 0;  // left out
  int split_year = 0;
  std::vector<Trial> trials;
  HardLinks hard_links;
  Gathered exploits;
  // Cases laid to somebody else by name, each judged as if nothing else of his were known: there
  // the answer must not be the actor.
  Trial open_set;
  std::uint64_t held_out = 0;  // actors
};
// Deterministic.
Evaluation evaluate(const View& view, std::string_view actor);

// Trials in which the method is better than the prior alone.
std::vector<std::string> where_better(const Evaluation& evaluation, Method method);
// Better than the prior alone: the whole interval of the difference in log loss lies below 0.
bool beats_prior(const Score& score);

}  // namespace spoor::attribution
