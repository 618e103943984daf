#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/near_word.h"
#include "register/checks.h"
#include "register/facts.h"

namespace spoor::reg {
namespace {

class References {
 public:
  References(const Register& content, Findings& findings)
      : content_(content), claims_(claims_by_id(content)), findings_(findings) {}

  void check() {
    each_fact(content_, [&](const Fact& fact) { check_fact(fact); });
    for (const auto& [id, source] : content_.sources)
      there("source", content_.sources, source.repeats, source.place);
    for (const auto& [id, actor] : content_.actors)
      there("actor", content_.actors, actor.parent, actor.place);
    for (const auto& [id, headline] : content_.headlines) check_headline(headline);
    for (const auto& [id, incident] : content_.incidents) check_incident(incident);
    for (const auto& [id, report] : content_.reports) check_report(report);
    for (const Dispute& dispute : content_.disputes) check_dispute(dispute);
  }

 private:
  // An empty id names nothing.
  template <class Things>
  void there(const char* kind, const Things& things, const std::string& id, const Place& place) {
    if (id.empty() || things.contains(id)) return;
    std::vector<std::string> known;
    if (things.size() <= names_to_compare_) {
      names_to_compare_ -= things.size();
      for (const auto& [name, thing] : things) known.push_back(name);
    }
    findings_.push_back({place, fmt::format("there is no {} '{}'", kind, id),
                         suggestion(id, known, fmt::format("Add the {}, or mend the id", kind))});
  }

  void check_fact(const Fact& fact) {
    for (const std::string& source : fact.sources)
      there("source", content_.sources, source, fact.place);
    if (fact.known_from) there("source", content_.sources, fact.known_from->source, fact.place);
    there("party", content_.parties, fact.party, fact.place);
  }

  void check_claim(const Claim& claim) {
    there("claim", claims_, claim.part_of, claim.place);
    there("claim", claims_, claim.repeats, claim.place);
    for (const std::string& incident : claim.about)
      there("incident", content_.incidents, incident, claim.place);
  }

  void check_headline(const Headline& headline) {
    check_claim(headline.claim);
    there("actor", content_.actors, headline.actor, headline.claim.place);
  }

  void check_incident(const Incident& incident) {
    there("incident", content_.incidents, incident.duplicate_of, incident.place);
    for (const std::string& source : incident.sources)
      there("source", content_.sources, source, incident.place);
    for (const Claim& claim : incident.claims) check_claim(claim);
    for (const Attribution& said : incident.attributions)
      there("actor", content_.actors, said.actor, said.place);
    for (const Link& link : incident.links) {
      there("incident", content_.incidents, link.to, link.place);
      if (link.to == incident.id)
        findings_.push_back({link.place, "an incident is linked to itself", {}});
    }
  }

  void check_report(const Report& report) {
    for (const std::string& headline : report.headlines)
      there("headline", content_.headlines, headline, report.place);
    for (const std::string& claim : report.named) there("claim", claims_, claim, report.place);
    std::map<std::string, const ReportRow*> rows;
    for (const ReportRow& row : report.rows) rows.emplace(row.row, &row);
    for (const ReportRow& row : report.rows) {
      there("incident", content_.incidents, row.incident, row.place);
      there("row", rows, row.duplicate_of, row.place);
    }
  }

  void check_dispute(const Dispute& dispute) {
    for (const std::string& source : dispute.sources)
      there("source", content_.sources, source, dispute.place);
    for (const std::string& incident : dispute.incidents)
      there("incident", content_.incidents, incident, dispute.place);
  }

  const Register& content_;
  const std::map<std::string, const Claim*> claims_;
  Findings& findings_;
  // Each dangling id is held against each known one, to suggest what was meant: for so many.
  std::size_t names_to_compare_ = 200'000;
};

// From each thing one arrow leads to another, or none.
struct Arrow {
  std::string to;
  Place place;
};
using Arrows = std::map<std::string, Arrow>;

// "a, b, a" of the cycle that the walk from `start` ends in, or empty. Adds what it passes to
// `passed`, and stops where an earlier walk has been.
std::string cycle_from(const std::string& start, const Arrows& arrows,
                       std::set<std::string>& passed) {
  std::vector<std::string> path;
  std::set<std::string> here;
  for (std::string at = start; !at.empty();) {
    if (here.contains(at)) {
      path.push_back(at);
      path.erase(path.begin(), std::ranges::find(path, at));
      return fmt::format("{}", fmt::join(path, ", "));
    }
    if (!passed.insert(at).second) return {};
    here.insert(at);
    path.push_back(at);
    const auto arrow = arrows.find(at);
    at = arrow == arrows.end() ? std::string() : arrow->second.to;
  }
  return {};
}

void check_cycles(const char* of_what, const Arrows& arrows, Findings& findings) {
  std::set<std::string> passed;
  for (const auto& [id, arrow] : arrows) {
    const std::string cycle = cycle_from(id, arrows, passed);
    if (!cycle.empty())
      findings.push_back({arrow.place, fmt::format("{} go round: {}", of_what, cycle),
                          "One of them must stand for itself"});
  }
}

void check_all_cycles(const Register& content, Findings& findings) {
  Arrows sources, actors, duplicates, repeats, parts;
  for (const auto& [id, source] : content.sources) sources[id] = {source.repeats, source.place};
  for (const auto& [id, actor] : content.actors) actors[id] = {actor.parent, actor.place};
  for (const auto& [id, incident] : content.incidents)
    duplicates[id] = {incident.duplicate_of, incident.place};
  for (const auto& [id, claim] : claims_by_id(content)) {
    repeats[id] = {claim->repeats, claim->place};
    parts[id] = {claim->part_of, claim->place};
  }
  check_cycles("sources that repeat", sources, findings);
  check_cycles("parents of actors", actors, findings);
  check_cycles("duplicates", duplicates, findings);
  check_cycles("claims that repeat", repeats, findings);
  check_cycles("parts of claims", parts, findings);
  for (const auto& [id, report] : content.reports) {
    Arrows rows;
    for (const ReportRow& row : report.rows) rows[row.row] = {row.duplicate_of, row.place};
    check_cycles("duplicates among rows", rows, findings);
  }
}

}  // namespace

void check_references(const Register& content, Findings& findings) {
  References(content, findings).check();
  check_all_cycles(content, findings);
}

}  // namespace spoor::reg
