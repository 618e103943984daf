// The account of one incident: which statements of its loss compete, each with what it comes to.
//
// Whole claims compete, parts add. Realised is derived: of each party its net claims, else its
// gross ones. Where a party's claim repeats another of its own (a leak and the paper that follows),
// both are one statement: the figure of the official paper, known since the first. What is
// unconfirmed, and what is about several incidents, is no statement of the loss of one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "register/model.h"
#include "register/valuation.h"

namespace spoor::reg {

enum class LossKind : std::uint8_t { kRealised, kAttempted, kGross, kNet, kFace, kCost, kDemanded };
inline constexpr std::size_t kLossKinds = 7;
std::string_view word(LossKind kind);
std::optional<LossKind> loss_kind_from_word(std::string_view text);

// Who says it in what paper, best first: a court in its judgment; an indictment or a sworn
// complaint; a government in a paper of its own; the Panel, a monitoring team, a member state, or
// a government that one of them quotes; the victim; everybody else.
enum class Standpoint : std::uint8_t { kCourt, kSworn, kGovernment, kMonitors, kVictim, kOther };
Standpoint standpoint_of(const Register& reg, const Claim& claim);

struct Statement {
  const Claim* claim = nullptr;
  std::vector<const Claim*> said;  // all claims that are this statement, that one among them
  std::optional<KnownFrom> known_from;
  Standpoint standpoint = Standpoint::kOther;
  std::string_view grade;  // Admiralty, of its source
  Bound bound = Bound::kExact;
  Value value;
};

struct Account {
  const Incident* incident = nullptr;
  std::vector<Statement> statements;         // with a figure, in the order of the claims
  std::vector<const Claim*> without_figure;  // whole claims of the kind that name none
  std::vector<const Claim*>
      without_known_from;  // that a day of knowledge leaves out for want of it
};
// The register must outlive it.
Account account_of(const Register& reg, const Incident& incident, LossKind kind,
                   const Valuer& valuer, std::optional<Day> known_by = {});

// How many parts of a sum are bounded, and which way; the others are exact.
struct Bounds {
  std::uint64_t about = 0;
  std::uint64_t at_least = 0;
  std::uint64_t at_most = 0;

  Bounds() = default;
  Bounds(Bound part) { *this += part; }  // NOLINT: one part is a sum too
  Bounds& operator+=(Bound part);
  Bounds& operator+=(const Bounds& parts);
  bool operator==(const Bounds&) const = default;
  // What follows for the sum: at least, where a part is at least and none at most. Nothing where
  // parts are bounded both ways.
  std::optional<Bound> of_sum() const;
};
std::string_view word(const Bounds& bounds);  // of what follows; "mixed" where nothing does

}  // namespace spoor::reg
