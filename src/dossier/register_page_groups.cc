// The same losses by source, by country and sector, by level, and by how few make the most of them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/amount.h"
#include "base/error.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"
#include "register/concentration.h"

namespace spoor::dossier {
namespace {

using reg::Exact;
using reg::Range;
using reg::Sum;

Exact width(const Sum& sum) { return sum.over_policies.high - sum.over_policies.low; }

std::optional<Range> chosen(const Sum& sum) {
  return sum.valued > 0 ? std::optional(sum.chosen) : std::nullopt;
}
std::optional<Range> all_policies(const Sum& sum) {
  return sum.valued + sum.valued_by_any > 0 ? std::optional(sum.over_policies) : std::nullopt;
}

// Label, incidents, lost, over all policies, drawing; the largest first where it is asked.
DataTable sums_table(std::string name, std::string noun, std::string title,
                     const std::vector<Sum>& sums,
                     const std::function<DataCell(const Sum&)>& label) {
  DataTable table{.name = std::move(name),
                  .noun = std::move(noun),
                  .columns = {{std::move(title), "label"},
                              {"Incidents", "incidents", DataColumn::Kind::kCount},
                              {"With a loss", "valued", DataColumn::Kind::kCount},
                              {"Lost", "lost", DataColumn::Kind::kMillions},
                              {"Over all policies", "policies", DataColumn::Kind::kMillions},
                              {"", "drawing", DataColumn::Kind::kDrawing}},
                  .rows = {}};
  Exact most;
  for (const Sum& sum : sums) most = std::max(most, sum.over_policies.high);
  for (const Sum& sum : sums)
    table.rows.push_back(
        {label(sum), DataCell::count(sum.incidents), DataCell::count(sum.valued),
         DataCell::millions(chosen(sum), sum.bounds, sum.incidents > 0 ? "no figure" : ""),
         DataCell::millions(all_policies(sum), {}, sum.incidents > 0 ? "no figure" : ""),
         DataCell::drawing(bar_drawing(chosen(sum), all_policies(sum), {}, most))});
  return table;
}

std::vector<Sum> largest_first(std::vector<Sum> sums) {
  std::stable_sort(sums.begin(), sums.end(),
                   [](const Sum& a, const Sum& b) { return a.chosen.high > b.chosen.high; });
  return sums;
}

DataCell source_cell(const PageMaker& page, const Sum& sum) {
  const auto source = page.reg.sources.find(sum.label);
  if (source == page.reg.sources.end()) return DataCell::words(sum.label);
  return DataCell::marked_up(fmt::format("{} <span class=\"quiet\">{}</span>", html(sum.label),
                                         html(source->second.publisher)),
                             sum.label);
}

// That of level `none` says whose those incidents are.
DataCell level_cell(const PageMaker& page, const std::string& label) {
  if (label != word(reg::Level::kNone)) return DataCell::words(label);
  return DataCell::marked_up(fmt::format("{} <span class=\"quiet\">{}</span>", label,
                                         html(reg::none_text(page.in.question.selection))),
                             label);
}

// Incidents of which different amounts are said.
std::vector<Sum> disagreed(const PageMaker& page) {
  std::vector<Sum> sums;
  for (const Sum& sum : page.by_incident.groups)
    if (sum.valued > 0 && width(sum) > Exact(0)) sums.push_back(sum);
  std::stable_sort(sums.begin(), sums.end(),
                   [](const Sum& a, const Sum& b) { return width(a) > width(b); });
  return sums;
}

DataCell incident_cell(const PageMaker& page, const std::string& id) {
  const auto incident = page.reg.incidents.find(id);
  if (incident == page.reg.incidents.end()) return DataCell::words(id);
  return DataCell::marked_up(
      fmt::format("{} <span class=\"quiet\">{}</span>", html(incident->second.name), html(id)), id);
}

// "UN Panel of Experts about 281.0; Chainalysis 275.0", the most first; the same said twice by one
// party once.
std::string who_says_what(const PageMaker& page, const reg::Account& account) {
  std::vector<const reg::Statement*> all;
  for (const reg::Statement& statement : account.statements)
    if (statement.value.range) all.push_back(&statement);
  std::stable_sort(all.begin(), all.end(), [](const reg::Statement* a, const reg::Statement* b) {
    return a->value.range->high > b->value.range->high;
  });
  std::vector<std::string> parts;
  for (const reg::Statement* statement : all) {
    const std::string part =
        fmt::format("{} {} ({})", page.party_name(statement->claim->party),
                    bounded_millions(statement->bound, *statement->value.range),
                    statement->claim->citation.source);
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

DataTable disagreement_table(const PageMaker& page, const std::vector<Sum>& sums) {
  DataTable table{.name = "disagreement",
                  .noun = "incidents",
                  .columns = {{"Incident", "incident"},
                              {"Apart", "apart", DataColumn::Kind::kMillions},
                              {"Over all policies", "policies", DataColumn::Kind::kMillions},
                              {"", "drawing", DataColumn::Kind::kSmallDrawing},
                              {"Who says what", "statements"}},
                  .rows = {},
                  .first_page = 12};
  for (const Sum& sum : sums) {
    const auto counted = std::ranges::find_if(page.by_incident.counted, [&](const reg::Counted& c) {
      return c.selected.incident->id == sum.label;
    });
    ASSERT(counted != page.by_incident.counted.end());
    std::vector<Mark> marks;
    for (const reg::Statement& statement : counted->account->statements)
      if (statement.value.range) marks.push_back({statement.value.range->high, "mark"});
    table.rows.push_back(
        {incident_cell(page, sum.label), DataCell::millions(Range{width(sum), width(sum)}),
         DataCell::millions(sum.over_policies),
         DataCell::drawing(bar_drawing({}, sum.over_policies, marks, sum.over_policies.high)),
         DataCell::words(who_says_what(page, *counted->account))});
  }
  return table;
}

std::string sources_part(PageMaker& page) {
  return "<h3>Source by source</h3>\n" +
         paragraph(
             "What each source says of the incidents that it speaks of. The lines do not add "
             "up: an incident stands in the line of each source that it has.") +
         page.table(sums_table("sources", "sources", "Source", largest_first(page.by_source.groups),
                               [&](const Sum& sum) { return source_cell(page, sum); }));
}

std::string policies_table(PageMaker& page) {
  DataTable table{.name = "policies",
                  .noun = "policies",
                  .columns = {{"Taken is", "policy"},
                              {"Incidents", "valued", DataColumn::Kind::kCount},
                              {"Together", "sum", DataColumn::Kind::kMillions}},
                  .rows = {}};
  for (const reg::PolicySum& sum : page.by_incident.policies)
    table.rows.push_back(
        {DataCell::words(sum.policy.text()), DataCell::count(sum.valued),
         DataCell::millions(sum.valued > 0 ? std::optional(sum.range) : std::nullopt, {},
                            "no figure")});
  return page.table(std::move(table));
}

// The share of the k largest, drawn from none to all; the band is between its least and its most.
std::string curve(const std::vector<reg::Largest>& all) {
  std::string line = "0,400 ", upper = "0,400 ", lower;
  const double step = 1000.0 / static_cast<double>(all.size());
  const auto height = [](const Exact& percent) { return 400.0 - 4.0 * percent.approximately(); };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double x = step * static_cast<double>(i + 1);
    const double low = height(all[i].least_percent), high = height(all[i].most_percent);
    upper += fmt::format("{:.1f},{:.1f} ", x, high);
    line += fmt::format("{:.1f},{:.1f} ", x, (low + high) / 2);
    lower = fmt::format("{:.1f},{:.1f} ", x, low) + lower;
  }
  return "<div class=\"curve\"><svg viewBox=\"0 0 1000 400\" preserveAspectRatio=\"none\" "
         "aria-hidden=\"true\"><line x1=\"0\" x2=\"1000\" y1=\"200\" y2=\"200\" "
         "vector-effect=\"non-scaling-stroke\"/><polygon points=\"" +
         upper + lower + "\"/><polyline points=\"" + line +
         "\" vector-effect=\"non-scaling-stroke\"/></svg>"
         "<p class=\"quiet\" style=\"top:0.2rem;right:0\">all of it</p>"
         "<p class=\"quiet\" style=\"top:50%;right:0\">half</p>"
         "<p class=\"quiet\" style=\"bottom:-1.5rem;left:0\">the largest incident</p>"
         "<p class=\"quiet\" style=\"bottom:-1.5rem;right:0\">all " +
         std::to_string(all.size()) + "</p></div>\n";
}

std::string share_text(const reg::Largest& largest) {
  const std::string least = largest.least_percent.fixed(0), most = largest.most_percent.fixed(0);
  return least == most ? least : least + " to " + most;
}

}  // namespace

std::string disagreement_section(PageMaker& page) {
  const std::vector<Sum> sums = disagreed(page);
  std::string title = "No two sources disagree";
  if (!sums.empty())
    title = fmt::format("Of {} of {} incidents with a stated loss different amounts are told",
                        with_commas(sums.size()), with_commas(page.by_incident.total.valued));
  std::string body =
      paragraph(
          "Several claims about one incident compete, and a policy says which is taken: the "
          "latest, the official one, the lowest, the highest. This is what each comes to.") +
      policies_table(page) + "<h3>Farthest apart</h3>\n" +
      paragraph("From nothing to the most that is said of the incident; each mark is a statement.");
  return section("disagreement", title,
                 body + page.table(disagreement_table(page, sums)) + sources_part(page));
}

std::string concentration_section(PageMaker& page) {
  const std::vector<reg::Largest> all = reg::concentration(page.by_incident);
  if (all.empty()) return {};
  DataTable table{.name = "concentration",
                  .noun = "steps",
                  .columns = {{"The largest", "count", DataColumn::Kind::kCount},
                              {"Together", "sum", DataColumn::Kind::kMillions},
                              {"At least", "least_percent", DataColumn::Kind::kPercent},
                              {"At most", "most_percent", DataColumn::Kind::kPercent},
                              {"The last of them", "incident"}},
                  .rows = {}};
  const reg::Largest* half = nullptr;
  for (const reg::Largest& largest : all) {
    if (!half && largest.least_percent >= Exact(50)) half = &largest;
    constexpr std::size_t kShown[] = {1, 2, 3, 4, 5, 10, 20, 50, 100};
    if (std::ranges::find(kShown, largest.count) == std::end(kShown) && largest.count != all.size())
      continue;
    table.rows.push_back({DataCell::count(largest.count), DataCell::millions(largest.sum),
                          DataCell::percent(largest.least_percent),
                          DataCell::percent(largest.most_percent),
                          incident_cell(page, largest.last->id)});
  }
  const std::string title =
      fmt::format("The largest alone is {} %, and {} of {} make more than half", share_text(all[0]),
                  half ? with_commas(half->count) : "all", with_commas(all.size()));
  return section("concentration", title,
                 paragraph("Whoever counts attacks and whoever counts money see different things. "
                           "Where the figure of an incident is a range, so is the share.") +
                     curve(all) + page.table(std::move(table)));
}

std::string countries_section(PageMaker& page) {
  std::set<std::string> unknown;
  std::uint64_t many = 0;
  for (const reg::Counted& counted : page.by_incident.counted) {
    std::set<std::string> codes;
    for (const reg::Country& country : counted.selected.incident->countries)
      codes.insert(country.code);
    many += codes.size() > 1;
    if (codes.empty() || codes == std::set<std::string>{"XX"})
      unknown.insert(counted.selected.incident->id);
  }
  const auto known = std::ranges::count_if(page.by_country.groups, [](const Sum& sum) {
    return reg::is_country(sum.label) && sum.label != "XX";
  });
  const std::string in_countries =
      counted(static_cast<std::uint64_t>(known), "known country", "known countries");
  const std::vector<Sum> sectors = largest_first(page.by_sector.groups);
  std::string title = fmt::format("Victims in {}", in_countries);
  if (!sectors.empty() && page.by_sector.total.chosen.low > Exact(0))
    title =
        fmt::format("{} % of the losses are of one sector, {}; victims lie in {}",
                    reg::percent(sectors[0].chosen.low, page.by_sector.total.chosen.low).fixed(0),
                    html(sectors[0].label), in_countries);
  return section(
      "countries", title,
      "<h3>By sector of the victim</h3>\n" +
          page.table(sums_table("sectors", "sectors", "Sector", sectors,
                                [](const Sum& sum) { return DataCell::words(sum.label); })) +
          "<h3>By country, which does not add up</h3>\n" +
          paragraph(fmt::format(
              "{} in several countries and {} in each of them; of {} no country is known (XX, or "
              "none). A country may be the victim’s seat, its licence, where it works or where its "
              "customers are, and of many sources it is not known which they mean.",
              counted(many, "incident lies", "incidents lie"), many == 1 ? "counts" : "count",
              counted(unknown.size(), "incident", "incidents"))) +
          page.table(sums_table("countries", "countries", "Country",
                                largest_first(page.by_country.groups),
                                [](const Sum& sum) { return DataCell::words(sum.label); })));
}

std::string levels_section(PageMaker& page) {
  std::uint64_t own_name = 0;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(reg::Level::kStated); ++i)
    own_name += page.by_incident.levels.at(i).incidents;
  const std::string title = fmt::format(
      "Of {} a court, a prosecutor, a sanctions authority or a government says so in its own name",
      counted(own_name, "incident", "incidents"));
  return section(
      "levels", title,
      paragraph("The level follows from who says it in what kind of paper, and each line stands "
                "for itself: convicted (a court), charged (a prosecutor), listed (a sanctions "
                "authority), stated (a government in its own name), suspected (the Panel, a "
                "monitoring team, a member state), assessed (a company, a researcher), disputed (a "
                "dissent of equal or better standing), none. A level is no probability.") +
          page.table(sums_table("levels", "levels", "Level", page.by_incident.levels,
                                [&](const Sum& sum) { return level_cell(page, sum.label); })));
}

}  // namespace spoor::dossier
