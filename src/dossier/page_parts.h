// The sections of a trace's page, as markup. Each is empty where there is nothing to show.
#pragma once

#include <string>

#include "dossier/page.h"
#include "dossier/report.h"

namespace spoor::dossier {

// page_figures.cc
std::string masthead(const Report& report);
std::string account_section(const Report& report, const PageOptions& options);
// page_places.cc
std::string holdings_section(const Report& report, const PageOptions& options);
std::string endpoints_section(const Report& report, const PageOptions& options);
std::string sinks_section(const Report& report, const PageOptions& options);
// page_flow.cc
std::string flow_section(const Report& report, const PageOptions& options);
// page_compare.cc
std::string sensitivity_section(const Report& report);
std::string bounds_section(const Report& report);
// page_method.cc
std::string doctrine_section(const Report& report);
std::string limits_section(const Report& report);
std::string rerun_section(const Report& report, const PageOptions& options);

}  // namespace spoor::dossier
