#include "register/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"

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

Value value_of(const ReportRow& row, std::optional<ClaimKind> kind, const Valuer& valuer,
               const std::optional<Period>& when) {
  Value sum;
  for (const ReportPart& part : row.parts)
    if (part.kind == kind) sum += valuer.value(row.row, part.amount, part.unit, when);
  return sum;
}

Sum incident_sum(const Register& reg, const Rates& rates, const Incident& incident,
                 const ValueBasis& basis) {
  const Valuer valuer(rates, basis);
  const Account account = account_of(reg, incident, LossKind::kRealised, valuer);
  const auto range = [&](Policy::Kind kind) {
    return choose(account, {.kind = kind}).range.value_or(Range{});
  };
  const Choice official = choose(account, {});
  Sum sum{.label = incident.id,
          .incidents = 1,
          .valued = official.range ? 1U : 0U,
          .valued_by_any = account.statements.empty() ? 0U : 1U,
          .chosen = official.range.value_or(Range{}),
          .bound = official.bound,
          .lowest = range(Policy::Kind::kLowest),
          .highest = range(Policy::Kind::kHighest),
          .over_policies = {}};
  sum.over_policies = {sum.lowest.low, sum.highest.high};
  return sum;
}

// As printed in that currency, of the parts of that kind.
void add_printed(const ReportRow& row, std::optional<ClaimKind> kind, const std::string& currency,
                 Exact& total, Bound& bound) {
  for (const ReportPart& part : row.parts) {
    if (part.kind != kind || part.unit != currency) continue;
    total += part.amount;
    bound = sum(bound, part.bound);
  }
}

void add_row(const RowFigures& figures, const std::string& currency, RowSum& total) {
  ++total.rows;
  if (!figures.printed_kind) return;
  ++total.with_amount;
  const ReportRow& row = *figures.row;
  add_printed(row, figures.printed_kind, currency, total.as_printed, total.printed_bound);
  add_printed(row, figures.realised_kind, currency, total.realised, total.realised_bound);
  if (figures.printed.range) total.printed_converted += *figures.printed.range;
  if (figures.realised.range) total.realised_converted += *figures.realised.range;
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

const Claim* find_claim(const Register& reg, const std::string& id) {
  const std::size_t slash = id.find('/');
  if (slash == std::string::npos) return nullptr;
  const std::string holder = id.substr(0, slash), name = id.substr(slash + 1);
  if (const Headline* headline = holder == "headlines" ? headline_of(reg, name) : nullptr)
    return &headline->claim;
  const auto incident = reg.incidents.find(holder);
  if (incident == reg.incidents.end()) return nullptr;
  const auto claim = std::ranges::find(incident->second.claims, id, &Claim::id);
  return claim == incident->second.claims.end() ? nullptr : &*claim;
}

class Comparer {
 public:
  Comparer(const Register& reg, const Rates& rates, Comparison& out)
      : reg_(reg), rates_(rates), out_(out), valuer_(rates, out.basis) {}

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
        add_incident(*figures.incident);
      add_row(figures, out_.basis.currency, out_.all);
      RowSum& section = sections[row.section];
      section.section = row.section;
      add_row(figures, out_.basis.currency, section);
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

  void look_at_named() {
    for (const std::string& id : out_.report->named) {
      const Claim* claim = find_claim(reg_, id);
      if (claim) out_.named.push_back({claim, value_of_claim(*claim)});
    }
    std::ranges::stable_sort(out_.named, std::greater(), [](const NamedClaim& named) {
      return named.value.range.value_or(Range{}).low;
    });
  }

 private:
  Value value_of_claim(const Claim& claim) {
    Value value;
    if (claim.amount)
      value = valuer_.value(claim.id, *claim.amount, claim.unit,
                            claim.stated_at ? claim.stated_at : out_.published);
    else
      value.not_valued.push_back(
          {.claim = claim.id, .amount = {}, .unit = claim.unit, .reason = "names no figure"});
    append(out_.conversions, value.conversions);
    append(out_.not_valued, value.not_valued);
    return value;
  }

  HeadlineFigure figure_of(const Headline& headline) {
    HeadlineFigure figure{.headline = &headline,
                          .value = value_of_claim(headline.claim),
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
        add_row(row, out_.basis.currency, figure.rows);
    }
    return figure;
  }

  RowFigures figures_of(const ReportRow& row) const {
    RowFigures figures{.row = &row,
                       .is_duplicate = !row.duplicate_of.empty(),
                       .printed_kind = first_kind(row, kPrintedFirst),
                       .realised_kind = first_kind(row, kRealisedFirst),
                       .printed = {},
                       .realised = {},
                       .incident = {}};
    figures.printed = value_of(row, figures.printed_kind, valuer_, out_.published);
    figures.realised = value_of(row, figures.realised_kind, valuer_, out_.published);
    const auto incident = reg_.incidents.find(row.incident);
    if (incident != reg_.incidents.end())
      figures.incident = incident_sum(reg_, rates_, incident->second, out_.basis);
    return figures;
  }

  void note(const RowFigures& figures) {
    const ReportRow& row = *figures.row;
    out_.rows.push_back(figures);
    if (figures.is_duplicate) out_.duplicates.push_back(&row);
    if (!figures.printed_kind) out_.without_amount.push_back(&row);
    if (is_inferred(row)) out_.inferred.push_back(&row);
    if (figures.printed_kind == ClaimKind::kAttempted && figures.realised_kind)
      out_.attempts.push_back({&row, figures.printed, figures.realised});
    append(out_.conversions, figures.printed.conversions);
    append(out_.not_valued, figures.printed.not_valued);
    if (figures.printed_kind == figures.realised_kind) return;
    append(out_.conversions, figures.realised.conversions);
    append(out_.not_valued, figures.realised.not_valued);
  }

  void add_incident(const Sum& incident) {
    Sum& total = out_.incidents;
    ++total.incidents;
    total.valued += incident.valued;
    total.chosen += incident.chosen;
    total.bound = sum(total.bound, incident.bound);
    total.lowest += incident.lowest;
    total.highest += incident.highest;
    total.over_policies += incident.over_policies;
  }

  // Sections part the rows.
  void check_conservation() const {
    if (out_.sections.empty()) return;
    RowSum sum;
    for (const RowSum& section : out_.sections) {
      sum.rows += section.rows;
      sum.as_printed += section.as_printed;
      sum.realised_converted += section.realised_converted;
    }
    ASSERT(sum.rows == out_.all.rows && sum.as_printed == out_.all.as_printed);
    ASSERT(sum.realised_converted == out_.all.realised_converted);
  }

  const Register& reg_;
  const Rates& rates_;
  Comparison& out_;
  Valuer valuer_;
};

}  // namespace

std::uint64_t Comparison::listed_countries() const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(countries, [](const CountryCount& c) { return c.listed > 0; }));
}

std::uint64_t Comparison::row_countries() const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      countries, [](const CountryCount& c) { return c.rows > 0 && c.code != "XX"; }));
}

Comparison compare(const Register& reg, const Rates& rates, std::string_view report,
                   const std::string& currency) {
  const auto found = reg.reports.find(std::string(report));
  if (found == reg.reports.end())
    throw_not_found(fmt::format("the register has no report '{}'", report),
                    "Each file of its folder `reports` is one");
  Comparison out;
  out.report = &found->second;
  out.rows_of = with(reg, *out.report, [](const Report& r) { return !r.rows.empty(); });
  out.list_of = with(reg, *out.report, [](const Report& r) { return !r.country_list.empty(); });
  out.published = published(reg, out.rows_of ? *out.rows_of : *out.report);
  out.basis = {.currency = currency, .at = ValuedAt::kStatement, .day = {}};
  Comparer comparer(reg, rates, out);
  if (out.rows_of) comparer.look_at_rows();
  comparer.look_at_headlines();
  comparer.look_at_countries();
  comparer.look_at_named();
  return out;
}

Exact percent(const Exact& part, const Exact& whole) { return part * Exact(100) / whole; }

}  // namespace spoor::reg
