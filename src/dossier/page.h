// A trace as one self-contained HTML page, for an investigator, a court, or the person who was
// robbed. The declared doctrine leads; other doctrines stand below as sensitivity.
#pragma once

#include <cstddef>
#include <string>

#include "dossier/report.h"

namespace spoor::dossier {

struct PageOptions {
  std::size_t listed_rows = 1000;  // of each table; what follows is counted and summed
  std::size_t flow_rows = 40;      // of the flow diagram
};
std::string trace_page(const Report& report, const PageOptions& options = {});

}  // namespace spoor::dossier
