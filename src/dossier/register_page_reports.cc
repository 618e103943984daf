// Each report and article with a figure at its head, against the rows or incidents behind it.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"
#include "register/compare.h"
#include "register/load.h"

namespace spoor::dossier {
namespace {

using reg::Bound;
using reg::Comparison;
using reg::Exact;
using reg::HeadlineFigure;
using reg::Range;
using reg::Report;
using reg::RowFigures;

// Lines of a chart, each with the mark of what stands at the head.
struct Bars {
  Exact most;
  std::vector<Mark> marks;
  std::string out = "<ul class=\"bars\">\n";

  void add(std::string_view label, const std::optional<Range>& bar, Bound bound,
           const std::optional<Range>& range = {}) {
    out += fmt::format("<li><span>{}</span>{}<span class=\"figure\">{}</span></li>\n", label,
                       bar_drawing(bar, range, marks, most),
                       bar ? bounded(bound, millions(*bar)) : "no figure");
  }
};

// "2015-12 to 2019-05".
std::string span_text(const reg::Period& period) {
  std::string text = html(period.text);
  const std::size_t slash = text.find('/');
  return slash == std::string::npos ? text : text.replace(slash, 1, " to ");
}

// "1,661.3 less than the headline".
std::string difference(const Exact& found, const Exact& headline) {
  if (found == headline) return "equal to the headline";
  return found < headline ? millions(headline - found) + " less than the headline"
                          : millions(found - headline) + " more than the headline";
}

class ReportSection {
 public:
  ReportSection(PageMaker& page, const Report& report)
      : page_(page),
        report_(report),
        c_(reg::compare(page.reg, page.in.rates, report.id, page.in.question.basis.currency)) {}

  std::string text() {
    std::string out = fmt::format("<article class=\"card\" id=\"report-{}\">\n<h3>{}</h3>\n",
                                  html(report_.id), finding());
    out += fmt::format("<p class=\"quiet\">{}. {}</p>\n", html(report_.title), source_text());
    for (const HeadlineFigure& figure : c_.headlines) out += headline(figure);
    out += bars() + counts() + named() + attempts() + countries() + rows();
    return out + notes() + "</article>\n";
  }

 private:
  const HeadlineFigure* first() const { return c_.headlines.empty() ? nullptr : &c_.headlines[0]; }
  // Of the first headline; none where it has no figure.
  std::optional<Range> head() const { return first() ? first()->value.range : std::nullopt; }
  Bound head_bound() const { return first() ? first()->headline->claim.bound : Bound::kExact; }
  Exact named_sum() const {
    Exact sum;
    for (const reg::NamedClaim& named : c_.named) sum += named.value.range.value_or(Range{}).low;
    return sum;
  }

  // The title says what was found.
  std::string finding() const {
    if (!head()) return "Rows without a figure at the head";
    const std::string top = bounded(head_bound(), millions(*head()));
    std::string title;
    if (c_.list_of == c_.report && first()->headline->cases)
      title = fmt::format(
          "{} million and {} cases at the head; its list of countries has {}", top,
          bounded(first()->headline->cases_bound, with_commas(*first()->headline->cases)),
          counted(c_.listed_cases, "case", "cases"));
    else if (c_.rows_of)
      title = fmt::format("{} million at the head; the rows say that {} million was lost", top,
                          bounded(c_.all.realised_bound, millions(c_.all.realised)));
    else if (!c_.named.empty())
      title = fmt::format("{} million at the head; {} million in the incidents that are meant", top,
                          millions(named_sum()));
    else
      title = fmt::format("{} million at the head, and no rows behind it", top);
    title[0] = title[0] >= 'a' && title[0] <= 'z' ? static_cast<char>(title[0] - 32) : title[0];
    return title;
  }

  std::string source_text() const {
    const auto source = page_.reg.sources.find(report_.citation.source);
    if (source == page_.reg.sources.end()) return {};
    std::string out = html(source->second.publisher);
    if (!source->second.reference.empty()) out += ", " + html(source->second.reference);
    if (source->second.published) out += ", " + html(source->second.published->text);
    if (!report_.citation.locator.empty()) out += ", " + html(report_.citation.locator);
    return out + (reg::is_located(page_.reg, report_.citation) ? "." : ", source not located.");
  }

  std::string headline(const HeadlineFigure& figure) const {
    const reg::Headline& h = *figure.headline;
    std::string out = fmt::format(
        "<p>{}: <b class=\"figure\">{}</b>", html(h.says),
        figure.value.range ? bounded(h.claim.bound, millions(*figure.value.range)) + " million"
                           : "no figure");
    if (h.cases) out += fmt::format(", {} cases", bounded(h.cases_bound, with_commas(*h.cases)));
    if (h.countries) out += fmt::format(", {} countries", *h.countries);
    if (h.covers) out += fmt::format(", over {}", span_text(*h.covers));
    if (h.claim.known_from)
      out += fmt::format("; public since {}", reg::to_text(h.claim.known_from->day));
    out += fmt::format("; stated by {}.", html(page_.party_name(h.claim.party)));
    if (!h.claim.words.empty()) out += fmt::format(" In its words: “{}”.", html(h.claim.words));
    out += "</p>\n";
    if (h.covers && h.claim.known_from && h.claim.known_from->day > h.covers->last)
      out += paragraph(fmt::format(
          "Its window is {} days long and had been closed for {} days when the figure became "
          "public.",
          with_commas(static_cast<std::uint64_t>(h.covers->last.number - h.covers->first.number) +
                      1),
          with_commas(
              static_cast<std::uint64_t>(h.claim.known_from->day.number - h.covers->last.number))));
    return out;
  }

  // The headline, and all that can be held against it, on one scale.
  std::string bars() {
    std::vector<Range> shown;
    if (head()) shown.push_back(*head());
    const bool has_rows = c_.rows_of != nullptr;
    if (has_rows) {
      shown.push_back(c_.all.printed_converted);
      shown.push_back(c_.incidents.over_policies);
    }
    if (!c_.named.empty()) shown.push_back({named_sum(), named_sum()});
    Bars bars;
    for (const Range& range : shown) bars.most = std::max(bars.most, range.high);
    if (head()) bars.marks = {{head()->high, "entered"}};
    const auto point = [](const Exact& value) { return Range{value, value}; };
    bars.add("At the head", head(), head_bound());
    if (has_rows) {
      bars.add("Printed in the rows, attempts included", point(c_.all.as_printed),
               c_.all.printed_bound);
      bars.add("Lost, by the rows", point(c_.all.realised), c_.all.realised_bound);
      bars.add("Lost, with rows in other money too", c_.all.realised_converted,
               c_.all.realised_bound);
      bars.add("Lost, by all that is said of the same incidents", c_.incidents.chosen,
               c_.incidents.bound, c_.incidents.over_policies);
    }
    if (!c_.named.empty()) bars.add("Said to be within it", point(named_sum()), Bound::kExact);
    figures_table();
    return bars.out + "</ul>\n";
  }

  // The same as a table, in its file only: the bars have the numbers.
  void figures_table() {
    DataTable table{
        .name = "report-" + report_.id,
        .noun = "figures",
        .columns = {{"Figure", "figure"}, {"Million", "million", DataColumn::Kind::kMillions}},
        .rows = {}};
    const auto add = [&](std::string_view name, const std::optional<Range>& value, Bound bound) {
      table.rows.push_back({DataCell::words(name), DataCell::millions(value, bound)});
    };
    for (const HeadlineFigure& figure : c_.headlines)
      add(figure.headline->claim.id, figure.value.range, figure.headline->claim.bound);
    if (c_.rows_of) {
      for (const reg::RowSum& sum : with_all()) {
        const std::string name = sum.section.empty() ? "all rows" : sum.section;
        add(name + ", printed", Range{sum.as_printed, sum.as_printed}, sum.printed_bound);
        add(name + ", realised as printed", Range{sum.realised, sum.realised}, sum.realised_bound);
        add(name + ", realised in other units too", sum.realised_converted, sum.realised_bound);
      }
      add("claims about the same incidents", c_.incidents.chosen, c_.incidents.bound);
      add("claims about the same incidents, over all policies", c_.incidents.over_policies,
          c_.incidents.bound);
    }
    if (!c_.named.empty())
      add("claims said to be within the headline", Range{named_sum(), named_sum()}, Bound::kExact);
    page_.tables.push_back(std::move(table));
  }
  std::vector<reg::RowSum> with_all() const {
    std::vector<reg::RowSum> sums = c_.sections;
    sums.push_back(c_.all);
    return sums;
  }

  std::string counts() const {
    if (!c_.rows_of) return {};
    std::string out = "<ul>\n";
    const auto item = [&](const std::string& text) { out += "<li>" + text + "</li>\n"; };
    if (head()) {
      item(fmt::format("Lost by the rows: {}.", difference(c_.all.realised, head()->low)));
      item(fmt::format("Printed in the rows, attempts included: {}.",
                       difference(c_.all.as_printed, head()->low)));
    }
    for (const reg::RowSum& sum : c_.sections)
      if (!sum.section.empty() && c_.sections.size() > 1)
        item(fmt::format("{}: {} printed, of it {} lost, in {}.", html(sum.section),
                         bounded(sum.printed_bound, millions(sum.as_printed)),
                         bounded(sum.realised_bound, millions(sum.realised)),
                         counted(sum.rows, "row", "rows")));
    item(cases());
    if (!c_.without_amount.empty())
      item(fmt::format("No amount is named in {}: {}.",
                       counted(c_.without_amount.size(), "row", "rows"), row_names()));
    return out + "</ul>\n";
  }

  std::string cases() const {
    std::string out = counted(c_.rows.size(), "row", "rows");
    if (!c_.duplicates.empty())
      out += fmt::format(", {} of them no repetition of another", c_.all.rows);
    if (first() && first()->headline->cases) {
      const std::uint64_t cases = *first()->headline->cases;
      out += c_.all.rows == cases
                 ? fmt::format(
                       ", which equals the {} cases at the head by count; that they were "
                       "counted so is not known",
                       with_commas(cases))
                 : fmt::format(", {} than the {} cases at the head",
                               c_.all.rows < cases ? fmt::format("{} less", cases - c_.all.rows)
                                                   : fmt::format("{} more", c_.all.rows - cases),
                               with_commas(cases));
    }
    return out + ".";
  }

  std::string row_names() const {
    std::vector<std::string> names;
    for (const reg::ReportRow* row : c_.without_amount)
      names.push_back(
          html(row->target_text.empty() ? row->row : row->row + " " + row->target_text));
    return fmt::format("{}", fmt::join(names, "; "));
  }

  // What is said to be within the headline, the largest first, summed up one by one.
  std::string named() {
    if (c_.named.empty()) return {};
    DataTable table{.name = "within-" + report_.id,
                    .noun = "claims",
                    .columns = {{"Incident", "incident"},
                                {"Stated by", "party"},
                                {"Million", "million", DataColumn::Kind::kMillions},
                                {"Together", "together", DataColumn::Kind::kMillions},
                                {"Of the headline", "percent", DataColumn::Kind::kPercent}},
                    .rows = {}};
    Exact together;
    bool other = false;
    for (const reg::NamedClaim& named : c_.named) {
      together += named.value.range.value_or(Range{}).low;
      other |= named.claim->party != first()->headline->claim.party;
      table.rows.push_back(
          {DataCell::words(incidents_of(*named.claim)),
           DataCell::words(page_.party_name(named.claim->party)),
           DataCell::millions(named.value.range, named.claim->bound, "no figure"),
           DataCell::millions(Range{together, together}),
           DataCell::percent(head() && head()->low > Exact(0)
                                 ? std::optional(reg::percent(together, head()->low))
                                 : std::nullopt)});
    }
    std::string out = "<h4>What is said to be within it</h4>\n" + page_.table(std::move(table));
    if (other)
      out +=
          paragraph("The shares hold only if both are in it: another claimant stated the whole (" +
                    html(page_.party_name(first()->headline->claim.party)) + ").");
    return out;
  }
  std::string incidents_of(const reg::Claim& claim) const {
    std::vector<std::string> names;
    for (const std::string& id : claim.about) {
      const auto found = page_.reg.incidents.find(id);
      names.push_back(found == page_.reg.incidents.end() ? id : found->second.name);
    }
    return names.empty() ? claim.id : fmt::format("{}", fmt::join(names, ", "));
  }

  std::string attempts() {
    if (c_.attempts.empty() || c_.rows_of != c_.report) return {};
    DataTable table{.name = "attempts-" + report_.id,
                    .noun = "rows",
                    .columns = {{"Row", "row"},
                                {"Target", "target"},
                                {"Ordered", "attempted", DataColumn::Kind::kMillions},
                                {"Lost", "realised", DataColumn::Kind::kMillions},
                                {"Note", "note"}},
                    .rows = {}};
    for (const reg::AttemptAndLoss& attempt : c_.attempts)
      table.rows.push_back(
          {DataCell::words(attempt.row->row), DataCell::words(attempt.row->target_text),
           DataCell::millions(attempt.attempted.range), DataCell::millions(attempt.realised.range),
           DataCell::words(attempt.row->note)});
    return "<h4>Attempts that may be read as losses</h4>\n" + page_.table(std::move(table));
  }

  std::string countries() const {
    if (!c_.list_of || c_.list_of != c_.report) return {};
    std::string out = fmt::format(
        "<h4>Countries: {} in the list, {} in the rows</h4>\n<p>The list that is printed adds up "
        "to {} cases.",
        c_.listed_countries(), c_.row_countries(), c_.listed_cases);
    const auto codes = [&](std::string_view says, auto is) {
      std::vector<std::string> found;
      for (const reg::CountryCount& country : c_.countries)
        if (is(country)) found.push_back(html(country.code));
      if (!found.empty()) out += fmt::format(" {}: {}.", says, fmt::join(found, ", "));
    };
    codes("In the list and in no row",
          [](const reg::CountryCount& c) { return c.listed > 0 && c.rows == 0; });
    codes("In rows and not in the list",
          [](const reg::CountryCount& c) { return c.listed == 0 && c.rows > 0; });
    codes("In both, with different counts", [](const reg::CountryCount& c) {
      return c.listed > 0 && c.rows > 0 && c.listed != c.without_duplicates;
    });
    return out + "</p>\n";
  }

  std::string rows() {
    if (!c_.rows_of) return {};
    if (c_.rows_of != c_.report)
      return paragraph(fmt::format(
          "It prints no rows of its own; those of <a href=\"#report-{}\">{}</a> are taken.",
          html(c_.rows_of->id), html(c_.rows_of->title)));
    DataTable table{.name = "rows-" + report_.id,
                    .noun = "rows",
                    .columns = {{"Row", "row"},
                                {"Incident", "incident"},
                                {"Printed", "printed", DataColumn::Kind::kMillions},
                                {"Lost, by the row", "realised", DataColumn::Kind::kMillions},
                                {"By all claims", "claims", DataColumn::Kind::kMillions},
                                {"Over all policies", "policies", DataColumn::Kind::kMillions},
                                {"", "drawing", DataColumn::Kind::kDrawing}},
                    .rows = {}};
    Exact most;
    for (const RowFigures& row : c_.rows)
      if (row.realised.range) most = std::max(most, row.realised.range->high);
    for (const RowFigures& row : c_.rows) table.rows.push_back(row_cells(row, most));
    table.first_page = table.rows.size();
    table.folded = true;
    return "<h4>Row by row, against the claims about the same incident</h4>\n" +
           paragraph(counted(outside(), "row lies", "rows lie") +
                     " outside of what official claims say of the incident.") +
           page_.table(std::move(table));
  }

  std::uint64_t outside() const {
    std::uint64_t count = 0;
    for (const RowFigures& row : c_.rows)
      if (row.realised.range && row.incident && row.incident->valued > 0)
        count += row.realised.range->high < row.incident->chosen.low ||
                 row.realised.range->low > row.incident->chosen.high;
    return count;
  }

  std::vector<DataCell> row_cells(const RowFigures& row, const Exact& most) const {
    const auto incident = page_.reg.incidents.find(row.row->incident);
    const std::string name =
        incident == page_.reg.incidents.end() ? row.row->target_text : incident->second.name;
    const bool known = row.incident && row.incident->valued > 0;
    std::string label = row.row->row;
    if (row.is_duplicate) label += ", repeats " + row.row->duplicate_of;
    return {DataCell::words(label),
            DataCell::words(name),
            DataCell::millions(row.printed.range, Bound::kExact, "no amount"),
            DataCell::millions(row.realised.range),
            DataCell::millions(known ? std::optional(row.incident->chosen) : std::nullopt),
            DataCell::millions(known ? std::optional(row.incident->over_policies) : std::nullopt),
            DataCell::drawing(bar_drawing(
                row.realised.range,
                known ? std::optional(row.incident->over_policies) : std::nullopt, {}, most))};
  }

  std::string notes() const {
    if (report_.notes.empty()) return {};
    std::string out = "<details><summary>What to know of it</summary>\n<ul>\n";
    for (const std::string& note : report_.notes) out += "<li>" + html(note) + "</li>\n";
    return out + "</ul></details>\n";
  }

  PageMaker& page_;
  const Report& report_;
  Comparison c_;
};

// By publication, the articles before the papers that they tell of.
std::vector<const Report*> in_order(const reg::Register& reg) {
  std::vector<const Report*> reports;
  for (const auto& [id, report] : reg.reports)
    if (!report.headlines.empty()) reports.push_back(&report);
  const auto day = [&](const Report* report) {
    const auto source = reg.sources.find(report->citation.source);
    return source == reg.sources.end() || !source->second.published
               ? reg::Day{}
               : source->second.published->first;
  };
  std::stable_sort(reports.begin(), reports.end(),
                   [&](const Report* a, const Report* b) { return day(a) < day(b); });
  return reports;
}

}  // namespace

std::string reports_section(PageMaker& page) {
  std::string body = paragraph(
      "A report says one figure at its head and prints rows, or names incidents, behind it. Here "
      "both are added up, and the other things that were said of the same incidents too. Nothing "
      "is made to agree. The red mark in each line is the figure at the head.");
  for (const reg::Report* report : in_order(page.reg)) body += ReportSection(page, *report).text();
  return section("reports", "What the figures of the reports rest on", body);
}

}  // namespace spoor::dossier
