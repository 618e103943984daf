#include "cli/register_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dossier/text.h"
#include "register/load.h"

namespace spoor::cli {

using dossier::visible;

std::string citation_text(const reg::Register& content, const reg::Citation& citation) {
  if (citation.source.empty()) return "no source";
  if (!citation.locator.empty())
    return visible(fmt::format("{}, {}", citation.source, citation.locator));
  return citation.source + (is_located(content, citation) ? "" : ", source not located");
}

std::string known_from_text(const std::optional<reg::KnownFrom>& known) {
  return known ? fmt::format("known from {} ({})", to_text(known->day), known->source) : "";
}

std::string dates_text(const reg::Claim& claim) {
  std::vector<std::string> parts;
  if (claim.valued_at) parts.push_back("valued at " + claim.valued_at->text);
  if (claim.stated_at) parts.push_back("stated " + claim.stated_at->text);
  if (claim.published) parts.push_back("published " + claim.published->text);
  if (claim.known_from) parts.push_back(known_from_text(claim.known_from));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> parties_of(const std::vector<const reg::Attribution*>& said) {
  std::vector<std::string> parties;
  for (const reg::Attribution* attribution : said)
    if (std::ranges::find(parties, attribution->party) == parties.end())
      parties.push_back(attribution->party);
  return parties;
}

std::string parties_text(const std::vector<const reg::Attribution*>& said) {
  return fmt::format("{}", fmt::join(parties_of(said), ", "));
}

std::string standing_text(const reg::Standing& standing) {
  std::string out(word(standing.level));
  if (!standing.by.empty()) out += fmt::format(" ({})", parties_text(standing.by));
  return out;
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.value(dossier::utf8(text));
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(dossier::utf8(text));
  json.end_array();
}

void write_period(JsonWriter& json, std::string_view key,
                  const std::optional<reg::Period>& period) {
  write_text(json, key, period ? std::string_view(period->text) : std::string_view());
}

void write_known_from(JsonWriter& json, const std::optional<reg::KnownFrom>& known) {
  json.key("known_from");
  if (!known) {
    json.null();
    return;
  }
  json.begin_object()
      .member("day", to_text(known->day))
      .member("source", known->source)
      .end_object();
}

void write_citation(JsonWriter& json, const reg::Register& content, const reg::Citation& citation) {
  json.key("citation");
  if (citation.source.empty()) {
    json.null();
    return;
  }
  json.begin_object().member("source", citation.source);
  write_text(json, "locator", citation.locator);
  json.member("located", is_located(content, citation)).end_object();
}

void write_claim(JsonWriter& json, const reg::Register& content, const reg::Claim& claim) {
  json.member("id", claim.id).member("kind", word(claim.kind));
  write_text(json, "amount", claim.amount ? claim.amount->text() : std::string());
  json.member("sum_of_parts", claim.is_sum_of_parts);
  write_text(json, "unit", claim.unit);
  json.member("bound", word(claim.bound)).member("party", claim.party);
  write_citation(json, content, claim.citation);
  write_text(json, "words", claim.words);
  write_period(json, "valued_at", claim.valued_at);
  write_period(json, "stated_at", claim.stated_at);
  write_period(json, "published", claim.published);
  write_known_from(json, claim.known_from);
  write_text(json, "part_of", claim.part_of);
  write_text(json, "repeats", claim.repeats);
  write_texts(json, "about", claim.about);
  json.member("unconfirmed", claim.unconfirmed);
}

}  // namespace spoor::cli
