#include "register/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "register/names.h"

namespace spoor::reg {
namespace {

constexpr std::array kPrintedFirst = {ClaimKind::kAttempted, ClaimKind::kGross,
                                      ClaimKind::kNet,       ClaimKind::kFace,
                                      ClaimKind::kDemanded,  ClaimKind::kCost};
constexpr std::array kRealisedFirst = {ClaimKind::kNet, ClaimKind::kGross};

// The first of the kinds that the row has parts of.
template <std::size_t N>
std::optional<ClaimKind> first_kind(const ReportRow& row, const std::array<ClaimKind, N>& kinds) {
  for (const ClaimKind kind : kinds)
    if (std::ranges::find(row.parts, kind, &ReportPart::kind) != row.parts.end()) return kind;
  return std::nullopt;
}

void add(std::optional<Range>& total, const std::optional<Range>& range) {
  if (!range) return;
  if (!total) total = Range{};
  *total += *range;
}

// Of the parts of a row: how many there are, and what those come to that can be added up.
class PartSum {
 public:
  void count() { ++parts_; }
  void add(const Range& range, Bound bound) {
    ++added_;
    reg::add(tally_.range, range);
    tally_.bounds += bound;
  }
  Tally tally() const {
    Tally out = tally_;
    out.rows = added_ > 0;
    out.in_part = added_ > 0 && added_ < parts_;
    out.left_out = parts_ > 0 && added_ == 0;
    return out;
  }

 private:
  std::uint64_t parts_ = 0;
  std::uint64_t added_ = 0;
  Tally tally_;
};

ClaimSum claims_about(const Account& account) {
  const Choice official = choose(account, {});
  const std::optional<Range> lowest = choose(account, {.kind = Policy::Kind::kLowest}).range;
  const std::optional<Range> highest = choose(account, {.kind = Policy::Kind::kHighest}).range;
  ClaimSum sum{.incidents = 1,
               .stated = account.statements.empty() ? 0U : 1U,
               .chosen = official.range,
               .bounds = {},
               .over_policies = {}};
  if (official.range) sum.bounds += official.bound;
  if (lowest && highest) sum.over_policies = Range{lowest->low, highest->high};
  return sum;
}

void add_row(const RowFigures& figures, RowSum& total) {
  ++total.rows;
  if (!figures.printed_kind) return;
  ++total.with_amount;
  total.printed += figures.printed;
  total.realised += figures.realised;
  if (figures.printed_kind != figures.realised_kind)
    total.not_realised.insert(*figures.printed_kind);
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

bool is_inferred(const ReportRow& row) {
  return std::ranges::any_of(row.parts, [](const ReportPart& part) { return part.inferred; });
}

const Headline* headline_of(const Register& reg, const std::string& id) {
  const auto found = reg.headlines.find(id);
  return found == reg.headlines.end() ? nullptr : &found->second;
}

// Does a headline of one repeat one of the other?
bool tells_of(const Register& reg, const Report& a, const Report& b) {
  for (const std::string& one : a.headlines)
    for (const std::string& other : b.headlines) {
      const Headline* x = headline_of(reg, one);
      const Headline* y = headline_of(reg, other);
      if (!x || !y) continue;
      if (x->claim.repeats == y->claim.id || y->claim.repeats == x->claim.id) return true;
    }
  return false;
}

// The report itself where it has what is looked for, else the first that it tells of and that has.
template <class Has>
const Report* with(const Register& reg, const Report& report, Has has) {
  if (has(report)) return &report;
  for (const auto& [id, other] : reg.reports)
    if (&other != &report && has(other) && tells_of(reg, report, other)) return &other;
  return nullptr;
}

std::optional<Period> published(const Register& reg, const Report& report) {
  const auto source = reg.sources.find(report.citation.source);
  return source == reg.sources.end() ? std::nullopt : source->second.published;
}

// A claim of an incident or of a headline, and when what it is about happened.
struct Found {
  const Claim* claim = nullptr;
  std::optional<Period> occurred;
};
Found find_claim(const Register& reg, const std::string& id) {
  const std::size_t slash = id.find('/');
  if (slash == std::string::npos) return {};
  const std::string holder = id.substr(0, slash), name = id.substr(slash + 1);
  if (const Headline* headline = holder == "headlines" ? headline_of(reg, name) : nullptr)
    return {&headline->claim, headline->covers};
  const auto incident = reg.incidents.find(holder);
  if (incident == reg.incidents.end()) return {};
  const auto claim = std::ranges::find(incident->second.claims, id, &Claim::id);
  if (claim == incident->second.claims.end()) return {};
  return {&*claim, incident->second.occurred};
}

class Comparer {
 public:
  Comparer(const Register& reg, const Rates& rates, Comparison& out)
      : reg_(reg), out_(out), valuer_(rates, out.basis) {}

  // After the rows.
  void look_at_headlines() {
    for (const std::string& id : out_.report->headlines)
      if (const Headline* headline = headline_of(reg_, id))
        out_.headlines.push_back(figure_of(*headline));
  }

  void look_at_rows() {
    std::map<std::string, RowSum> sections;
    std::map<std::string, std::vector<std::string>> rows_of_incident;
    for (const ReportRow& row : out_.rows_of->rows) {
      const RowFigures figures = figures_of(row);
      note(figures);
      if (figures.is_duplicate) continue;
      if (!row.incident.empty()) rows_of_incident[row.incident].push_back(row.row);
      if (figures.incident && rows_of_incident[row.incident].size() == 1)
        out_.incidents += *figures.incident;
      add_row(figures, out_.all);
      RowSum& section = sections[row.section];
      section.section = row.section;
      add_row(figures, section);
    }
    for (auto& [incident, rows] : rows_of_incident)
      if (rows.size() > 1) out_.unmarked[incident] = std::move(rows);
    if (sections.size() > 1)
      for (auto& [name, section] : sections) out_.sections.push_back(std::move(section));
    check_conservation();
  }

  void look_at_countries() {
    std::map<std::string, CountryCount> countries;
    if (out_.list_of)
      for (const auto& [code, count] : out_.list_of->country_list) {
        countries[code].listed = count;
        out_.listed_cases += count;
      }
    for (const RowFigures& figures : out_.rows)
      for (const std::string& code :
           std::set(figures.row->countries.begin(), figures.row->countries.end())) {
        ++countries[code].rows;
        if (!figures.is_duplicate) ++countries[code].without_duplicates;
      }
    for (auto& [code, count] : countries) {
      count.code = code;
      out_.countries.push_back(std::move(count));
    }
  }

  // After the headlines.
  void look_at_named() {
    const auto is_beside = [&](const Claim& claim) {
      return std::ranges::any_of(out_.headlines, [&](const HeadlineFigure& figure) {
        return figure.headline->claim.citation.source == claim.citation.source;
      });
    };
    for (const std::string& id : out_.report->named) {
      const Found found = find_claim(reg_, id);
      if (found.claim)
        out_.named.push_back({.claim = found.claim,
                              .value = value_of_claim(*found.claim, found.occurred),
                              .stands_beside = is_beside(*found.claim)});
    }
    std::ranges::stable_sort(out_.named, std::greater(), [](const NamedClaim& named) {
      return std::pair(named.stands_beside, named.value.range.value_or(Range{}).low);
    });
  }

 private:
  // When what happened then and was stated so is valued.
  std::optional<Period> when(const std::optional<Period>& occurred,
                             const std::optional<Period>& stated) const {
    switch (out_.basis.at) {
      case ValuedAt::kEvent:
        return occurred;
      case ValuedAt::kStatement:
        return stated;
      case ValuedAt::kDay:
        return out_.basis.when;
    }
    ASSERT(false);
    return {};
  }

  Value value_of_claim(const Claim& claim, const std::optional<Period>& occurred) {
    Value value;
    if (claim.amount)
      value = valuer_.value(claim.id, *claim.amount, claim.unit, when(occurred, claim.stated_at));
    else
      value.not_valued.push_back(
          {.claim = claim.id, .amount = {}, .unit = claim.unit, .reason = "names no figure"});
    append(out_.conversions, value.conversions);
    append(out_.not_valued, value.not_valued);
    return value;
  }

  // Of the parts of that kind; what was converted and what could not be is added to the notes.
  Amounts amounts_of(const ReportRow& row, std::optional<ClaimKind> kind,
                     const std::optional<Period>& when, Value& notes) const {
    PartSum as_printed, converted;
    for (const ReportPart& part : row.parts) {
      if (part.kind != kind) continue;
      as_printed.count();
      converted.count();
      const Value value = valuer_.value(row.row, part.amount, part.unit, when);
      if (value.range) converted.add(*value.range, part.bound);
      if (part.unit == out_.basis.currency) as_printed.add(*value.range, part.bound);
      notes += value;
    }
    return {as_printed.tally(), converted.tally()};
  }

  HeadlineFigure figure_of(const Headline& headline) {
    HeadlineFigure figure{.headline = &headline,
                          .value = value_of_claim(headline.claim, headline.covers),
                          .rows = out_.all,
                          .is_of_all_rows = true};
    if (!out_.rows_of || !headline.covers || headline.covers == out_.rows_of->covers) return figure;
    figure.is_of_all_rows = false;
    figure.rows = {};
    for (const RowFigures& row : out_.rows) {
      const auto incident = reg_.incidents.find(row.row->incident);
      if (row.is_duplicate || incident == reg_.incidents.end()) continue;
      const Period& occurred = incident->second.occurred;
      if (headline.covers->first <= occurred.first && occurred.last <= headline.covers->last)
        add_row(row, figure.rows);
    }
    return figure;
  }

  // What was converted for it is noted, once for each incident.
  RowFigures figures_of(const ReportRow& row) {
    RowFigures figures{.row = &row,
                       .is_duplicate = !row.duplicate_of.empty(),
                       .printed_kind = first_kind(row, kPrintedFirst),
                       .realised_kind = first_kind(row, kRealisedFirst),
                       .printed = {},
                       .realised = {},
                       .incident = {}};
    const auto incident = reg_.incidents.find(row.incident);
    const bool is_known = incident != reg_.incidents.end();
    const std::optional<Period> day =
        when(is_known ? std::optional(incident->second.occurred) : std::nullopt, out_.published);
    Value printed, realised;
    figures.printed = amounts_of(row, figures.printed_kind, day, printed);
    figures.realised = amounts_of(row, figures.realised_kind, day, realised);
    note(printed);
    if (figures.printed_kind != figures.realised_kind) note(realised);
    if (is_known) figures.incident = claims_of(incident->second);
    return figures;
  }

  ClaimSum claims_of(const Incident& incident) {
    const auto [found, is_new] = claims_.try_emplace(incident.id);
    if (!is_new) return found->second;
    const Account account = account_of(reg_, incident, LossKind::kRealised, valuer_);
    for (const Statement& statement : account.statements)
      append(out_.conversions, statement.value.conversions);
    for (const Statement* statement : choose(account, {}).chosen)
      append(out_.not_valued, statement->value.not_valued);
    return found->second = claims_about(account);
  }

  void note(const Value& value) {
    append(out_.conversions, value.conversions);
    append(out_.not_valued, value.not_valued);
  }

  void note(const RowFigures& figures) {
    const ReportRow& row = *figures.row;
    out_.rows.push_back(figures);
    if (figures.is_duplicate) out_.duplicates.push_back(&row);
    if (!figures.printed_kind) out_.without_amount.push_back(&row);
    if (is_inferred(row)) out_.inferred.push_back(&row);
    if (figures.printed_kind == ClaimKind::kAttempted && figures.realised_kind)
      out_.attempts.push_back({&row, figures.printed.converted, figures.realised.converted});
  }

  // Sections part the rows.
  void check_conservation() const {
    if (out_.sections.empty()) return;
    RowSum sum;
    for (const RowSum& section : out_.sections) {
      sum.rows += section.rows;
      sum.with_amount += section.with_amount;
      sum.printed += section.printed;
      sum.realised += section.realised;
    }
    ASSERT(sum.rows == out_.all.rows && sum.with_amount == out_.all.with_amount);
    ASSERT(sum.printed == out_.all.printed && sum.realised == out_.all.realised);
  }

  const Register& reg_;
  Comparison& out_;
  Valuer valuer_;
  std::map<std::string, ClaimSum> claims_;  // by id of incident
};

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  add(range, other.range);
  bounds += other.bounds;
  rows += other.rows;
  in_part += other.in_part;
  left_out += other.left_out;
  return *this;
}

Tally NamedClaim::tally() const {
  Tally one{.range = value.range, .bounds = {}, .rows = 0, .in_part = 0, .left_out = 1};
  if (!value.range) return one;
  one.bounds += claim->bound;
  std::swap(one.rows, one.left_out);
  return one;
}

Amounts& Amounts::operator+=(const Amounts& other) {
  as_printed += other.as_printed;
  converted += other.converted;
  return *this;
}

ClaimSum& ClaimSum::operator+=(const ClaimSum& other) {
  incidents += other.incidents;
  stated += other.stated;
  add(chosen, other.chosen);
  bounds += other.bounds;
  add(over_policies, other.over_policies);
  return *this;
}

std::uint64_t Comparison::listed_countries() const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(countries, [](const CountryCount& c) { return c.listed > 0; }));
}

std::uint64_t Comparison::row_countries() const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      countries, [](const CountryCount& c) { return c.rows > 0 && c.code != "XX"; }));
}

Comparison compare(const Register& reg, const Rates& rates, std::string_view report,
                   const ComparisonQuestion& question) {
  const auto found = reg.reports.find(std::string(report));
  if (found == reg.reports.end())
    throw_no_such("report", report, named(reg.reports), "Each file of its folder `reports` is one");
  Comparison out;
  out.report = &found->second;
  out.rows_of = with(reg, *out.report, [](const Report& r) { return !r.rows.empty(); });
  out.list_of = with(reg, *out.report, [](const Report& r) { return !r.country_list.empty(); });
  out.published = published(reg, out.rows_of ? *out.rows_of : *out.report);
  out.basis = question.basis.value_or(
      ValueBasis{.currency = question.currency, .at = ValuedAt::kDay, .when = out.published});
  Comparer comparer(reg, rates, out);
  if (out.rows_of) comparer.look_at_rows();
  comparer.look_at_headlines();
  comparer.look_at_countries();
  comparer.look_at_named();
  return out;
}

Exact percent(const Exact& part, const Exact& whole) { return part * Exact(100) / whole; }

}  // namespace spoor::reg
