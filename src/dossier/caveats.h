// What a reader must be told about a trace, in plain sentences: what was special about this run,
// and what no run of this method can say. Texts of others in them are already made visible
// (text.h).
#pragma once

#include <string>
#include <vector>

#include "dossier/report.h"

namespace spoor::dossier {

// At the head of every report: the limit was reached, a ledger that is a part, poison, overlaps.
std::vector<std::string> warnings(const Report& report);

struct Caveat {
  std::string title;
  std::string text;
};
// Under every report: the limits of the method, the declared doctrine's own first.
std::vector<Caveat> limits_of_method(const Report& report);

}  // namespace spoor::dossier
