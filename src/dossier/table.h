// A trace for a terminal of eighty columns: the declared doctrine, where the money rests, and the
// account of every satoshi. Amounts in bitcoin with all eight decimals, and in satoshi.
#pragma once

#include <cstddef>
#include <string>

#include "dossier/report.h"

namespace spoor::dossier {

struct TableOptions {
  std::size_t most_rows = 20;  // of holdings, and of endpoints; what follows is counted and summed
};
std::string table_report(const Report& report, const TableOptions& options = {});

}  // namespace spoor::dossier
