// Analysis of competing hypotheses: every item against every hypothesis, ranked by what speaks
// against them. The marks follow from stated rules (kRules); where the register cannot say, the
// mark is N and the reason stands beside it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/weights.h"
#include "register/level.h"

namespace spoor::attribution {

enum class Hypothesis : std::uint8_t { kActor, kOtherThief, kInsider };
constexpr std::size_t kHypotheses = 3;
std::string_view word(Hypothesis hypothesis);

// Very consistent, consistent, neither, inconsistent, very inconsistent.
enum class Mark : std::int8_t { kCC = 2, kC = 1, kN = 0, kI = -1, kII = -2 };
std::string_view word(Mark mark);
using Marks = std::array<Mark, kHypotheses>;

enum class Rule : std::uint8_t {
  kDefinesStratum,
  kFromAttributor,
  kBasisUnknown,
  kNotMeasured,
  kNoDifference,
  kMuchMoreOften,
  kMoreOften,
  kLessOften,
  kMuchLessOften,
  kHardLinkToActor,
  kHardLinkToOther,
  kHardLinkToOpen,
  kHardLinkOfAttributor,
  kServiceOnly,
  kSaidOnly
};
struct RuleText {
  Rule rule;
  Marks marks;
  std::string_view says;
};
const RuleText& text_of(Rule rule);
// A way in whose definition puts the thief outside of the victim speaks against an insider, beside
// what its own rule says.
bool comes_from_outside(const Item& item);

// The standing of an incident at the other end of a hard link: it reaches this one.
struct Reach {
  Rule rule = Rule::kHardLinkToOpen;
  reg::Level level = reg::Level::kNone;  // of the other incident, about the actor or somebody else
  std::vector<const reg::Attribution*> by;
};

struct Row {
  std::string id;              // "L1", "O3"
  const Item* item = nullptr;  // one of the two
  const SharedControl* link = nullptr;
  Rule rule = Rule::kNotMeasured;
  Marks marks = {};
  bool from_outside = false;
  Reach reach = {};       // of a hard link
  std::string told_with;  // a row above it, of the same report and rule: the two count once

  int diagnosticity() const;  // the spread of its marks: 0 tells nothing
  // Is it a hard link that carries a standing from the other incident to this one?
  bool reaches() const { return rule == Rule::kHardLinkToActor || rule == Rule::kHardLinkToOther; }
};

struct Matrix {
  std::vector<Row> hard;  // links that reach from another incident
  // Observations, and links to a launderer or a service, or by somebody's word.
  std::vector<Row> soft;
  std::array<int, kHypotheses> inconsistency = {};
  std::vector<Hypothesis> least;  // all that are tied
  // Ids of the rows without which others would be least inconsistent.
  std::vector<std::string> decisive;
};
// `evidence` and `weight` live as long as the result.
Matrix matrix_of(const View& view, std::string_view actor, const Evidence& evidence,
                 const Weight& weight);

}  // namespace spoor::attribution
