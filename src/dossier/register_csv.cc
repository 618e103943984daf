#include "dossier/register_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "dossier/text.h"
#include "register/level.h"

namespace spoor::dossier {
namespace {

using reg::Citation;
using reg::Claim;
using reg::Exact;
using reg::Incident;
using reg::Period;
using reg::Register;

// A text of others: on one line, and no formula.
std::string text(std::string_view words) {
  std::string line(words);
  std::replace(line.begin(), line.end(), '\n', ' ');
  while (line.ends_with(' ')) line.pop_back();
  return csv_text(line);
}
std::string text(const std::vector<std::string>& words) {
  return text(fmt::format("{}", fmt::join(words, "; ")));
}
std::string yes(bool flag) { return flag ? "yes" : ""; }
std::string date(const std::optional<Period>& period) { return period ? text(period->text) : ""; }
std::string exact(const std::optional<Exact>& amount) { return amount ? amount->text() : ""; }
template <class Number>
std::string number(const std::optional<Number>& value) {
  return value ? std::to_string(*value) : "";
}

class Table {
 public:
  Table(std::string name, std::string header) : file_{std::move(name), std::move(header), 0} {
    columns_ = static_cast<std::size_t>(std::count(file_.text.begin(), file_.text.end(), ',')) + 1;
    file_.text += "\n";
  }
  // Fields as they are to stand in the file.
  void row(const std::vector<std::string>& fields) {
    ASSERT(fields.size() == columns_);
    file_.text += fmt::format("{}\n", fmt::join(fields, ","));
    ++file_.rows;
  }
  CsvFile take() { return std::move(file_); }

 private:
  CsvFile file_;
  std::size_t columns_ = 0;
};

CsvFile incidents(const Register& reg) {
  Table table("incidents.csv",
              "incident,name,outcome,occurred,first_day,last_day,victim,sector,countries,"
              "duplicate_of,handling,sources,unconfirmed,summary");
  for (const auto& [id, i] : reg.incidents) {
    std::vector<std::string> countries;
    for (const reg::Country& country : i.countries) countries.push_back(country.code);
    table.row({text(id), text(i.name), text(word(i.outcome)), text(i.occurred.text),
               to_text(i.occurred.first), to_text(i.occurred.last), text(i.victim),
               text(word(i.sector)), text(countries), text(i.duplicate_of), text(word(i.handling)),
               text(i.sources), text(i.unconfirmed), text(i.summary)});
  }
  return table.take();
}

CsvFile countries(const Register& reg) {
  Table table("countries.csv", "incident,country,basis,source,locator");
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Country& c : incident.countries)
      table.row({text(id), text(c.code), text(word(c.basis)), text(c.citation.source),
                 text(c.citation.locator)});
  return table.take();
}

CsvFile assets(const Register& reg) {
  Table table("assets.csv", "incident,asset,amount,says,source,locator,unconfirmed");
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::AssetTaken& a : incident.assets)
      table.row({text(id), text(a.asset), exact(a.amount), text(a.says), text(a.citation.source),
                 text(a.citation.locator), yes(a.unconfirmed)});
  return table.take();
}

constexpr std::string_view kClaimColumns =
    "claim,kind,amount,is_sum_of_parts,unit,bound,party,source,locator,words,valued_at,stated_at,"
    "published,known_from,known_from_source,part_of,repeats,about,unconfirmed";

std::vector<std::string> claim_fields(const Claim& c) {
  return {text(c.id),
          text(word(c.kind)),
          exact(c.amount),
          yes(c.is_sum_of_parts),
          text(c.unit),
          text(word(c.bound)),
          text(c.party),
          text(c.citation.source),
          text(c.citation.locator),
          text(c.words),
          date(c.valued_at),
          date(c.stated_at),
          date(c.published),
          c.known_from ? to_text(c.known_from->day) : "",
          c.known_from ? text(c.known_from->source) : "",
          text(c.part_of),
          text(c.repeats),
          text(c.about),
          yes(c.unconfirmed)};
}

CsvFile claims(const Register& reg) {
  Table table("claims.csv", fmt::format("incident,{}", kClaimColumns));
  for (const auto& [id, incident] : reg.incidents)
    for (const Claim& claim : incident.claims) {
      std::vector<std::string> fields = claim_fields(claim);
      fields.insert(fields.begin(), text(id));
      table.row(fields);
    }
  return table.take();
}

CsvFile headlines(const Register& reg) {
  Table table("headlines.csv",
              fmt::format("{},says,covers,cases,cases_bound,countries,actor", kClaimColumns));
  for (const auto& [id, h] : reg.headlines) {
    std::vector<std::string> fields = claim_fields(h.claim);
    for (const std::string& field :
         {text(h.says), date(h.covers), number(h.cases),
          h.cases ? text(word(h.cases_bound)) : std::string(), number(h.countries), text(h.actor)})
      fields.push_back(field);
    table.row(fields);
  }
  return table.take();
}

// The columns that observations, attributions and links end with.
constexpr std::string_view kStanding =
    "party,source,locator,known_from,known_from_source,unconfirmed";
template <class Fact>
void add_standing(std::vector<std::string>& fields, const Fact& f) {
  for (const std::string& field :
       {text(f.party), text(f.citation.source), text(f.citation.locator),
        f.known_from ? to_text(f.known_from->day) : std::string(),
        f.known_from ? text(f.known_from->source) : std::string(), yes(f.unconfirmed)})
    fields.push_back(field);
}

CsvFile observations(const Register& reg) {
  Table table("observations.csv",
              fmt::format("incident,kind,value,technique,detail,basis,{}", kStanding));
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Observation& o : incident.observations) {
      std::vector<std::string> fields = {text(id),       text(word(o.kind)),
                                         text(o.value),  text(reg::technique_name(o.value)),
                                         text(o.detail), text(word(o.basis))};
      add_standing(fields, o);
      table.row(fields);
    }
  return table.take();
}

CsvFile attributions(const Register& reg) {
  Table table("attributions.csv",
              fmt::format("incident,actor,level,denies,stated_at,words,{}", kStanding));
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Attribution& a : incident.attributions) {
      std::vector<std::string> fields = {
          text(id),      text(a.actor),     text(word(level_of(reg, a))),
          yes(a.denies), date(a.stated_at), text(a.words)};
      add_standing(fields, a);
      table.row(fields);
    }
  return table.take();
}

CsvFile links(const Register& reg) {
  Table table("links.csv", fmt::format("incident,to,kind,says,{}", kStanding));
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Link& link : incident.links) {
      std::vector<std::string> fields = {text(id), text(link.to), text(word(link.kind)),
                                         text(link.says)};
      add_standing(fields, link);
      table.row(fields);
    }
  return table.take();
}

CsvFile recoveries(const Register& reg) {
  Table table("recoveries.csv", "incident,kind,amount,unit,says,source,locator,unconfirmed");
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Recovery& r : incident.recoveries)
      table.row({text(id), text(word(r.kind)), exact(r.amount), text(r.unit), text(r.says),
                 text(r.citation.source), text(r.citation.locator), yes(r.unconfirmed)});
  return table.take();
}

CsvFile addresses(const Register& reg) {
  Table table("addresses.csv", "incident,owner,network,address,role,label,grade,checksum,sources");
  const auto add = [&](const std::string& incident, const std::string& owner, const reg::Address& a,
                       reg::AddressRole role, const std::vector<std::string>& sources) {
    table.row({text(incident), text(owner), text(a.network), text(a.address), text(word(role)),
               text(a.label), text(a.grade), a.checksum_fails ? "fails" : "", text(sources)});
  };
  for (const auto& [id, incident] : reg.incidents)
    for (const reg::Address& a : incident.addresses) add(id, "", a, a.role, a.sources);
  for (const reg::SharedAddresses& shared : reg.shared_addresses)
    for (const reg::Address& a : shared.addresses)
      add("", shared.owner, a, shared.role,
          a.sources.empty() ? std::vector<std::string>{shared.citation.source} : a.sources);
  return table.take();
}

CsvFile sources(const Register& reg) {
  Table table("sources.csv",
              "source,kind,title,publisher,published,reference,language,grade,repeats,handling,"
              "sha256,bytes,taken");
  for (const auto& [id, s] : reg.sources)
    table.row({text(id), text(word(s.kind)), text(s.title), text(s.publisher), date(s.published),
               text(s.reference), text(s.language), text(s.grade), text(s.repeats),
               text(word(s.handling)), s.capture ? text(s.capture->sha256) : "",
               s.capture ? std::to_string(s.capture->bytes) : "",
               s.capture ? text(s.capture->taken) : ""});
  return table.take();
}

CsvFile parties(const Register& reg) {
  Table table("parties.csv", "party,name,kind");
  for (const auto& [id, party] : reg.parties)
    table.row({text(id), text(party.name), text(word(party.kind))});
  return table.take();
}

CsvFile actors(const Register& reg) {
  Table table("actors.csv", "actor,name,parent,source,locator");
  for (const auto& [id, a] : reg.actors)
    table.row({text(id), text(a.name), text(a.parent), text(a.parent_citation.source),
               text(a.parent_citation.locator)});
  return table.take();
}

CsvFile aliases(const Register& reg) {
  Table table("aliases.csv", "actor,alias,party,source,locator,unconfirmed");
  for (const auto& [id, actor] : reg.actors)
    for (const reg::Alias& a : actor.aliases)
      table.row({text(id), text(a.name), text(a.party), text(a.citation.source),
                 text(a.citation.locator), yes(a.unconfirmed)});
  return table.take();
}

CsvFile report_rows(const Register& reg) {
  Table table("report_rows.csv",
              "report,row,section,date_printed,country_printed,target_printed,amount_printed,"
              "outcome_printed,countries,outcome,incident,duplicate_of,note");
  for (const auto& [id, report] : reg.reports)
    for (const reg::ReportRow& r : report.rows)
      table.row({text(id), text(r.row), text(r.section), text(r.date_text), text(r.country_text),
                 text(r.target_text), text(r.amount_text), text(r.outcome_text), text(r.countries),
                 text(word(r.outcome)), text(r.incident), text(r.duplicate_of), text(r.note)});
  return table.take();
}

CsvFile report_parts(const Register& reg) {
  Table table("report_parts.csv", "report,row,kind,amount,unit,bound,inferred");
  for (const auto& [id, report] : reg.reports)
    for (const reg::ReportRow& row : report.rows)
      for (const reg::ReportPart& part : row.parts)
        table.row({text(id), text(row.row), text(word(part.kind)), exact(part.amount),
                   text(part.unit), text(word(part.bound)), yes(part.inferred)});
  return table.take();
}

CsvFile yearly(const Register& reg) {
  Table table("yearly.csv", "party,edition,source,locator,year,usd_millions,cases");
  for (const reg::YearlyTotal& y : reg.yearly_totals) {
    std::vector<int> years;
    for (const auto& [year, value] : y.usd_millions) years.push_back(year);
    for (const auto& [year, count] : y.cases) years.push_back(year);
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    for (const int year : years) {
      const auto value = y.usd_millions.find(year);
      const auto cases = y.cases.find(year);
      table.row({text(y.party), text(y.edition), text(y.citation.source), text(y.citation.locator),
                 std::to_string(year), value == y.usd_millions.end() ? "" : value->second.text(),
                 cases == y.cases.end() ? "" : std::to_string(cases->second)});
    }
  }
  return table.take();
}

CsvFile disputes(const Register& reg) {
  Table table("disputes.csv", "dispute,says,model,sources,incidents");
  for (const reg::Dispute& d : reg.disputes)
    table.row({text(d.id), text(d.says), text(d.model), text(d.sources), text(d.incidents)});
  return table.take();
}

CsvFile left_out(const reg::LeftOut& above, reg::Handling most) {
  Table table("left_out.csv", "above,what,count");
  for (std::size_t i = 0; i < reg::kFactKinds; ++i)
    if (above.counts[i] > 0)
      table.row({text(word(most)), text(noun(static_cast<reg::FactKind>(i), above.counts[i])),
                 std::to_string(above.counts[i])});
  return table.take();
}

}  // namespace

RegisterCsv register_csv(const Register& all, const reg::Sieve& sieve) {
  const reg::Sifted sifted = reg::sift(all, sieve);
  const Register& reg = sifted.content;
  RegisterCsv csv{.files = {}, .above = sifted.left_out};
  for (CsvFile (*const write)(const Register&) :
       {incidents, countries, assets, claims, headlines, observations, attributions, links,
        recoveries, addresses, sources, parties, actors, aliases, report_rows, report_parts, yearly,
        disputes})
    csv.files.push_back(write(reg));
  csv.files.push_back(left_out(sifted.left_out, sieve.most));
  return csv;
}

}  // namespace spoor::dossier
