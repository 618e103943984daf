// An incident: what happened stands in the object, what each source says of it in the extension,
// word by word and amount by amount, side by side; who, how and whom stands in relationships.
#include <fmt/format.h>

#include <algorithm>

#include "dossier/stix_id.h"
#include "dossier/stix_parts.h"
#include "register/level.h"

namespace spoor::dossier {
namespace {

using reg::Attribution;
using reg::Incident;

class IncidentWriter {
 public:
  IncidentWriter(StixContext& context, const Incident& incident)
      : context_(context), reg_(context.reg), bundle_(context.bundle), incident_(incident) {}

  void write() {
    bundle_.open("incident", incident_id(incident_.id), whole());
    bundle_.put("name", incident_.name.empty() ? incident_.id : incident_.name);
    bundle_.put("description", incident_.summary);
    bundle_.list("labels", {std::string("outcome:").append(reg::word(incident_.outcome)),
                            std::string("sector:").append(reg::word(incident_.sector))});
    bundle_.extension(incident_extension(), "property-extension", [&] { write_facts(); });
    bundle_.close();
    relate_victim();
    relate_techniques();
    relate_actors();
    relate_incidents();
    relate_addresses();
  }

 private:
  // Of one fact: never less guarded than its incident.
  template <class Fact>
  Grounds grounds(const Fact& fact) const {
    return Grounds().handled(incident_.handling).of(reg_, fact);
  }
  Grounds alone() const {
    Grounds grounds;
    grounds.handled(incident_.handling);
    for (const std::string& source : incident_.sources) grounds.on(reg_, {source, {}});
    return grounds;
  }
  // Of all that the object holds.
  Grounds whole() const {
    Grounds grounds = alone();
    const auto add = [&](const auto& facts) {
      for (const auto& fact : facts) grounds.of(reg_, fact);
    };
    add(incident_.countries);
    add(incident_.assets);
    add(incident_.claims);
    add(incident_.observations);
    add(incident_.attributions);
    add(incident_.recoveries);
    return grounds;
  }

  template <class Facts, class Write>
  void each(std::string_view key, const Facts& facts, Write write) {
    if (facts.empty()) return;
    bundle_.json().key(key).begin_array();
    for (const auto& fact : facts) write(fact);
    bundle_.json().end_array();
  }

  void write_facts() {
    bundle_.put("register_id", incident_.id);
    bundle_.put("outcome", reg::word(incident_.outcome));
    bundle_.put("occurred", incident_.occurred.text);
    bundle_.put("sector", reg::word(incident_.sector));
    each("countries", incident_.countries, [&](const reg::Country& c) { write_country(c); });
    each("assets", incident_.assets, [&](const reg::AssetTaken& a) { write_asset(a); });
    each("claims", incident_.claims, [&](const reg::Claim& c) { write_claim(context_, c); });
    each("observations", incident_.observations,
         [&](const reg::Observation& o) { write_observation(o); });
    each("attributions", incident_.attributions,
         [&](const Attribution& a) { write_attribution(a); });
    each("recoveries", incident_.recoveries, [&](const reg::Recovery& r) { write_recovery(r); });
    bundle_.list("unconfirmed", incident_.unconfirmed);
  }

  void write_country(const reg::Country& country) {
    bundle_.json().begin_object();
    bundle_.put("code", country.code);
    bundle_.put("basis", reg::word(country.basis));
    write_standing(context_, country.citation, {});
    bundle_.json().end_object();
  }

  void write_asset(const reg::AssetTaken& asset) {
    bundle_.json().begin_object();
    write_amount(context_, asset.amount, asset.asset);
    bundle_.put("says", asset.says);
    write_standing(context_, asset.citation, {});
    bundle_.json().end_object();
  }

  void write_recovery(const reg::Recovery& recovery) {
    bundle_.json().begin_object();
    bundle_.put("kind", reg::word(recovery.kind));
    write_amount(context_, recovery.amount, recovery.unit);
    bundle_.put("says", recovery.says);
    write_standing(context_, recovery.citation, {});
    bundle_.json().end_object();
  }

  void write_observation(const reg::Observation& observation) {
    bundle_.json().begin_object();
    bundle_.put("kind", reg::word(observation.kind));
    bundle_.put("value", observation.value);
    bundle_.put("detail", observation.detail);
    bundle_.put("basis", reg::word(observation.basis));
    write_party(context_, observation.party, grounds(observation));
    write_standing(context_, observation.citation, observation.known_from);
    bundle_.json().end_object();
  }

  void write_attribution(const Attribution& attribution) {
    context_.gathered.actors.insert(attribution.actor);
    bundle_.json().begin_object();
    bundle_.put("actor_ref", actor_id(attribution.actor));
    write_party(context_, attribution.party, grounds(attribution));
    if (attribution.stated_at) bundle_.put("stated_at", attribution.stated_at->text);
    bundle_.put("words", attribution.words);
    bundle_.put("level", reg::word(reg::level_of(reg_, attribution)));
    if (attribution.denies) bundle_.json().member("denies", true);
    write_standing(context_, attribution.citation, attribution.known_from);
    bundle_.json().end_object();
  }

  void relate_victim() {
    if (incident_.victim.empty()) return;
    meet(context_.gathered.victims, incident_.victim, alone()).sector = incident_.sector;
    write_relationship(context_,
                       {.type = "targets",
                        .source = incident_id(incident_.id),
                        .target = stix_id("identity", "victim:" + incident_.victim)},
                       alone());
  }

  // One relationship a technique, with all who saw it.
  void relate_techniques() {
    std::map<std::string, Grounds> seen;
    std::map<std::string, std::string> details;
    for (const reg::Observation& o : incident_.observations) {
      if (o.kind != reg::ObservationKind::kVector) continue;
      Grounds& all = seen.try_emplace(o.value, Grounds().handled(incident_.handling)).first->second;
      all.of(reg_, o);
      std::string& detail = details[o.value];
      detail += fmt::format("{}{}{}basis {}", detail.empty() ? "" : "; ", o.detail,
                            o.detail.empty() ? "" : ", ", reg::word(o.basis));
    }
    for (const auto& [value, on] : seen) {
      meet(context_.gathered.techniques, value, on);
      write_relationship(context_,
                         {.type = "uses",
                          .source = incident_id(incident_.id),
                          .target = stix_id("attack-pattern", value),
                          .description = details[value]},
                         on);
    }
  }

  // One relationship an actor that is named, by all who name it or one below it.
  void relate_actors() {
    std::set<std::string> named;
    for (const Attribution& a : incident_.attributions)
      if (!a.denies) named.insert(a.actor);
    for (const std::string& actor : named) relate_actor(actor);
  }

  void relate_actor(const std::string& actor) {
    const reg::Standing standing = reg::standing(reg_, incident_, actor);
    if (standing.level == reg::Level::kNone) return;
    Grounds grounds;
    grounds.handled(incident_.handling);
    std::string says;
    for (const Attribution& a : incident_.attributions) {
      if (!reg::is_within(reg_, a.actor, actor)) continue;
      grounds.of(reg_, a);
      says += (says.empty() ? "" : "\n") + in_words(a);
    }
    write_relationship(context_,
                       {.type = "attributed-to",
                        .source = incident_id(incident_.id),
                        .target = actor_id(actor),
                        .description = says,
                        .labels = {std::string("level:").append(reg::word(standing.level))},
                        .confidence = confidence(standing.level)},
                       grounds);
  }

  // "US Department of Justice, 2018-09-06: charged"
  std::string in_words(const Attribution& attribution) const {
    const auto party = reg_.parties.find(attribution.party);
    std::string out = party == reg_.parties.end() ? "party not known" : party->second.name;
    if (attribution.stated_at) out += ", " + attribution.stated_at->text;
    if (attribution.denies) out += ", denies it";
    return attribution.words.empty() ? out : out + ": " + attribution.words;
  }

  void relate_incidents() {
    if (reg_.incidents.contains(incident_.duplicate_of))
      write_relationship(context_,
                         {.type = "duplicate-of",
                          .source = incident_id(incident_.id),
                          .target = incident_id(incident_.duplicate_of)},
                         alone());
    std::size_t number = 0;
    for (const reg::Link& link : incident_.links) {
      if (!reg_.incidents.contains(link.to)) continue;
      const std::string kind(reg::word(link.kind));
      write_relationship(context_,
                         {.type = "related-to",
                          .source = incident_id(incident_.id),
                          .target = incident_id(link.to),
                          .name = fmt::format("{}:{}", kind, number++),
                          .description = link.says,
                          .labels = {"link:" + kind}},
                         grounds(link));
    }
  }

  void relate_addresses() {
    struct Use {
      Grounds grounds;
      std::set<std::string> labels;
      std::optional<int> confidence;
    };
    std::map<std::pair<std::string, reg::AddressRole>, Use> uses;
    for (const reg::Address& a : incident_.addresses) {
      Grounds on;
      on.handled(incident_.handling);
      for (const std::string& source : a.sources) on.on(reg_, {source, {}});
      Gathered::Wallet& wallet = meet(context_.gathered.wallets, a.address, on);
      wallet.networks.insert(a.network);
      wallet.checksum_fails |= a.checksum_fails;
      const auto [use, is_new] = uses.try_emplace({a.address, a.role});
      if (is_new)
        use->second.grounds = on;
      else
        use->second.grounds.known_too(on);
      if (!a.label.empty()) use->second.labels.insert(a.label);
      use->second.confidence = std::max(use->second.confidence, confidence(a.grade));
    }
    for (const auto& [key, use] : uses)
      write_relationship(context_,
                         {.type = "related-to",
                          .source = incident_id(incident_.id),
                          .target = wallet_id(key.first),
                          .name = std::string(reg::word(key.second)),
                          .description = fmt::format("{}", fmt::join(use.labels, "; ")),
                          .labels = {std::string("role:").append(reg::word(key.second))},
                          .confidence = use.confidence},
                         use.grounds);
  }

  StixContext& context_;
  const reg::Register& reg_;
  StixBundle& bundle_;
  const Incident& incident_;
};

}  // namespace

void write_incident(StixContext& context, const Incident& incident) {
  IncidentWriter(context, incident).write();
}

}  // namespace spoor::dossier
