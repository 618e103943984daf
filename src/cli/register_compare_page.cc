#include "cli/register_compare_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/amount.h"
#include "cli/register_amounts.h"
#include "dossier/grid.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using reg::Comparison;
using reg::CountryCount;
using reg::Exact;
using reg::HeadlineFigure;
using reg::Range;
using reg::ReportRow;
using reg::RowFigures;
using reg::RowSum;

constexpr std::size_t kWidth = 100;

// Section by section.
class Page {
 public:
  Page(const Comparison& comparison, int decimals) : c_(comparison), decimals_(decimals) {}

  std::string text() const {
    std::string out = head();
    for (const std::string& section : {headlines(), rows(), countries(), named(), attempts(),
                                       against_claims(), notes(), conversions()})
      if (!section.empty()) out += "\n" + section;
    return out;
  }

 private:
  std::string number(const Exact& amount) const { return millions(amount, decimals_); }
  std::string number(const Range& range) const { return millions(range, decimals_); }

  // "1,661.3 less than the headline".
  std::string difference(const Exact& found, const Exact& headline) const {
    if (found == headline) return "equal to the headline";
    return found < headline ? number(headline - found) + " less than the headline"
                            : number(found - headline) + " more than the headline";
  }

  std::string head() const {
    std::string out = fmt::format("{} ({}, {})\n", visible(c_.report->title),
                                  visible(c_.report->id), visible(c_.report->citation.source));
    if (c_.rows_of && c_.rows_of != c_.report)
      out += fmt::format("It prints no rows; those of {} are taken.\n", visible(c_.rows_of->id));
    out +=
        fmt::format("Figures in millions of {}; other units at the rates of the publication{}.\n",
                    c_.basis.currency, c_.published ? ", " + c_.published->text : "");
    return out;
  }

  std::string headlines() const {
    std::string out;
    for (const HeadlineFigure& figure : c_.headlines) out += headline(figure);
    return out.empty() ? "" : "Headlines\n" + out;
  }

  std::string headline(const HeadlineFigure& figure) const {
    const reg::Headline& headline = *figure.headline;
    const reg::Claim& claim = headline.claim;
    std::string first = fmt::format("{}: {}", visible(claim.id),
                                    amount_text(claim.amount, claim.unit, claim.bound));
    if (headline.cases)
      first += fmt::format("; {} cases",
                           bounded(headline.cases_bound, spoor::with_commas(*headline.cases)));
    if (headline.countries) first += fmt::format("; {} countries", *headline.countries);
    std::string out = line(first) + line("  " + visible(headline.says));
    if (headline.covers) out += line("  " + window(headline));
    for (const std::string& found : against_rows(figure)) out += line("  " + found);
    return out;
  }

  static std::string line(std::string_view text) {
    const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
    return dossier::wrapped("  " + std::string(indent, ' '), text.substr(indent), kWidth);
  }

  // How long the window is, and how long before the publication it ends.
  static std::string window(const reg::Headline& headline) {
    const reg::Period& covers = *headline.covers;
    std::string text = fmt::format("covers {} ({} days", visible(covers.text),
                                   covers.last.number - covers.first.number + 1);
    if (headline.claim.known_from)
      text += fmt::format("; its last day is {} days before it was known, {}",
                          headline.claim.known_from->day.number - covers.last.number,
                          to_text(headline.claim.known_from->day));
    return text + ")";
  }

  std::vector<std::string> against_rows(const HeadlineFigure& figure) const {
    std::vector<std::string> lines;
    if (!c_.rows_of) return lines;
    const reg::Headline& headline = *figure.headline;
    const RowSum& rows = figure.rows;
    if (!figure.is_of_all_rows)
      lines.push_back(fmt::format("{} of the rows are about incidents in that window",
                                  spoor::with_commas(rows.rows)));
    if (headline.cases) lines.push_back(cases_text(rows.rows, *headline.cases));
    if (figure.value.range && headline.claim.kind != reg::ClaimKind::kAttempted) {
      const Exact& amount = figure.value.range->low;
      lines.push_back(fmt::format("realised by the rows {}, {}",
                                  bounded(rows.realised_bound, number(rows.realised)),
                                  difference(rows.realised, amount)));
      lines.push_back(fmt::format("printed by the rows, attempts included, {}, {}",
                                  bounded(rows.printed_bound, number(rows.as_printed)),
                                  difference(rows.as_printed, amount)));
    }
    if (headline.countries && c_.row_countries() > 0)
      lines.push_back(fmt::format("{} countries are named by the rows", c_.row_countries()));
    return lines;
  }

  static std::string cases_text(std::uint64_t rows, std::uint64_t cases) {
    if (rows == cases)
      return fmt::format(
          "{} rows without duplicates, equal by count; that they were counted so is "
          "not known",
          rows);
    return fmt::format("{} rows without duplicates, {} {} than the headline", rows,
                       rows < cases ? cases - rows : rows - cases, rows < cases ? "less" : "more");
  }

  std::string rows() const {
    if (!c_.rows_of) return {};
    std::string out = "Rows\n" + line(fmt::format("{} rows", spoor::with_commas(c_.rows.size())));
    out += line(fmt::format("{} without duplicates{}", spoor::with_commas(c_.all.rows),
                            c_.duplicates.empty() ? "" : ": " + repeats_text()));
    out += line(fmt::format("{} without an amount{}", spoor::with_commas(c_.without_amount.size()),
                            c_.without_amount.empty() ? "" : ": " + names(c_.without_amount)));
    if (!c_.inferred.empty())
      out += line(fmt::format("{} read by inference: {}", spoor::with_commas(c_.inferred.size()),
                              names(c_.inferred)));
    Grid sums({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
               Align::kRight, Align::kRight});
    sums.row({"sum", "rows", "with amount", "printed, with attempts", "realised as printed",
              "realised, other units too"});
    for (const RowSum& section : c_.sections) sums.row(sum_cells(section));
    sums.row(sum_cells(c_.all));
    out += "\n" + sums.text();
    for (const auto& [incident, rows] : c_.unmarked)
      out += fmt::format("Rows {} mean one incident, {}, and none is marked as a duplicate.\n",
                         visible(fmt::format("{}", fmt::join(rows, ", "))), visible(incident));
    return out;
  }

  std::vector<std::string> sum_cells(const RowSum& sum) const {
    return {sum.section.empty() ? "all" : visible(sum.section),
            spoor::with_commas(sum.rows),
            spoor::with_commas(sum.with_amount),
            bounded(sum.printed_bound, number(sum.as_printed)),
            bounded(sum.realised_bound, number(sum.realised)),
            bounded(sum.realised_bound, number(sum.realised_converted))};
  }

  std::string repeats_text() const {
    std::vector<std::string> parts;
    for (const ReportRow* row : c_.duplicates)
      parts.push_back(fmt::format("{} repeats {}", visible(row->row), visible(row->duplicate_of)));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  static std::string names(const std::vector<const ReportRow*>& rows) {
    std::vector<std::string> parts;
    for (const ReportRow* row : rows) {
      std::string name = visible(row->row);
      if (!row->target_text.empty()) name += " " + visible(row->target_text);
      if (!row->amount_text.empty()) name += " (" + visible(row->amount_text) + ")";
      parts.push_back(std::move(name));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  std::string countries() const {
    if (!c_.list_of) return {};
    std::string out = fmt::format(
        "Countries\n  the list of {} has {} countries and sums to {} cases\n  the rows name {}\n",
        visible(c_.list_of->id), c_.listed_countries(), c_.listed_cases, c_.row_countries());
    out += codes("in the list and in no row",
                 [](const CountryCount& c) { return c.listed > 0 && c.rows == 0 ? c.code : ""; });
    out += codes("in rows and not in the list",
                 [](const CountryCount& c) { return c.listed == 0 && c.rows > 0 ? c.code : ""; });
    return out + codes("counts that differ", [](const CountryCount& c) {
             if (c.listed == 0 || c.rows == 0 || c.listed == c.rows) return std::string();
             return fmt::format(
                 "{} {} in the list, {} rows{}", c.code, c.listed, c.rows,
                 c.rows == c.without_duplicates
                     ? ""
                     : fmt::format(" ({} without duplicates)", c.without_duplicates));
           });
  }

  template <class Tell>
  std::string codes(std::string_view says, Tell tell) const {
    std::vector<std::string> parts;
    for (const CountryCount& country : c_.countries)
      if (const std::string part = tell(country); !part.empty()) parts.push_back(visible(part));
    return parts.empty() ? "" : line(fmt::format("{}: {}", says, fmt::join(parts, ", ")));
  }

  // Claims that are said to be within the headline, the largest first, summed up one by one.
  std::string named() const {
    if (c_.named.empty()) return {};
    std::string out = "Claims that are said to be within the headline\n";
    const bool has_whole = !c_.headlines.empty() && c_.headlines.front().value.range &&
                           c_.headlines.front().value.range->low > Exact(0);
    const Exact whole = has_whole ? c_.headlines.front().value.range->low : Exact(0);
    Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
    grid.row({"claim", "amount", "together", "share", "stated by"});
    Exact together;
    for (const reg::NamedClaim& named : c_.named) {
      const Range range = named.value.range.value_or(Range{});
      together += range.low;
      grid.row({visible(named.claim->id), bounded(named.claim->bound, millions(range, 3)),
                millions(together, 3), has_whole ? percent(together, whole).fixed(0) + " %" : "",
                visible(named.claim->party)});
    }
    out += grid.text();
    if (has_whole)
      out += fmt::format("The headline is {}, {} {} than these together.\n", number(whole),
                         number(together < whole ? whole - together : together - whole),
                         together < whole ? "more" : "less");
    return out + other_claimant();
  }

  std::string other_claimant() const {
    if (c_.headlines.empty()) return {};
    const std::string& whole = c_.headlines.front().headline->claim.party;
    for (const reg::NamedClaim& named : c_.named)
      if (named.claim->party != whole)
        return fmt::format(
            "The shares hold only if these are in it: another claimant stated it ({}).\n",
            visible(whole));
    return {};
  }

  std::string attempts() const {
    if (c_.attempts.empty()) return {};
    Grid grid({Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
    grid.row({"row", "target", "attempted", "realised", "note"});
    for (const reg::AttemptAndLoss& attempt : c_.attempts)
      grid.row({visible(attempt.row->row), visible(attempt.row->target_text),
                number(attempt.attempted.range.value_or(Range{})),
                number(attempt.realised.range.value_or(Range{})), visible(attempt.row->note)});
    return "Attempts that may be read as losses\n" + grid.text();
  }

  std::string against_claims() const {
    if (!c_.rows_of) return {};
    Grid grid(
        {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
    grid.row({"row", "incident", "row, realised", "claims, official", "over all policies",
              "row less claims"});
    for (const RowFigures& figures : c_.rows)
      grid.row({visible(figures.row->row), visible(figures.row->incident),
                figures.realised.range ? number(*figures.realised.range) : "no figure",
                figures.incident ? claims_text(*figures.incident) : "",
                figures.incident && figures.incident->valued > 0
                    ? number(figures.incident->over_policies)
                    : "",
                off_by(figures)});
    grid.row({"all", "", number(c_.all.realised_converted), number(c_.incidents.chosen),
              number(c_.incidents.over_policies)});
    return "Rows against the claims about their incidents, each incident summed once\n" +
           grid.text();
  }

  std::string claims_text(const reg::Sum& sum) const {
    return sum.valued > 0 ? number(sum.chosen) : "no claim";
  }

  // By how much the row lies outside of what the official claims say; empty where it lies within.
  std::string off_by(const RowFigures& figures) const {
    if (!figures.realised.range || !figures.incident || figures.incident->valued == 0) return {};
    const Range& row = *figures.realised.range;
    const Range& claims = figures.incident->chosen;
    if (row.high < claims.low) return millions(row.high - claims.low, decimals_ + 2);
    if (row.low > claims.high) return "+" + millions(row.low - claims.high, decimals_ + 2);
    return {};
  }

  std::string notes() const {
    std::string out;
    for (const std::string& note : c_.report->notes)
      out += dossier::wrapped("  ", visible(note), kWidth);
    return out.empty() ? "" : "Notes\n" + out;
  }

  std::string conversions() const {
    std::string out;
    for (const reg::NotValued& left : c_.not_valued)
      out += fmt::format("  {}: {}, not valued: {}\n", visible(left.claim),
                         amount_text(left.amount, left.unit), visible(left.reason));
    for (const reg::Conversion& conversion : c_.conversions)
      out += fmt::format("  {}: {}\n", visible(conversion.claim), conversion_text(conversion));
    return out.empty() ? "" : "Conversions\n" + out;
  }

  const Comparison& c_;
  int decimals_;
};

}  // namespace

std::string compare_page(const Comparison& comparison, int decimals) {
  return Page(comparison, decimals).text();
}

}  // namespace spoor::cli
