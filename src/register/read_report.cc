#include <fmt/format.h>

#include <set>

#include "register/readers.h"

namespace spoor::reg {
namespace {

ReportPart read_part(Fields& fields) {
  ReportPart part;
  part.kind = fields.choice("kind", ClaimKind::kGross);
  part.amount = fields.amount("amount", Need::kRequired).value_or(Exact());
  part.unit = unit_of(fields, "unit", Need::kRequired);
  part.bound = fields.choice("bound", Bound::kExact);
  part.inferred = fields.flag("inferred");
  return part;
}

ReportRow read_row(Fields& fields) {
  ReportRow row;
  row.place = fields.place();
  row.row = fields.text("row", Need::kRequired);
  row.section = fields.text("section");
  row.date_text = fields.text("date");
  row.country_text = fields.text("country");
  row.target_text = fields.text("target");
  row.amount_text = fields.text("amount");
  row.outcome_text = fields.text("outcome");
  row.countries = fields.texts("countries");
  for (const std::string& code : row.countries) check_country(fields, "countries", code);
  row.outcome = fields.choice("reads_as", Outcome::kTheft);
  fields.each("parts", [&](Fields& part) { row.parts.push_back(read_part(part)); });
  row.incident = fields.id("incident");
  row.duplicate_of = fields.text("duplicate_of");
  row.note = fields.prose("note");
  return row;
}

void read_country_list(Fields& fields, Report& report) {
  fields.one("country_list", [&](Fields& list) {
    for (const std::string& code : list.keys()) {
      check_country(list, code, code);
      if (const std::optional<std::uint64_t> count = list.count(code))
        report.country_list.emplace(code, *count);
    }
  });
}

void check_rows(const Report& report, Reading& reading) {
  std::set<std::string> seen;
  for (const ReportRow& row : report.rows)
    if (!row.row.empty() && !seen.insert(row.row).second)
      reading.complain(row.place.line, fmt::format("the row '{}' stands twice", row.row));
}

}  // namespace

void read_report(const YamlNode& document, Reading& reading, Register& content) {
  Fields fields(document, reading);
  Report report;
  report.place = fields.place();
  report.id = file_id_of(fields, reading);
  report.title = fields.text("title", Need::kRequired);
  report.citation = citation_of(fields, Need::kRequired);
  report.covers = fields.period("covers");
  report.headlines = fields.ids("headlines");
  report.named = fields.claim_ids("named");
  report.notes = fields.texts("notes");
  read_country_list(fields, report);
  fields.each("rows", [&](Fields& row) { report.rows.push_back(read_row(row)); });
  fields.end();
  check_rows(report, reading);
  std::string id = report.id;
  put(fields, content.reports, std::move(id), std::move(report));
}

}  // namespace spoor::reg
