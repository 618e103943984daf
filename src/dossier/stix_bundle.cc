#include "dossier/stix_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "dossier/stix_id.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using reg::Handling;
using reg::Level;
using reg::Source;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// http or https, a host, perhaps a port, and characters that RFC 3986 allows. What is not certainly
// a URL stays text.
bool is_url(std::string_view text) {
  if (text.starts_with("https://"))
    text.remove_prefix(8);
  else if (text.starts_with("http://"))
    text.remove_prefix(7);
  else
    return false;
  std::string_view host = text.substr(0, std::min(text.find_first_of("/?#"), text.size()));
  const std::string_view path = text.substr(host.size());
  const std::size_t colon = host.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.find_first_not_of("0123456789") != std::string_view::npos) return false;
    host = host.substr(0, colon);
  }
  if (host.empty() || !std::all_of(host.begin(), host.end(), [](char c) {
        return is_letter_or_digit(c) || c == '.' || c == '-';
      }))
    return false;
  if (std::count(path.begin(), path.end(), '#') > 1) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const bool escape =
        c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
    constexpr std::string_view kOthers = "-._~:/?#@!$&'()*+,;=";
    if (!escape && !is_letter_or_digit(c) && kOthers.find(c) == std::string_view::npos)
      return false;
  }
  return true;
}

// "cve" and "capec" have ids of a form that the standard checks.
std::string source_name(const Source& source) {
  const std::string name = visible(!source.publisher.empty() ? source.publisher : source.id);
  return name == "cve" || name == "capec" ? name + " (publisher)" : name;
}

void write_reference(JsonWriter& json, const Grounds::Reference& reference) {
  const Source& source = *reference.source;
  std::string description = utf8(source.title);
  for (const std::string& part : {reference.locator, reference.note})
    if (!part.empty()) description += (description.empty() ? "" : "; ") + utf8(part);
  description +=
      fmt::format("{}register source {}", description.empty() ? "" : "; ", utf8(source.id));
  const std::string id = visible(source.reference);
  json.begin_object().member("source_name", source_name(source));
  json.member("description", description);
  if (is_url(source.reference)) {
    json.member("url", source.reference);
    if (source.capture)
      json.key("hashes").begin_object().member("SHA-256", source.capture->sha256).end_object();
  } else if (!id.empty() && !id.starts_with("CVE-") && !id.starts_with("CAPEC-")) {
    json.member("external_id", id);
  }
  json.end_object();
}

}  // namespace

std::string stix_time(reg::Day day) { return reg::to_text(day) + "T00:00:00.000Z"; }

std::optional<int> confidence(Level level) {
  switch (level) {
    case Level::kConvicted:
      return 90;  // 1, confirmed by other sources
    case Level::kCharged:
    case Level::kListed:
    case Level::kStated:
      return 70;  // 2, probably true
    case Level::kSuspected:
    case Level::kAssessed:
      return 50;  // 3, possibly true
    case Level::kDisputed:
      return 30;  // 4, doubtful
    case Level::kNone:
      break;
  }
  return std::nullopt;
}

std::optional<int> confidence(std::string_view grade) {
  if (grade.size() != 2 || grade[1] < '1' || grade[1] > '5') return std::nullopt;
  return 90 - 20 * (grade[1] - '1');
}

Grounds& Grounds::on(const reg::Register& reg, const reg::Citation& citation,
                     std::string_view note) {
  const auto found = reg.sources.find(citation.source);
  if (found == reg.sources.end()) return *this;
  const Reference reference{&found->second, citation.locator, std::string(note)};
  if (std::find(references_.begin(), references_.end(), reference) == references_.end())
    references_.push_back(reference);
  on(found->second.published);
  return handled(found->second.handling);
}

Grounds& Grounds::on(const std::optional<reg::Period>& period) {
  if (period) {
    day(period->first);
    day(period->last);
  }
  return *this;
}

Grounds& Grounds::on(const reg::Register& reg, const std::optional<reg::KnownFrom>& known_from) {
  if (!known_from) return *this;
  day(known_from->day);
  const auto found = reg.sources.find(known_from->source);
  return found == reg.sources.end() ? *this : handled(found->second.handling);
}

Grounds& Grounds::handled(Handling handling) {
  handling_ = std::max(handling_, handling);
  return *this;
}

void Grounds::known_too(const Grounds& other) {
  for (const Reference& reference : other.references_)
    if (std::find(references_.begin(), references_.end(), reference) == references_.end())
      references_.push_back(reference);
  handling_ = std::min(handling_, other.handling_);
  if (other.first_) day(*other.first_);
  if (other.last_) day(*other.last_);
}

void Grounds::day(reg::Day day) {
  first_ = first_ ? std::min(*first_, day) : day;
  last_ = last_ ? std::max(*last_, day) : day;
}

std::string Grounds::created() const { return stix_time(first_.value_or(reg::Day{})); }
std::string Grounds::modified() const { return stix_time(last_.value_or(reg::Day{})); }

StixBundle::StixBundle(std::string_view name) : json_(text_) {
  json_.begin_object().member("type", "bundle").member("id", stix_id("bundle", name));
  json_.key("objects").begin_array();
}

const std::string& StixBundle::maker() {
  static const std::string id = stix_id("identity", "spoor");
  return id;
}

void StixBundle::begin(std::string_view type, const std::string& id, const Grounds& grounds) {
  ASSERT(ids_.insert(id).second);
  ++counts_[std::string(type)];
  open_ = grounds;
  json_.begin_object();
  json_.member("type", type).member("spec_version", "2.1").member("id", id);
  used_.insert(grounds.handling());
  for (const Grounds::Reference& reference : grounds.references())
    resting_[reference.source->id].insert(id);
}

void StixBundle::open(std::string_view type, const std::string& id, const Grounds& grounds) {
  begin(type, id, grounds);
  observable_ = false;
  if (id != maker()) json_.member("created_by_ref", maker());
  json_.member("created", grounds.created()).member("modified", grounds.modified());
}

void StixBundle::open_observable(std::string_view type, const std::string& id,
                                 const Grounds& grounds) {
  begin(type, id, grounds);
  observable_ = true;
}

void StixBundle::close() {
  if (!observable_) write_references();
  json_.key("object_marking_refs").begin_array().value(marking_id(open_.handling())).end_array();
  json_.end_object();
}

void StixBundle::write_references() {
  if (open_.references().empty()) return;
  json_.key("external_references").begin_array();
  for (const Grounds::Reference& reference : open_.references()) write_reference(json_, reference);
  json_.end_array();
}

void StixBundle::put(std::string_view key, std::string_view text) {
  if (!text.empty()) json_.member(key, utf8(text));
}

void StixBundle::list(std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json_.key(key).begin_array();
  for (const std::string& text : texts) json_.value(utf8(text));
  json_.end_array();
}

const std::set<std::string>& StixBundle::resting_on(const std::string& source) const {
  static const std::set<std::string> none;
  const auto found = resting_.find(source);
  return found == resting_.end() ? none : found->second;
}

void StixBundle::write_markings() {
  for (const Handling handling : used_) {
    ++counts_["marking-definition"];
    const bool tlp = !tlp_word(handling).empty();
    json_.begin_object().member("type", "marking-definition").member("spec_version", "2.1");
    json_.member("id", marking_id(handling));
    json_.member("created", tlp ? "2022-10-01T00:00:00.000Z" : stix_time({}));
    if (tlp) {
      std::string name = "TLP:";
      for (const char c : tlp_word(handling))
        name.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
      json_.member("name", name);
      extension(std::string(kTlpExtension), "property-extension",
                [&] { json_.member("tlp_2_0", tlp_word(handling)); });
    } else {
      json_.member("definition_type", "statement").key("definition").begin_object();
      json_.member("statement", handling == Handling::kPublic
                                    ? "Public: rests on published sources alone."
                                    : "Restricted: not to be passed on.");
      json_.end_object();
    }
    json_.end_object();
  }
}

std::string StixBundle::finish() {
  write_markings();
  json_.end_array().end_object();
  return std::move(text_);
}

}  // namespace spoor::dossier
