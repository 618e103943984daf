#include "register/level.h"

#include <algorithm>
#include <array>

namespace spoor::reg {
namespace {

// Papers in which a prosecutor, an authority or a government speaks in its own name.
bool is_official(SourceKind kind) {
  switch (kind) {
    case SourceKind::kIndictment:
    case SourceKind::kCriminalComplaint:
    case SourceKind::kForfeitureComplaint:
    case SourceKind::kListing:
    case SourceKind::kStatement:
      return true;
    default:
      return false;
  }
}

bool is_monitors(SourceKind kind) {
  return kind == SourceKind::kPanelReport || kind == SourceKind::kMemberStateReport;
}

bool is_government(PartyKind kind) {
  return kind == PartyKind::kProsecutor || kind == PartyKind::kSanctionsAuthority ||
         kind == PartyKind::kGovernment;
}

Level level_of(PartyKind party, SourceKind source) {
  if (party == PartyKind::kCourt && source == SourceKind::kJudgment) return Level::kConvicted;
  if (party == PartyKind::kProsecutor &&
      (source == SourceKind::kIndictment || source == SourceKind::kCriminalComplaint))
    return Level::kCharged;
  if (party == PartyKind::kSanctionsAuthority && source == SourceKind::kListing)
    return Level::kListed;
  if (is_government(party) && is_official(source)) return Level::kStated;
  if (party == PartyKind::kPanel || party == PartyKind::kMemberState) return Level::kSuspected;
  if (is_government(party) && is_monitors(source)) return Level::kSuspected;
  return Level::kAssessed;
}

bool was_public(const Attribution& attribution, std::optional<Day> known_by) {
  if (!known_by) return true;
  return attribution.known_from && attribution.known_from->day <= *known_by;
}

// "Not Lazarus" contradicts "a group within Lazarus", and leaves "somebody of that country" open.
bool contradicts(const Register& reg, const Attribution& denial, const Attribution& claim) {
  return is_within(reg, claim.actor, denial.actor) && level_of(reg, denial) <= level_of(reg, claim);
}

constexpr std::array<std::string_view, 8> kWords = {"convicted", "charged",  "listed",   "stated",
                                                    "suspected", "assessed", "disputed", "none"};

}  // namespace

Level level_of(const Register& reg, const Attribution& attribution) {
  const auto party = reg.parties.find(attribution.party);
  const auto source = reg.sources.find(attribution.citation.source);
  if (party == reg.parties.end() || source == reg.sources.end()) return Level::kAssessed;
  return level_of(party->second.kind, source->second.kind);
}

Standing standing(const Register& reg, const Incident& incident, std::string_view actor,
                  std::optional<Day> known_by) {
  Standing out;
  for (const Attribution& a : incident.attributions) {
    if (a.unconfirmed || !was_public(a, known_by)) continue;
    if (a.denies) {
      if (is_within(reg, a.actor, actor) || is_within(reg, actor, a.actor))
        out.dissents.push_back(&a);
      continue;
    }
    if (!is_within(reg, a.actor, actor)) continue;
    const Level level = level_of(reg, a);
    if (level > out.level) continue;
    if (level < out.level) out.by.clear();
    out.level = level;
    out.by.push_back(&a);
  }
  const bool all_denied =
      !out.by.empty() && std::ranges::all_of(out.by, [&](const Attribution* claim) {
        return std::ranges::any_of(out.dissents, [&](const Attribution* denial) {
          return contradicts(reg, *denial, *claim);
        });
      });
  if (all_denied) out.level = Level::kDisputed;
  return out;
}

bool is_within(const Register& reg, std::string_view actor, std::string_view node) {
  std::string at(actor);
  for (std::size_t steps = 0; steps <= reg.actors.size(); ++steps) {
    if (at == node) return true;
    const auto found = reg.actors.find(at);
    if (found == reg.actors.end() || found->second.parent.empty()) return false;
    at = found->second.parent;
  }
  return false;
}

std::string_view word(Level level) { return kWords.at(static_cast<std::size_t>(level)); }

std::optional<Level> level_from_word(std::string_view text) {
  const auto found = std::ranges::find(kWords, text);
  if (found == kWords.end()) return std::nullopt;
  return static_cast<Level>(found - kWords.begin());
}

}  // namespace spoor::reg
