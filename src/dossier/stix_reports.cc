// Sources as reports: each with the objects of the bundle that rest on it, and in an extension with
// what it says of many incidents at once. A source without a date cannot be a STIX report: it stays
// an external reference, and what it says of many incidents is a note.
#include "dossier/stix_id.h"
#include "dossier/stix_parts.h"

namespace spoor::dossier {
namespace {

using reg::Headline;
using reg::Report;
using reg::ReportRow;
using reg::Source;
using reg::YearlyTotal;

// What one source says of many incidents.
struct Tables {
  std::vector<const Headline*> headlines;
  std::vector<const Report*> reports;
  std::vector<const YearlyTotal*> yearly;

  bool empty() const { return headlines.empty() && reports.empty() && yearly.empty(); }
};

Tables tables_of(const reg::Register& reg, const std::string& source) {
  Tables tables;
  for (const auto& [id, headline] : reg.headlines)
    if (headline.claim.citation.source == source) tables.headlines.push_back(&headline);
  for (const auto& [id, report] : reg.reports)
    if (report.citation.source == source) tables.reports.push_back(&report);
  for (const YearlyTotal& yearly : reg.yearly_totals)
    if (yearly.citation.source == source) tables.yearly.push_back(&yearly);
  return tables;
}

class ReportWriter {
 public:
  ReportWriter(StixContext& context, const Source& source)
      : context_(context),
        reg_(context.reg),
        bundle_(context.bundle),
        source_(source),
        tables_(tables_of(context.reg, source.id)) {}

  void write() {
    const std::set<std::string> refs = references();
    if (refs.empty() || (!source_.published && tables_.empty())) return;
    Grounds grounds;
    grounds.on(reg_, {source_.id, {}});
    for (const Headline* headline : tables_.headlines) grounds.of(reg_, headline->claim);
    const std::string title = source_.title.empty() ? source_.id : source_.title;
    if (source_.published) {
      bundle_.open("report", source_report_id(source_.id), grounds);
      bundle_.put("name", title);
      bundle_.put("description", "Published by " + source_.publisher);
      bundle_.list("report_types", {"threat-report"});
      bundle_.put("published", stix_time(source_.published->first));
    } else {
      bundle_.open("note", stix_id("note", "source:" + source_.id), grounds);
      bundle_.put("abstract", title);
      bundle_.put("content", "What a source without a date says of many incidents");
    }
    bundle_.list("object_refs", {refs.begin(), refs.end()});
    if (const std::optional<int> number = confidence(source_.grade))
      bundle_.json().member("confidence", *number);
    bundle_.extension(report_extension(), "property-extension", [&] { write_tables(); });
    bundle_.close();
  }

 private:
  // What rests on it, what its rows mean, whom its headlines speak of, and who speaks.
  std::set<std::string> references() {
    std::set<std::string> refs = bundle_.resting_on(source_.id);
    for (const Report* report : tables_.reports)
      for (const ReportRow& row : report->rows)
        if (reg_.incidents.contains(row.incident)) refs.insert(incident_id(row.incident));
    for (const Headline* headline : tables_.headlines) {
      for (const std::string& id : headline->claim.about)
        if (reg_.incidents.contains(id)) refs.insert(incident_id(id));
      if (reg_.actors.contains(headline->actor)) refs.insert(actor_id(headline->actor));
      speaks(headline->claim.party, refs);
    }
    for (const YearlyTotal* yearly : tables_.yearly) speaks(yearly->party, refs);
    return refs;
  }
  void speaks(const std::string& party, std::set<std::string>& refs) const {
    if (reg_.parties.contains(party)) refs.insert(party_id(party));
  }

  void write_tables() {
    bundle_.put("register_id", source_.id);
    bundle_.put("kind", reg::word(source_.kind));
    bundle_.put("grade", source_.grade);
    bundle_.put("language", source_.language);
    bundle_.put("reference", source_.reference);
    const auto list = [&](std::string_view key, const auto& things, auto write) {
      if (things.empty()) return;
      bundle_.json().key(key).begin_array();
      for (const auto* thing : things) write(*thing);
      bundle_.json().end_array();
    };
    list("headlines", tables_.headlines, [&](const Headline& h) { write_headline(h); });
    list("tables", tables_.reports, [&](const Report& r) { write_table(r); });
    list("yearly", tables_.yearly, [&](const YearlyTotal& y) { write_yearly(y); });
  }

  void write_headline(const Headline& headline) {
    JsonWriter& json = bundle_.json();
    json.begin_object();
    bundle_.put("says", headline.says);
    if (headline.covers) bundle_.put("covers", headline.covers->text);
    if (headline.cases) {
      json.member("cases", *headline.cases);
      bundle_.put("cases_bound", reg::word(headline.cases_bound));
    }
    if (headline.countries) json.member("countries", *headline.countries);
    if (reg_.actors.contains(headline.actor)) bundle_.put("actor_ref", actor_id(headline.actor));
    json.key("claim");
    write_claim(context_, headline.claim);
    json.end_object();
  }

  void write_table(const Report& report) {
    JsonWriter& json = bundle_.json();
    json.begin_object();
    bundle_.put("register_id", report.id);
    bundle_.put("title", report.title);
    if (report.covers) bundle_.put("covers", report.covers->text);
    bundle_.list("notes", report.notes);
    if (!report.rows.empty()) {
      json.key("rows").begin_array();
      for (const ReportRow& row : report.rows) write_row(row);
      json.end_array();
    }
    json.end_object();
  }

  void write_row(const ReportRow& row) {
    JsonWriter& json = bundle_.json();
    json.begin_object();
    bundle_.put("row", row.row);
    bundle_.put("section", row.section);
    bundle_.put("date", row.date_text);
    bundle_.put("country", row.country_text);
    bundle_.put("target", row.target_text);
    bundle_.put("amount", row.amount_text);
    bundle_.put("outcome", row.outcome_text);
    bundle_.list("countries", row.countries);
    bundle_.put("outcome_read", reg::word(row.outcome));
    if (!row.parts.empty()) {
      json.key("parts").begin_array();
      for (const reg::ReportPart& part : row.parts) {
        json.begin_object();
        bundle_.put("kind", reg::word(part.kind));
        write_amount(context_, part.amount, part.unit);
        bundle_.put("bound", reg::word(part.bound));
        if (part.inferred) json.member("inferred", true);
        json.end_object();
      }
      json.end_array();
    }
    if (reg_.incidents.contains(row.incident))
      bundle_.put("incident_ref", incident_id(row.incident));
    bundle_.put("duplicate_of", row.duplicate_of);
    bundle_.put("remark", row.note);
    json.end_object();
  }

  void write_yearly(const YearlyTotal& yearly) {
    JsonWriter& json = bundle_.json();
    json.begin_object();
    write_party(context_, yearly.party, Grounds().on(reg_, yearly.citation));
    bundle_.put("edition", yearly.edition);
    bundle_.put("locator", yearly.citation.locator);
    if (!yearly.usd_millions.empty()) {
      json.key("usd_millions").begin_object();
      for (const auto& [year, value] : yearly.usd_millions)
        bundle_.put(std::to_string(year), value.text());
      json.end_object();
    }
    if (!yearly.cases.empty()) {
      json.key("cases").begin_object();
      for (const auto& [year, count] : yearly.cases) json.member(std::to_string(year), count);
      json.end_object();
    }
    json.end_object();
  }

  StixContext& context_;
  const reg::Register& reg_;
  StixBundle& bundle_;
  const Source& source_;
  Tables tables_;
};

// One that only repeats another.
void write_repeats(StixContext& context, const Source& source) {
  const std::string from = source_report_id(source.id);
  const std::string to = source_report_id(source.repeats);
  if (source.repeats.empty() || !context.bundle.has(from) || !context.bundle.has(to)) return;
  write_relationship(context, {.type = "derived-from", .source = from, .target = to},
                     Grounds().on(context.reg, {source.id, {}}));
}

}  // namespace

void gather_speakers(StixContext& context) {
  for (const auto& [id, headline] : context.reg.headlines) {
    const Grounds grounds = Grounds().of(context.reg, headline.claim);
    if (context.reg.parties.contains(headline.claim.party))
      meet(context.gathered.parties, headline.claim.party, grounds);
    context.gathered.actors.insert(headline.actor);
  }
  for (const YearlyTotal& yearly : context.reg.yearly_totals)
    if (context.reg.parties.contains(yearly.party))
      meet(context.gathered.parties, yearly.party, Grounds().on(context.reg, yearly.citation));
}

void write_reports(StixContext& context) {
  for (const auto& [id, source] : context.reg.sources) ReportWriter(context, source).write();
  for (const auto& [id, source] : context.reg.sources) write_repeats(context, source);
}

void write_disputes(StixContext& context) {
  for (const reg::Dispute& dispute : context.reg.disputes) {
    Grounds grounds;
    std::vector<std::string> refs;
    for (const std::string& source : dispute.sources) grounds.on(context.reg, {source, {}});
    for (const std::string& incident : dispute.incidents)
      if (context.reg.incidents.contains(incident)) refs.push_back(incident_id(incident));
    for (const std::string& source : dispute.sources)
      if (context.bundle.has(source_report_id(source))) refs.push_back(source_report_id(source));
    if (refs.empty()) refs.push_back(StixBundle::maker());
    StixBundle& bundle = context.bundle;
    bundle.open("note", stix_id("note", "dispute:" + dispute.id), grounds);
    bundle.put("abstract", "The sources do not agree: " + dispute.id);
    bundle.put("content", dispute.model.empty()
                              ? dispute.says
                              : dispute.says + "\nHow the register holds it: " + dispute.model);
    bundle.list("object_refs", refs);
    bundle.close();
  }
}

}  // namespace spoor::dossier
