// Where the money is: holdings, endpoints by service and one by one, sinks.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/amount.h"
#include "dossier/flow_summary.h"
#include "dossier/html_page.h"
#include "dossier/page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;

constexpr std::string_view kElsewhere =
    "They are in the CSV and the JSON of the same trace, one row each.";

// The address, or what stands for one, and beneath it the coin.
std::string place(const NamedRow& row) {
  if (row.coin.empty()) return "(in no coin)";
  return fmt::format("<code class=\"at\">{}</code>{}", html(row.script.text()),
                     identifier(row.coin));
}

std::string since(const Report& report, const NamedRow& row) {
  if (row.coin.empty()) return {};
  if (!row.height) return "before the ledger";
  return fmt::format("block {}<br><span class=\"quiet\">{}</span>", with_commas(row.height->value),
                     reader_time(report.view, *row.height));
}

std::string interval(const tracing::Interval* bounds) {
  if (bounds == nullptr) return "–";
  return fmt::format("{} to {}", to_btc(bounds->lower), to_btc(bounds->upper));
}

// Rows with a coin, as a table. `extra` adds a column: its title, and its cell.
struct Extra {
  std::string_view title;
  std::string_view css_class;
  std::function<std::string(const Row&, const NamedRow&)> cell;
};
std::string rows_table(const Report& report, const std::vector<const Row*>& rows,
                       const PageOptions& options, std::string_view noun,
                       const std::vector<Extra>& extras) {
  const bool labels = report.seeds.labels.size() > 1;
  PagedTable table{.columns = {{"Address and coin", "wide"}, {"Since", "nowrap"}},
                   .rows = rows.size(),
                   .cells = {},
                   .sat = [&](std::size_t i) { return rows[i]->amount; },
                   .noun = noun,
                   .elsewhere = kElsewhere,
                   .most = options.listed_rows};
  if (labels) table.columns.push_back({"Label", "label"});
  for (const Extra& extra : extras) table.columns.push_back({extra.title, extra.css_class});
  table.columns.push_back({"Tainted, BTC", "amount"});
  table.cells = [&](std::size_t i) {
    const NamedRow row = named(report, *rows[i]);
    std::vector<std::string> cells{place(row), since(report, row)};
    if (labels) cells.push_back(html(row.label));
    for (const Extra& extra : extras) cells.push_back(extra.cell(*rows[i], row));
    cells.push_back(amount(row.amount));
    return cells;
  };
  return paged_table(table);
}

std::vector<Extra> bounds_column(const Report& report, const BoundsIndex& bounds) {
  if (report.bounds == nullptr) return {};
  return {{"Under any doctrine, BTC", "nowrap",
           [&](const Row& row, const NamedRow&) { return interval(bounds.of(row)); }}};
}

struct ServiceSum {
  std::uint32_t service;
  Share share;
};

std::vector<ServiceSum> by_service(const std::vector<const Row*>& rows) {
  std::map<std::uint32_t, Share> sums;
  for (const Row* row : rows)
    if (row->kind == RowKind::kService) sums[row->service].add(row->amount.value);
  std::vector<ServiceSum> out;
  for (const auto& [number, share] : sums) out.push_back({number, share});
  std::stable_sort(out.begin(), out.end(), [](const ServiceSum& a, const ServiceSum& b) {
    return a.share.sat > b.share.sat;
  });
  return out;
}

std::string services_table(const Report& report, const std::vector<const Row*>& rows,
                           const PageOptions& options) {
  const std::vector<ServiceSum> sums = by_service(rows);
  if (sums.empty()) return paragraph("Nothing entered an address of the file of services.");
  return paged_table({.columns = {{"Address said to be of"},
                                  {"On the basis"},
                                  {"Address", "wide"},
                                  {"Payments", "amount"},
                                  {"Tainted, BTC", "amount"}},
                      .rows = sums.size(),
                      .cells =
                          [&](std::size_t i) {
                            const tracing::Service& s = service(report, sums[i].service);
                            return std::vector<std::string>{
                                html(s.name), s.basis.empty() ? "<i>none given</i>" : html(s.basis),
                                identifier(s.address), with_commas(sums[i].share.coins),
                                amount(Satoshi{sums[i].share.sat})};
                          },
                      .sat = [&](std::size_t i) { return Satoshi{sums[i].share.sat}; },
                      .noun = "services",
                      .elsewhere = kElsewhere,
                      .most = options.listed_rows});
}

std::string ending(const NamedRow& row) {
  return row.service != nullptr ? html(row.service->name) : std::string(name(row.kind));
}

}  // namespace

std::string holdings_section(const Report& report, const PageOptions& options) {
  const std::vector<const Row*> rows = largest_first(report, RowGroup::kHolding);
  if (rows.empty())
    return section("rests", "Where it rests", paragraph("Nothing rests in a coin at the cut-off."));
  const BoundsIndex bounds(report);
  std::string body = paragraph(fmt::format(
      "{} not spent up to block {}, the largest first. The amount is the tainted part; the coin "
      "itself may hold more.",
      counted(rows.size(), "holding", "holdings"), with_commas(report.result.until.value)));
  if (report.bounds != nullptr)
    body += paragraph(
        "“Under any doctrine” is what the coin must hold at least and can hold at most, whichever "
        "rule is declared. It is never too narrow; it may be too wide.");
  body += rows_table(report, rows, options, "holdings", bounds_column(report, bounds));
  return section("rests", "Where it rests", body);
}

std::string endpoints_section(const Report& report, const PageOptions& options) {
  const std::vector<const Row*> rows = largest_first(report, RowGroup::kEndpoint);
  std::string body = services_table(report, rows, options);
  if (!rows.empty()) {
    const BoundsIndex bounds(report);
    std::vector<Extra> extras{
        {"Ended as", "label", [](const Row&, const NamedRow& row) { return ending(row); }}};
    for (Extra& extra : bounds_column(report, bounds)) extras.push_back(std::move(extra));
    body += "<h3>One by one, the largest first</h3>\n" +
            rows_table(report, rows, options, "endpoints", extras);
  }
  return section("ends", "Where following stopped", body);
}

std::string sinks_section(const Report& report, const PageOptions& options) {
  const std::vector<const Row*> rows = largest_first(report, RowGroup::kSink);
  if (rows.empty()) return section("sinks", "What is no one’s any more", paragraph("Nothing."));
  const Extra kind{"Kind", "label", [](const Row&, const NamedRow& row) {
                     return fmt::format("{}<br><span class=\"quiet\">{}</span>", name(row.kind),
                                        meaning(row.kind));
                   }};
  return section("sinks", "What is no one’s any more",
                 rows_table(report, rows, options, "sinks", {kind}));
}

}  // namespace spoor::dossier
