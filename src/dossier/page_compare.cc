// What other doctrines say, and what holds under every one.
#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/html_page.h"
#include "dossier/page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::DoctrineRun;
using tracing::LabelTotals;
using tracing::RowGroup;
using tracing::RowKind;
using tracing::SpreadRow;

std::string run_row(const tracing::Doctrine& doctrine, const LabelTotals& sum, bool hit_limit,
                    std::uint64_t transactions, std::string_view css_class) {
  std::string notes;
  if (hit_limit) notes += " <span class=\"quiet\">(limit reached)</span>";
  if (!tracing::conserves(doctrine)) notes += " <span class=\"quiet\">(marks, not shares)</span>";
  const Satoshi services = sum.of(RowKind::kService);
  const auto cell = [](std::string_view title, std::string_view value) {
    return fmt::format("<td class=\"amount\" data-title=\"{}\">{}</td>", title, value);
  };
  return fmt::format("<tr class=\"{}\"><td data-title=\"\">{}{}</td>", css_class, name(doctrine),
                     notes) +
         cell("At rest", to_btc(sum.of(RowGroup::kHolding))) + cell("Services", to_btc(services)) +
         cell("Other ends", to_btc(sum.of(RowGroup::kEndpoint) - services)) +
         cell("Sinks", to_btc(sum.of(RowGroup::kSink))) +
         cell("Transactions", with_commas(transactions)) + "</tr>\n";
}

std::string runs_table(const Report& report) {
  std::string out = "<table><thead><tr><th scope=\"col\">Doctrine</th>";
  for (const char* title : {"At rest, BTC", "Services", "Other ends", "Sinks", "Transactions"})
    out += fmt::format("<th scope=\"col\" class=\"amount\">{}</th>", title);
  out += "</tr></thead><tbody>\n";
  out += run_row(report.result.doctrine, sum_of_labels(report.result.totals),
                 report.result.hit_limit, report.result.transactions, "declared");
  for (const DoctrineRun& run : report.sensitivity)
    out += run_row(run.doctrine, sum_of_labels(run.totals), run.hit_limit, run.transactions, "");
  return out + "</tbody></table>\n";
}

Satoshi amount_of(const DoctrineRun& run, const SpreadRow& row) {
  const std::size_t label = row.label.value - 1U;
  if (row.service == tracing::kNoService) return run.totals[label].of(row.kind);
  return run.by_service[label][row.service];
}

// From nothing to the whole of the label: the range, and a mark at the declared doctrine's figure.
std::string band(const SpreadRow& row, Satoshi declared, Satoshi whole) {
  const std::uint64_t most = std::max<std::uint64_t>(whole.value, 1);
  const auto at = [&](Satoshi value) { return mul_div(value.value, 1000, most); };
  return fmt::format(
      "<svg class=\"band\" viewBox=\"0 0 1010 20\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\"><rect class=\"track\" y=\"9\" width=\"1010\" height=\"2\"/><rect "
      "class=\"range\" x=\"{}\" y=\"4\" width=\"{}\" height=\"12\"/><rect class=\"mark\" x=\"{}\" "
      "width=\"10\" height=\"20\"/></svg>",
      at(row.least.amount), at(row.most.amount) - at(row.least.amount) + 6, at(declared));
}

std::string subject(const Report& report, const SpreadRow& row) {
  std::string what(name(row.kind));
  if (row.service != tracing::kNoService) {
    const tracing::Service& at = service(report, row.service);
    what = fmt::format("{} <span class=\"quiet\">{}</span>", html(at.name), html(at.address));
  }
  if (report.seeds.labels.size() < 2) return what;
  return fmt::format("{} <span class=\"quiet\">{}</span>", what,
                     html(report.seeds.label(row.label)));
}

std::string extreme(const tracing::Extreme& extreme) {
  return fmt::format("<span class=\"btc\">{}</span><span class=\"sat\">{}</span>",
                     to_btc(extreme.amount), name(extreme.doctrine));
}

std::string spread_table(const Report& report) {
  const std::vector<SpreadRow> rows = spread_of(report);
  if (rows.empty()) return {};
  const DoctrineRun run = tracing::summary(report.result, report.context.services.size());
  return paged_table({.columns = {{"Figure", "label"},
                                  {"Least, BTC", "amount"},
                                  {"Declared, BTC", "amount"},
                                  {"Most, BTC", "amount"},
                                  {"None to all", "bands"}},
                      .rows = rows.size(),
                      .cells =
                          [&](std::size_t i) {
                            const SpreadRow& row = rows[i];
                            const Satoshi declared = amount_of(run, row);
                            return std::vector<std::string>{
                                subject(report, row), extreme(row.least),
                                fmt::format("<span class=\"btc\">{}</span>", to_btc(declared)),
                                extreme(row.most),
                                band(row, declared, report.result.total(row.label).accepted)};
                          },
                      .sat = {},
                      .noun = "figures",
                      .elsewhere = "They are in the JSON of the same trace."});
}

}  // namespace

std::string sensitivity_section(const Report& report) {
  if (report.sensitivity.empty()) return {};
  return section(
      "sensitivity", "The same seeds under other doctrines",
      paragraph("The declared doctrine stands first; all labels together. The others are no second "
                "opinions, but show how much hangs on the choice of the rule.") +
          runs_table(report) + "<h3>How far the figures lie apart</h3>\n" +
          paragraph("Over the doctrines above that keep value, follow it through mixing and did "
                    "not reach the limit. The mark is the declared doctrine.") +
          spread_table(report));
}

std::string bounds_section(const Report& report) {
  if (report.bounds_for == nullptr) return {};
  const auto& rows = *report.bounds_for;
  const PagedTable table{
      .columns = {{"Label", "label"},
                  {"At least, BTC", "amount"},
                  {"At most, BTC", "amount"},
                  {"Note"}},
      .rows = rows.size(),
      .cells =
          [&](std::size_t i) {
            return std::vector<std::string>{
                html(report.seeds.label(rows[i].label)), amount(rows[i].tainted.lower),
                amount(rows[i].tainted.upper),
                rows[i].hit_limit    ? "the limit was reached; holds for what was reached"
                : rows[i].seeds_meet ? "seeds meet: the lower bound may be too low"
                                     : ""};
          },
      .sat = {},
      .noun = "labels"};
  return section("bounds", "What came to the given addresses, under any doctrine",
                 paragraph("Whichever rule is declared, at least and at most so much of each "
                           "label came to rest at or passed into one of the addresses given with "
                           "--bounds-for.") +
                     paged_table(table));
}

}  // namespace spoor::dossier
