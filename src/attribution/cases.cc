#include "attribution/cases.h"

#include <algorithm>

#include "register/level.h"

namespace spoor::attribution {
namespace {

using reg::Attribution;
using reg::Incident;
using reg::Level;

bool is_shown(const View& view, const Attribution& a) {
  return !a.unconfirmed && view.shows(a.known_from);
}

struct Laid {
  bool elsewhere = false;  // to somebody who is not the actor
  bool elsewhere_official = false;
  bool above = false;
  bool unconfirmed = false;  // to the actor, or to a node above it
};

Laid laid(const View& view, const Incident& incident, std::string_view actor) {
  Laid out;
  for (const Attribution& a : incident.attributions) {
    if (a.denies) continue;
    const bool below = reg::is_within(view.reg, a.actor, actor);
    const bool above = reg::is_within(view.reg, actor, a.actor);
    if ((below || above) && a.unconfirmed) out.unconfirmed = true;
    if (below || !is_shown(view, a)) continue;
    if (above) {
      out.above = true;
    } else {
      out.elsewhere = true;
      const reg::Standing there = reg::standing(view.reg, incident, a.actor, view.known_by);
      out.elsewhere_official |= is_official(there.level);
    }
  }
  return out;
}

std::set<std::string> reports_of(const View& view, const Case& one) {
  std::set<std::string> out;
  for (const Attribution& a : one.incident->attributions)
    if (is_shown(view, a)) out.insert(upstream(view.reg, a.citation.source));
  for (const Item& item : one.items) out.insert(item.upstreams.begin(), item.upstreams.end());
  return out;
}

std::set<std::string> kin_of(const View& view, const Incident& incident) {
  std::set<std::string> out = {incident.id};
  for (const reg::Link& link : incident.links) out.insert(link.to);
  for (const auto& [id, other] : view.reg.incidents)
    for (const reg::Link& link : other.links)
      if (link.to == incident.id) out.insert(id);
  return out;
}

// Counts the reason where the incident cannot be a case.
bool is_comparable(const View& view, const Incident& incident, std::string_view actor,
                   Cases& counted) {
  const reg::Standing standing = reg::standing(view.reg, incident, actor, view.known_by);
  const Laid to = laid(view, incident, actor);
  const auto left_out = [](std::uint64_t& count) {
    ++count;
    return false;
  };
  if (view.known_by && incident.occurred.first > *view.known_by) return left_out(counted.later);
  if (!incident.duplicate_of.empty()) return left_out(counted.doubles);
  if (incident.outcome != reg::Outcome::kTheft) return left_out(counted.no_theft);
  const bool is_laid = standing.level != Level::kNone;
  if (is_laid && (!standing.dissents.empty() || to.elsewhere)) return left_out(counted.disputed);
  if (!is_laid && to.above) return left_out(counted.wider);
  if (!is_laid && to.unconfirmed) return left_out(counted.unconfirmed);
  return true;
}

bool overlap(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& text) { return b.contains(text); });
}

}  // namespace

bool is_official(Level level) { return level <= Level::kStated; }

Case case_of(const View& view, const Incident& incident, std::string_view actor) {
  const Level level = reg::standing(view.reg, incident, actor, view.known_by).level;
  Case out;
  out.incident = &incident;
  out.side = level <= Level::kAssessed ? Side::kActor : Side::kOthers;
  out.is_gold = out.side == Side::kActor ? is_official(level)
                                         : laid(view, incident, actor).elsewhere_official;
  out.stratum = stratum_of(view, incident);
  out.items = evidence_of(view, incident).items;
  out.reports = reports_of(view, out);
  out.kin = kin_of(view, incident);
  return out;
}

Cases cases_of(const View& view, std::string_view actor) {
  Cases out;
  for (const auto& [id, incident] : view.reg.incidents)
    if (is_comparable(view, incident, actor, out))
      out.cases.push_back(case_of(view, incident, actor));
  return out;
}

bool is_blocked(const Case& one, const Case& other) {
  return one.kin.contains(other.incident->id) || overlap(one.reports, other.reports);
}

std::vector<const Case*> unblocked(std::span<const Case> cases, const Case& one) {
  std::vector<const Case*> out;
  for (const Case& other : cases)
    if (!is_blocked(one, other)) out.push_back(&other);
  return out;
}

}  // namespace spoor::attribution
