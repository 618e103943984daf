// Registers made in memory, for the tests of this room and of those that read it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "register/model.h"

namespace spoor::reg {

// A register with one actor tree, a party and a source of each kind, named by its word: party
// "panel", source "panel-report". Incidents and claims are added by the test.
inline Register empty_register() {
  Register reg;
  for (const std::string_view kind : words_of<PartyKind>()) {
    Party party;
    party.id = kind;
    party.name = kind;
    party.kind = *from_word<PartyKind>(kind);
    reg.parties[party.id] = party;
  }
  for (const std::string_view kind : words_of<SourceKind>()) {
    Source source;
    source.id = kind;
    source.title = kind;
    source.kind = *from_word<SourceKind>(kind);
    source.grade = "B2";
    reg.sources[source.id] = source;
  }
  for (const auto& [id, parent] : {std::pair("dprk", ""), std::pair("lazarus", "dprk"),
                                   std::pair("apt38", "lazarus"), std::pair("others", "")}) {
    Actor actor;
    actor.id = id;
    actor.name = id;
    actor.parent = parent;
    reg.actors[actor.id] = actor;
  }
  return reg;
}

inline Incident& add_incident(Register& reg, const std::string& id, std::string_view occurred) {
  Incident incident;
  incident.id = id;
  incident.name = id;
  incident.occurred = parse_period(occurred);
  return reg.incidents[id] = incident;
}

// A whole claim of `amount` (empty: no figure), in a source of the same word as the party's papers.
inline Claim& add_claim(Incident& incident, const std::string& name, ClaimKind kind,
                        std::string_view amount, const std::string& unit, const std::string& party,
                        const std::string& source) {
  Claim claim;
  claim.id = incident.id + "/" + name;
  claim.kind = kind;
  if (!amount.empty()) claim.amount = Exact::parse(amount);
  claim.unit = unit;
  claim.party = party;
  claim.citation.source = source;
  claim.about = {incident.id};
  return incident.claims.emplace_back(claim);
}

inline Attribution& attribute(Incident& incident, const std::string& actor,
                              const std::string& party, const std::string& source) {
  Attribution attribution;
  attribution.actor = actor;
  attribution.party = party;
  attribution.citation.source = source;
  return incident.attributions.emplace_back(attribution);
}

}  // namespace spoor::reg
