// The frame and the recurring parts of the product's pages. A page is one file: it opens from disk,
// loads nothing, runs no script (its policy forbids both), follows the reader's light or dark, and
// prints. Whatever others named passes `html` (text.h) on its way in.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"
#include "dossier/rows.h"

namespace spoor::dossier {

// `title` is text, `body` is markup; `style` is added to the style sheet of all pages.
std::string html_document(std::string_view title, std::string_view body,
                          std::string_view style = {});

// "12.34500000 BTC" with the satoshi beneath, as markup.
std::string amount(Satoshi value);
// "2009-01-03 18:15:05 UTC" of the header of that block.
std::string reader_time(const ledger::ChainView& view, Height height);
// "1 coin", "12,345 coins".
std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural);
// An identifier in full, which may break anywhere.
std::string identifier(std::string_view text);
std::string section(std::string_view id, std::string_view title, std::string_view body);
std::string paragraph(std::string_view text);  // of markup
// One line of a `<dl>`; both are markup.
std::string entry(std::string_view term, std::string_view description);
// What a reader must see first, a paragraph each; empty where there is nothing.
std::string notice(const std::vector<std::string>& texts);

// A table with its rows in pages: the first are seen, the next open on demand, each page named with
// its count and sum, and what is on no page is counted and summed in a last line.
struct Column {
  std::string_view title;
  std::string_view css_class = {};  // "amount" for figures, "wide" for identifiers
};
struct PagedTable {
  std::vector<Column> columns;
  std::size_t rows = 0;
  std::function<std::vector<std::string>(std::size_t)> cells;  // markup of one row
  std::function<Satoshi(std::size_t)> sat;  // what the row adds to a sum; or null
  std::string_view noun = "rows";
  std::string_view elsewhere = {};  // where the rows are that are on no page
  std::size_t first_page = 25;
  std::size_t next_pages = 100;
  std::size_t most = 1000;
};
std::string paged_table(const PagedTable& table);

}  // namespace spoor::dossier
