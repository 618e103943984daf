// The sections of the register's page, as markup. Each gives its tables to the page, which writes
// them into files too.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/data_table.h"
#include "dossier/register_page.h"
#include "register/compare.h"
#include "register/known_by.h"
#include "register/totals.h"

namespace spoor::dossier {

class PageMaker {
 public:
  explicit PageMaker(const RegisterPageInput& input);

  const RegisterPageInput& in;
  // Where a day of knowledge is asked for, what was public by it; null where none is.
  std::shared_ptr<const reg::KnownBy> known;
  const reg::Register& reg;  // that, or all: what the page is made from
  reg::Totals by_incident;   // its groups in the order of `counted`
  reg::Totals by_year, by_source, by_country, by_sector;

  // As markup, with a line that names its file.
  std::string table(DataTable table);
  std::vector<DataTable> tables;

  // "figures-years.csv".
  std::string file_of(const DataTable& table) const;
  // Of the actor that is asked about.
  std::string actor_name() const;
  // The name of a party or a source's publisher, or the id.
  std::string party_name(const std::string& id) const;
};

// register_page_head.cc
std::string register_masthead(const PageMaker& page);
// register_page_reports.cc
std::string reports_section(PageMaker& page);
// register_page_years.cc
std::string years_section(PageMaker& page);
// register_page_groups.cc
std::string disagreement_section(PageMaker& page);
std::string concentration_section(PageMaker& page);
std::string countries_section(PageMaker& page);
std::string levels_section(PageMaker& page);
// register_page_timeline.cc
std::string timeline_section(PageMaker& page);
// register_page_limits.cc
std::string known_by_notice(const PageMaker& page);  // empty where no day is asked for
std::string disputes_section(PageMaker& page);
std::string unknown_section(PageMaker& page);
std::string register_rerun_section(PageMaker& page);

// register_charts.cc: drawings without a word in them; what they show stands beside them in words.
// Positions are thousandths of `most`.
struct Mark {
  reg::Exact at;
  std::string_view css_class;
};
// From nothing to the most: a bar to what was chosen, a range over it, marks of others.
std::string bar_drawing(const std::optional<reg::Range>& bar,
                        const std::optional<reg::Range>& range, const std::vector<Mark>& marks,
                        const reg::Exact& most);
std::string key(std::string_view css_class, std::string_view text);  // of a legend; text is ours

// Adds to the style sheet of the product's pages.
std::string_view register_style();

}  // namespace spoor::dossier
