// The register as rows and columns, for databases: one table a kind of thing, joined by the ids.
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

inline constexpr int kTablesVersion = 1;  // of the layout

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

struct DataTable {
  std::string name;     // "claims"
  std::string columns;  // as CREATE TABLE has them between its brackets
  std::size_t width = 0;
  std::vector<std::vector<Cell>> rows;
};

std::vector<DataTable> tables_of(const Register& content);

}  // namespace spoor::reg
