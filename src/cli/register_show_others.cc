// `spoor register show` of what is no incident: sources, parties, actors, headlines and reports.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "base/amount.h"
#include "cli/output.h"
#include "cli/register_amounts.h"
#include "cli/register_facts.h"
#include "cli/register_show.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/facts.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using reg::Fact;
using reg::Register;

void row(Grid& grid, const char* name, const std::string& text) {
  if (!text.empty()) grid.row({name, visible(text)});
}

// "kucoin-2020 (3), ronin-2022": the files in which that many facts are.
struct Use {
  std::string id;  // of the incident, or the name of the file
  std::uint64_t facts = 0;
};
std::vector<Use> uses(const Register& content, const std::function<bool(const Fact&)>& is_one) {
  std::map<std::string, std::uint64_t> counts;
  reg::each_fact(content, [&](const Fact& fact) {
    if (is_one(fact)) ++counts[Path(fact.place.file).stem().string()];
  });
  std::vector<Use> out;
  for (const auto& [id, count] : counts) out.push_back({id, count});
  return out;
}

std::vector<Use> uses_of_source(const Register& content, const reg::Source& source) {
  return uses(content, [&](const Fact& fact) {
    return std::ranges::find(fact.sources, source.id) != fact.sources.end();
  });
}

std::vector<Use> uses_of_party(const Register& content, const reg::Party& party) {
  return uses(content, [&](const Fact& fact) { return fact.party == party.id; });
}

std::string uses_table(const std::vector<Use>& found) {
  if (found.empty()) return "\nNo fact of the register names it.\n";
  std::vector<std::string> parts;
  std::uint64_t all = 0;
  for (const Use& use : found) {
    parts.push_back(fmt::format("{} ({})", use.id, use.facts));
    all += use.facts;
  }
  return "\n" + dossier::wrapped(
                    "",
                    fmt::format("{}: {}", counted(all, "fact", "facts"), visible(joined(parts))),
                    kShowWidth);
}

void write_uses(JsonWriter& json, const std::vector<Use>& found) {
  json.key("uses").begin_array();
  for (const Use& use : found)
    json.begin_object().member("in", dossier::utf8(use.id)).member("facts", use.facts).end_object();
  json.end_array();
}

std::vector<std::string> children_of(const Register& content, const reg::Actor& actor) {
  std::vector<std::string> out;
  for (const auto& [id, other] : content.actors)
    if (other.parent == actor.id) out.push_back(id);
  return out;
}

std::string amount_of(const reg::Claim& claim) {
  return amount_text(claim.amount, claim.unit, claim.bound);
}

std::string parts_text(const reg::ReportRow& row) {
  std::vector<std::string> parts;
  for (const reg::ReportPart& part : row.parts)
    parts.push_back(fmt::format("{} {}{}", word(part.kind),
                                amount_text(part.amount, part.unit, part.bound),
                                part.inferred ? " (inferred)" : ""));
  return joined(parts);
}

void write_row(JsonWriter& json, const reg::ReportRow& row) {
  json.begin_object().member("row", dossier::utf8(row.row));
  write_text(json, "section", row.section);
  json.key("printed").begin_object();
  write_text(json, "date", row.date_text);
  write_text(json, "country", row.country_text);
  write_text(json, "target", row.target_text);
  write_text(json, "amount", row.amount_text);
  write_text(json, "outcome", row.outcome_text);
  json.end_object();
  write_texts(json, "countries", row.countries);
  json.member("reads_as", word(row.outcome)).key("parts").begin_array();
  for (const reg::ReportPart& part : row.parts)
    json.begin_object()
        .member("kind", word(part.kind))
        .member("amount", part.amount.text())
        .member("unit", dossier::utf8(part.unit))
        .member("bound", word(part.bound))
        .member("inferred", part.inferred)
        .end_object();
  json.end_array();
  write_text(json, "incident", row.incident);
  write_text(json, "duplicate_of", row.duplicate_of);
  write_text(json, "note", row.note);
  json.end_object();
}

}  // namespace

std::string source_table(const Register& content, const reg::Source& source) {
  Grid grid({Align::kLeft, Align::kLeft});
  row(grid, "source", source.id);
  row(grid, "kind", std::string(word(source.kind)));
  row(grid, "title", source.title);
  row(grid, "publisher", source.publisher);
  row(grid, "published", source.published ? source.published->text : "not known");
  row(grid, "reference", source.reference);
  row(grid, "language", source.language);
  row(grid, "grade", source.grade);
  row(grid, "repeats", source.repeats);
  row(grid, "handling", std::string(word(source.handling)));
  row(grid, "capture",
      source.capture ? fmt::format("SHA-256 {}, {} bytes, taken {}", source.capture->sha256,
                                   with_commas(source.capture->bytes), source.capture->taken)
                     : "none");
  return grid.text() + uses_table(uses_of_source(content, source));
}

std::string source_json(const Register& content, const reg::Source& source) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("is", "source")
      .member("id", source.id)
      .member("kind", word(source.kind))
      .member("title", dossier::utf8(source.title));
  write_text(json, "publisher", source.publisher);
  write_period(json, "published", source.published);
  write_text(json, "reference", source.reference);
  write_text(json, "language", source.language);
  write_text(json, "grade", source.grade);
  write_text(json, "repeats", source.repeats);
  json.member("handling", word(source.handling)).key("capture");
  if (source.capture)
    json.begin_object()
        .member("sha256", source.capture->sha256)
        .member("bytes", source.capture->bytes)
        .member("taken", source.capture->taken)
        .end_object();
  else
    json.null();
  write_uses(json, uses_of_source(content, source));
  json.end_object();
  return out + "\n";
}

std::string party_table(const Register& content, const reg::Party& party) {
  Grid grid({Align::kLeft, Align::kLeft});
  row(grid, "party", party.id);
  row(grid, "name", party.name);
  row(grid, "kind", std::string(word(party.kind)));
  return grid.text() + uses_table(uses_of_party(content, party));
}

std::string party_json(const Register& content, const reg::Party& party) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("is", "party")
      .member("id", party.id)
      .member("name", dossier::utf8(party.name))
      .member("kind", word(party.kind));
  write_uses(json, uses_of_party(content, party));
  json.end_object();
  return out + "\n";
}

std::string actor_table(const Register& content, const reg::Actor& actor) {
  Grid grid({Align::kLeft, Align::kLeft});
  row(grid, "actor", actor.id);
  row(grid, "name", actor.name);
  if (!actor.parent.empty())
    row(grid, "parent",
        fmt::format("{}; {}", actor.parent, citation_text(content, actor.parent_citation)));
  row(grid, "children", joined(children_of(content, actor)));
  for (const reg::Alias& alias : actor.aliases)
    grid.row({"alias", fmt::format("{}; {}{}{}", visible(alias.name),
                                   alias.party.empty() ? "" : "used by " + alias.party + ", ",
                                   citation_text(content, alias.citation),
                                   alias.unconfirmed ? "; not confirmed" : "")});
  return grid.text();
}

std::string actor_json(const Register& content, const reg::Actor& actor) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("is", "actor")
      .member("id", actor.id)
      .member("name", dossier::utf8(actor.name));
  write_text(json, "parent", actor.parent);
  write_citation(json, content, actor.parent_citation);
  write_texts(json, "children", children_of(content, actor));
  json.key("aliases").begin_array();
  for (const reg::Alias& alias : actor.aliases) {
    json.begin_object().member("name", dossier::utf8(alias.name));
    write_text(json, "party", alias.party);
    write_citation(json, content, alias.citation);
    json.member("unconfirmed", alias.unconfirmed).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::string headline_table(const Register& content, const reg::Headline& headline) {
  const reg::Claim& claim = headline.claim;
  Grid grid({Align::kLeft, Align::kLeft});
  row(grid, "headline", claim.id);
  row(grid, "says", headline.says);
  row(grid, "amount", amount_of(claim));
  row(grid, "kind", std::string(word(claim.kind)));
  row(grid, "party", claim.party);
  row(grid, "source", citation_text(content, claim.citation));
  row(grid, "in short", claim.words);
  row(grid, "dates", dates_text(claim));
  row(grid, "covers", headline.covers ? headline.covers->text : "");
  if (headline.cases)
    row(grid, "cases", bounded(headline.cases_bound, with_commas(*headline.cases)));
  if (headline.countries) row(grid, "countries", with_commas(*headline.countries));
  row(grid, "laid to", headline.actor);
  row(grid, "repeats", claim.repeats);
  row(grid, "part of", claim.part_of);
  row(grid, "names", joined(claim.about));
  if (claim.unconfirmed) row(grid, "note", "not confirmed");
  return grid.text();
}

std::string headline_json(const Register& content, const reg::Headline& headline) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("is", "headline");
  write_claim(json, content, headline.claim);
  write_text(json, "says", headline.says);
  write_period(json, "covers", headline.covers);
  json.key("cases");
  headline.cases ? json.value(*headline.cases) : json.null();
  json.member("cases_bound", word(headline.cases_bound)).key("countries");
  headline.countries ? json.value(*headline.countries) : json.null();
  write_text(json, "actor", headline.actor);
  json.end_object();
  return out + "\n";
}

std::string report_table(const Register& content, const reg::Report& report) {
  Grid head({Align::kLeft, Align::kLeft});
  row(head, "report", report.id);
  row(head, "title", report.title);
  row(head, "source", citation_text(content, report.citation));
  row(head, "covers", report.covers ? report.covers->text : "");
  for (const std::string& id : report.headlines) {
    const reg::Headline& headline = content.headlines.at(id);
    row(head, "headline", fmt::format("{}: {}; {}", id, amount_of(headline.claim), headline.says));
  }
  row(head, "named", joined(report.named));
  std::string out = head.text();
  Grid rows({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  rows.row({"row", "as printed", "as read", "incident"});
  for (const reg::ReportRow& r : report.rows) {
    std::vector<std::string> printed;
    for (const std::string* text :
         {&r.date_text, &r.country_text, &r.target_text, &r.amount_text, &r.outcome_text})
      if (!text->empty()) printed.push_back(*text);
    rows.row({visible(r.row), dossier::fit(visible(joined(printed)), 48),
              fmt::format("{}: {}", word(r.outcome), visible(parts_text(r))), r.incident});
    if (!r.duplicate_of.empty()) rows.line("the same as row " + visible(r.duplicate_of));
    if (!r.note.empty()) rows.line(visible(r.note));
  }
  out += fmt::format("\n{}\n{}", counted(report.rows.size(), "row", "rows"), rows.text());
  for (const std::string& note : report.notes)
    out += "\n" + dossier::wrapped("", visible(note), kShowWidth);
  return out;
}

std::string report_json(const Register& content, const reg::Report& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("is", "report")
      .member("id", report.id)
      .member("title", dossier::utf8(report.title));
  write_citation(json, content, report.citation);
  write_period(json, "covers", report.covers);
  write_texts(json, "headlines", report.headlines);
  json.key("country_list").begin_object();
  for (const auto& [code, count] : report.country_list) json.member(code, count);
  json.end_object();
  write_texts(json, "named", report.named);
  json.key("rows").begin_array();
  for (const reg::ReportRow& row : report.rows) write_row(json, row);
  json.end_array();
  write_texts(json, "notes", report.notes);
  json.end_object();
  return out + "\n";
}

}  // namespace spoor::cli
