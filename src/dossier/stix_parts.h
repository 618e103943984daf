// The parts of a STIX export. Incidents are written first and gather what they name (parties,
// victims, techniques, addresses, actors); what was gathered is written after them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "dossier/stix_bundle.h"
#include "register/model.h"

namespace spoor::dossier {

// Extensions of ours; their definitions are in every export.
const std::string& incident_extension();
const std::string& report_extension();
const std::string& wallet_type_extension();
const std::string& wallet_extension();

struct Gathered {
  struct Victim {
    Grounds grounds;
    reg::Sector sector = reg::Sector::kOther;
  };
  struct Wallet {
    Grounds grounds;
    std::set<std::string> networks;
    bool checksum_fails = false;  // on one of them
  };
  std::map<std::string, Grounds> parties;     // by id
  std::map<std::string, Victim> victims;      // by name
  std::map<std::string, Grounds> techniques;  // by ATT&CK id
  std::map<std::string, Wallet> wallets;      // by address, as published
  std::map<std::string, Grounds> owners;      // of shared addresses, by name
  std::set<std::string> actors;
};

struct StixContext {
  StixContext(const reg::Register& r, std::string_view name) : reg(r), bundle(name) {}

  const reg::Register& reg;
  StixBundle bundle;
  Gathered gathered;
};

// What a thing is known on: its first grounds, and the others too.
template <class Key, class Value>
Value& meet(std::map<Key, Value>& things, const Key& name, const Grounds& grounds) {
  const auto [found, is_new] = things.try_emplace(name);
  Grounds* known = nullptr;
  if constexpr (requires { found->second.grounds; })
    known = &found->second.grounds;
  else
    known = &found->second;
  if (is_new)
    *known = grounds;
  else
    known->known_too(grounds);
  return found->second;
}

std::string incident_id(std::string_view id);
std::string actor_id(std::string_view id);
std::string party_id(std::string_view id);
std::string source_report_id(std::string_view source);  // a report where the source has a date

// stix_facts.cc: members of an open object that say where a fact stands and who says it.
void write_standing(StixContext& context, const reg::Citation& citation,
                    const std::optional<reg::KnownFrom>& known_from);
void write_party(StixContext& context, const std::string& party, const Grounds& grounds);
void write_claim(StixContext& context, const reg::Claim& claim);
void write_amount(StixContext& context, const std::optional<reg::Exact>& amount,
                  std::string_view unit);

// stix_incident.cc: an incident with all that its sources say, and its relationships.
void write_incident(StixContext& context, const reg::Incident& incident);
// stix_things.cc: who made the bundle and what its extensions mean; what incidents gathered.
void write_maker(StixContext& context);
void write_shared_addresses(StixContext& context);
void write_things(StixContext& context);
// stix_reports.cc: sources as reports, with their rows and headlines; disputes as notes.
void gather_speakers(StixContext& context);
void write_reports(StixContext& context);
void write_disputes(StixContext& context);

// A relationship; `name` sets it apart from others of its kind between the same two. Both ends must
// come into the bundle, before or after it.
struct Relationship {
  std::string_view type;
  std::string source, target;
  std::string name = {};
  std::string description = {};
  std::vector<std::string> labels = {};
  std::optional<int> confidence = {};
};
void write_relationship(StixContext& context, const Relationship& relationship,
                        const Grounds& grounds);

}  // namespace spoor::dossier
