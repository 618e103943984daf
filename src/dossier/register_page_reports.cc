// Each report and article with a figure at its head, against the rows or incidents behind it.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "dossier/comparison_text.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"
#include "register/compare.h"
#include "register/load.h"

namespace spoor::dossier {
namespace {

using reg::Bounds;
using reg::Comparison;
using reg::Exact;
using reg::HeadlineFigure;
using reg::Range;
using reg::Report;
using reg::RowFigures;
using reg::Tally;

constexpr int kRateFigures = 10;
constexpr std::string_view kMillion = " million";

// Lines of a chart, each with the mark of what stands at the head.
struct Bars {
  Exact most;
  std::vector<Mark> marks;
  std::string out = "<ul class=\"bars\">\n";

  void add(std::string_view label, const std::optional<Range>& bar, const Bounds& bounds,
           const std::optional<Range>& range = {}) {
    out += fmt::format("<li><span>{}</span>{}<span class=\"figure\">{}</span></li>\n", label,
                       bar_drawing(bar, range, marks, most),
                       bar ? bounded_millions(bounds, *bar) : "no figure");
  }
  void add(std::string_view label, const Tally& tally) { add(label, tally.range, tally.bounds); }
};

// "2015-12 to 2019-05".
std::string span_text(const reg::Period& period) {
  std::string text = html(period.text);
  const std::size_t slash = text.find('/');
  return slash == std::string::npos ? text : text.replace(slash, 1, " to ");
}

// "Printed in the rows, attempts included".
std::string printed_label(const reg::RowSum& sum) {
  const std::string included = included_text(sum.not_realised);
  return "Printed in the rows" + (included.empty() ? "" : ", " + included);
}

class ReportSection {
 public:
  ReportSection(PageMaker& page, const Report& report)
      : page_(page),
        report_(report),
        c_(reg::compare(page.reg, page.in.rates, report.id, {.basis = page.in.question.basis})) {}

  std::string text() {
    std::string out = fmt::format("<article class=\"card\" id=\"report-{}\">\n<h3>{}</h3>\n",
                                  html(report_.id), finding());
    out += fmt::format("<p class=\"quiet\">{}. {}</p>\n", html(report_.title), source_text());
    for (const HeadlineFigure& figure : c_.headlines) out += headline(figure);
    out += bars() + counts() + named() + attempts() + countries() + rows() + conversions();
    return out + left_out() + notes() + "</article>\n";
  }

 private:
  const HeadlineFigure* first() const { return c_.headlines.empty() ? nullptr : &c_.headlines[0]; }
  // Of the first headline; none where it has no figure.
  std::optional<Range> head() const { return first() ? first()->value.range : std::nullopt; }
  Bounds head_bounds() const { return first() ? first()->headline->claim.bound : Bounds(); }

  bool is_any_beside() const {
    return std::ranges::any_of(c_.named, &reg::NamedClaim::stands_beside);
  }
  // Named claims: those beside the headline, or all where none is.
  std::uint64_t held() const {
    const Tally sum = named_sum(c_, is_any_beside());
    return sum.rows + sum.left_out;
  }

  // The title says what was found.
  std::string finding() const {
    if (!head()) return "Rows without a figure at the head";
    const std::string top = bounded_millions(head_bounds(), *head(), 1, kMillion);
    std::string title;
    if (c_.list_of == c_.report && first()->headline->cases)
      title = fmt::format(
          "{} and {} cases at the head; its list of countries has {}", top,
          bounded(first()->headline->cases_bound, with_commas(*first()->headline->cases)),
          counted(c_.listed_cases, "case", "cases"));
    else if (c_.rows_of)
      title = fmt::format("{} at the head; the rows say that {} was lost", top,
                          tally_text(c_.all.realised.best(), 1, kMillion));
    else if (!c_.named.empty())
      title = fmt::format("{} at the head; {} in {} that {}, if {} in it", top,
                          tally_text(named_sum(c_, is_any_beside()), 1, kMillion),
                          counted(held(), "claim", "claims"),
                          is_any_beside()
                              ? (held() == 1 ? "stands beside it" : "stand beside it")
                              : (held() == 1 ? "is held against it" : "are held against it"),
                          held() == 1   ? "it is"
                          : held() == 2 ? "both are"
                                        : "all are");
    else
      title = fmt::format("{} at the head, and no rows behind it", top);
    title[0] = title[0] >= 'a' && title[0] <= 'z' ? static_cast<char>(title[0] - 32) : title[0];
    return title;
  }

  std::string source_text() const {
    const auto source = page_.reg.sources.find(report_.citation.source);
    if (source == page_.reg.sources.end()) return {};
    std::string out = html(source->second.publisher);
    if (!source->second.reference.empty()) out += ", " + html(source->second.reference);
    if (source->second.published) out += ", " + html(source->second.published->text);
    if (!report_.citation.locator.empty()) out += ", " + html(report_.citation.locator);
    return out + (reg::is_located(page_.reg, report_.citation) ? "." : ", source not located.");
  }

  std::string headline(const HeadlineFigure& figure) const {
    const reg::Headline& h = *figure.headline;
    std::string out = fmt::format(
        "<p>{}: <b class=\"figure\">{}</b>", html(h.says),
        figure.value.range ? bounded_millions(h.claim.bound, *figure.value.range, 1, kMillion)
                           : "no figure");
    if (h.cases) out += fmt::format(", {} cases", bounded(h.cases_bound, with_commas(*h.cases)));
    if (h.countries) out += fmt::format(", {} countries", *h.countries);
    if (h.covers) out += fmt::format(", over {}", span_text(*h.covers));
    if (h.claim.known_from)
      out += fmt::format("; public since {}", reg::to_text(h.claim.known_from->day));
    out += fmt::format("; stated by {}.", html(page_.party_name(h.claim.party)));
    if (!h.claim.words.empty()) out += fmt::format(" In short: {}.", html(h.claim.words));
    out += "</p>\n";
    if (h.covers && h.claim.known_from && h.claim.known_from->day > h.covers->last)
      out += paragraph(fmt::format(
          "Its window is {} days long and had been closed for {} days when the figure became "
          "public.",
          with_commas(static_cast<std::uint64_t>(h.covers->last.number - h.covers->first.number) +
                      1),
          with_commas(
              static_cast<std::uint64_t>(h.claim.known_from->day.number - h.covers->last.number))));
    return out;
  }

  // The headline, and all that can be held against it, on one scale.
  std::string bars() {
    Bars bars;
    const auto show = [&](const std::optional<Range>& range) {
      if (range) bars.most = std::max(bars.most, range->high);
    };
    show(head());
    const Tally beside = named_sum(c_, true), named = named_sum(c_, false);
    show(named.range);
    const bool has_rows = c_.rows_of != nullptr;
    if (has_rows) {
      show(c_.all.printed.converted.range);
      show(c_.incidents.over_policies);
    }
    if (head()) bars.marks = {{head()->high, "entered"}};
    bars.add("At the head", head(), head_bounds());
    if (has_rows) {
      bars.add(printed_label(c_.all), c_.all.printed.as_printed);
      bars.add("Lost, by the rows", c_.all.realised.as_printed);
      bars.add("Lost, with rows in other money too", c_.all.realised.converted);
      bars.add("Lost, by all that is said of the same incidents", c_.incidents.chosen,
               c_.incidents.bounds, c_.incidents.over_policies);
    }
    if (is_any_beside()) bars.add("Claims beside it, if they are in it", beside);
    if (named.rows + named.left_out > beside.rows + beside.left_out)
      bars.add("With claims of other papers, if all are in it", named);
    figures_table();
    return bars.out + "</ul>\n";
  }

  // The same as a table, in its file only: the bars have the numbers.
  void figures_table() {
    DataTable table{
        .name = "report-" + report_.id,
        .noun = "figures",
        .columns = {{"Figure", "figure"}, {"Million", "million", DataColumn::Kind::kMillions}},
        .rows = {}};
    const auto add = [&](std::string_view name, const std::optional<Range>& value,
                         const Bounds& bounds) {
      table.rows.push_back({DataCell::words(name), DataCell::millions(value, bounds)});
    };
    const auto add_tally = [&](std::string_view name, const Tally& tally) {
      add(name, tally.range, tally.bounds);
    };
    for (const HeadlineFigure& figure : c_.headlines)
      add(figure.headline->claim.id, figure.value.range, figure.headline->claim.bound);
    if (c_.rows_of) {
      for (const reg::RowSum& sum : with_all()) {
        const std::string name = sum.section.empty() ? "all rows" : sum.section;
        add_tally(name + ", printed", sum.printed.as_printed);
        add_tally(name + ", printed in other units too", sum.printed.converted);
        add_tally(name + ", realised as printed", sum.realised.as_printed);
        add_tally(name + ", realised in other units too", sum.realised.converted);
      }
      add("claims about the same incidents", c_.incidents.chosen, c_.incidents.bounds);
      add("claims about the same incidents, over all policies", c_.incidents.over_policies, {});
    }
    if (is_any_beside())
      add_tally("claims beside the headline, if they are in it", named_sum(c_, true));
    if (!c_.named.empty())
      add_tally("all claims held against the headline, if they are in it", named_sum(c_, false));
    page_.tables.push_back(std::move(table));
  }
  std::vector<reg::RowSum> with_all() const {
    std::vector<reg::RowSum> sums = c_.sections;
    sums.push_back(c_.all);
    return sums;
  }

  std::string counts() const {
    if (!c_.rows_of) return {};
    std::string out = "<ul>\n";
    const auto item = [&](const std::string& text) { out += "<li>" + text + "</li>\n"; };
    if (head()) {
      item(fmt::format("Lost by the rows: {}.",
                       difference_text(c_.all.realised.best().range, *head())));
      if (!c_.all.not_realised.empty())
        item(fmt::format("{}: {}.", printed_label(c_.all),
                         difference_text(c_.all.printed.best().range, *head())));
    }
    for (const reg::RowSum& sum : c_.sections)
      if (!sum.section.empty() && c_.sections.size() > 1)
        item(fmt::format("{}: {} printed, of it {} lost, in {}.", html(sum.section),
                         tally_text(sum.printed.best()), tally_text(sum.realised.best()),
                         counted(sum.rows, "row", "rows")));
    for (const std::string& text : left_out_texts(c_.all, c_.basis.currency)) item(html(text));
    if (const std::string text = at_publication(); !text.empty()) item(text);
    item(cases());
    if (!c_.without_amount.empty())
      item(fmt::format("No amount is named in {}: {}.",
                       counted(c_.without_amount.size(), "row", "rows"), row_names()));
    return out + "</ul>\n";
  }

  // What is lost with other money is that of `spoor register compare` only at its rates.
  std::string at_publication() const {
    const Comparison published =
        reg::compare(page_.reg, page_.in.rates, report_.id, {.currency = c_.basis.currency});
    const Tally& theirs = published.all.realised.converted;
    const std::string text = tally_text(theirs);
    if (!theirs.range || !published.published || text == tally_text(c_.all.realised.converted))
      return {};
    return fmt::format(
        "Rows in other money are valued here as all of this page is; at the rates of the "
        "publication, {}, as spoor register compare has them, it is {}.",
        html(published.published->text), text);
  }

  std::string cases() const {
    std::string out = counted(c_.rows.size(), "row", "rows");
    if (!c_.duplicates.empty())
      out += fmt::format(", {} of them no repetition of another", c_.all.rows);
    if (first() && first()->headline->cases) {
      const std::uint64_t cases = *first()->headline->cases;
      out += c_.all.rows == cases
                 ? fmt::format(
                       ", which equals the {} cases at the head by count; that they were "
                       "counted so is not known",
                       with_commas(cases))
                 : fmt::format(", {} than the {} cases at the head",
                               c_.all.rows < cases ? fmt::format("{} less", cases - c_.all.rows)
                                                   : fmt::format("{} more", c_.all.rows - cases),
                               with_commas(cases));
    }
    return out + ".";
  }

  std::string row_names() const {
    std::vector<std::string> names;
    for (const reg::ReportRow* row : c_.without_amount)
      names.push_back(
          html(row->target_text.empty() ? row->row : row->row + " " + row->target_text));
    return fmt::format("{}", fmt::join(names, "; "));
  }

  // What is said to be within the headline, the largest first, summed up one by one.
  std::string named() {
    if (c_.named.empty()) return {};
    DataTable table{
        .name = "held-against-" + report_.id,
        .noun = "claims",
        .columns = {{"Incident", "incident"},
                    {"Stated by", "party"},
                    {"Paper", "paper"},
                    {"Million", "million", DataColumn::Kind::kMillions},
                    {"Together, if in it", "together", DataColumn::Kind::kMillions},
                    {"Of the headline, if in it", "percent", DataColumn::Kind::kPercent}},
        .rows = {}};
    Tally together;
    for (const reg::NamedClaim& named : c_.named) {
      together += named.tally();
      table.rows.push_back(
          {DataCell::words(incidents_of(*named.claim)),
           DataCell::words(page_.party_name(named.claim->party)),
           DataCell::words(named.claim->citation.source + (named.stands_beside ? "" : ", another")),
           DataCell::millions(named.value.range, named.claim->bound, "no figure"),
           DataCell::millions(together.range, together.bounds), share_cell(together.range)});
    }
    std::string conditions;
    for (const std::string& text :
         condition_texts(c_, [&](const std::string& party) { return page_.party_name(party); }))
      conditions += paragraph(html(text));
    return "<h4>Claims against which it is held</h4>\n" + conditions +
           page_.table(std::move(table));
  }
  DataCell share_cell(const std::optional<Range>& together) const {
    if (!together || !head() || !head()->is_point() || head()->low <= Exact(0))
      return DataCell::percent({});
    return DataCell::percent(reg::percent(together->low, head()->low));
  }
  std::string incidents_of(const reg::Claim& claim) const {
    std::vector<std::string> names;
    for (const std::string& id : claim.about) {
      const auto found = page_.reg.incidents.find(id);
      names.push_back(found == page_.reg.incidents.end() ? id : found->second.name);
    }
    return names.empty() ? claim.id : fmt::format("{}", fmt::join(names, ", "));
  }

  std::string attempts() {
    if (c_.attempts.empty() || c_.rows_of != c_.report) return {};
    DataTable table{.name = "attempts-" + report_.id,
                    .noun = "rows",
                    .columns = {{"Row", "row"},
                                {"Target", "target"},
                                {"Ordered", "attempted", DataColumn::Kind::kMillions},
                                {"Lost", "realised", DataColumn::Kind::kMillions},
                                {"Note", "note"}},
                    .rows = {}};
    for (const reg::AttemptAndLoss& attempt : c_.attempts)
      table.rows.push_back({DataCell::words(attempt.row->row),
                            DataCell::words(attempt.row->target_text),
                            DataCell::millions(attempt.attempted.range, attempt.attempted.bounds),
                            DataCell::millions(attempt.realised.range, attempt.realised.bounds),
                            DataCell::words(attempt.row->note)});
    return "<h4>Attempts that may be read as losses</h4>\n" + page_.table(std::move(table));
  }

  std::string countries() const {
    if (!c_.list_of || c_.list_of != c_.report) return {};
    std::string out = fmt::format(
        "<h4>Countries: {} in the list, {} in the rows</h4>\n<p>The list that is printed adds up "
        "to {} cases.",
        c_.listed_countries(), c_.row_countries(), c_.listed_cases);
    const auto codes = [&](std::string_view says, auto is) {
      std::vector<std::string> found;
      for (const reg::CountryCount& country : c_.countries)
        if (is(country))
          found.push_back(html(country.differs() ? country_text(country) : country.code));
      if (!found.empty()) out += fmt::format(" {}: {}.", says, fmt::join(found, ", "));
    };
    codes("In the list and in no row",
          [](const reg::CountryCount& c) { return c.listed > 0 && c.rows == 0; });
    codes("In rows and not in the list",
          [](const reg::CountryCount& c) { return c.listed == 0 && c.rows > 0; });
    codes("In both, with different counts", [](const reg::CountryCount& c) { return c.differs(); });
    return out + "</p>\n";
  }

  std::string rows() {
    if (!c_.rows_of) return {};
    if (c_.rows_of != c_.report)
      return paragraph(fmt::format(
          "It prints no rows of its own; those of <a href=\"#report-{}\">{}</a> are taken.",
          html(c_.rows_of->id), html(c_.rows_of->title)));
    DataTable table{.name = "rows-" + report_.id,
                    .noun = "rows",
                    .columns = {{"Row", "row"},
                                {"Incident", "incident"},
                                {"Printed", "printed", DataColumn::Kind::kMillions},
                                {"Lost, by the row", "realised", DataColumn::Kind::kMillions},
                                {"By all claims", "claims", DataColumn::Kind::kMillions},
                                {"Over all policies", "policies", DataColumn::Kind::kMillions},
                                {"", "drawing", DataColumn::Kind::kDrawing}},
                    .rows = {}};
    Exact most;
    for (const RowFigures& row : c_.rows)
      if (row.realised.converted.range) most = std::max(most, row.realised.converted.range->high);
    for (const RowFigures& row : c_.rows) table.rows.push_back(row_cells(row, most));
    table.first_page = table.rows.size();
    table.folded = true;
    return "<h4>Row by row, against the claims about the same incident</h4>\n" +
           paragraph(counted(outside(), "row lies", "rows lie") +
                     " outside of what official claims say of the incident.") +
           page_.table(std::move(table));
  }

  std::uint64_t outside() const {
    std::uint64_t count = 0;
    for (const RowFigures& row : c_.rows)
      if (const std::optional<Range>& lost = row.realised.converted.range;
          lost && row.incident && row.incident->chosen)
        count += lost->high < row.incident->chosen->low || lost->low > row.incident->chosen->high;
    return count;
  }

  std::vector<DataCell> row_cells(const RowFigures& row, const Exact& most) const {
    const auto incident = page_.reg.incidents.find(row.row->incident);
    const std::string name =
        incident == page_.reg.incidents.end() ? row.row->target_text : incident->second.name;
    const reg::ClaimSum claims = row.incident.value_or(reg::ClaimSum{});
    std::string label = row.row->row;
    if (row.is_duplicate) label += ", repeats " + row.row->duplicate_of;
    const Tally& printed = row.printed.converted;
    const Tally& lost = row.realised.converted;
    return {DataCell::words(label),
            DataCell::words(name),
            DataCell::millions(printed.range, printed.bounds,
                               row.printed_kind ? "no figure" : "no amount"),
            DataCell::millions(lost.range, lost.bounds, row.realised_kind ? "no figure" : ""),
            DataCell::millions(claims.chosen, claims.bounds),
            DataCell::millions(claims.over_policies),
            DataCell::drawing(bar_drawing(lost.range, claims.over_policies, {}, most))};
  }

  // Every rate that a figure of this report went through.
  std::string conversions() {
    if (c_.conversions.empty() && c_.not_valued.empty()) return {};
    DataTable table{.name = "rates-" + report_.id,
                    .noun = "conversions",
                    .columns = {{"Row or claim", "of"},
                                {"Amount", "amount"},
                                {"Is", "result"},
                                {"Rate", "rate"},
                                {"Day", "day"},
                                {"Publisher", "publisher"},
                                {"Kind", "kind"}},
                    .rows = {},
                    .folded = true};
    for (const reg::Conversion& conversion : c_.conversions)
      for (const reg::Quote& quote : conversion.quotes)
        table.rows.push_back(
            {DataCell::words(conversion.claim),
             DataCell::words(with_commas(conversion.amount) + " " + conversion.unit),
             DataCell::words(with_commas(conversion.result, 2) + " " + c_.basis.currency),
             DataCell::words(fmt::format("{} in {} {}", quote.from, quote.to,
                                         quote.rate.to_figures(kRateFigures).text())),
             DataCell::words(reg::to_text(quote.day)), DataCell::words(quote.publisher),
             DataCell::words(word(quote.kind))});
    for (const reg::NotValued& left : c_.not_valued)
      table.rows.push_back(
          {DataCell::words(left.claim),
           DataCell::words(left.amount ? with_commas(*left.amount) + " " + left.unit : left.unit),
           DataCell::words("not valued: " + left.reason), DataCell::words(""), DataCell::words(""),
           DataCell::words(""), DataCell::words("")});
    table.first_page = table.rows.size();
    return "<h4>Rates that its figures went through</h4>\n" + page_.table(std::move(table));
  }

  // Headlines and claims that the register has, and the day of knowledge leaves out.
  std::string left_out() const {
    const Report& whole = page_.in.content.reports.at(report_.id);
    std::vector<std::string> gone;
    const auto look = [&](const std::vector<std::string>& all,
                          const std::vector<std::string>& kept) {
      for (const std::string& id : all)
        if (std::ranges::find(kept, id) == kept.end()) gone.push_back(html(id));
    };
    look(whole.headlines, report_.headlines);
    look(whole.named, report_.named);
    if (gone.empty()) return {};
    return paragraph(fmt::format("Not known by that day, and left out: {} ({}).",
                                 counted(gone.size(), "claim", "claims"), fmt::join(gone, ", ")));
  }

  std::string notes() const {
    if (report_.notes.empty()) return {};
    std::string out = "<details><summary>What to know of it</summary>\n<ul>\n";
    for (const std::string& note : report_.notes) out += "<li>" + html(note) + "</li>\n";
    return out + "</ul></details>\n";
  }

  PageMaker& page_;
  const Report& report_;
  Comparison c_;
};

// By publication, the articles before the papers that they tell of.
std::vector<const Report*> in_order(const reg::Register& reg) {
  std::vector<const Report*> reports;
  for (const auto& [id, report] : reg.reports)
    if (!report.headlines.empty()) reports.push_back(&report);
  const auto day = [&](const Report* report) {
    const auto source = reg.sources.find(report->citation.source);
    return source == reg.sources.end() || !source->second.published
               ? reg::Day{}
               : source->second.published->first;
  };
  std::stable_sort(reports.begin(), reports.end(),
                   [&](const Report* a, const Report* b) { return day(a) < day(b); });
  return reports;
}

// Reports that the register has with a figure at the head, and the day of knowledge leaves out.
std::string reports_left_out(const PageMaker& page) {
  std::vector<std::string> gone;
  for (const auto& [id, report] : page.in.content.reports) {
    const auto kept = page.reg.reports.find(id);
    if (!report.headlines.empty() &&
        (kept == page.reg.reports.end() || kept->second.headlines.empty()))
      gone.push_back(html(id));
  }
  if (gone.empty()) return {};
  return paragraph(fmt::format("Not known by that day, and left out: {} ({}).",
                               counted(gone.size(), "report", "reports"), fmt::join(gone, ", ")));
}

}  // namespace

std::string reports_section(PageMaker& page) {
  std::string body = paragraph(
      "A report says one figure at its head and prints rows, or names incidents, behind it. Here "
      "both are added up, and the other things that were said of the same incidents too. Nothing "
      "is made to agree. The red mark in each line is the figure at the head. All of it is " +
      html(page.in.question.basis.text()) + ".");
  for (const reg::Report* report : in_order(page.reg)) body += ReportSection(page, *report).text();
  body += reports_left_out(page);
  return section("reports", "What the figures of the reports rest on", body);
}

}  // namespace spoor::dossier
