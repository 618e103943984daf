// A trace as JSON, with everything that is needed to run it again. docs/schema/trace.json is its
// schema. Amounts are whole numbers of satoshi; those of single coins and, for all doctrines but
// poison, all sums fit the 53 bits that every JSON reader keeps exactly.
#pragma once

#include <string>

#include "dossier/report.h"

namespace spoor::dossier {

// Members that were not asked for (sensitivity, bounds, bounds_for, flows) are absent.
std::string json_report(const Report& report);

}  // namespace spoor::dossier
