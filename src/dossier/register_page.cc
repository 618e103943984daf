#include "dossier/register_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

std::shared_ptr<const reg::KnownBy> known_by(const RegisterPageInput& input) {
  const std::optional<reg::Day>& day = input.question.selection.known_by;
  return day ? std::make_shared<const reg::KnownBy>(reg::known_by(input.content, *day)) : nullptr;
}

reg::Totals grouped(const PageMaker& page, reg::GroupBy by) {
  reg::TotalsQuestion question = page.in.question;
  question.by = by;
  return reg::totals(page.reg, page.in.rates, question);
}

std::string contents() {
  std::string out = "<nav aria-label=\"Contents\">";
  for (const auto& [id, title] :
       {std::pair("reports", "The figures of the reports"), std::pair("years", "Year by year"),
        std::pair("disagreement", "Where sources disagree"),
        std::pair("concentration", "How few make the most"), std::pair("timeline", "Timeline"),
        std::pair("countries", "Countries and sectors"), std::pair("levels", "Who says so"),
        std::pair("disputes", "Open disputes"), std::pair("unknown", "What is not known"),
        std::pair("rerun", "How to run it again")})
    out += fmt::format("<a href=\"#{}\">{}</a>", id, title);
  return out + "</nav>\n";
}

std::uint64_t lines(const std::string& csv) {
  return static_cast<std::uint64_t>(std::count(csv.begin(), csv.end(), '\n')) - 1;
}

}  // namespace

PageMaker::PageMaker(const RegisterPageInput& input)
    : in(input),
      known(known_by(input)),
      reg(known ? known->content : input.content),
      by_incident(grouped(*this, reg::GroupBy::kIncident)),
      by_year(grouped(*this, reg::GroupBy::kYear)),
      by_source(grouped(*this, reg::GroupBy::kSource)),
      by_country(grouped(*this, reg::GroupBy::kCountry)),
      by_sector(grouped(*this, reg::GroupBy::kSector)) {}

// Ids of the register are in names of tables, and must not lead out of the folder.
std::string PageMaker::file_of(const DataTable& made) const {
  std::string name = made.name;
  for (char& c : name)
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) c = '-';
  return fmt::format("{}-{}.csv", in.stem, name);
}

std::string PageMaker::table(DataTable made) {
  const std::string file = file_of(made);
  const std::string markup =
      html_table(made) + fmt::format("<p class=\"file\">The same as CSV: {}</p>\n", html(file));
  tables.push_back(std::move(made));
  return markup;
}

std::string PageMaker::actor_name() const {
  const std::string& id = in.question.selection.actor;
  if (id == reg::kAnyActor) return "any actor";
  return reg::with_article(reg.actors.at(id).name);
}

std::string PageMaker::party_name(const std::string& id) const {
  const auto party = reg.parties.find(id);
  return party == reg.parties.end() || party->second.name.empty() ? id : party->second.name;
}

RegisterPage register_page(const RegisterPageInput& input) {
  PageMaker page(input);
  std::string body = "<header>\n" + register_masthead(page) + known_by_notice(page) + contents() +
                     "</header>\n<main>\n";
  for (std::string (*const section)(PageMaker&) :
       {reports_section, years_section, disagreement_section, concentration_section,
        timeline_section, countries_section, levels_section, disputes_section, unknown_section,
        register_rerun_section})
    body += section(page);
  RegisterPage done;
  done.html = html_document("Thefts by what their sources say: a register, read by spoor",
                            body + "</main>\n", register_style());
  for (const DataTable& table : page.tables) {
    std::string csv = csv_table(table);
    const std::uint64_t rows = lines(csv);
    done.tables.push_back({page.file_of(table), std::move(csv), rows});
  }
  return done;
}

}  // namespace spoor::dossier
