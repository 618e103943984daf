#include "register/facts.h"

#include <fmt/format.h>

namespace spoor::reg {
namespace {

std::vector<std::string> sources_of(const Citation& citation) {
  return citation.source.empty() ? std::vector<std::string>() : std::vector{citation.source};
}

// What is said of any thing that has a citation and a place.
template <class Thing>
Fact fact(std::string what, const Thing& thing) {
  return {.what = std::move(what),
          .sources = sources_of(thing.citation),
          .locator = thing.citation.locator,
          .known_from = {},
          .party = {},
          .unconfirmed = {},
          .place = thing.place};
}

template <class Thing>
Fact marked_fact(std::string what, const Thing& thing) {
  Fact out = fact(std::move(what), thing);
  out.unconfirmed = thing.unconfirmed;
  return out;
}

// With a party and a first appearance.
template <class Thing>
Fact said_fact(std::string what, const Thing& thing) {
  Fact out = marked_fact(std::move(what), thing);
  out.known_from = thing.known_from;
  out.party = thing.party;
  return out;
}

Fact address_fact(const Address& address) {
  return {.what = fmt::format("address {}", address.address),
          .sources = address.sources,
          .locator = {},
          .known_from = {},
          .party = {},
          .unconfirmed = {},
          .place = address.place};
}

using Visit = std::function<void(const Fact&)>;

void each_of_actor(const Actor& actor, const Visit& visit) {
  if (!actor.parent.empty())
    visit({.what = fmt::format("place of {} under {}", actor.id, actor.parent),
           .sources = sources_of(actor.parent_citation),
           .locator = actor.parent_citation.locator,
           .known_from = {},
           .party = {},
           .unconfirmed = {},
           .place = actor.place});
  for (const Alias& alias : actor.aliases) {
    Fact named = marked_fact(fmt::format("alias {} of {}", alias.name, actor.id), alias);
    named.party = alias.party;
    visit(named);
  }
}

void each_of_incident(const Incident& incident, const Visit& visit) {
  for (const Country& country : incident.countries)
    visit(fact(fmt::format("country {}", country.code), country));
  for (const AssetTaken& asset : incident.assets)
    visit(marked_fact(fmt::format("asset {}", asset.asset), asset));
  for (const Claim& claim : incident.claims)
    visit(said_fact(fmt::format("claim {}", claim.id), claim));
  for (const Observation& seen : incident.observations)
    visit(said_fact(fmt::format("{} {}", word(seen.kind), seen.value), seen));
  for (const Attribution& said : incident.attributions)
    visit(said_fact(fmt::format("attribution to {} by {}", said.actor, said.party), said));
  for (const Link& link : incident.links)
    visit(said_fact(fmt::format("{} with {}", word(link.kind), link.to), link));
  for (const Recovery& recovery : incident.recoveries)
    visit(marked_fact(fmt::format("recovery ({})", word(recovery.kind)), recovery));
  for (const Address& address : incident.addresses) visit(address_fact(address));
}

}  // namespace

void each_fact(const Register& content, const std::function<void(const Fact&)>& visit) {
  for (const auto& [id, actor] : content.actors) each_of_actor(actor, visit);
  for (const auto& [id, headline] : content.headlines)
    visit(said_fact(fmt::format("headline {}", id), headline.claim));
  for (const auto& [id, incident] : content.incidents) each_of_incident(incident, visit);
  for (const auto& [id, report] : content.reports)
    visit(fact(fmt::format("report {}", id), report));
  for (const SharedAddresses& shared : content.shared_addresses)
    visit(fact(fmt::format("addresses of {}", shared.owner), shared));
  for (const YearlyTotal& total : content.yearly_totals) {
    Fact stated = fact(fmt::format("yearly totals of {}", total.party), total);
    stated.party = total.party;
    visit(stated);
  }
}

std::map<std::string, const Claim*> claims_by_id(const Register& content) {
  std::map<std::string, const Claim*> out;
  for (const auto& [id, headline] : content.headlines)
    out.emplace(headline.claim.id, &headline.claim);
  for (const auto& [id, incident] : content.incidents)
    for (const Claim& claim : incident.claims) out.emplace(claim.id, &claim);
  return out;
}

}  // namespace spoor::reg
