// What incidents name: techniques, actors, victims, parties and addresses; and what the extensions
// of this product mean.
#include <fmt/format.h>

#include <algorithm>

#include "dossier/stix_id.h"
#include "dossier/stix_parts.h"

namespace spoor::dossier {
namespace {

using reg::Actor;
using reg::PartyKind;
using reg::Sector;

void write_definition(StixBundle& bundle, const std::string& id, std::string_view name,
                      std::string_view description, std::string_view type,
                      std::string_view schema) {
  bundle.open("extension-definition", id, {});
  bundle.put("name", name);
  bundle.put("description", description);
  bundle.put("schema", schema);
  bundle.put("version", "1.0.0");
  bundle.json().key("extension_types").begin_array().value(type).end_array();
  bundle.close();
}

void write_definitions(StixBundle& bundle) {
  write_definition(
      bundle, incident_extension(), "spoor-register-incident",
      "What each source says of an incident: claims of loss side by side, never reconciled to one "
      "amount; observations; attributions with their level; countries, assets, recoveries.",
      "property-extension",
      "register_id, outcome, occurred, sector: strings. countries [{code, basis, source, locator}]."
      " assets [{amount, unit, says, source, locator}]. claims [{claim_id, kind, amount, unit, "
      "is_sum_of_parts, bound, party_ref, words, valued_at, stated_at, published, source, "
      "source_ref, locator, known_from {day, source}, part_of, repeats, about_refs}]. observations "
      "[{kind, value, detail, basis, party_ref, source, locator, known_from}]. attributions "
      "[{actor_ref, party_ref, stated_at, words, level, denies, source, locator, known_from}]. "
      "recoveries [{kind, amount, unit, says, source, locator}]. unconfirmed [string]. Amounts are "
      "decimal strings, exact; dates are a day, a month, a year or two of them with a slash. "
      "docs/format/register.md of spoor tells what each means.");
  write_definition(
      bundle, report_extension(), "spoor-register-source",
      "A source of the register: its kind and Admiralty grade, the claims about many incidents "
      "that "
      "it makes, its rows as printed and as read, and its yearly totals.",
      "property-extension",
      "register_id, kind, grade, language, reference: strings. headlines [claim, with says, "
      "covers, "
      "cases, cases_bound, countries, actor_ref]. tables [{register_id, title, rows [{row, "
      "section, "
      "date, country, target, amount, outcome: as printed; countries, outcome_read, parts [{kind, "
      "amount, unit, bound, inferred}], incident_ref, duplicate_of, remark: as read}]}]. yearly "
      "[{party_ref, edition, usd_millions {year: string}, cases {year: integer}}].");
  write_definition(bundle, wallet_type_extension(), "cryptocurrency-wallet",
                   "The observable `cryptocurrency-wallet`, as OpenCTI has it: an address of a "
                   "network of crypto-assets.",
                   "new-sco", "value (required): the address as published, a string.");
  write_definition(
      bundle, wallet_extension(), "spoor-register-address",
      "On which networks an address was published, and whether its checksum holds.",
      "property-extension",
      "networks [string]: BTC, ETH, TRON … checksum: `fails` where the address is kept "
      "letter by letter though its checksum does not hold; not there where it holds "
      "or the network has none.");
}

std::vector<std::string> sectors_of(Sector sector) {
  switch (sector) {
    case Sector::kBank:
    case Sector::kCentralBank:
    case Sector::kExchange:
    case Sector::kDefi:
    case Sector::kBridge:
    case Sector::kWallet:
    case Sector::kPayment:
      return {"financial-services"};
    case Sector::kGaming:
      return {"entertainment"};
    case Sector::kCasino:
      return {"hospitality-leisure"};
    case Sector::kMining:
    case Sector::kIndividual:
    case Sector::kOther:
      break;
  }
  return {};
}

std::string_view class_of(PartyKind kind) {
  return kind == PartyKind::kResearcher || kind == PartyKind::kVictim ? "unknown" : "organization";
}

void write_techniques(StixContext& context) {
  StixBundle& bundle = context.bundle;
  for (const auto& [value, grounds] : context.gathered.techniques) {
    Grounds own;  // the technique is public, whoever saw it
    bundle.open("attack-pattern", stix_id("attack-pattern", value), own);
    const std::string_view name = reg::technique_name(value);
    bundle.put("name", name.empty() ? value : name);
    bundle.json().key("external_references").begin_array().begin_object();
    bundle.put("source_name", "mitre-attack");
    bundle.put("external_id", value);
    std::string path = value;
    std::replace(path.begin(), path.end(), '.', '/');
    bundle.put("url", "https://attack.mitre.org/techniques/" + path);
    bundle.json().end_object().end_array();
    bundle.close();
  }
}

// With all above them in the tree.
std::set<std::string> actors_of(const StixContext& context) {
  std::set<std::string> all;
  for (std::string id : context.gathered.actors)
    while (context.reg.actors.contains(id) && all.insert(id).second)
      id = context.reg.actors.at(id).parent;
  return all;
}

void write_actor(StixContext& context, const Actor& actor) {
  StixBundle& bundle = context.bundle;
  Grounds grounds;
  grounds.on(context.reg, actor.parent_citation);
  std::vector<std::string> names;
  for (const reg::Alias& alias : actor.aliases) {
    const auto party = context.reg.parties.find(alias.party);
    const std::string by = party == context.reg.parties.end() ? "" : ", by " + party->second.name;
    grounds.on(context.reg, alias.citation, fmt::format("called {}{}", alias.name, by));
    if (std::find(names.begin(), names.end(), alias.name) == names.end())
      names.push_back(alias.name);
  }
  bundle.open("intrusion-set", actor_id(actor.id), grounds);
  bundle.put("name", actor.name.empty() ? actor.id : actor.name);
  bundle.list("aliases", names);
  bundle.close();
  if (!context.reg.actors.contains(actor.parent)) return;
  write_relationship(context,
                     {.type = "related-to",
                      .source = actor_id(actor.id),
                      .target = actor_id(actor.parent),
                      .description = "The first is below the second in the register's tree of "
                                     "actors: what is laid to it is laid to the second.",
                      .labels = {"part-of"}},
                     Grounds().on(context.reg, actor.parent_citation));
}

void write_identities(StixContext& context) {
  StixBundle& bundle = context.bundle;
  for (const auto& [name, victim] : context.gathered.victims) {
    bundle.open("identity", stix_id("identity", "victim:" + name), victim.grounds);
    bundle.put("name", name);
    bundle.list("roles", {"victim"});
    bundle.put("identity_class",
               victim.sector == Sector::kIndividual ? "individual" : "organization");
    bundle.list("sectors", sectors_of(victim.sector));
    bundle.close();
  }
  for (const auto& [id, grounds] : context.gathered.parties) {
    const reg::Party& party = context.reg.parties.at(id);
    bundle.open("identity", party_id(id), grounds);
    bundle.put("name", party.name.empty() ? id : party.name);
    bundle.list("roles", {std::string(reg::word(party.kind))});
    bundle.put("identity_class", class_of(party.kind));
    bundle.close();
  }
  for (const auto& [name, grounds] : context.gathered.owners) {
    bundle.open("identity", stix_id("identity", "owner:" + name), grounds);
    bundle.put("name", name);
    bundle.put("identity_class", "unknown");
    bundle.close();
  }
}

void write_wallets(StixContext& context) {
  StixBundle& bundle = context.bundle;
  for (const auto& [address, wallet] : context.gathered.wallets) {
    bundle.open_observable("cryptocurrency-wallet", wallet_id(address), wallet.grounds);
    bundle.put("value", address);
    JsonWriter& json = bundle.json();
    json.key("extensions").begin_object();
    json.key(wallet_type_extension()).begin_object();
    json.member("extension_type", "new-sco").end_object();
    json.key(wallet_extension()).begin_object();
    json.member("extension_type", "property-extension");
    bundle.list("networks", {wallet.networks.begin(), wallet.networks.end()});
    if (wallet.checksum_fails) json.member("checksum", "fails");
    json.end_object().end_object();
    bundle.close();
  }
}

}  // namespace

const std::string& incident_extension() {
  static const std::string id = stix_id("extension-definition", "incident-1");
  return id;
}
const std::string& report_extension() {
  static const std::string id = stix_id("extension-definition", "source-1");
  return id;
}
const std::string& wallet_type_extension() {
  static const std::string id = stix_id("extension-definition", "cryptocurrency-wallet");
  return id;
}
const std::string& wallet_extension() {
  static const std::string id = stix_id("extension-definition", "address-1");
  return id;
}

void write_maker(StixContext& context) {
  StixBundle& bundle = context.bundle;
  bundle.open("identity", StixBundle::maker(), {});
  bundle.put("name", "spoor");
  bundle.put("description",
             "Made from a register of incidents by the program spoor. What it says is what the "
             "named sources say; it takes no side between them.");
  bundle.put("identity_class", "system");
  bundle.close();
  write_definitions(bundle);
}

void write_shared_addresses(StixContext& context) {
  for (const reg::SharedAddresses& shared : context.reg.shared_addresses) {
    std::set<std::string> done;
    for (const reg::Address& address : shared.addresses) {
      if (!done.insert(address.address).second) continue;
      Grounds on;
      on.on(context.reg, shared.citation);
      for (const std::string& source : address.sources) on.on(context.reg, {source, {}});
      Gathered::Wallet& wallet = meet(context.gathered.wallets, address.address, on);
      wallet.networks.insert(address.network);
      wallet.checksum_fails |= address.checksum_fails;
      meet(context.gathered.owners, shared.owner, on);
      const std::string role(reg::word(shared.role));
      write_relationship(context,
                         {.type = "related-to",
                          .source = wallet_id(address.address),
                          .target = stix_id("identity", "owner:" + shared.owner),
                          .name = role,
                          .labels = {"role:" + role},
                          .confidence = confidence(address.grade)},
                         on);
    }
  }
}

void write_things(StixContext& context) {
  write_techniques(context);
  for (const std::string& id : actors_of(context)) write_actor(context, context.reg.actors.at(id));
  write_identities(context);
  write_wallets(context);
}

}  // namespace spoor::dossier
