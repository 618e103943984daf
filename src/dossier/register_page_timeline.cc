// The incidents by their days, a strip a year: how high a line is says how much was lost, in powers
// of ten.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/amount.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using reg::Counted;
using reg::Exact;
using reg::Range;

constexpr int kHigh = 100;         // of a strip
constexpr double kLeastPower = 4;  // ten thousand
constexpr double kMostPower = 9.5;

int height_of(const std::optional<Range>& range) {
  if (!range || range->high <= Exact(0)) return 0;
  const double power = std::log10(range->high.approximately());
  const double part = (power - kLeastPower) / (kMostPower - kLeastPower);
  return static_cast<int>(std::lround(8 + (kHigh - 8) * std::clamp(part, 0.0, 1.0)));
}

// A line at the day; where only a span is known, as broad as the span.
std::string line_of(const Counted& counted, int year) {
  const reg::Incident& incident = *counted.selected.incident;
  const reg::Day first = reg::parse_day(fmt::format("{}-01-01", year));
  const int from = std::max(incident.occurred.first.number - first.number, 0);
  const int to = std::min(incident.occurred.last.number - first.number, 365);
  const int height = height_of(counted.choice.range);
  const std::string amount =
      counted.choice.range ? millions(*counted.choice.range) + " million" : "no loss is stated";
  return fmt::format(
      "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}, {}: "
      "{}</title></rect>",
      height == 0     ? "undrawn"
      : to - from > 2 ? "stream span"
                      : "bar",
      from, height > 0 ? kHigh - height : kHigh - 5, std::max(to - from, 2),
      height > 0 ? height : 5, html(incident.occurred.text), html(incident.name), amount);
}

// Where an incident spans years, it stands in the one in which it began.
std::string strips(const PageMaker& page) {
  std::map<int, std::vector<const Counted*>> years;
  for (const Counted& counted : page.by_incident.counted)
    years[reg::year_of(counted.selected.incident->occurred.first)].push_back(&counted);
  std::string out = "<ul class=\"years\">\n";
  for (auto& [year, incidents] : years) {
    // The broad ones first, so that they hide nothing.
    std::stable_sort(incidents.begin(), incidents.end(), [](const Counted* a, const Counted* b) {
      const auto days = [](const Counted* c) {
        const reg::Period& when = c->selected.incident->occurred;
        return when.last.number - when.first.number;
      };
      return days(a) > days(b);
    });
    const Counted* largest = nullptr;
    out += fmt::format(
        "<li><b>{}</b><svg viewBox=\"0 0 368 {}\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-label=\"{}\">",
        year, kHigh, counted(incidents.size(), "incident", "incidents"));
    for (const Counted* one : incidents) {
      out += line_of(*one, year);
      if (one->choice.range && (!largest || one->choice.range->high > largest->choice.range->high))
        largest = one;
    }
    out += fmt::format("</svg><span class=\"figure\">{}{}</span></li>\n",
                       counted(incidents.size(), "incident", "incidents"),
                       largest
                           ? fmt::format("; largest {}, {}", html(largest->selected.incident->name),
                                         millions(*largest->choice.range))
                           : "");
  }
  return out + "</ul>\n";
}

DataTable list(const PageMaker& page) {
  DataTable table{.name = "incidents",
                  .noun = "incidents",
                  .columns = {{"Day", "occurred"},
                              {"Incident", "incident"},
                              {"Sector", "sector"},
                              {"Countries", "countries"},
                              {"Outcome", "outcome"},
                              {"Level", "level"},
                              {"Lost", "lost", DataColumn::Kind::kMillions}},
                  .rows = {}};
  std::vector<const Counted*> all;
  for (const Counted& counted : page.by_incident.counted) all.push_back(&counted);
  std::stable_sort(all.begin(), all.end(), [](const Counted* a, const Counted* b) {
    return a->selected.incident->occurred < b->selected.incident->occurred;
  });
  for (const Counted* counted : all) {
    const reg::Incident& incident = *counted->selected.incident;
    std::vector<std::string> codes;
    for (const reg::Country& country : incident.countries) codes.push_back(country.code);
    table.rows.push_back(
        {DataCell::words(incident.occurred.text),
         DataCell::marked_up(fmt::format("{} <span class=\"quiet\">{}</span>", html(incident.name),
                                         html(incident.id)),
                             incident.id),
         DataCell::words(word(incident.sector)),
         DataCell::words(fmt::format("{}", fmt::join(codes, " "))),
         DataCell::words(word(incident.outcome)),
         DataCell::words(word(counted->selected.standing.level)),
         DataCell::millions(counted->choice.range, counted->choice.bound, "no figure")});
  }
  table.first_page = table.rows.size();
  table.folded = true;
  return table;
}

}  // namespace

std::string timeline_section(PageMaker& page) {
  const auto& counted_ones = page.by_incident.counted;
  if (counted_ones.empty()) return {};
  const auto [first, last] = std::minmax_element(
      counted_ones.begin(), counted_ones.end(), [](const Counted& a, const Counted& b) {
        return a.selected.incident->occurred < b.selected.incident->occurred;
      });
  return section(
      "timeline",
      fmt::format("{} from {} to {}", counted(counted_ones.size(), "incident", "incidents"),
                  reg::year_of(first->selected.incident->occurred.first),
                  reg::year_of(last->selected.incident->occurred.first)),
      paragraph(
          "Each line is an incident, on its day from left to right; a broad one is only known "
          "to lie in that span. A line that is a sixth higher stands for about ten times as "
          "much. Grey stubs are incidents of which no loss is stated.") +
          strips(page) + page.table(list(page)));
}

}  // namespace spoor::dossier
