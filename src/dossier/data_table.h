// A table that stands on a page and in a CSV file beside it, from the same cells: what a reader
// sees and what a program reads cannot drift apart.
//
// On the page amounts are millions with one decimal. In the file they are millions with six, one
// column for the least and one for the most, and a bound stands in a column of its own; "mixed"
// where parts of a sum are bounded both ways.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/account.h"
#include "register/valuation.h"

namespace spoor::dossier {

struct DataColumn {
  enum class Kind : std::uint8_t {
    kWords,     // texts of others or ours
    kCount,     // whole numbers
    kMillions,  // a range, and its bound
    kMillionsAndCases,
    kPercent,  // a number with one decimal
    kDrawing,  // on the page alone
    kWideDrawing,
    kSmallDrawing
  };
  std::string title;  // ours
  std::string name;   // of the CSV column: "official"
  Kind kind = Kind::kWords;
};

struct DataCell {
  std::string html;              // markup
  std::vector<std::string> csv;  // fields, as they are to stand in the file

  static DataCell words(std::string_view text);
  // Markup of our own around texts that were escaped; the file has the text.
  static DataCell marked_up(std::string html, std::string_view text);
  static DataCell count(std::uint64_t number);
  static DataCell millions(const std::optional<reg::Range>& range, const reg::Bounds& bounds = {},
                           std::string_view none = "");
  static DataCell percent(const std::optional<reg::Exact>& share);
  static DataCell drawing(std::string svg) { return {std::move(svg), {}}; }
};

struct DataTable {
  std::string name;  // "years"; the file is STEM-years.csv
  std::string noun;  // "years", of the rows
  std::vector<DataColumn> columns;
  std::vector<std::vector<DataCell>> rows;
  std::size_t first_page = 25;
  bool folded = false;  // opens on demand
};

std::string html_table(const DataTable& table);
std::string csv_table(const DataTable& table);

}  // namespace spoor::dossier
