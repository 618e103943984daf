#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/near_word.h"
#include "register/checks.h"
#include "register/facts.h"

namespace spoor::reg {
namespace {

const Source* find_source(const Register& content, const std::string& id) {
  const auto found = content.sources.find(id);
  return found == content.sources.end() ? nullptr : &found->second;
}

bool is_memory(const Register& content, const std::string& id) {
  const Source* source = find_source(content, id);
  return source != nullptr && source->is_memory();
}

void check_memory(const Register& content, const Fact& fact, Findings& findings) {
  const bool rests_on_memory = std::ranges::any_of(
      fact.sources, [&](const std::string& id) { return is_memory(content, id); });
  if (!rests_on_memory || fact.unconfirmed.value_or(false)) return;
  findings.push_back({fact.place,
                      fmt::format("{}: its source is memory, and confirms nothing", fact.what),
                      fact.unconfirmed ? "Mark it `unconfirmed: true`, or give a source that "
                                         "confirms it"
                                       : "Give a source that confirms it, or leave it out"});
}

void check_known_from(const Register& content, const Fact& fact, Findings& findings) {
  if (!fact.known_from) return;
  const Source* source = find_source(content, fact.known_from->source);
  if (source == nullptr) return;  // complained of before
  if (source->is_memory())
    findings.push_back({fact.place, fmt::format("{}: memory proves no first appearance", fact.what),
                        "Leave `known_from` out"});
  if (source->published && fact.known_from->day < source->published->last)
    findings.push_back(
        {fact.place,
         fmt::format("{}: known from {}, but {} was published {}", fact.what,
                     to_text(fact.known_from->day), source->id, source->published->text),
         "The day is that of the source that proves it, or later"});
}

// Units that are not currencies must be taken somewhere: a misspelt currency looks like an asset.
class Units {
 public:
  Units(const Register& content, Findings& findings) : findings_(findings) {
    for (const auto& [id, incident] : content.incidents)
      for (const AssetTaken& asset : incident.assets) assets_.insert(asset.asset);
    known_.assign(assets_.begin(), assets_.end());
    for (const char* currency : {"USD", "EUR", "GBP", "JPY", "KRW", "INR", "CNY"})
      known_.emplace_back(currency);
  }

  void check(const std::string& unit, const Place& place) {
    if (unit.empty() || is_currency(unit) || assets_.contains(unit)) return;
    findings_.push_back(
        {place, fmt::format("unknown currency '{}'", unit),
         suggestion(unit, known_,
                    "Write a code of ISO 4217, or name the asset under `assets` of an incident")});
  }

 private:
  std::set<std::string> assets_;
  std::vector<std::string> known_;
  Findings& findings_;
};

void check_units(const Register& content, Findings& findings) {
  Units units(content, findings);
  for (const auto& [id, claim] : claims_by_id(content)) units.check(claim->unit, claim->place);
  for (const auto& [id, incident] : content.incidents)
    for (const Recovery& recovery : incident.recoveries) units.check(recovery.unit, recovery.place);
  for (const auto& [id, report] : content.reports)
    for (const ReportRow& row : report.rows)
      for (const ReportPart& part : row.parts) units.check(part.unit, row.place);
}

void check_part(const Claim& part, const Claim& whole, Findings& findings) {
  if (part.is_sum_of_parts)
    findings.push_back({part.place, fmt::format("{} is a part and itself a sum of parts", part.id),
                        "Write its parts as parts of the whole, or its amount"});
  if (part.about != whole.about)
    findings.push_back({part.place,
                        fmt::format("{} is part of a claim about other incidents", part.id),
                        "A part is about what its whole is about"});
  if (part.kind != whole.kind)
    findings.push_back({part.place,
                        fmt::format("{} is {}, and the claim that it is part of is {}", part.id,
                                    word(part.kind), word(whole.kind)),
                        "Parts add to their whole, so they are of one kind"});
}

void check_parts(const Register& content, Findings& findings) {
  const std::map<std::string, const Claim*> claims = claims_by_id(content);
  std::set<std::string> wholes;
  for (const auto& [id, claim] : claims) {
    const auto whole = claims.find(claim->part_of);
    if (whole == claims.end()) continue;
    wholes.insert(whole->first);
    check_part(*claim, *whole->second, findings);
  }
  for (const auto& [id, claim] : claims)
    if (claim->is_sum_of_parts && !wholes.contains(id))
      findings.push_back({claim->place, fmt::format("{} is a sum of parts and has none", id),
                          fmt::format("Write its parts with `part_of: {}`, or an amount",
                                      id.substr(id.find('/') + 1))});
}

}  // namespace

void check_meaning(const Register& content, Findings& findings) {
  each_fact(content, [&](const Fact& fact) {
    check_memory(content, fact, findings);
    check_known_from(content, fact, findings);
  });
  for (const auto& [id, incident] : content.incidents)
    if (incident.unconfirmed.empty() &&
        std::ranges::any_of(incident.sources,
                            [&](const std::string& source) { return is_memory(content, source); }))
      findings.push_back({incident.place, "memory is named as a source, and nothing unconfirmed",
                          "Say under `unconfirmed` what rests on it, or take it out"});
  check_units(content, findings);
  check_parts(content, findings);
}

}  // namespace spoor::reg
