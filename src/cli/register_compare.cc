// `spoor register compare REPORT`: a report's headlines against its rows, and its rows against what
// is claimed of their incidents.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_amounts.h"
#include "cli/register_compare_page.h"
#include "cli/register_folder.h"
#include "dossier/text.h"
#include "register/compare.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

using reg::Comparison;
using reg::Exact;
using reg::HeadlineFigure;
using reg::Range;
using reg::ReportRow;
using reg::RowFigures;
using reg::RowSum;

std::string figure(const std::optional<Range>& range, bool high, int decimals) {
  if (!range) return {};
  return plain_millions(high ? range->high : range->low, decimals);
}

std::string as_csv(const Comparison& comparison, int decimals) {
  std::string out =
      "row,section,duplicate_of,incident,printed_kind,printed_low_millions,printed_high_millions,"
      "realised_low_millions,realised_high_millions,claims_low_millions,claims_high_millions\n";
  for (const RowFigures& figures : comparison.rows) {
    const std::optional<Range> claims = figures.incident && figures.incident->valued > 0
                                            ? std::optional(figures.incident->chosen)
                                            : std::nullopt;
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", dossier::csv_text(figures.row->row),
                       dossier::csv_text(figures.row->section),
                       dossier::csv_text(figures.row->duplicate_of),
                       dossier::csv_text(figures.row->incident),
                       figures.printed_kind ? word(*figures.printed_kind) : std::string_view(),
                       figure(figures.printed.range, false, decimals),
                       figure(figures.printed.range, true, decimals),
                       figure(figures.realised.range, false, decimals),
                       figure(figures.realised.range, true, decimals),
                       figure(claims, false, decimals), figure(claims, true, decimals));
  }
  return out;
}

void write_range(JsonWriter& json, std::string_view key, const std::optional<Range>& range,
                 int decimals) {
  if (range)
    write_millions(json, key, *range, decimals);
  else
    json.key(key).null();
}

void write_rows(JsonWriter& json, const Comparison& comparison, int decimals) {
  json.key("rows").begin_array();
  for (const RowFigures& figures : comparison.rows) {
    const ReportRow& row = *figures.row;
    json.begin_object()
        .member("row", dossier::utf8(row.row))
        .member("section", dossier::utf8(row.section))
        .member("target", dossier::utf8(row.target_text))
        .member("duplicate_of", dossier::utf8(row.duplicate_of))
        .member("incident", dossier::utf8(row.incident));
    json.key("printed_kind");
    figures.printed_kind ? json.value(word(*figures.printed_kind)) : json.null();
    write_range(json, "printed_millions", figures.printed.range, decimals);
    write_range(json, "realised_millions", figures.realised.range, decimals);
    const bool is_claimed = figures.incident && figures.incident->valued > 0;
    write_range(json, "claims_millions",
                is_claimed ? std::optional(figures.incident->chosen) : std::nullopt, decimals);
    write_range(json, "claims_over_policies_millions",
                is_claimed ? std::optional(figures.incident->over_policies) : std::nullopt,
                decimals);
    json.member("note", dossier::utf8(row.note)).end_object();
  }
  json.end_array();
}

void write_sum(JsonWriter& json, const RowSum& sum, int decimals) {
  json.begin_object()
      .member("section", dossier::utf8(sum.section))
      .member("rows", sum.rows)
      .member("with_amount", sum.with_amount)
      .member("printed_millions", plain_millions(sum.as_printed, decimals))
      .member("printed_bound", word(sum.printed_bound))
      .member("realised_millions", plain_millions(sum.realised, decimals))
      .member("realised_bound", word(sum.realised_bound));
  write_millions(json, "realised_converted_millions", sum.realised_converted, decimals);
  json.end_object();
}

void write_headlines(JsonWriter& json, const Comparison& comparison, int decimals) {
  json.key("headlines").begin_array();
  for (const HeadlineFigure& figure : comparison.headlines) {
    const reg::Headline& headline = *figure.headline;
    json.begin_object().member("id", dossier::utf8(headline.claim.id));
    write_range(json, "millions", figure.value.range, decimals);
    json.member("bound", word(headline.claim.bound));
    json.key("cases");
    headline.cases ? json.value(*headline.cases) : json.null();
    json.member("cases_bound", word(headline.cases_bound));
    json.key("countries");
    headline.countries ? json.value(*headline.countries) : json.null();
    json.member("party", dossier::utf8(headline.claim.party))
        .member("of_all_rows", figure.is_of_all_rows)
        .key("rows");
    write_sum(json, figure.rows, decimals);
    json.end_object();
  }
  json.end_array();
}

void write_names(JsonWriter& json, std::string_view key,
                 const std::vector<const ReportRow*>& rows) {
  json.key(key).begin_array();
  for (const ReportRow* row : rows) json.value(dossier::utf8(row->row));
  json.end_array();
}

void write_countries(JsonWriter& json, const Comparison& comparison) {
  json.key("countries").begin_array();
  for (const reg::CountryCount& country : comparison.countries)
    json.begin_object()
        .member("code", dossier::utf8(country.code))
        .member("listed", country.listed)
        .member("rows", country.rows)
        .member("rows_without_duplicates", country.without_duplicates)
        .end_object();
  json.end_array();
  json.member("listed_cases", comparison.listed_cases)
      .member("listed_countries", comparison.listed_countries())
      .member("row_countries", comparison.row_countries());
}

void write_named(JsonWriter& json, const Comparison& comparison, int decimals) {
  json.key("named").begin_array();
  for (const reg::NamedClaim& named : comparison.named) {
    json.begin_object()
        .member("claim", dossier::utf8(named.claim->id))
        .member("party", dossier::utf8(named.claim->party));
    write_range(json, "millions", named.value.range, decimals);
    json.end_object();
  }
  json.end_array();
}

std::string as_json(const Comparison& comparison, int decimals) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("report", dossier::utf8(comparison.report->id))
      .member("title", dossier::utf8(comparison.report->title))
      .member("source", dossier::utf8(comparison.report->citation.source));
  json.key("rows_of");
  comparison.rows_of ? json.value(dossier::utf8(comparison.rows_of->id)) : json.null();
  json.member("currency", comparison.basis.currency);
  json.key("published");
  comparison.published ? json.value(comparison.published->text) : json.null();
  write_headlines(json, comparison, decimals);
  json.key("all");
  write_sum(json, comparison.all, decimals);
  json.key("sections").begin_array();
  for (const RowSum& section : comparison.sections) write_sum(json, section, decimals);
  json.end_array();
  write_names(json, "duplicates", comparison.duplicates);
  write_names(json, "without_amount", comparison.without_amount);
  write_names(json, "inferred", comparison.inferred);
  write_countries(json, comparison);
  write_named(json, comparison, decimals);
  write_rows(json, comparison, decimals);
  write_millions(json, "claims_millions", comparison.incidents.chosen, decimals);
  write_millions(json, "claims_over_policies_millions", comparison.incidents.over_policies,
                 decimals);
  write_not_valued(json, comparison.not_valued);
  write_conversions(json, comparison.conversions);
  json.end_object();
  return out + "\n";
}

void run(const Words& words) {
  const Path folder = register_folder(words);
  const reg::Register content = reg::load_register(folder);
  const reg::Rates rates = rates_of(words, folder);
  const int decimals = decimals_of(words);
  const Comparison comparison =
      reg::compare(content, rates, words.text("REPORT"), currency_of(words));
  print_in_form(
      words, [&] { return compare_page(comparison, decimals); },
      [&] { return as_csv(comparison, decimals); }, [&] { return as_json(comparison, decimals); });
}

}  // namespace

Command register_compare_command() {
  return {
      .name = "register compare",
      .summary = "a report's headlines against rows and claims",
      .description =
          R"(Reports state a figure at their head and print rows beneath it, and the two need not
agree. This command sums the rows as they are printed and shows every difference: how many rows and
how many without duplicates, which name no amount, what they come to with attempts and what of it
was realised, which countries they name against a list that was printed, and what is claimed within
the headline. Then each row stands beside what the claims about its incident say.

A row that prints an attempt and a loss (Bangladesh Bank: 951 million ordered, 81 lost) is printed
with its attempt and realised with its loss, never with the sum. Rows of duplicates are in no sum.
What a row prints in another unit is converted at the rates of the day of the publication.

Nothing is made to agree. Where a count of rows equals a headline, that they were counted so is
still not known.)",
      .options = {{.name = "REPORT",
                   .value = "REPORT",
                   .help = "A report of the register, as un-2019: the name of its file.",
                   .required = true},
                  register_option(),
                  currency_option(),
                  prices_option(),
                  decimals_option(),
                  format_option({"table", "csv", "json"})},
      .examples = {{.line = "spoor register compare un-2019",
                    .says = "At least 35 attacks and up to 2 billion dollars, against 36 rows."},
                   {.line = "spoor register compare ap-2021",
                    .says = "316.4 million dollars against the thefts that are named with it."},
                   {.line = "spoor register compare un-2024 --format csv",
                    .says = "Row by row, for a spreadsheet."}},
      .see_also = {"register totals", "docs/register-figures.md",
                   "docs/schema/register-compare.json"},
      .run = run};
}

}  // namespace spoor::cli
