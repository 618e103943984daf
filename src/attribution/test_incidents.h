// Registers made for the tests of this room: the actor's incidents and others, with what was seen.
#pragma once

#include <string>
#include <string_view>

#include "attribution/evidence.h"
#include "register/test_register.h"

namespace spoor::attribution {

inline reg::Observation& see(reg::Incident& incident, reg::ObservationKind kind,
                             std::string_view value, reg::Basis basis,
                             const std::string& source = "research") {
  reg::Observation o;
  o.kind = kind;
  o.value = value;
  o.basis = basis;
  o.citation.source = source;
  return incident.observations.emplace_back(o);
}
inline reg::Observation& see_vector(reg::Incident& incident, std::string_view technique,
                                    reg::Basis basis = reg::Basis::kVictim) {
  return see(incident, reg::ObservationKind::kVector, technique, basis);
}
inline reg::Observation& see_step(reg::Incident& incident, std::string_view step,
                                  reg::Basis basis = reg::Basis::kChain) {
  return see(incident, reg::ObservationKind::kLaundering, step, basis);
}

inline reg::Link& link(reg::Incident& from, const std::string& to, reg::LinkKind kind,
                       const std::string& source = "research") {
  reg::Link l;
  l.to = to;
  l.kind = kind;
  l.citation.source = source;
  return from.links.emplace_back(l);
}

inline reg::KnownFrom known(std::string_view day) { return {reg::parse_day(day), "article"}; }

// Sources of its own, so that no report blocks another incident.
inline std::string own_source(reg::Register& reg, const std::string& incident,
                              reg::SourceKind kind = reg::SourceKind::kStatement) {
  reg::Source source;
  source.id = "source-of-" + incident;
  source.kind = kind;
  reg.sources[source.id] = source;
  return source.id;
}

// An intrusion into an exchange in 2021, laid to the actor by a government or to nobody, each in a
// report of its own, with one way in and one step of laundering.
inline reg::Incident& add_theft(reg::Register& reg, const std::string& id, bool is_actors,
                                std::string_view technique, std::string_view step) {
  reg::Incident& incident = reg::add_incident(reg, id, "2021-05-01");
  incident.sector = reg::Sector::kExchange;
  const std::string source = own_source(reg, id);
  if (is_actors) reg::attribute(incident, "lazarus", "government", source);
  if (!technique.empty())
    see(incident, reg::ObservationKind::kVector, technique, reg::Basis::kVictim, source);
  if (!step.empty())
    see(incident, reg::ObservationKind::kLaundering, step, reg::Basis::kChain, source);
  return incident;
}

}  // namespace spoor::attribution
