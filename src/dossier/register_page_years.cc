// Year by year, beside what publishers state for the same years, and how they changed it later.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/amount.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using reg::Exact;
using reg::Range;
using reg::Sum;
using reg::YearlyTotal;

constexpr std::string_view kTones[] = {"entered", "rests", "endpoint", "sink", "undrawn"};

std::string_view tone(std::size_t series) { return kTones[series % std::size(kTones)]; }

Exact from_millions(const Exact& millions) { return millions * Exact(1'000'000); }

std::string series_name(const PageMaker& page, const YearlyTotal& series) {
  return fmt::format("{}, {}", page.party_name(series.party), series.edition);
}

std::optional<Range> stated(const YearlyTotal& series, int year) {
  const auto found = series.usd_millions.find(year);
  if (found == series.usd_millions.end()) return std::nullopt;
  const Exact amount = from_millions(found->second);
  return Range{amount, amount};
}

int year_of(const Sum& sum) {
  int year = 0;
  for (const char c : sum.label)
    if (c >= '0' && c <= '9' && year < 10'000) year = year * 10 + (c - '0');
  return year;
}

std::vector<DataCell> year_cells(const PageMaker& page, const Sum& sum, const Exact& most) {
  const std::optional<Range> chosen = sum.valued > 0 ? std::optional(sum.chosen) : std::nullopt;
  const std::optional<Range> range =
      sum.valued + sum.valued_by_any > 0 ? std::optional(sum.over_policies) : std::nullopt;
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < page.reg.yearly_totals.size(); ++i)
    if (const auto value = stated(page.reg.yearly_totals[i], year_of(sum)))
      marks.push_back({value->low, tone(i)});
  return {DataCell::words(sum.label), DataCell::count(sum.incidents),
          DataCell::millions(chosen, sum.bounds, "no figure"),
          DataCell::millions(range, {}, "no figure"),
          DataCell::drawing(bar_drawing(chosen, range, marks, most))};
}

// The largest figure of the drawing.
Exact most_of(const PageMaker& page) {
  Exact most;
  for (const YearlyTotal& series : page.reg.yearly_totals)
    for (const auto& [year, value] : series.usd_millions)
      most = std::max(most, from_millions(value));
  for (const Sum& sum : page.by_year.groups) most = std::max(most, sum.over_policies.high);
  return most;
}

DataTable year_table(const PageMaker& page) {
  DataTable table{.name = "years",
                  .noun = "years",
                  .columns = {{"Year", "year"},
                              {"Incidents", "incidents", DataColumn::Kind::kCount},
                              {"Lost", "lost", DataColumn::Kind::kMillions},
                              {"Over all policies", "policies", DataColumn::Kind::kMillions},
                              {"", "drawing", DataColumn::Kind::kWideDrawing}},
                  .rows = {}};
  const Exact most = most_of(page);
  for (const Sum& sum : page.by_year.groups) table.rows.push_back(year_cells(page, sum, most));
  return table;
}

DataCell stated_cell(const YearlyTotal& series, int year) {
  DataCell cell = DataCell::millions(stated(series, year));
  const auto cases = series.cases.find(year);
  if (cases != series.cases.end())
    cell.html +=
        fmt::format(" <span class=\"quiet\">{}</span>", counted(cases->second, "case", "cases"));
  cell.csv.push_back(cases == series.cases.end() ? "" : std::to_string(cases->second));
  return cell;
}

// What publishers state, a line for each of their years.
std::string publishers(PageMaker& page) {
  DataTable table{.name = "stated",
                  .noun = "statements",
                  .columns = {{"Year", "year"},
                              {"Publisher", "party"},
                              {"Edition", "edition"},
                              {"Source", "source"},
                              {"Stated", "stated", DataColumn::Kind::kMillionsAndCases}},
                  .rows = {}};
  std::map<int, std::vector<const YearlyTotal*>> by_year;
  for (const YearlyTotal& series : page.reg.yearly_totals)
    for (const auto& [year, value] : series.usd_millions) by_year[year].push_back(&series);
  for (const auto& [year, all] : by_year)
    for (const YearlyTotal* series : all)
      table.rows.push_back({DataCell::words(std::to_string(year)),
                            DataCell::words(page.party_name(series->party)),
                            DataCell::words(series->edition),
                            DataCell::words(series->citation.source), stated_cell(*series, year)});
  if (table.rows.empty()) return {};
  table.first_page = table.rows.size();
  table.folded = true;
  return "<h3>What publishers state for the same years</h3>\n" + page.table(std::move(table));
}

std::string legend(const PageMaker& page) {
  std::string out = "<p class=\"legend\">" + key("stream", "lost, as this register sums it") +
                    key("bar", "from the least to the most that is said");
  for (std::size_t i = 0; i < page.reg.yearly_totals.size(); ++i)
    out += key(tone(i), html(series_name(page, page.reg.yearly_totals[i])));
  return out + "</p>\n";
}

// The year about which least is agreed, measured by the sums of this register.
std::string finding(const PageMaker& page) {
  const Sum* widest = nullptr;
  const Sum* largest = nullptr;
  const auto width = [](const Sum& sum) { return sum.over_policies.high - sum.over_policies.low; };
  for (const Sum& sum : page.by_year.groups) {
    if (!widest || width(sum) > width(*widest)) widest = &sum;
    if (!largest || sum.chosen.high > largest->chosen.high) largest = &sum;
  }
  if (!widest || width(*widest) == Exact(0)) return "Year by year";
  return fmt::format(
      "{} was the worst year; least is agreed about {}, where {} million lie between "
      "what is said",
      html(largest->label), html(widest->label), millions(width(*widest)));
}

// Years that one publisher stated more than once, and differently.
std::string revisions(PageMaker& page) {
  DataTable table{.name = "revisions",
                  .noun = "years",
                  .columns = {{"Publisher", "party"},
                              {"Year", "year"},
                              {"Edition", "edition"},
                              {"Stated", "stated", DataColumn::Kind::kMillions},
                              {"Other edition", "other_edition"},
                              {"Stated", "other", DataColumn::Kind::kMillions},
                              {"Changed by", "percent", DataColumn::Kind::kPercent}},
                  .rows = {}};
  const auto& all = page.reg.yearly_totals;
  std::optional<Exact> largest;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (all[i].party != all[j].party || j >= i) continue;
      for (const auto& [year, later] : all[j].usd_millions) {
        const auto earlier = all[i].usd_millions.find(year);
        if (earlier == all[i].usd_millions.end() || earlier->second == later ||
            earlier->second == Exact(0))
          continue;
        const Exact change = reg::percent(later - earlier->second, earlier->second);
        const Exact size = change < Exact(0) ? Exact(0) - change : change;
        largest = largest ? std::max(*largest, size) : size;
        table.rows.push_back(
            {DataCell::words(page.party_name(all[i].party)), DataCell::words(std::to_string(year)),
             DataCell::words(all[i].edition), DataCell::millions(stated(all[i], year)),
             DataCell::words(all[j].edition), DataCell::millions(stated(all[j], year)),
             DataCell::percent(change)});
      }
    }
  if (table.rows.empty()) return {};
  const std::string title =
      fmt::format("<h3>What was stated of {} was changed later, by up to {} %</h3>\n",
                  counted(table.rows.size(), "year", "years"), largest->fixed(0));
  return title + page.table(std::move(table));
}

}  // namespace

std::string years_section(PageMaker& page) {
  return section(
      "years", finding(page),
      paragraph("The bar is what this register sums for the year; the line on it reaches from the "
                "least to the most that is said of the same incidents; the marks are what "
                "publishers state for the whole year. They count other incidents, on other days "
                "and at other prices, so that they need not lie on the line.") +
          legend(page) + page.table(year_table(page)) + publishers(page) + revisions(page));
}

}  // namespace spoor::dossier
