#include "register/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error.h"
#include "register/level.h"

namespace spoor::reg {
namespace {

Cell text(std::string_view words) {
  if (words.empty()) return std::monostate();
  return std::string(words);
}
Cell text(const std::optional<Period>& period) {
  return text(period ? std::string_view(period->text) : std::string_view());
}
Cell flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Cell number(std::uint64_t value) { return static_cast<std::int64_t>(value); }
Cell number(const std::optional<std::uint64_t>& value) {
  return value ? number(*value) : Cell(std::monostate());
}
Cell exact(const std::optional<Exact>& amount) {
  return amount ? Cell(amount->text()) : Cell(std::monostate());
}
Cell approximately(const std::optional<Exact>& amount) {
  return amount ? Cell(amount->approximately()) : Cell(std::monostate());
}
Cell known_day(const std::optional<KnownFrom>& known) {
  return known ? Cell(to_text(known->day)) : Cell(std::monostate());
}
Cell known_source(const std::optional<KnownFrom>& known) {
  return known ? text(known->source) : Cell(std::monostate());
}

class Table {
 public:
  // The columns as CREATE TABLE has them between its brackets.
  Table(std::string name, std::string_view columns) {
    table_.name = std::move(name);
    while (!columns.empty()) {
      const std::string_view column = columns.substr(0, columns.find(", "));
      const std::size_t space = column.find(' ');
      table_.columns.push_back(
          {std::string(column.substr(0, space)), std::string(column.substr(space + 1))});
      columns.remove_prefix(std::min(column.size() + 2, columns.size()));
    }
  }
  void row(std::vector<Cell> cells) {
    ASSERT(cells.size() == table_.columns.size());
    table_.rows.push_back(std::move(cells));
  }
  RegisterTable take() { return std::move(table_); }

 private:
  RegisterTable table_;
};

// A table of pairs: a thing, and one of its many.
class Pairs : public Table {
 public:
  using Table::Table;
  void add(const std::string& id, const std::vector<std::string>& many) {
    for (const std::string& one : many) row({text(id), text(one)});
  }
};

RegisterTable incidents(const Register& content) {
  Table table("incidents",
              "incident TEXT PRIMARY KEY, name TEXT, outcome TEXT, occurred TEXT, first_day TEXT, "
              "last_day TEXT, victim TEXT, sector TEXT, summary TEXT, "
              "duplicate_of TEXT REFERENCES incidents, handling TEXT, file TEXT");
  for (const auto& [id, i] : content.incidents)
    table.row({text(id), text(i.name), text(word(i.outcome)), text(i.occurred.text),
               text(to_text(i.occurred.first)), text(to_text(i.occurred.last)), text(i.victim),
               text(word(i.sector)), text(i.summary), text(i.duplicate_of), text(word(i.handling)),
               text(i.place.file)});
  return table.take();
}

void add_lists_of_incidents(const Register& content, std::vector<RegisterTable>& out) {
  Pairs sources("incident_sources",
                "incident TEXT REFERENCES incidents, source TEXT REFERENCES sources");
  Pairs open("incident_unconfirmed", "incident TEXT REFERENCES incidents, says TEXT");
  for (const auto& [id, incident] : content.incidents) {
    sources.add(id, incident.sources);
    open.add(id, incident.unconfirmed);
  }
  out.push_back(sources.take());
  out.push_back(open.take());
}

RegisterTable countries(const Register& content) {
  Table table("countries",
              "incident TEXT REFERENCES incidents, country TEXT, basis TEXT, "
              "source TEXT REFERENCES sources, locator TEXT");
  for (const auto& [id, incident] : content.incidents)
    for (const Country& c : incident.countries)
      table.row({text(id), text(c.code), text(word(c.basis)), text(c.citation.source),
                 text(c.citation.locator)});
  return table.take();
}

RegisterTable assets(const Register& content) {
  Table table("assets",
              "incident TEXT REFERENCES incidents, asset TEXT, amount TEXT, "
              "amount_approximately REAL, says TEXT, source TEXT REFERENCES sources, "
              "locator TEXT, unconfirmed BOOLEAN");
  for (const auto& [id, incident] : content.incidents)
    for (const AssetTaken& a : incident.assets)
      table.row({text(id), text(a.asset), exact(a.amount), approximately(a.amount), text(a.says),
                 text(a.citation.source), text(a.citation.locator), flag(a.unconfirmed)});
  return table.take();
}

// Of claims and of headlines. What is repeated may be a claim or the claim of a headline.
constexpr std::string_view kClaimColumns =
    "kind TEXT, amount TEXT, amount_approximately REAL, is_sum_of_parts BOOLEAN, unit TEXT, "
    "bound TEXT, party TEXT REFERENCES parties, source TEXT REFERENCES sources, locator TEXT, "
    "words TEXT, valued_at TEXT, stated_at TEXT, published TEXT, known_from TEXT, "
    "known_from_source TEXT REFERENCES sources, part_of TEXT REFERENCES claims, repeats TEXT, "
    "unconfirmed BOOLEAN";

// The cells of `before`, of kClaimColumns and of `after`.
std::vector<Cell> claim_row(std::vector<Cell> before, const Claim& c,
                            std::initializer_list<Cell> after = {}) {
  before.insert(
      before.end(),
      {text(word(c.kind)), exact(c.amount), approximately(c.amount), flag(c.is_sum_of_parts),
       text(c.unit), text(word(c.bound)), text(c.party), text(c.citation.source),
       text(c.citation.locator), text(c.words), text(c.valued_at), text(c.stated_at),
       text(c.published), known_day(c.known_from), known_source(c.known_from), text(c.part_of),
       text(c.repeats), flag(c.unconfirmed)});
  before.insert(before.end(), after);
  return before;
}

void add_claims(const Register& content, std::vector<RegisterTable>& out) {
  Table claims(
      "claims",
      fmt::format("claim TEXT PRIMARY KEY, incident TEXT REFERENCES incidents, {}", kClaimColumns));
  Pairs about("claim_incidents",
              "claim TEXT REFERENCES claims, incident TEXT REFERENCES incidents");
  for (const auto& [id, incident] : content.incidents)
    for (const Claim& claim : incident.claims) {
      claims.row(claim_row({text(claim.id), text(id)}, claim));
      about.add(claim.id, claim.about);
    }
  out.push_back(claims.take());
  out.push_back(about.take());
}

void add_headlines(const Register& content, std::vector<RegisterTable>& out) {
  Table headlines(
      "headlines",
      fmt::format(
          "headline TEXT PRIMARY KEY, claim TEXT, {}, says TEXT, covers TEXT, "
          "cases INTEGER, cases_bound TEXT, countries INTEGER, actor TEXT REFERENCES actors",
          kClaimColumns));
  Pairs about("headline_incidents",
              "headline TEXT REFERENCES headlines, incident TEXT REFERENCES incidents");
  for (const auto& [id, h] : content.headlines) {
    headlines.row(claim_row(
        {text(id), text(h.claim.id)}, h.claim,
        {text(h.says), text(h.covers), number(h.cases),
         h.cases ? text(word(h.cases_bound)) : Cell(), number(h.countries), text(h.actor)}));
    about.add(id, h.claim.about);
  }
  out.push_back(headlines.take());
  out.push_back(about.take());
}

RegisterTable observations(const Register& content) {
  Table table("observations",
              "incident TEXT REFERENCES incidents, kind TEXT, value TEXT, technique TEXT, "
              "detail TEXT, party TEXT REFERENCES parties, source TEXT REFERENCES sources, "
              "locator TEXT, known_from TEXT, known_from_source TEXT REFERENCES sources, "
              "basis TEXT, unconfirmed BOOLEAN");
  for (const auto& [id, incident] : content.incidents)
    for (const Observation& o : incident.observations)
      table.row({text(id), text(word(o.kind)), text(o.value), text(technique_name(o.value)),
                 text(o.detail), text(o.party), text(o.citation.source), text(o.citation.locator),
                 known_day(o.known_from), known_source(o.known_from), text(word(o.basis)),
                 flag(o.unconfirmed)});
  return table.take();
}

RegisterTable attributions(const Register& content) {
  Table table("attributions",
              "incident TEXT REFERENCES incidents, actor TEXT REFERENCES actors, "
              "party TEXT REFERENCES parties, level TEXT, denies BOOLEAN, stated_at TEXT, "
              "words TEXT, source TEXT REFERENCES sources, locator TEXT, known_from TEXT, "
              "known_from_source TEXT REFERENCES sources, unconfirmed BOOLEAN");
  for (const auto& [id, incident] : content.incidents)
    for (const Attribution& a : incident.attributions)
      table.row({text(id), text(a.actor), text(a.party), text(word(level_of(content, a))),
                 flag(a.denies), text(a.stated_at), text(a.words), text(a.citation.source),
                 text(a.citation.locator), known_day(a.known_from), known_source(a.known_from),
                 flag(a.unconfirmed)});
  return table.take();
}

RegisterTable links(const Register& content) {
  Table table("links",
              "incident TEXT REFERENCES incidents, other TEXT REFERENCES incidents, kind TEXT, "
              "says TEXT, party TEXT REFERENCES parties, source TEXT REFERENCES sources, "
              "locator TEXT, known_from TEXT, known_from_source TEXT REFERENCES sources, "
              "unconfirmed BOOLEAN");
  for (const auto& [id, incident] : content.incidents)
    for (const Link& l : incident.links)
      table.row({text(id), text(l.to), text(word(l.kind)), text(l.says), text(l.party),
                 text(l.citation.source), text(l.citation.locator), known_day(l.known_from),
                 known_source(l.known_from), flag(l.unconfirmed)});
  return table.take();
}

RegisterTable recoveries(const Register& content) {
  Table table("recoveries",
              "incident TEXT REFERENCES incidents, kind TEXT, amount TEXT, "
              "amount_approximately REAL, unit TEXT, says TEXT, source TEXT REFERENCES sources, "
              "locator TEXT, unconfirmed BOOLEAN");
  for (const auto& [id, incident] : content.incidents)
    for (const Recovery& r : incident.recoveries)
      table.row({text(id), text(word(r.kind)), exact(r.amount), approximately(r.amount),
                 text(r.unit), text(r.says), text(r.citation.source), text(r.citation.locator),
                 flag(r.unconfirmed)});
  return table.take();
}

// Of incidents, and of launderers and services, which have an owner instead. An address that stands
// in one place in two roles is two rows, so its sources are joined by a number.
void add_addresses(const Register& content, std::vector<RegisterTable>& out) {
  Table addresses("addresses",
                  "number INTEGER PRIMARY KEY, incident TEXT REFERENCES incidents, owner TEXT, "
                  "network TEXT, address TEXT, role TEXT, label TEXT, grade TEXT, "
                  "checksum_fails BOOLEAN");
  Table sources("address_sources",
                "number INTEGER REFERENCES addresses, source TEXT REFERENCES sources");
  std::uint64_t next = 1;
  const auto add = [&](const Address& a, const std::string& incident, const std::string& owner) {
    addresses.row({number(next), text(incident), text(owner), text(a.network), text(a.address),
                   text(word(a.role)), text(a.label), text(a.grade), flag(a.checksum_fails)});
    for (const std::string& source : a.sources) sources.row({number(next), text(source)});
    ++next;
  };
  for (const auto& [id, incident] : content.incidents)
    for (const Address& address : incident.addresses) add(address, id, {});
  for (const SharedAddresses& shared : content.shared_addresses)
    for (const Address& address : shared.addresses) add(address, {}, shared.owner);
  out.push_back(addresses.take());
  out.push_back(sources.take());
}

RegisterTable sources(const Register& content) {
  Table table("sources",
              "source TEXT PRIMARY KEY, kind TEXT, title TEXT, publisher TEXT, published TEXT, "
              "reference TEXT, language TEXT, grade TEXT, repeats TEXT REFERENCES sources, "
              "handling TEXT, capture_sha256 TEXT, capture_bytes INTEGER, capture_taken TEXT");
  for (const auto& [id, s] : content.sources)
    table.row({text(id), text(word(s.kind)), text(s.title), text(s.publisher), text(s.published),
               text(s.reference), text(s.language), text(s.grade), text(s.repeats),
               text(word(s.handling)), s.capture ? text(s.capture->sha256) : Cell(),
               s.capture ? number(s.capture->bytes) : Cell(),
               s.capture ? text(s.capture->taken) : Cell()});
  return table.take();
}

RegisterTable parties(const Register& content) {
  Table table("parties", "party TEXT PRIMARY KEY, name TEXT, kind TEXT");
  for (const auto& [id, party] : content.parties)
    table.row({text(id), text(party.name), text(word(party.kind))});
  return table.take();
}

void add_actors(const Register& content, std::vector<RegisterTable>& out) {
  Table actors("actors",
               "actor TEXT PRIMARY KEY, name TEXT, parent TEXT REFERENCES actors, "
               "source TEXT REFERENCES sources, locator TEXT");
  Table aliases("aliases",
                "actor TEXT REFERENCES actors, alias TEXT, party TEXT REFERENCES parties, "
                "source TEXT REFERENCES sources, locator TEXT, unconfirmed BOOLEAN");
  for (const auto& [id, actor] : content.actors) {
    actors.row({text(id), text(actor.name), text(actor.parent), text(actor.parent_citation.source),
                text(actor.parent_citation.locator)});
    for (const Alias& a : actor.aliases)
      aliases.row({text(id), text(a.name), text(a.party), text(a.citation.source),
                   text(a.citation.locator), flag(a.unconfirmed)});
  }
  out.push_back(actors.take());
  out.push_back(aliases.take());
}

RegisterTable reports(const Register& content) {
  Table table("reports",
              "report TEXT PRIMARY KEY, title TEXT, source TEXT REFERENCES sources, locator TEXT, "
              "covers TEXT");
  for (const auto& [id, r] : content.reports)
    table.row({text(id), text(r.title), text(r.citation.source), text(r.citation.locator),
               text(r.covers)});
  return table.take();
}

void add_lists_of_reports(const Register& content, std::vector<RegisterTable>& out) {
  Pairs headlines("report_headlines",
                  "report TEXT REFERENCES reports, headline TEXT REFERENCES headlines");
  Pairs named("report_named", "report TEXT REFERENCES reports, claim TEXT");
  Pairs notes("report_notes", "report TEXT REFERENCES reports, says TEXT");
  Table countries("report_country_list",
                  "report TEXT REFERENCES reports, country TEXT, cases INTEGER");
  for (const auto& [id, report] : content.reports) {
    headlines.add(id, report.headlines);
    named.add(id, report.named);
    notes.add(id, report.notes);
    for (const auto& [code, count] : report.country_list)
      countries.row({text(id), text(code), number(count)});
  }
  for (Table* table : {static_cast<Table*>(&headlines), static_cast<Table*>(&named),
                       static_cast<Table*>(&notes), &countries})
    out.push_back(table->take());
}

void add_rows(const Register& content, std::vector<RegisterTable>& out) {
  Table rows("report_rows",
             "report TEXT REFERENCES reports, row TEXT, section TEXT, date_printed TEXT, "
             "country_printed TEXT, target_printed TEXT, amount_printed TEXT, "
             "outcome_printed TEXT, reads_as TEXT, incident TEXT REFERENCES incidents, "
             "duplicate_of TEXT, note TEXT");
  Table countries("report_row_countries", "report TEXT REFERENCES reports, row TEXT, country TEXT");
  Table parts("report_row_parts",
              "report TEXT REFERENCES reports, row TEXT, kind TEXT, amount TEXT, "
              "amount_approximately REAL, unit TEXT, bound TEXT, inferred BOOLEAN");
  for (const auto& [id, report] : content.reports)
    for (const ReportRow& r : report.rows) {
      rows.row({text(id), text(r.row), text(r.section), text(r.date_text), text(r.country_text),
                text(r.target_text), text(r.amount_text), text(r.outcome_text),
                text(word(r.outcome)), text(r.incident), text(r.duplicate_of), text(r.note)});
      for (const std::string& code : r.countries)
        countries.row({text(id), text(r.row), text(code)});
      for (const ReportPart& p : r.parts)
        parts.row({text(id), text(r.row), text(word(p.kind)), exact(p.amount),
                   approximately(p.amount), text(p.unit), text(word(p.bound)), flag(p.inferred)});
    }
  for (Table* table : {&rows, &countries, &parts}) out.push_back(table->take());
}

RegisterTable yearly(const Register& content) {
  Table table("yearly",
              "party TEXT REFERENCES parties, edition TEXT, source TEXT REFERENCES sources, "
              "locator TEXT, year INTEGER, usd_millions TEXT, usd_millions_approximately REAL, "
              "cases INTEGER");
  for (const YearlyTotal& y : content.yearly_totals) {
    std::map<int, std::pair<std::optional<Exact>, std::optional<std::uint64_t>>> years;
    for (const auto& [year, amount] : y.usd_millions) years[year].first = amount;
    for (const auto& [year, count] : y.cases) years[year].second = count;
    for (const auto& [year, stated] : years)
      table.row({text(y.party), text(y.edition), text(y.citation.source), text(y.citation.locator),
                 std::int64_t{year}, exact(stated.first), approximately(stated.first),
                 number(stated.second)});
  }
  return table.take();
}

void add_disputes(const Register& content, std::vector<RegisterTable>& out) {
  Table disputes("disputes", "dispute TEXT PRIMARY KEY, says TEXT, model TEXT");
  Pairs sources("dispute_sources",
                "dispute TEXT REFERENCES disputes, source TEXT REFERENCES sources");
  Pairs incidents("dispute_incidents",
                  "dispute TEXT REFERENCES disputes, incident TEXT REFERENCES incidents");
  for (const Dispute& d : content.disputes) {
    disputes.row({text(d.id), text(d.says), text(d.model)});
    sources.add(d.id, d.sources);
    incidents.add(d.id, d.incidents);
  }
  out.push_back(disputes.take());
  out.push_back(sources.take());
  out.push_back(incidents.take());
}

}  // namespace

std::string text_of(const Cell& cell) {
  return std::visit(
      [](const auto& value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::monostate>)
          return {};
        else if constexpr (std::is_same_v<Value, std::string>)
          return value;
        else
          return fmt::format("{}", value);
      },
      cell);
}

std::vector<RegisterTable> tables_of(const Register& content) {
  std::vector<RegisterTable> out = {incidents(content), countries(content), assets(content)};
  add_lists_of_incidents(content, out);
  add_claims(content, out);
  add_headlines(content, out);
  for (RegisterTable (*const table)(const Register&) :
       {observations, attributions, links, recoveries})
    out.push_back(table(content));
  add_addresses(content, out);
  out.push_back(sources(content));
  out.push_back(parties(content));
  add_actors(content, out);
  out.push_back(reports(content));
  add_lists_of_reports(content, out);
  add_rows(content, out);
  out.push_back(yearly(content));
  add_disputes(content, out);
  return out;
}

}  // namespace spoor::reg
