#include <fmt/format.h>

#include "dossier/stix_id.h"
#include "dossier/stix_parts.h"

namespace spoor::dossier {

std::string incident_id(std::string_view id) { return stix_id("incident", id); }
std::string actor_id(std::string_view id) { return stix_id("intrusion-set", id); }
std::string party_id(std::string_view id) {
  return stix_id("identity", fmt::format("party:{}", id));
}
std::string source_report_id(std::string_view source) { return stix_id("report", source); }

void write_standing(StixContext& context, const reg::Citation& citation,
                    const std::optional<reg::KnownFrom>& known_from) {
  StixBundle& bundle = context.bundle;
  bundle.put("source", citation.source);
  const auto source = context.reg.sources.find(citation.source);
  if (source != context.reg.sources.end() && source->second.published)
    bundle.put("source_ref", source_report_id(citation.source));
  bundle.put("locator", citation.locator);
  if (!known_from) return;
  bundle.json().key("known_from").begin_object();
  bundle.put("day", reg::to_text(known_from->day));
  bundle.put("source", known_from->source);
  bundle.json().end_object();
}

void write_party(StixContext& context, const std::string& party, const Grounds& grounds) {
  if (!context.reg.parties.contains(party)) return;
  meet(context.gathered.parties, party, grounds);
  context.bundle.put("party_ref", party_id(party));
}

void write_amount(StixContext& context, const std::optional<reg::Exact>& amount,
                  std::string_view unit) {
  if (amount) context.bundle.put("amount", amount->text());
  context.bundle.put("unit", unit);
}

void write_claim(StixContext& context, const reg::Claim& claim) {
  StixBundle& bundle = context.bundle;
  const auto period = [&](std::string_view key, const std::optional<reg::Period>& value) {
    if (value) bundle.put(key, value->text);
  };
  bundle.json().begin_object();
  bundle.put("claim_id", claim.id);
  bundle.put("kind", reg::word(claim.kind));
  write_amount(context, claim.amount, claim.unit);
  if (claim.is_sum_of_parts) bundle.json().member("is_sum_of_parts", true);
  bundle.put("bound", reg::word(claim.bound));
  write_party(context, claim.party, Grounds().of(context.reg, claim));
  bundle.put("words", claim.words);
  period("valued_at", claim.valued_at);
  period("stated_at", claim.stated_at);
  period("published", claim.published);
  write_standing(context, claim.citation, claim.known_from);
  bundle.put("part_of", claim.part_of);
  bundle.put("repeats", claim.repeats);
  std::vector<std::string> about;
  for (const std::string& id : claim.about)
    if (context.reg.incidents.contains(id)) about.push_back(incident_id(id));
  bundle.list("about_refs", about);
  bundle.json().end_object();
}

void write_relationship(StixContext& context, const Relationship& r, const Grounds& grounds) {
  StixBundle& bundle = context.bundle;
  const std::string id =
      stix_id("relationship", fmt::format("{}:{}:{}:{}", r.type, r.source, r.target, r.name));
  bundle.open("relationship", id, grounds);
  bundle.put("relationship_type", r.type);
  bundle.put("description", r.description);
  bundle.put("source_ref", r.source);
  bundle.put("target_ref", r.target);
  bundle.list("labels", r.labels);
  if (r.confidence) bundle.json().member("confidence", *r.confidence);
  bundle.close();
}

}  // namespace spoor::dossier
