#include "dossier/page.h"

#include <fmt/format.h>

#include "dossier/html_page.h"
#include "dossier/page_parts.h"

namespace spoor::dossier {
namespace {

std::string contents(const Report& report) {
  std::string out = "<nav aria-label=\"Contents\">";
  const auto link = [&](const char* id, const char* title) {
    out += fmt::format("<a href=\"#{}\">{}</a>", id, title);
  };
  link("doctrine", "The declared doctrine");
  link("account", "The account");
  link("rests", "Where it rests");
  link("ends", "Where following stopped");
  link("sinks", "What is no one’s any more");
  if (report.flows != nullptr) link("flow", "The flow");
  if (!report.sensitivity.empty()) link("sensitivity", "Under other doctrines");
  if (report.bounds_for != nullptr) link("bounds", "Under any doctrine");
  link("limits", "What this cannot say");
  link("rerun", "How to run it again");
  return out + "</nav>\n";
}

}  // namespace

std::string trace_page(const Report& report, const PageOptions& options) {
  return html_document("Where stolen bitcoin rests: a trace by spoor",
                       "<header>\n" + masthead(report) + contents(report) + "</header>\n<main>\n" +
                           doctrine_section(report) + account_section(report, options) +
                           holdings_section(report, options) + endpoints_section(report, options) +
                           sinks_section(report, options) + flow_section(report, options) +
                           sensitivity_section(report) + bounds_section(report) +
                           limits_section(report) + rerun_section(report, options) + "</main>\n");
}

}  // namespace spoor::dossier
