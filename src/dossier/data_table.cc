#include "dossier/data_table.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

constexpr int kFileDecimals = 6;

std::string_view css_of(DataColumn::Kind kind) {
  switch (kind) {
    case DataColumn::Kind::kWords:
      return "label";
    case DataColumn::Kind::kCount:
    case DataColumn::Kind::kMillions:
    case DataColumn::Kind::kMillionsAndCases:
    case DataColumn::Kind::kPercent:
      return "amount";
    case DataColumn::Kind::kDrawing:
      return "bands";
    case DataColumn::Kind::kWideDrawing:
      return "bands wide";
    case DataColumn::Kind::kSmallDrawing:
      return "bands small";
  }
  ASSERT(false);
  return {};
}

std::vector<std::string> names_of(const DataColumn& column) {
  switch (column.kind) {
    case DataColumn::Kind::kMillions:
      return {column.name + "_bound", column.name + "_least", column.name + "_most"};
    case DataColumn::Kind::kMillionsAndCases:
      return {column.name + "_bound", column.name + "_least", column.name + "_most",
              column.name + "_cases"};
    case DataColumn::Kind::kDrawing:
    case DataColumn::Kind::kWideDrawing:
    case DataColumn::Kind::kSmallDrawing:
      return {};
    default:
      return {column.name};
  }
}

std::string in_file(const reg::Exact& amount) { return plain_millions(amount, kFileDecimals); }

}  // namespace

DataCell DataCell::words(std::string_view text) {
  const std::string line = one_line(text);
  return {dossier::html(line), {csv_text(line)}};
}

DataCell DataCell::marked_up(std::string html, std::string_view text) {
  return {std::move(html), {csv_text(one_line(text))}};
}

DataCell DataCell::count(std::uint64_t number) {
  return {with_commas(number), {std::to_string(number)}};
}

DataCell DataCell::millions(const std::optional<reg::Range>& range, const reg::Bounds& bounds,
                            std::string_view none) {
  if (!range) return {std::string(none), {"", "", ""}};
  return {fmt::format("<span class=\"figure\">{}</span>", bounded_millions(bounds, *range)),
          {std::string(word(bounds)), in_file(range->low), in_file(range->high)}};
}

DataCell DataCell::percent(const std::optional<reg::Exact>& share) {
  if (!share) return {"", {""}};
  const std::string text = share->fixed(1);
  return {text + " %", {text}};
}

std::string html_table(const DataTable& table) {
  std::vector<Column> columns;
  for (const DataColumn& column : table.columns)
    columns.push_back({column.title, css_of(column.kind)});
  const std::string rows = paged_table({.columns = columns,
                                        .rows = table.rows.size(),
                                        .cells =
                                            [&](std::size_t i) {
                                              std::vector<std::string> cells;
                                              for (const DataCell& cell : table.rows[i])
                                                cells.push_back(cell.html);
                                              return cells;
                                            },
                                        .sat = {},
                                        .noun = table.noun,
                                        .elsewhere = {},
                                        .first_page = table.first_page,
                                        .most = table.rows.size()});
  if (!table.folded) return rows;
  return fmt::format("<details><summary>{} {}</summary>\n{}</details>\n",
                     with_commas(table.rows.size()), table.noun, rows);
}

std::string csv_table(const DataTable& table) {
  std::vector<std::string> header;
  for (const DataColumn& column : table.columns)
    for (const std::string& name : names_of(column)) header.push_back(name);
  std::string out = fmt::format("{}\n", fmt::join(header, ","));
  for (const std::vector<DataCell>& row : table.rows) {
    std::vector<std::string> fields;
    for (const DataCell& cell : row) fields.insert(fields.end(), cell.csv.begin(), cell.csv.end());
    ASSERT(fields.size() == header.size());
    out += fmt::format("{}\n", fmt::join(fields, ","));
  }
  return out;
}

}  // namespace spoor::dossier
