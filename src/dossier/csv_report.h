// A trace as CSV, one row a holding, sorted by label (bytes), then coin in chain order.
#pragma once

#include <cstdint>
#include <string>

#include "dossier/report.h"

namespace spoor::dossier {

// kHoldings: label,coin,address,amount_sat,script_type,script,height,time
// kAll adds endpoints and sinks, and the columns kind,service,basis; what has no coin (fees) has
// those columns empty. Scripts without address have `address` empty and `script` set (naming.h).
// The first line names the columns. Names that a spreadsheet would run get a ' in front (text.h).
enum class CsvRows : std::uint8_t { kHoldings, kAll };
std::string csv_report(const Report& report, CsvRows rows);

}  // namespace spoor::dossier
