// The register as rows and columns, for SQL and for CSV files: one table a kind of thing, joined by
// the ids. docs/register-tables.md says what each holds.
//
// Amounts are exact decimals in texts; a column that ends in `_approximately` has the nearest
// double beside it, to sort and to compare by, never to sum. Dates are as they were written, with
// the first and the last day beside them where a question may ask for them. What is not known is
// NULL.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "register/model.h"

namespace spoor::reg {

inline constexpr int kTablesVersion = 2;  // of the layout

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
// Empty of NULL; of a double the shortest that reads back the same.
std::string text_of(const Cell& cell);

struct TableColumn {
  std::string name;      // "incident"
  std::string declares;  // "TEXT REFERENCES incidents"

  bool is_flag() const { return declares == "BOOLEAN"; }
  bool is_approximate() const { return declares == "REAL"; }
};

struct RegisterTable {
  std::string name;  // "claims"
  std::vector<TableColumn> columns;
  std::vector<std::vector<Cell>> rows;
};

std::vector<RegisterTable> tables_of(const Register& content);

}  // namespace spoor::reg
