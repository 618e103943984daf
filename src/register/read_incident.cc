#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "register/readers.h"

namespace spoor::reg {
namespace {

Country read_country(Fields& fields) {
  return {.code = country_of(fields, "code", Need::kRequired),
          .basis = fields.choice("basis", CountryBasis::kUnknown),
          .citation = citation_of(fields),
          .place = fields.place()};
}

AssetTaken read_asset(Fields& fields) {
  AssetTaken asset;
  asset.place = fields.place();
  asset.asset = unit_of(fields, "asset", Need::kRequired);
  asset.amount = fields.amount("amount");
  asset.citation = citation_of(fields);
  asset.says = fields.prose("says");
  asset.unconfirmed = fields.flag("unconfirmed");
  return asset;
}

Claim read_claim(Fields& fields, const std::string& incident) {
  Claim claim = claim_of(fields, incident);
  claim.about = {incident};
  for (std::string& other : fields.ids("also_about")) {
    if (std::ranges::find(claim.about, other) != claim.about.end())
      fields.complain("also_about", fmt::format("'{}' is named already", other));
    else
      claim.about.push_back(std::move(other));
  }
  return claim;
}

Observation read_observation(Fields& fields) {
  Observation seen;
  seen.place = fields.place();
  seen.kind = fields.choice("kind", ObservationKind::kVector, Need::kRequired);
  seen.value = fields.text("value", Need::kRequired);
  if (!seen.value.empty() && !is_value(seen.kind, seen.value))
    fields.complain_of_choice("value", seen.value, values_of(seen.kind));
  seen.detail = fields.prose("detail");
  seen.party = fields.id("party");
  seen.citation = citation_of(fields);
  seen.known_from = known_from_of(fields);
  seen.basis = fields.choice("basis", Basis::kUnknown);
  seen.unconfirmed = fields.flag("unconfirmed");
  return seen;
}

Attribution read_attribution(Fields& fields) {
  Attribution said;
  said.place = fields.place();
  said.actor = fields.id("actor", Need::kRequired);
  said.party = fields.id("party", Need::kRequired);
  said.stated_at = fields.period("stated_at");
  said.words = fields.prose("words");
  said.citation = citation_of(fields, Need::kRequired);
  said.known_from = known_from_of(fields);
  said.denies = fields.flag("denies");
  said.unconfirmed = fields.flag("unconfirmed");
  return said;
}

Link read_link(Fields& fields) {
  Link link;
  link.place = fields.place();
  link.to = fields.id("to", Need::kRequired);
  link.kind = fields.choice("kind", LinkKind::kCampaign, Need::kRequired);
  link.says = fields.prose("says");
  link.party = fields.id("party");
  link.citation = citation_of(fields);
  link.known_from = known_from_of(fields);
  link.unconfirmed = fields.flag("unconfirmed");
  return link;
}

Recovery read_recovery(Fields& fields) {
  Recovery recovery;
  recovery.place = fields.place();
  recovery.kind = fields.choice("kind", RecoveryKind::kReturned, Need::kRequired);
  recovery.amount = fields.amount("amount");
  recovery.unit = unit_of(fields, "unit", recovery.amount ? Need::kRequired : Need::kOptional);
  recovery.citation = citation_of(fields);
  recovery.says = fields.prose("says");
  recovery.unconfirmed = fields.flag("unconfirmed");
  return recovery;
}

Address read_address(Fields& fields) {
  Address address = address_of(fields);
  address.role = fields.choice("role", AddressRole::kTheft, Need::kRequired);
  address.sources = fields.source_ids("sources");
  return address;
}

void check_addresses(const Incident& incident, Reading& reading) {
  std::set<std::tuple<std::string, std::string, AddressRole>> seen;
  for (const Address& address : incident.addresses)
    if (!seen.emplace(address.network, address.address, address.role).second)
      reading.complain(address.place.line,
                       fmt::format("the address {} stands twice in the same role", address.address),
                       "Join the two, with the sources of both");
}

void check_claims(const Incident& incident, Reading& reading) {
  std::set<std::string> seen;
  for (const Claim& claim : incident.claims)
    if (!claim.id.empty() && !seen.insert(claim.id).second)
      reading.complain(claim.place.line, fmt::format("the claim '{}' stands twice", claim.id),
                       "Ids are unique");
}

void read_lists(Fields& fields, Incident& incident) {
  fields.each("countries", [&](Fields& f) { incident.countries.push_back(read_country(f)); });
  fields.each("assets", [&](Fields& f) { incident.assets.push_back(read_asset(f)); });
  fields.each("claims", [&](Fields& f) { incident.claims.push_back(read_claim(f, incident.id)); });
  fields.each("observations",
              [&](Fields& f) { incident.observations.push_back(read_observation(f)); });
  fields.each("attributions",
              [&](Fields& f) { incident.attributions.push_back(read_attribution(f)); });
  fields.each("links", [&](Fields& f) { incident.links.push_back(read_link(f)); });
  fields.each("recoveries", [&](Fields& f) { incident.recoveries.push_back(read_recovery(f)); });
  fields.each("addresses", [&](Fields& f) { incident.addresses.push_back(read_address(f)); });
}

}  // namespace

void read_incident(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  Incident incident;
  incident.place = fields.place();
  incident.id = file_id_of(fields, reading);
  incident.name = fields.text("name", Need::kRequired);
  incident.outcome = fields.choice("outcome", Outcome::kTheft);
  incident.occurred = fields.period("occurred", Need::kRequired).value_or(Period{});
  incident.summary = fields.prose("summary");
  incident.victim = fields.text("victim", Need::kRequired);
  incident.sector = fields.choice("sector", Sector::kOther, Need::kRequired);
  incident.duplicate_of = fields.id("duplicate_of");
  incident.handling = fields.choice("handling", Handling::kPublic);
  incident.sources = fields.source_ids("sources");
  incident.unconfirmed = fields.texts("unconfirmed");
  read_lists(fields, incident);
  fields.end();
  check_claims(incident, reading);
  check_addresses(incident, reading);
  std::string id = incident.id;
  put(fields, content.incidents, std::move(id), std::move(incident));
}

}  // namespace spoor::reg
