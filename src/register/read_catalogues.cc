// The files of which a register has one each.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "register/readers.h"

namespace spoor::reg {
namespace {

constexpr std::uint64_t kSchema = 1;

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool is_utc(const std::string& text) {
  try {
    parse_utc(text);
    return text.ends_with('Z');
  } catch (const Error&) {
    return false;
  }
}

std::optional<Capture> capture_of(Fields& fields) {
  std::optional<Capture> out;
  fields.one("capture", [&](Fields& capture) {
    out = Capture{.sha256 = capture.text("sha256", Need::kRequired),
                  .bytes = capture.count("bytes", Need::kRequired).value_or(0),
                  .taken = capture.text("taken", Need::kRequired)};
    if (!out->sha256.empty() && !is_sha256(out->sha256))
      capture.complain("sha256", fmt::format("no SHA-256: '{}'", out->sha256),
                       "Write its 64 hex digits in small letters");
    if (!out->taken.empty() && !is_utc(out->taken))
      capture.complain("taken", fmt::format("no time: '{}'", out->taken),
                       "Write it in UTC, as 2026-01-31T12:00:00Z");
  });
  return out;
}

std::string language_of(Fields& fields) {
  const std::string language = fields.text("language");
  if (!language.empty() && (language.size() != 2 || !std::ranges::all_of(language, [](char c) {
                              return c >= 'a' && c <= 'z';
                            })))
    fields.complain("language", fmt::format("no language: '{}'", language),
                    "Write two letters of ISO 639, as en");
  return language;
}

Source read_source(Fields& fields) {
  Source source;
  source.place = fields.place();
  source.id = fields.source_id("id", Need::kRequired);
  source.kind = fields.choice("kind", SourceKind::kArticle);
  source.title = fields.text("title", Need::kRequired);
  source.publisher = fields.text("publisher");
  source.published = fields.period("published");
  source.reference = fields.text("reference");
  source.language = language_of(fields);
  source.grade = grade_of(fields);
  source.repeats = fields.source_id("repeats");
  source.handling = fields.choice("handling", Handling::kPublic);
  source.capture = capture_of(fields);
  return source;
}

Actor read_actor(Fields& fields) {
  Actor actor;
  actor.place = fields.place();
  actor.id = fields.id("id", Need::kRequired);
  actor.name = fields.text("name", Need::kRequired);
  actor.parent = fields.id("parent");
  actor.parent_citation =
      citation_of(fields, actor.parent.empty() ? Need::kOptional : Need::kRequired);
  fields.each("aliases", [&](Fields& alias) {
    actor.aliases.push_back({.name = alias.text("name", Need::kRequired),
                             .party = alias.id("party"),
                             .citation = citation_of(alias),
                             .unconfirmed = alias.flag("unconfirmed"),
                             .place = alias.place()});
  });
  return actor;
}

Headline read_headline(Fields& fields) {
  Headline headline;
  headline.claim = claim_of(fields, "headlines");
  headline.claim.about = fields.ids("about");
  headline.says = fields.prose("says", Need::kRequired);
  headline.covers = fields.period("covers");
  headline.cases = fields.count("cases");
  headline.cases_bound = fields.choice("cases_bound", Bound::kExact);
  headline.countries = fields.count("countries");
  headline.actor = fields.id("actor");
  return headline;
}

// A mapping from years.
template <class Read>
void each_year(Fields& fields, std::string_view key, Read read) {
  fields.one(key, [&](Fields& years) {
    for (const std::string& year : years.keys()) {
      const std::optional<Period> period = [&]() -> std::optional<Period> {
        try {
          return parse_period(year);
        } catch (const Error&) {
          return std::nullopt;
        }
      }();
      if (!period || year.size() != 4)
        years.complain(year, fmt::format("no year: '{}'", year), "Years are keys here, as 2016");
      read(years, year, period ? year_of(period->first) : 0);
    }
  });
}

YearlyTotal read_year_series(Fields& fields) {
  YearlyTotal total;
  total.place = fields.place();
  total.party = fields.id("party", Need::kRequired);
  total.edition = fields.text("edition", Need::kRequired);
  total.citation = citation_of(fields, Need::kRequired);
  each_year(fields, "usd_millions", [&](Fields& years, const std::string& key, int year) {
    if (const std::optional<Exact> amount = years.amount(key))
      total.usd_millions.emplace(year, *amount);
  });
  each_year(fields, "cases", [&](Fields& years, const std::string& key, int year) {
    if (const std::optional<std::uint64_t> count = years.count(key))
      total.cases.emplace(year, *count);
  });
  return total;
}

SharedAddresses read_shared(Fields& fields) {
  SharedAddresses shared;
  shared.place = fields.place();
  shared.owner = fields.text("owner", Need::kRequired);
  shared.role = fields.choice("role", AddressRole::kLaundering, Need::kRequired);
  shared.citation = citation_of(fields, Need::kRequired);
  fields.each("addresses", [&](Fields& item) {
    Address address = address_of(item);
    address.role = shared.role;
    address.sources = {shared.citation.source};
    shared.addresses.push_back(std::move(address));
  });
  return shared;
}

}  // namespace

void read_name(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  const std::optional<std::uint64_t> schema = fields.count("schema", Need::kRequired);
  if (schema && *schema != kSchema)
    fields.complain("schema", fmt::format("the register has version {}", *schema),
                    fmt::format("This program reads version {}", kSchema));
  content.name = fields.text("name", Need::kRequired);
  fields.end();
}

void read_sources(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("sources", [&](Fields& f) {
    Source source = read_source(f);
    put(f, content.sources, source.id, source);
  });
  fields.end();
}

void read_parties(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("parties", [&](Fields& f) {
    const Party party{.id = f.id("id", Need::kRequired),
                      .name = f.text("name", Need::kRequired),
                      .kind = f.choice("kind", PartyKind::kPress),
                      .place = f.place()};
    put(f, content.parties, party.id, party);
  });
  fields.end();
}

void read_actors(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("actors", [&](Fields& f) {
    Actor actor = read_actor(f);
    put(f, content.actors, actor.id, actor);
  });
  fields.end();
}

void read_headlines(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("headlines", [&](Fields& f) {
    Headline headline = read_headline(f);
    put(f, content.headlines, f.id("id"), headline);
  });
  fields.end();
}

void read_yearly(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("yearly", [&](Fields& f) { content.yearly_totals.push_back(read_year_series(f)); });
  fields.end();
}

void read_shared_addresses(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("shared", [&](Fields& f) { content.shared_addresses.push_back(read_shared(f)); });
  fields.end();
}

void read_disputes(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  fields.each("disputes", [&](Fields& f) {
    Dispute dispute{.id = f.id("id", Need::kRequired),
                    .says = f.prose("says", Need::kRequired),
                    .model = f.prose("model"),
                    .sources = f.source_ids("sources"),
                    .incidents = f.ids("incidents"),
                    .place = f.place()};
    if (std::ranges::find(content.disputes, dispute.id, &Dispute::id) != content.disputes.end())
      f.complain("id", fmt::format("the id '{}' stands twice", dispute.id), "Ids are unique");
    content.disputes.push_back(std::move(dispute));
  });
  fields.end();
}

}  // namespace spoor::reg
