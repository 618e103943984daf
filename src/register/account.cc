#include "register/account.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/error.h"
#include "register/selection.h"

namespace spoor::reg {
namespace {

constexpr std::array<std::string_view, kLossKinds> kKinds = {
    "realised", "attempted", "gross", "net", "face", "cost", "demanded"};

bool is_charge(SourceKind kind) {
  return kind == SourceKind::kIndictment || kind == SourceKind::kCriminalComplaint ||
         kind == SourceKind::kForfeitureComplaint;
}

bool is_monitors(SourceKind kind) {
  return kind == SourceKind::kPanelReport || kind == SourceKind::kMemberStateReport;
}

Standpoint of_government(SourceKind source) {
  if (is_charge(source)) return Standpoint::kSworn;
  if (source == SourceKind::kJudgment || source == SourceKind::kListing ||
      source == SourceKind::kStatement)
    return Standpoint::kGovernment;
  return is_monitors(source) ? Standpoint::kMonitors : Standpoint::kOther;
}

Standpoint standpoint_of(PartyKind party, SourceKind source) {
  switch (party) {
    case PartyKind::kCourt:
      return source == SourceKind::kJudgment ? Standpoint::kCourt : of_government(source);
    case PartyKind::kProsecutor:
    case PartyKind::kSanctionsAuthority:
    case PartyKind::kGovernment:
      return of_government(source);
    case PartyKind::kPanel:
    case PartyKind::kMemberState:
      return Standpoint::kMonitors;
    case PartyKind::kVictim:
      return Standpoint::kVictim;
    default:
      return Standpoint::kOther;
  }
}

// A paper of the party's own, not somebody's word about it.
bool is_own_paper(SourceKind kind) {
  return kind != SourceKind::kArticle && kind != SourceKind::kResearch &&
         kind != SourceKind::kDataset && kind != SourceKind::kMemory;
}

const Source* source_of(const Register& reg, const Claim& claim) {
  const auto found = reg.sources.find(claim.citation.source);
  return found == reg.sources.end() ? nullptr : &found->second;
}

bool has_figure(const Claim& claim) { return claim.amount || claim.is_sum_of_parts; }

bool may_be_of(const Claim& claim, LossKind kind) {
  switch (kind) {
    case LossKind::kRealised:
      return claim.kind == ClaimKind::kNet || claim.kind == ClaimKind::kGross;
    case LossKind::kAttempted:
      return claim.kind == ClaimKind::kAttempted;
    case LossKind::kGross:
      return claim.kind == ClaimKind::kGross;
    case LossKind::kNet:
      return claim.kind == ClaimKind::kNet;
    case LossKind::kFace:
      return claim.kind == ClaimKind::kFace;
    case LossKind::kCost:
      return claim.kind == ClaimKind::kCost;
    case LossKind::kDemanded:
      return claim.kind == ClaimKind::kDemanded;
  }
  ASSERT(false);
  return false;
}

// The first of the claims that this one goes back to, among those of one party and kind.
const Claim* first_said(const Incident& incident, const Claim& claim) {
  const Claim* at = &claim;
  for (std::size_t steps = 0; !at->repeats.empty() && steps < incident.claims.size(); ++steps) {
    const auto earlier = std::ranges::find(incident.claims, at->repeats, &Claim::id);
    if (earlier == incident.claims.end() || earlier->party != claim.party ||
        earlier->kind != claim.kind)
      break;
    at = &*earlier;
  }
  return at;
}

// Of claims that say one thing: the party's own paper before a report of it, then the better grade,
// then the later one.
bool speaks_before(const Register& reg, const Claim& a, const Claim& b) {
  const auto rank = [&](const Claim& claim) {
    const Source* source = source_of(reg, claim);
    return std::tuple(!(source && is_own_paper(source->kind)),
                      source && !source->grade.empty() ? source->grade : std::string("Z9"),
                      claim.stated_at ? -claim.stated_at->last.number : 0, claim.id);
  };
  return rank(a) < rank(b);
}

Bound bound_of(const Incident& incident, const Claim& claim) {
  if (!claim.is_sum_of_parts) return claim.bound;
  Bounds bounds = claim.bound;
  for (const Claim& part : incident.claims)
    if (part.part_of == claim.id) bounds += part.bound;
  return bounds.of_sum().value_or(Bound::kAbout);
}

using Repeated = std::vector<const Claim*>;  // claims that are one statement

std::vector<Repeated> grouped(const Incident& incident, const std::vector<const Claim*>& claims) {
  std::vector<Repeated> groups;
  std::map<const Claim*, std::size_t> place;
  for (const Claim* claim : claims) {
    const auto [found, is_new] = place.emplace(first_said(incident, *claim), groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(claim);
  }
  return groups;
}

std::optional<KnownFrom> first_known(const Repeated& claims) {
  std::optional<KnownFrom> first;
  for (const Claim* claim : claims)
    if (claim->known_from && (!first || claim->known_from->day < first->day))
      first = claim->known_from;
  return first;
}

Statement statement_of(const Register& reg, const Incident& incident, const Repeated& claims,
                       const Valuer& valuer, std::optional<Day> known_by) {
  const Claim& claim = **std::ranges::min_element(
      claims, [&](const Claim* a, const Claim* b) { return speaks_before(reg, *a, *b); });
  const Source* source = source_of(reg, claim);
  return {.claim = &claim,
          .said = claims,
          .known_from = first_known(claims),
          .standpoint = standpoint_of(reg, claim),
          .grade = source ? std::string_view(source->grade) : std::string_view(),
          .bound = bound_of(incident, claim),
          .value = valuer.value(incident, claim, known_by)};
}

}  // namespace

std::string_view word(LossKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::optional<LossKind> loss_kind_from_word(std::string_view text) {
  const auto found = std::ranges::find(kKinds, text);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<LossKind>(found - kKinds.begin());
}

Standpoint standpoint_of(const Register& reg, const Claim& claim) {
  const auto party = reg.parties.find(claim.party);
  const Source* source = source_of(reg, claim);
  if (party == reg.parties.end() || !source) return Standpoint::kOther;
  return standpoint_of(party->second.kind, source->kind);
}

Account account_of(const Register& reg, const Incident& incident, LossKind kind,
                   const Valuer& valuer, std::optional<Day> known_by) {
  Account account{
      .incident = &incident, .statements = {}, .without_figure = {}, .without_known_from = {}};
  std::vector<const Claim*> claims;
  std::set<std::string> have_net;  // parties
  for (const Claim& claim : incident.claims) {
    if (!claim.is_whole() || claim.about.size() != 1 || !may_be_of(claim, kind)) continue;
    if (!counts(claim, known_by)) {
      if (!claim.unconfirmed && !claim.known_from) account.without_known_from.push_back(&claim);
      continue;
    }
    if (!has_figure(claim)) {
      account.without_figure.push_back(&claim);
      continue;
    }
    claims.push_back(&claim);
    if (claim.kind == ClaimKind::kNet) have_net.insert(claim.party);
  }
  if (kind == LossKind::kRealised)
    std::erase_if(claims, [&](const Claim* claim) {
      return claim->kind == ClaimKind::kGross && have_net.contains(claim->party);
    });
  for (const Repeated& group : grouped(incident, claims))
    account.statements.push_back(statement_of(reg, incident, group, valuer, known_by));
  return account;
}

Bounds& Bounds::operator+=(Bound part) {
  about += part == Bound::kAbout;
  at_least += part == Bound::kAtLeast;
  at_most += part == Bound::kAtMost;
  return *this;
}

Bounds& Bounds::operator+=(const Bounds& parts) {
  about += parts.about;
  at_least += parts.at_least;
  at_most += parts.at_most;
  return *this;
}

std::optional<Bound> Bounds::of_sum() const {
  if (at_least > 0 && at_most > 0) return std::nullopt;
  if (at_least > 0) return Bound::kAtLeast;
  if (at_most > 0) return Bound::kAtMost;
  return about > 0 ? Bound::kAbout : Bound::kExact;
}

std::string_view word(const Bounds& bounds) {
  const std::optional<Bound> found = bounds.of_sum();
  return found ? word(*found) : "mixed";
}

}  // namespace spoor::reg
