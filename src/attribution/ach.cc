#include "attribution/ach.h"

#include <algorithm>

namespace spoor::attribution {
namespace {

using enum Mark;

// In the order of Rule.
constexpr std::array<RuleText, 15> kRules = {{
    {Rule::kDefinesStratum, {kN, kN, kN}, "defines the stratum"},
    {Rule::kFromAttributor, {kN, kN, kN}, "known from the attributor alone"},
    {Rule::kBasisUnknown, {kN, kN, kN}, "basis unknown: no weight until sourced"},
    {Rule::kNotMeasured, {kN, kN, kN}, "not measured"},
    {Rule::kNoDifference, {kN, kN, kN}, "measured: no difference that the counts can show"},
    {Rule::kMuchMoreOften, {kCC, kI, kN}, "measured: over three times as often with the actor"},
    {Rule::kMoreOften, {kC, kN, kN}, "measured: more often with the actor"},
    {Rule::kLessOften, {kN, kC, kN}, "measured: less often with the actor"},
    {Rule::kMuchLessOften, {kI, kCC, kN}, "measured: under a third as often with the actor"},
    {Rule::kHardLinkToActor, {kCC, kII, kI}, "one hand with an incident that is laid to the actor"},
    {Rule::kHardLinkToOther, {kII, kCC, kI}, "one hand with an incident that is laid to another"},
    {Rule::kHardLinkToOpen, {kN, kN, kN}, "one hand with an incident that is itself open"},
    {Rule::kHardLinkOfAttributor, {kN, kN, kN}, "told by the report that makes the attribution"},
    {Rule::kServiceOnly, {kN, kN, kN}, "links the launderer or the service, not the thief"},
    {Rule::kSaidOnly, {kN, kN, kN}, "said to be of one campaign; by what is not recorded"},
}};
constexpr bool are_in_order() {
  for (std::size_t i = 0; i < kRules.size(); ++i)
    if (kRules[i].rule != static_cast<Rule>(i)) return false;
  return true;
}
static_assert(are_in_order());

constexpr double kHalfADecade = 0.5;

Rule rule_of(const Measured& measured) {
  if (!measured.ratio) return Rule::kNotMeasured;
  const double log10 = measured.log10();
  if (log10 >= kHalfADecade) return Rule::kMuchMoreOften;
  if (log10 > 0) return Rule::kMoreOften;
  if (log10 <= -kHalfADecade) return Rule::kMuchLessOften;
  return log10 < 0 ? Rule::kLessOften : Rule::kNoDifference;
}

Rule rule_of(const Item& item, const Weight& weight) {
  switch (item.use) {
    case Use::kDefinesStratum:
      return Rule::kDefinesStratum;
    case Use::kFromAttributor:
      return Rule::kFromAttributor;
    case Use::kBasisUnknown:
      return Rule::kBasisUnknown;
    case Use::kWeighs:
      break;
  }
  const auto weighed =
      std::ranges::find_if(weight.items, [&](const Weighed& w) { return w.item == &item; });
  return weighed == weight.items.end() ? Rule::kNotMeasured : rule_of(weighed->measured);
}

Row row_of(const Item& item, const Weight& weight) {
  Row row;
  row.item = &item;
  row.rule = rule_of(item, weight);
  row.marks = text_of(row.rule).marks;
  row.from_outside = comes_from_outside(item);
  if (row.from_outside) row.marks[static_cast<std::size_t>(Hypothesis::kInsider)] = kI;
  return row;
}

// How the incident stands about anybody who is not the actor, where officials say so.
Reach reach_to_others(const View& view, std::string_view actor, const reg::Incident& incident) {
  Reach best;
  for (const reg::Attribution& a : incident.attributions) {
    if (reg::is_within(view.reg, a.actor, actor) || reg::is_within(view.reg, actor, a.actor))
      continue;
    const reg::Standing standing = reg::standing(view.reg, incident, a.actor, view.known_by);
    if (is_official(standing.level) && standing.level < best.level)
      best = {Rule::kHardLinkToOther, standing.level, standing.by};
  }
  return best;
}

// Does one report tell of the link and lay the other incident there, and no other? Then both are
// one thing said, and no more than an attribution.
bool is_of_attributor(const View& view, const SharedControl& link, const Reach& reach) {
  return link.upstreams.size() == 1 &&
         std::ranges::all_of(reach.by, [&](const reg::Attribution* a) {
           return upstream(view.reg, a->citation.source) == *link.upstreams.begin();
         });
}

Reach reach_of(const View& view, std::string_view actor, const SharedControl& link) {
  if (link.kind == reg::LinkKind::kCampaign) return {Rule::kSaidOnly, reg::Level::kNone, {}};
  if (!is_hard(link.kind)) return {Rule::kServiceOnly, reg::Level::kNone, {}};
  const reg::Standing standing = reg::standing(view.reg, *link.other, actor, view.known_by);
  Reach reach = {Rule::kHardLinkToActor, standing.level, standing.by};
  if (!is_official(standing.level)) {
    const Reach elsewhere = reach_to_others(view, actor, *link.other);
    if (elsewhere.rule != Rule::kHardLinkToOther)
      return {Rule::kHardLinkToOpen, standing.level, standing.by};
    reach = elsewhere;
  }
  if (is_of_attributor(view, link, reach)) reach.rule = Rule::kHardLinkOfAttributor;
  return reach;
}

Row row_of(const View& view, std::string_view actor, const SharedControl& link) {
  Row row;
  row.link = &link;
  row.reach = reach_of(view, actor, link);
  row.rule = row.reach.rule;
  row.marks = text_of(row.rule).marks;
  return row;
}

using Scores = std::array<int, kHypotheses>;

bool tell_the_same(const Row& a, const Row& b) {
  if (a.rule != b.rule || a.link == nullptr || b.link == nullptr) return false;
  return std::ranges::any_of(a.link->upstreams, [&](const std::string& report) {
    return b.link->upstreams.contains(report);
  });
}

void collapse(std::vector<Row>& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i)
    for (std::size_t j = 0; j < i && rows[i].told_with.empty(); ++j)
      if (rows[j].told_with.empty() && tell_the_same(rows[i], rows[j]))
        rows[i].told_with = rows[j].id;
}

// What speaks against each hypothesis, without the row `dropped`; a row that was told with that one
// takes its place.
Scores scores_of(const Matrix& matrix, const Row* dropped) {
  Scores out{};
  bool is_replaced = false;
  for (const std::vector<Row>* rows : {&matrix.hard, &matrix.soft})
    for (const Row& row : *rows) {
      if (&row == dropped) continue;
      const bool steps_in = dropped != nullptr && !is_replaced && row.told_with == dropped->id;
      if (!row.told_with.empty() && !steps_in) continue;
      is_replaced |= steps_in;
      for (std::size_t h = 0; h < kHypotheses; ++h)
        out[h] += std::max(0, -static_cast<int>(row.marks[h]));
    }
  return out;
}

void number(std::vector<Row>& rows, char letter) {
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].id = letter + std::to_string(i + 1);
}

std::vector<Hypothesis> least_of(const Scores& scores) {
  const int fewest = *std::ranges::min_element(scores);
  std::vector<Hypothesis> out;
  for (std::size_t h = 0; h < kHypotheses; ++h)
    if (scores[h] == fewest) out.push_back(static_cast<Hypothesis>(h));
  return out;
}

}  // namespace

std::string_view word(Hypothesis hypothesis) {
  constexpr std::array<std::string_view, kHypotheses> kWords = {
      "linked to the actor", "another outside thief", "insider or no theft"};
  return kWords.at(static_cast<std::size_t>(hypothesis));
}

std::string_view word(Mark mark) {
  constexpr std::array<std::string_view, 5> kWords = {"II", "I", "N", "C", "CC"};
  return kWords.at(static_cast<std::size_t>(static_cast<int>(mark) + 2));
}

const RuleText& text_of(Rule rule) { return kRules.at(static_cast<std::size_t>(rule)); }

bool comes_from_outside(const Item& item) {
  if (item.use != Use::kWeighs || item.kind != reg::ObservationKind::kVector) return false;
  // Drive-by, supply chain, phishing: what lures or reaches a victim's own people.
  return item.value.starts_with("T1189") || item.value.starts_with("T1195") ||
         item.value.starts_with("T1566");
}

int Row::diagnosticity() const {
  const auto [low, high] = std::ranges::minmax(marks);
  return static_cast<int>(high) - static_cast<int>(low);
}

Matrix matrix_of(const View& view, std::string_view actor, const Evidence& evidence,
                 const Weight& weight) {
  Matrix out;
  for (const SharedControl& link : evidence.links)
    (is_hard(link.kind) ? out.hard : out.soft).push_back(row_of(view, actor, link));
  for (const Item& item : evidence.items) out.soft.push_back(row_of(item, weight));
  number(out.hard, 'L');
  number(out.soft, 'O');
  collapse(out.hard);
  out.inconsistency = scores_of(out, nullptr);
  out.least = least_of(out.inconsistency);
  for (const std::vector<Row>* rows : {&out.hard, &out.soft})
    for (const Row& row : *rows)
      if (least_of(scores_of(out, &row)) != out.least) out.decisive.push_back(row.id);
  return out;
}

}  // namespace spoor::attribution
