#include "dossier/html_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "dossier/page_style.h"
#include "dossier/text.h"
#include "tracing/exact_sum.h"

namespace spoor::dossier {
namespace {

std::string table_head(const PagedTable& table) {
  std::string out = "<thead><tr>";
  for (const Column& column : table.columns)
    out += fmt::format("<th scope=\"col\" class=\"{}\">{}</th>", column.css_class, column.title);
  return out + "</tr></thead>";
}

// On a narrow screen each row is a block, and each cell after the first carries its column's title.
std::string table_rows(const PagedTable& table, std::size_t begin, std::size_t end) {
  std::string out = "<table>" + table_head(table) + "<tbody>\n";
  for (std::size_t row = begin; row < end; ++row) {
    out += "<tr>";
    const std::vector<std::string> cells = table.cells(row);
    for (std::size_t i = 0; i < cells.size(); ++i)
      out += fmt::format("<td class=\"{}\" data-title=\"{}\">{}</td>", table.columns[i].css_class,
                         i == 0 ? "" : table.columns[i].title, cells[i]);
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string sum(const PagedTable& table, std::size_t begin, std::size_t end) {
  if (!table.sat) return {};
  Satoshi total;
  for (std::size_t row = begin; row < end; ++row) tracing::add_exactly(total, table.sat(row));
  return fmt::format(", together {} BTC ({} sat)", to_btc(total), with_commas(total.value));
}

}  // namespace

std::string html_document(std::string_view title, std::string_view body, std::string_view style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      html(title), page_style(), style, body);
}

std::string amount(Satoshi value) {
  return fmt::format("<span class=\"btc\">{}</span><span class=\"sat\">{}&nbsp;sat</span>",
                     to_btc(value), with_commas(value.value));
}

std::string reader_time(const ledger::ChainView& view, Height height) {
  std::string time = time_text(view, height);
  time[time.find('T')] = ' ';
  time.pop_back();
  return time + "&nbsp;UTC";
}

std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", with_commas(count), count == 1 ? singular : plural);
}

std::string identifier(std::string_view text) { return fmt::format("<code>{}</code>", html(text)); }

std::string section(std::string_view id, std::string_view title, std::string_view body) {
  return fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", id, title, body);
}

std::string paragraph(std::string_view text) { return fmt::format("<p>{}</p>\n", text); }

std::string entry(std::string_view term, std::string_view description) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", term, description);
}

std::string notice(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  std::string out = "<div class=\"notice\" role=\"note\">\n";
  for (const std::string& text : texts) out += paragraph(html(text));
  return out + "</div>\n";
}

std::string paged_table(const PagedTable& table) {
  const std::size_t listed = std::min(table.rows, table.most);
  std::size_t end = std::min(table.first_page, listed);
  std::string out = table_rows(table, 0, end);
  while (end < listed) {
    const std::size_t begin = end;
    end = std::min(begin + table.next_pages, listed);
    out += fmt::format("<details><summary>{} {} to {}{}</summary>\n{}</details>\n", table.noun,
                       with_commas(begin + 1), with_commas(end), sum(table, begin, end),
                       table_rows(table, begin, end));
  }
  if (end < table.rows)
    out += fmt::format("<p class=\"more\">{} further {}{}, are not listed on this page. {}</p>\n",
                       with_commas(table.rows - end), table.noun, sum(table, end, table.rows),
                       table.elsewhere);
  return out;
}

}  // namespace spoor::dossier
