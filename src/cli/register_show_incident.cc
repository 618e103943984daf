// `spoor register show` of an incident: all that the register holds of it, with who says so.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/amount.h"
#include "cli/register_amounts.h"
#include "cli/register_facts.h"
#include "cli/register_show.h"
#include "dossier/grid.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using reg::Incident;
using reg::Register;

std::string mark(bool unconfirmed) { return unconfirmed ? "not confirmed; " : ""; }

// The nodes of the tree to which somebody lays it, or says that it was not them.
std::vector<std::string> actors_of(const Incident& incident) {
  std::vector<std::string> actors;
  for (const reg::Attribution& said : incident.attributions)
    if (std::ranges::find(actors, said.actor) == actors.end()) actors.push_back(said.actor);
  std::ranges::sort(actors);
  return actors;
}

std::vector<const reg::Dispute*> disputes_of(const Register& content, const Incident& incident) {
  std::vector<const reg::Dispute*> out;
  for (const reg::Dispute& dispute : content.disputes)
    if (std::ranges::find(dispute.incidents, incident.id) != dispute.incidents.end())
      out.push_back(&dispute);
  return out;
}

std::string said_by(const Register& content, const reg::Attribution& said) {
  return fmt::format("{} ({})", said.party, citation_text(content, said.citation));
}

// Head lines, and sections of a heading and indented rows.
class Sheet {
 public:
  explicit Sheet(const Register& content) : content_(content) {}

  void section(const char* heading, const Grid& grid, bool is_empty) {
    if (!is_empty) out_ += fmt::format("\n{}\n{}", heading, grid.text());
  }
  void head(const Incident& incident);
  void standings(const Incident& incident);
  void attributions(const Incident& incident);
  void claims(const Incident& incident);
  void observations(const Incident& incident);
  void assets_and_recoveries(const Incident& incident);
  void links(const Incident& incident);
  void addresses(const Incident& incident);
  void disputes(const Incident& incident);
  void notes(const Incident& incident);
  std::string text() { return std::move(out_); }

 private:
  void lines(Grid& grid, const std::string& text) const {
    for (std::string rest = dossier::wrapped("", visible(text), kShowWidth - 16); !rest.empty();) {
      const std::size_t end = rest.find('\n');
      grid.line(rest.substr(0, end));
      rest.erase(0, end + 1);
    }
  }

  const Register& content_;
  std::string out_;
};

void Sheet::head(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"incident", incident.id});
  grid.row({"name", visible(incident.name)});
  grid.row({"occurred", incident.occurred.text});
  grid.row({"outcome", std::string(word(incident.outcome))});
  grid.row({"victim", visible(incident.victim)});
  grid.row({"sector", std::string(word(incident.sector))});
  for (const reg::Country& country : incident.countries)
    grid.row({"country", fmt::format("{}, basis {}; {}", country.code, word(country.basis),
                                     citation_text(content_, country.citation))});
  if (!incident.duplicate_of.empty())
    grid.row({"same as", incident.duplicate_of + ", under which it counts"});
  grid.row({"handling", std::string(word(incident.handling))});
  grid.row({"sources", joined(incident.sources)});
  grid.row({"file", incident.place.file});
  out_ += grid.text();
  if (!incident.summary.empty())
    out_ += "\n" + dossier::wrapped("", visible(incident.summary), kShowWidth);
}

void Sheet::standings(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft});
  for (const std::string& actor : actors_of(incident)) {
    const reg::Standing standing = reg::standing(content_, incident, actor);
    grid.row({actor, standing_text(standing)});
    if (!standing.dissents.empty()) grid.line("denied by " + parties_text(standing.dissents));
  }
  section("LEVEL (derived: of all that is said about the actor or those below it)", grid,
          incident.attributions.empty());
}

void Sheet::attributions(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Attribution& said : incident.attributions) {
    grid.row({said.actor, std::string(word(reg::level_of(content_, said))),
              (said.denies ? "denied by " : "") + said_by(content_, said),
              said.stated_at ? "stated " + said.stated_at->text : ""});
    std::string behind = said.words.empty() ? "" : "in short: " + said.words;
    if (said.known_from) behind += (behind.empty() ? "" : "; ") + known_from_text(said.known_from);
    lines(grid, mark(said.unconfirmed) + behind);
  }
  section("WHO LAYS IT TO WHOM", grid, incident.attributions.empty());
}

void Sheet::claims(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Claim& claim : incident.claims) {
    const std::string amount = claim.is_sum_of_parts
                                   ? "the sum of its parts"
                                   : amount_text(claim.amount, claim.unit, claim.bound);
    grid.row({claim.id.substr(claim.id.find('/') + 1), std::string(word(claim.kind)), amount,
              claim.party});
    grid.line(mark(claim.unconfirmed) + citation_text(content_, claim.citation));
    if (const std::string dates = dates_text(claim); !dates.empty()) grid.line(dates);
    if (!claim.words.empty()) lines(grid, "in short: " + claim.words);
    if (!claim.part_of.empty()) grid.line("part of " + claim.part_of);
    if (!claim.repeats.empty()) grid.line("repeats " + claim.repeats);
    if (claim.about.size() > 1)
      lines(grid, "about several, so it enters the total of none: " + joined(claim.about));
  }
  section("CLAIMS OF LOSS", grid, incident.claims.empty());
}

void Sheet::observations(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Observation& seen : incident.observations) {
    std::string value = seen.value;
    if (const std::string_view name = reg::technique_name(seen.value); !name.empty())
      value += fmt::format(" {}", name);
    grid.row({std::string(word(seen.kind)), value, fmt::format("basis {}", word(seen.basis))});
    if (!seen.detail.empty()) lines(grid, seen.detail);
    std::string behind = mark(seen.unconfirmed) + citation_text(content_, seen.citation);
    if (!seen.party.empty()) behind += ", observed by " + seen.party;
    if (seen.known_from) behind += ", " + known_from_text(seen.known_from);
    grid.line(behind);
  }
  section("OBSERVATIONS (what is not recorded is missing, not absent)", grid,
          incident.observations.empty());
}

void Sheet::assets_and_recoveries(const Incident& incident) {
  Grid taken({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::AssetTaken& asset : incident.assets) {
    taken.row({visible(asset.asset), asset.amount ? with_commas(*asset.amount) : "amount not known",
               mark(asset.unconfirmed) + citation_text(content_, asset.citation)});
    if (!asset.says.empty()) lines(taken, asset.says);
  }
  section("ASSETS", taken, incident.assets.empty());
  Grid back({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Recovery& recovery : incident.recoveries) {
    back.row({std::string(word(recovery.kind)), amount_text(recovery.amount, recovery.unit),
              mark(recovery.unconfirmed) + citation_text(content_, recovery.citation)});
    if (!recovery.says.empty()) lines(back, recovery.says);
  }
  section("RECOVERED OR FROZEN", back, incident.recoveries.empty());
}

void Sheet::links(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Link& link : incident.links) {
    grid.row({std::string(word(link.kind)), link.to, link.party});
    if (!link.says.empty()) lines(grid, link.says);
    std::string behind = mark(link.unconfirmed) + citation_text(content_, link.citation);
    if (link.known_from) behind += ", " + known_from_text(link.known_from);
    grid.line(behind);
  }
  section("LINKS", grid, incident.links.empty());
}

void Sheet::addresses(const Incident& incident) {
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Address& address : incident.addresses) {
    grid.row({address.network, address.address, std::string(word(address.role)),
              joined(address.sources) + (address.grade.empty() ? "" : " " + address.grade)});
    if (address.checksum_fails) grid.line("its checksum does not hold; kept as published");
    if (!address.label.empty()) lines(grid, address.label);
  }
  section("ADDRESSES, AS PUBLISHED", grid, incident.addresses.empty());
}

void Sheet::disputes(const Incident& incident) {
  const std::vector<const reg::Dispute*> found = disputes_of(content_, incident);
  Grid grid({Align::kLeft, Align::kLeft});
  for (const reg::Dispute* dispute : found) {
    grid.row({dispute->id, joined(dispute->sources)});
    lines(grid, dispute->says);
    if (!dispute->model.empty()) lines(grid, "here: " + dispute->model);
  }
  section("WHERE SOURCES DISAGREE", grid, found.empty());
}

void Sheet::notes(const Incident& incident) {
  if (incident.unconfirmed.empty()) return;
  out_ += "\nNOT CONFIRMED\n";
  for (const std::string& note : incident.unconfirmed)
    out_ += dossier::wrapped("- ", visible(note), kShowWidth);
}

void write_attributions(JsonWriter& json, const Register& content, const Incident& incident) {
  json.key("levels").begin_array();
  for (const std::string& actor : actors_of(incident)) {
    const reg::Standing standing = reg::standing(content, incident, actor);
    json.begin_object().member("actor", actor).member("level", word(standing.level));
    for (const auto& [key, list] :
         {std::pair("by", &standing.by), std::pair("dissents", &standing.dissents)}) {
      json.key(key).begin_array();
      for (const reg::Attribution* said : *list) json.value(said->party);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().key("attributions").begin_array();
  for (const reg::Attribution& said : incident.attributions) {
    json.begin_object()
        .member("actor", said.actor)
        .member("party", said.party)
        .member("level", word(reg::level_of(content, said)))
        .member("denies", said.denies);
    write_period(json, "stated_at", said.stated_at);
    write_text(json, "words", said.words);
    write_citation(json, content, said.citation);
    write_known_from(json, said.known_from);
    json.member("unconfirmed", said.unconfirmed).end_object();
  }
  json.end_array();
}

void write_observations(JsonWriter& json, const Register& content, const Incident& incident) {
  json.key("observations").begin_array();
  for (const reg::Observation& seen : incident.observations) {
    json.begin_object().member("kind", word(seen.kind)).member("value", seen.value);
    write_text(json, "name", reg::technique_name(seen.value));
    write_text(json, "detail", seen.detail);
    write_text(json, "party", seen.party);
    write_citation(json, content, seen.citation);
    write_known_from(json, seen.known_from);
    json.member("basis", word(seen.basis)).member("unconfirmed", seen.unconfirmed).end_object();
  }
  json.end_array();
}

void write_money(JsonWriter& json, const Register& content, const Incident& incident) {
  json.key("assets").begin_array();
  for (const reg::AssetTaken& asset : incident.assets) {
    json.begin_object().member("asset", dossier::utf8(asset.asset));
    write_text(json, "amount", asset.amount ? asset.amount->text() : std::string());
    write_citation(json, content, asset.citation);
    write_text(json, "says", asset.says);
    json.member("unconfirmed", asset.unconfirmed).end_object();
  }
  json.end_array().key("claims").begin_array();
  for (const reg::Claim& claim : incident.claims) {
    json.begin_object();
    write_claim(json, content, claim);
    json.end_object();
  }
  json.end_array().key("recoveries").begin_array();
  for (const reg::Recovery& recovery : incident.recoveries) {
    json.begin_object().member("kind", word(recovery.kind));
    write_text(json, "amount", recovery.amount ? recovery.amount->text() : std::string());
    write_text(json, "unit", recovery.unit);
    write_citation(json, content, recovery.citation);
    write_text(json, "says", recovery.says);
    json.member("unconfirmed", recovery.unconfirmed).end_object();
  }
  json.end_array();
}

void write_links(JsonWriter& json, const Register& content, const Incident& incident) {
  json.key("links").begin_array();
  for (const reg::Link& link : incident.links) {
    json.begin_object().member("to", link.to).member("kind", word(link.kind));
    write_text(json, "says", link.says);
    write_text(json, "party", link.party);
    write_citation(json, content, link.citation);
    write_known_from(json, link.known_from);
    json.member("unconfirmed", link.unconfirmed).end_object();
  }
  json.end_array().key("addresses").begin_array();
  for (const reg::Address& address : incident.addresses) {
    json.begin_object()
        .member("network", address.network)
        .member("address", address.address)
        .member("role", word(address.role));
    write_text(json, "label", address.label);
    write_texts(json, "sources", address.sources);
    write_text(json, "grade", address.grade);
    json.member("checksum_fails", address.checksum_fails).end_object();
  }
  json.end_array();
}

}  // namespace

std::string incident_table(const Register& content, const Incident& incident) {
  Sheet page(content);
  page.head(incident);
  page.standings(incident);
  page.attributions(incident);
  page.claims(incident);
  page.assets_and_recoveries(incident);
  page.observations(incident);
  page.links(incident);
  page.addresses(incident);
  page.disputes(incident);
  page.notes(incident);
  return page.text();
}

std::string incident_json(const Register& content, const Incident& incident) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("is", "incident")
      .member("id", incident.id)
      .member("name", dossier::utf8(incident.name))
      .member("occurred", incident.occurred.text)
      .member("outcome", word(incident.outcome))
      .member("victim", dossier::utf8(incident.victim))
      .member("sector", word(incident.sector));
  json.key("countries").begin_array();
  for (const reg::Country& country : incident.countries) {
    json.begin_object().member("code", country.code).member("basis", word(country.basis));
    write_citation(json, content, country.citation);
    json.end_object();
  }
  json.end_array();
  write_text(json, "summary", incident.summary);
  write_text(json, "duplicate_of", incident.duplicate_of);
  json.member("handling", word(incident.handling));
  write_texts(json, "sources", incident.sources);
  write_attributions(json, content, incident);
  write_money(json, content, incident);
  write_observations(json, content, incident);
  write_links(json, content, incident);
  json.key("disputes").begin_array();
  for (const reg::Dispute* dispute : disputes_of(content, incident)) json.value(dispute->id);
  json.end_array();
  write_texts(json, "unconfirmed", incident.unconfirmed);
  json.member("file", incident.place.file).end_object();
  return out + "\n";
}

}  // namespace spoor::cli
