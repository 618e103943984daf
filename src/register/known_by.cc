#include "register/known_by.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace spoor::reg {
namespace {

enum class When : std::uint8_t { kByThen, kLater, kUnproven };

class Trimmer {
 public:
  Trimmer(Register reg, Day day)
      : day_(day), out_{.content = std::move(reg), .later = {}, .unproven = {}} {}

  KnownBy run() {
    Register& reg = out_.content;
    for (auto& [id, incident] : reg.incidents) take_facts(incident);
    take(reg.incidents, FactKind::kIncident, [&](const auto& entry) { return of(entry.second); });
    take(reg.headlines, FactKind::kHeadline,
         [&](const auto& entry) { return of(entry.second.claim.known_from); });
    take(reg.reports, FactKind::kReport,
         [&](const auto& entry) { return published(entry.second.citation.source); });
    take(reg.yearly_totals, FactKind::kYearly,
         [&](const YearlyTotal& yearly) { return published(yearly.citation.source); });
    take(reg.disputes, FactKind::kDispute, [&](const Dispute& dispute) { return of(dispute); });
    forget_names();
    return std::move(out_);
  }

 private:
  When of(const std::optional<KnownFrom>& known) const {
    if (!known) return When::kUnproven;
    return known->day <= day_ ? When::kByThen : When::kLater;
  }

  When published(const std::string& id) const {
    const auto source = out_.content.sources.find(id);
    if (source == out_.content.sources.end() || !source->second.published) return When::kUnproven;
    const Period& when = *source->second.published;
    if (when.last <= day_) return When::kByThen;
    return day_ < when.first ? When::kLater : When::kUnproven;
  }

  // Our words on a dispute tell what all of its sources say.
  When of(const Dispute& dispute) const {
    When latest = dispute.sources.empty() ? When::kUnproven : When::kByThen;
    for (const std::string& source : dispute.sources) {
      const When when = published(source);
      if (when == When::kLater) return when;
      if (when == When::kUnproven) latest = when;
    }
    return latest;
  }

  When of(const Incident& incident) const {
    if (day_ < incident.occurred.first) return When::kLater;
    if (was_public(incident, day_)) return When::kByThen;
    return has_unproven_.contains(incident.id) ? When::kUnproven : When::kLater;
  }

  template <class Container, class WhenOf>
  void take(Container& from, FactKind kind, WhenOf when_of) {
    std::erase_if(from, [&](const auto& entry) {
      const When when = when_of(entry);
      if (when == When::kLater) ++out_.later.counts[static_cast<std::size_t>(kind)];
      if (when == When::kUnproven) ++out_.unproven.counts[static_cast<std::size_t>(kind)];
      return when != When::kByThen;
    });
  }

  void take_facts(Incident& incident) {
    const std::uint64_t before = out_.unproven.sum();
    const auto by_day = [&](const auto& fact) { return of(fact.known_from); };
    take_claims(incident.claims);
    take(incident.observations, FactKind::kObservation, by_day);
    take(incident.attributions, FactKind::kAttribution, by_day);
    take(incident.links, FactKind::kLink, by_day);
    if (out_.unproven.sum() > before) has_unproven_.insert(incident.id);
  }

  // A claim that repeats one that goes repeats what that one repeats.
  void take_claims(std::vector<Claim>& claims) {
    const std::vector<Claim> before = claims;
    take(claims, FactKind::kClaim, [&](const Claim& claim) { return of(claim.known_from); });
    const auto is_in = [](const std::vector<Claim>& all, const std::string& id) {
      return std::ranges::find(all, id, &Claim::id);
    };
    for (Claim& claim : claims)
      for (std::size_t steps = 0; steps < before.size() && !claim.repeats.empty(); ++steps) {
        if (is_in(claims, claim.repeats) != claims.end()) break;
        const auto gone = is_in(before, claim.repeats);
        if (gone == before.end()) break;
        claim.repeats = gone->repeats;
      }
  }

  // What stays names nothing that went. A double stays one, whatever became of the other.
  void forget_names() {
    Register& reg = out_.content;
    const auto is_gone = [&](const std::string& id) { return !reg.incidents.contains(id); };
    std::set<std::string, std::less<>> claims;
    for (const auto& [id, incident] : reg.incidents)
      for (const Claim& claim : incident.claims) claims.insert(claim.id);
    for (const auto& [id, headline] : reg.headlines) claims.insert({id, headline.claim.id});
    const auto is_no_claim = [&](const std::string& id) { return !claims.contains(id); };
    for (auto& [id, incident] : reg.incidents)
      std::erase_if(incident.links, [&](const Link& link) { return is_gone(link.to); });
    for (auto& [id, headline] : reg.headlines) {
      if (is_no_claim(headline.claim.repeats)) headline.claim.repeats.clear();
      std::erase_if(headline.claim.about, is_gone);
    }
    for (auto& [id, report] : reg.reports) {
      std::erase_if(report.headlines, is_no_claim);
      std::erase_if(report.named, is_no_claim);
      for (ReportRow& row : report.rows)
        if (is_gone(row.incident)) row.incident.clear();
    }
    for (Dispute& dispute : reg.disputes) std::erase_if(dispute.incidents, is_gone);
  }

  Day day_;
  KnownBy out_;
  std::set<std::string> has_unproven_;  // ids of incidents
};

}  // namespace

bool was_public(const Incident& incident, Day day) {
  const auto is_known = [&](const auto& fact) {
    return fact.known_from && fact.known_from->day <= day;
  };
  return std::ranges::any_of(incident.claims, is_known) ||
         std::ranges::any_of(incident.attributions, is_known) ||
         std::ranges::any_of(incident.observations, is_known);
}

KnownBy known_by(Register reg, Day day) { return Trimmer(std::move(reg), day).run(); }

}  // namespace spoor::reg
