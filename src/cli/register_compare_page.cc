#include "cli/register_compare_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/amount.h"
#include "cli/register_amounts.h"
#include "dossier/comparison_text.h"
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
  std::string text(const reg::Tally& tally) const { return dossier::tally_text(tally, decimals_); }
  std::string text(const std::optional<Range>& range, const reg::Bounds& bounds = {}) const {
    return range ? dossier::bounded_millions(bounds, *range, decimals_) : "no figure";
  }

  std::string head() const {
    std::string out = fmt::format("{} ({}, {})\n", visible(c_.report->title),
                                  visible(c_.report->id), visible(c_.report->citation.source));
    if (c_.rows_of && c_.rows_of != c_.report)
      out += fmt::format("It prints no rows; those of {} are taken.\n", visible(c_.rows_of->id));
    return out + fmt::format("Figures in millions of {}; {}.\n", c_.basis.currency,
                             c_.published ? "everything in another unit at the rates of the "
                                            "publication, " +
                                                c_.published->text
                                          : std::string("other units are not valued, as no day of "
                                                        "publication is known"));
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
      const std::string included = dossier::included_text(rows.not_realised);
      lines.push_back(held("realised by the rows", rows.realised, *figure.value.range));
      if (!included.empty())
        lines.push_back(
            held("printed by the rows, " + included + ",", rows.printed, *figure.value.range));
    }
    if (headline.countries && c_.row_countries() > 0)
      lines.push_back(fmt::format("{} countries are named by the rows", c_.row_countries()));
    return lines;
  }

  std::string held(std::string_view says, const reg::Amounts& amounts, const Range& head) const {
    const reg::Tally& tally = amounts.best();
    const bool is_converted = tally.range && !amounts.as_printed.range;
    return fmt::format("{} {}{}, {}", says, text(tally), is_converted ? " (converted)" : "",
                       dossier::difference_text(tally.range, head, decimals_));
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
    const std::string included = dossier::included_text(c_.all.not_realised);
    sums.row({"sum", "rows", "with amount", "printed" + (included.empty() ? "" : ", " + included),
              "realised as printed", "realised, other units too"});
    for (const RowSum& section : c_.sections) sums.row(sum_cells(section));
    sums.row(sum_cells(c_.all));
    out += "\n" + sums.text();
    for (const std::string& text : dossier::left_out_texts(c_.all, c_.basis.currency))
      out += dossier::wrapped("", text, kWidth);
    for (const auto& [incident, rows] : c_.unmarked)
      out += fmt::format("Rows {} mean one incident, {}, and none is marked as a duplicate.\n",
                         visible(fmt::format("{}", fmt::join(rows, ", "))), visible(incident));
    return out;
  }

  std::vector<std::string> sum_cells(const RowSum& sum) const {
    return {sum.section.empty() ? "all" : visible(sum.section),
            spoor::with_commas(sum.rows),
            spoor::with_commas(sum.with_amount),
            text(sum.printed.as_printed),
            text(sum.realised.as_printed),
            text(sum.realised.converted)};
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
             return c.differs() ? dossier::country_text(c) : "";
           });
  }

  template <class Tell>
  std::string codes(std::string_view says, Tell tell) const {
    std::vector<std::string> parts;
    for (const CountryCount& country : c_.countries)
      if (const std::string part = tell(country); !part.empty()) parts.push_back(visible(part));
    return parts.empty() ? "" : line(fmt::format("{}: {}", says, fmt::join(parts, ", ")));
  }

  // Claims against which the headline is held, summed up one by one. That they are in it is nowhere
  // recorded, and stands over every sum.
  std::string named() const {
    if (c_.named.empty()) return {};
    std::string out = "Claims against which the headline is held\n";
    for (const std::string& text :
         dossier::condition_texts(c_, [](const std::string& party) { return party; }, decimals_))
      out += dossier::wrapped("  ", visible(text), kWidth);
    const std::optional<Range> whole =
        c_.headlines.empty() ? std::nullopt : c_.headlines.front().value.range;
    Grid grid(
        {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
    grid.row({"claim", "paper", "amount", "together, if in it", "share", "stated by"});
    reg::Tally together;
    for (const reg::NamedClaim& named : c_.named) {
      together += named.tally();
      grid.row({visible(named.claim->id), visible(named.claim->citation.source),
                text(named.value.range, named.claim->bound), text(together),
                whole && together.range ? dossier::share_text(*together.range, *whole) : "",
                visible(named.claim->party)});
    }
    return out + grid.text();
  }

  std::string attempts() const {
    if (c_.attempts.empty()) return {};
    Grid grid({Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
    grid.row({"row", "target", "attempted", "realised", "note"});
    for (const reg::AttemptAndLoss& attempt : c_.attempts)
      grid.row({visible(attempt.row->row), visible(attempt.row->target_text),
                text(attempt.attempted), text(attempt.realised), visible(attempt.row->note)});
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
                text(figures.realised.converted),
                figures.incident ? claims_text(*figures.incident) : "",
                figures.incident && figures.incident->over_policies
                    ? text(figures.incident->over_policies)
                    : "",
                off_by(figures)});
    grid.row({"all", "", text(c_.all.realised.converted), claims_text(c_.incidents),
              text(c_.incidents.over_policies)});
    return "Rows against the claims about their incidents, each incident summed once\n" +
           grid.text();
  }

  std::string claims_text(const reg::ClaimSum& sum) const {
    return sum.stated > 0 ? text(sum.chosen, sum.bounds) : "no claim";
  }

  // By how much the row lies outside of what the official claims say; empty where it lies within.
  std::string off_by(const RowFigures& figures) const {
    const std::optional<Range>& row = figures.realised.converted.range;
    if (!row || !figures.incident || !figures.incident->chosen) return {};
    const Range& claims = *figures.incident->chosen;
    if (row->high < claims.low) return apart("-", claims.low - row->high);
    if (row->low > claims.high) return apart("+", row->low - claims.high);
    return {};
  }

  // What rounds to nothing is something still.
  std::string apart(std::string_view sign, const Exact& by) const {
    const std::string rounded = millions(by, decimals_);
    if (rounded.find_first_of("123456789") != std::string::npos) return std::string(sign) + rounded;
    std::string least = millions(Exact(0), decimals_);
    least.back() = '1';
    return fmt::format("{}, under {}", sign == "-" ? "less" : "more", least);
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
