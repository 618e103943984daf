// What the sources do not agree on, what nobody knows, and how to make the page again.
#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/shell.h"
#include "dossier/text.h"
#include "register/load.h"

namespace spoor::dossier {
namespace {

std::string names(const PageMaker& page, const std::vector<std::string>& incidents) {
  std::vector<std::string> parts;
  for (const std::string& id : incidents) {
    const auto found = page.reg.incidents.find(id);
    parts.push_back(html(found == page.reg.incidents.end() ? id : found->second.name));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// What is counted of the incidents that the page is about.
struct Gaps {
  std::uint64_t claims = 0, claims_without_day = 0, unconfirmed = 0;
  std::uint64_t observations = 0, without_basis = 0;
  std::uint64_t without_observation = 0;
};
Gaps gaps_of(const PageMaker& page) {
  Gaps gaps;
  for (const reg::Counted& counted : page.by_incident.counted) {
    const reg::Incident& incident = *counted.selected.incident;
    gaps.claims += incident.claims.size();
    gaps.observations += incident.observations.size();
    gaps.without_observation += incident.observations.empty();
    for (const reg::Claim& claim : incident.claims) {
      gaps.claims_without_day += !claim.known_from.has_value();
      gaps.unconfirmed += claim.unconfirmed;
    }
    for (const reg::Observation& observation : incident.observations)
      gaps.without_basis += observation.basis == reg::Basis::kUnknown;
  }
  return gaps;
}

class Unknown {
 public:
  explicit Unknown(PageMaker& page) : page_(page), totals_(page.by_incident) {}

  std::string text() {
    const Gaps gaps = gaps_of(page_);
    add("Nobody states a loss", totals_.without_claim.size(), names(page_, totals_.without_claim));
    add("A loss is claimed without a figure", totals_.without_figure.size(),
        names(page_, totals_.without_figure));
    add("Could not be valued", totals_.not_valued.size(), not_valued());
    add("Only unofficial claims; the best grade was taken", totals_.fell_back.size(),
        names(page_, totals_.fell_back));
    add("Counted once, under another name", totals_.duplicates.size(),
        names(page_, totals_.duplicates));
    add("Date neither inside nor outside of what was asked", totals_.across_the_window.size(),
        names(page_, totals_.across_the_window));
    add("Claims of which no first appearance is proven", gaps.claims_without_day,
        fmt::format("of {} about these incidents; a question about what was known on a day leaves "
                    "them out",
                    with_commas(gaps.claims)));
    add("Claims that no source confirms", gaps.unconfirmed, "in no sum");
    add("Observations without a known basis", gaps.without_basis,
        fmt::format("of {}; they carry no weight in an assessment",
                    with_commas(gaps.observations)));
    add("Incidents without any observation of the how", gaps.without_observation,
        "not recorded is missing, not absent");
    // It is about today's sources, whatever was public when.
    if (!page_.known)
      add("Facts of the whole register whose source is not located",
          reg::unlocated(page_.reg).size(),
          "no page or paragraph, and no copy kept: spoor register check --strict lists them");
    return "<dl>\n" + out_ + "</dl>\n" + page_.table(std::move(table_));
  }

 private:
  void add(std::string_view what, std::uint64_t count, const std::string& markup) {
    if (count == 0) return;
    out_ += entry(
        what, fmt::format("<b>{}</b>{}{}", with_commas(count), markup.empty() ? "" : ": ", markup));
    table_.rows.push_back({DataCell::words(what), DataCell::count(count)});
  }
  std::string not_valued() const {
    std::vector<std::string> parts;
    for (const reg::NotValued& left : totals_.not_valued)
      parts.push_back(
          html(fmt::format("{} {} ({}; {})", left.amount ? left.amount->text() : "no figure",
                           left.unit, left.claim, left.reason)));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  PageMaker& page_;
  const reg::Totals& totals_;
  std::string out_;
  DataTable table_{.name = "unknown",
                   .noun = "kinds",
                   .columns = {{"What", "what"}, {"How many", "count", DataColumn::Kind::kCount}},
                   .rows = {},
                   .folded = true};
};

}  // namespace

std::string known_by_notice(const PageMaker& page) {
  if (!page.known) return {};
  const std::string day = reg::to_text(*page.in.question.selection.known_by);
  return notice(
      {fmt::format(
           "As of {}: every figure of this page rests on what is proven to have been public "
           "by then. Left out, public only later: {}. Left out, nobody proves since when "
           "it is public: {}.",
           day, page.known->later.text(), page.known->unproven.text()),
       "A claim, an attribution or an observation goes by the first appearance that is proven of "
       "it; a report, a yearly series or a dispute by the publication of its sources. Names, days, "
       "sectors and countries of incidents are as this register has them today."});
}

std::string disputes_section(PageMaker& page) {
  if (page.reg.disputes.empty()) return {};
  DataTable table{.name = "disputes",
                  .noun = "disputes",
                  .columns = {{"Dispute", "dispute"},
                              {"What is said", "says"},
                              {"How the register holds it", "model"},
                              {"Sources", "sources"}},
                  .rows = {}};
  std::string list = "<ul class=\"disputes\">\n";
  for (const reg::Dispute& dispute : page.reg.disputes) {
    list += fmt::format("<li><p>{}</p>", html(dispute.says));
    if (!dispute.model.empty())
      list += fmt::format("<p class=\"quiet\">Here: {}</p>", html(dispute.model));
    if (!dispute.incidents.empty())
      list += fmt::format("<p class=\"quiet\">{}</p>", names(page, dispute.incidents));
    list += "</li>\n";
    table.rows.push_back({DataCell::words(dispute.id), DataCell::words(dispute.says),
                          DataCell::words(dispute.model),
                          DataCell::words(fmt::format("{}", fmt::join(dispute.sources, "; ")))});
  }
  const std::size_t count = table.rows.size();
  page.tables.push_back(std::move(table));
  return section("disputes",
                 fmt::format("{} on which the sources do not agree, or not with themselves",
                             counted(count, "point", "points")),
                 list + "</ul>\n");
}

std::string unknown_section(PageMaker& page) {
  const reg::Totals& totals = page.by_incident;
  return section("unknown",
                 fmt::format("What is not known: {} in no sum",
                             counted(totals.total.incidents - totals.total.valued, "incident is",
                                     "incidents are")),
                 Unknown(page).text());
}

std::string register_rerun_section(PageMaker& page) {
  std::string body = paragraph(
      "Every figure is computed from the register’s files by this program. The same files give the "
      "same bytes; this page therefore carries no date of its making.");
  if (!page.in.command.empty()) body += "<pre>" + html(shell_command(page.in.command)) + "</pre>\n";
  body += "<dl>\n" + entry("Program", "spoor " + html(page.in.version)) +
          entry("Register", html(page.reg.name)) +
          entry("SHA-256 of its files", identifier(page.in.content_hash)) +
          entry("Made for", html(reg::word(page.in.handling))) +
          entry("Policy", html(page.in.question.policy.text())) + "</dl>\n";
  return section("rerun", "How to run it again", body);
}

}  // namespace spoor::dossier
