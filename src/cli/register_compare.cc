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
using reg::Tally;

// The bound, the least and the most: fields of CSV.
std::string figure(const std::optional<Range>& range, const reg::Bounds& bounds, int decimals) {
  if (!range) return ",,";
  return fmt::format("{},{},{}", word(bounds), plain_millions(range->low, decimals),
                     plain_millions(range->high, decimals));
}
std::string figure(const Tally& tally, int decimals) {
  return figure(tally.range, tally.bounds, decimals);
}

std::string as_csv(const Comparison& comparison, int decimals) {
  std::string out = "row,section,duplicate_of,incident,printed_kind";
  for (const char* const name : {"printed", "realised", "claims"})
    out += fmt::format(",{0}_bound,{0}_low_millions,{0}_high_millions", name);
  out += "\n";
  for (const RowFigures& figures : comparison.rows) {
    const reg::ClaimSum claims = figures.incident.value_or(reg::ClaimSum{});
    out += fmt::format(
        "{},{},{},{},{},{},{},{}\n", dossier::csv_text(figures.row->row),
        dossier::csv_text(figures.row->section), dossier::csv_text(figures.row->duplicate_of),
        dossier::csv_text(figures.row->incident),
        figures.printed_kind ? word(*figures.printed_kind) : std::string_view(),
        figure(figures.printed.converted, decimals), figure(figures.realised.converted, decimals),
        figure(claims.chosen, claims.bounds, decimals));
  }
  return out;
}

// A figure with what the bounds of its parts make of it.
void write_bounds(JsonWriter& json, const reg::Bounds& bounds) {
  json.member("bound", word(bounds))
      .member("parts_about", bounds.about)
      .member("parts_at_least", bounds.at_least)
      .member("parts_at_most", bounds.at_most);
}

void write_tally(JsonWriter& json, std::string_view key, const Tally& tally, int decimals) {
  json.key(key).begin_object();
  write_millions(json, "millions", tally.range, decimals);
  write_bounds(json, tally.bounds);
  json.member("rows", tally.rows)
      .member("rows_in_part", tally.in_part)
      .member("rows_left_out", tally.left_out)
      .end_object();
}

void write_amounts(JsonWriter& json, std::string_view key, const reg::Amounts& amounts,
                   int decimals) {
  json.key(key).begin_object();
  write_tally(json, "as_printed", amounts.as_printed, decimals);
  write_tally(json, "converted", amounts.converted, decimals);
  json.end_object();
}

void write_claims(JsonWriter& json, const reg::ClaimSum& claims, int decimals) {
  json.key("claims").begin_object().member("incidents", claims.incidents);
  json.member("stated", claims.stated);
  write_millions(json, "millions", claims.chosen, decimals);
  write_bounds(json, claims.bounds);
  write_millions(json, "over_policies_millions", claims.over_policies, decimals);
  json.end_object();
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
    write_amounts(json, "printed", figures.printed, decimals);
    write_amounts(json, "realised", figures.realised, decimals);
    if (figures.incident)
      write_claims(json, *figures.incident, decimals);
    else
      json.key("claims").null();
    json.member("note", dossier::utf8(row.note)).end_object();
  }
  json.end_array();
}

void write_sum(JsonWriter& json, const RowSum& sum, int decimals) {
  json.begin_object()
      .member("section", dossier::utf8(sum.section))
      .member("rows", sum.rows)
      .member("with_amount", sum.with_amount);
  write_amounts(json, "printed", sum.printed, decimals);
  write_amounts(json, "realised", sum.realised, decimals);
  json.key("not_realised").begin_array();
  for (const reg::ClaimKind kind : sum.not_realised) json.value(word(kind));
  json.end_array().end_object();
}

void write_headlines(JsonWriter& json, const Comparison& comparison, int decimals) {
  json.key("headlines").begin_array();
  for (const HeadlineFigure& figure : comparison.headlines) {
    const reg::Headline& headline = *figure.headline;
    json.begin_object().member("id", dossier::utf8(headline.claim.id));
    write_millions(json, "millions", figure.value.range, decimals);
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
        .member("differs", country.differs())
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
        .member("party", dossier::utf8(named.claim->party))
        .member("source", dossier::utf8(named.claim->citation.source))
        .member("stands_beside", named.stands_beside);
    write_millions(json, "millions", named.value.range, decimals);
    json.member("bound", word(named.claim->bound)).end_object();
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
  json.member("basis", comparison.basis.text());
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
  write_claims(json, comparison.incidents, decimals);
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
      reg::compare(content, rates, words.text("REPORT"), {.currency = currency_of(words)});
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
was realised, which countries they name against a list that was printed, and which claims would make
up the headline if they are in it. Then each row stands beside what the claims about its incident
say.

A row that prints an attempt and a loss (Bangladesh Bank: 951 million ordered, 81 lost) is printed
with its attempt and realised with its loss, never with the sum. Rows of duplicates are in no sum.
Everything in another unit, headline, row and claim alike, is converted at the rates of the day of
the publication, and each conversion is listed. Where nothing is printed in the currency that is
asked for there is no figure, which is not zero.

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
