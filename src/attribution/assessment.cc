#include "attribution/assessment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "register/load.h"
#include "register/names.h"

namespace spoor::attribution {
namespace {

const reg::Incident& find(const View& view, std::string_view id) {
  const auto found = view.reg.incidents.find(std::string(id));
  if (found == view.reg.incidents.end())
    reg::throw_no_such("incident", id, reg::named(view.reg.incidents),
                       "`spoor register list` has the ids");
  const reg::Incident& incident = found->second;
  if (!incident.duplicate_of.empty())
    throw_not_found(
        fmt::format("'{}' is the same as '{}', which counts", id, incident.duplicate_of),
        "Ask for that one");
  if (view.known_by && incident.occurred.first > *view.known_by)
    throw_usage(fmt::format("'{}' happened on {}, after --known-by {}", id, incident.occurred.text,
                            reg::to_text(*view.known_by)),
                "Ask about a later day");
  return incident;
}

std::vector<CurvePoint> curve_of(const Weight& weight) {
  std::vector<CurvePoint> out;
  if (!weight.is_measured()) return out;
  for (const double prior : kPriors) {
    const double p = posterior(prior, weight.log10);
    out.push_back({prior, p, likelihood_word(p)});
  }
  return out;
}

// The reports of a link that come from a usually reliable source, or a better one, and can be
// found.
std::size_t reliable_reports(const View& view, const SharedControl& link) {
  std::set<std::string> reports;
  for (const reg::Link* said : link.said) {
    const std::string& report = upstream(view.reg, said->citation.source);
    const auto found = view.reg.sources.find(report);
    if (found == view.reg.sources.end() || !reg::is_located(view.reg, said->citation)) continue;
    if (found->second.grade.starts_with('A') || found->second.grade.starts_with('B'))
      reports.insert(report);
  }
  return reports.size();
}

Confidence confidence_of(const View& view, const Row& hard) {
  const std::size_t reports = reliable_reports(view, *hard.link);
  if (!hard.reaches() || reports == 0) return Confidence::kLow;
  return reports == 1 ? Confidence::kModerate : Confidence::kHigh;
}

Confidence confidence_of(const View& view, const Matrix& matrix, const Weight& weight) {
  std::set<Group> groups;
  for (const Weighed& w : weight.items)
    if (w.measured.log10() != 0) groups.insert(w.item->group);
  Confidence out = groups.size() >= 2 ? Confidence::kModerate : Confidence::kLow;
  for (const Row& row : matrix.hard) out = std::max(out, confidence_of(view, row));
  return out;
}

// When it was stated, or else known; what has no day comes last.
std::optional<reg::Day> day_of(const Said& said) {
  if (said.attribution->stated_at) return said.attribution->stated_at->first;
  if (said.attribution->known_from) return said.attribution->known_from->day;
  return std::nullopt;
}
bool is_earlier(const Said& a, const Said& b) {
  const std::optional<reg::Day> day_a = day_of(a);
  const std::optional<reg::Day> day_b = day_of(b);
  if (!day_a || !day_b) return day_a.has_value() && !day_b;
  return *day_a < *day_b;
}

void tell_said(const View& view, Assessment& out) {
  for (const reg::Attribution& a : out.incident->attributions) {
    if (a.unconfirmed || !view.shows(a.known_from))
      ++out.said_unseen;
    else
      out.said.push_back({&a, reg::level_of(view.reg, a)});
  }
  std::ranges::stable_sort(out.said, is_earlier);
}

}  // namespace

void check_actor(const View& view, std::string_view actor) {
  if (!view.reg.actors.contains(std::string(actor)))
    reg::throw_no_such("actor", actor, reg::named(view.reg.actors),
                       "actors.yaml in the register has the ids");
}

std::string_view word(Confidence confidence) {
  switch (confidence) {
    case Confidence::kHigh:
      return "high";
    case Confidence::kModerate:
      return "moderate";
    case Confidence::kLow:
      break;
  }
  return "low";
}

std::unique_ptr<Assessment> assess(const View& view, std::string_view incident,
                                   std::string_view actor) {
  check_actor(view, actor);
  auto out = std::make_unique<Assessment>();
  out->incident = &find(view, incident);
  out->actor = actor;
  out->known_by = view.known_by;
  out->self = case_of(view, *out->incident, actor);
  out->evidence = evidence_of(view, *out->incident);
  const Cases cases = cases_of(view, actor);
  const std::vector<const Case*> compared = unblocked(cases.cases, out->self);
  out->compared = compared.size();
  out->weight = weigh(out->evidence.items, out->self.stratum, compared);
  out->matrix = matrix_of(view, actor, out->evidence, out->weight);
  out->curve = curve_of(out->weight);
  out->confidence = confidence_of(view, out->matrix, out->weight);
  tell_said(view, *out);
  return out;
}

}  // namespace spoor::attribution
