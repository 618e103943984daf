#include "attribution/weights.h"

#include <algorithm>
#include <cmath>

namespace spoor::attribution {
namespace {

bool records(const Case& one, reg::ObservationKind kind, const Rules& rules) {
  return std::ranges::any_of(
      one.items, [&](const Item& item) { return item.kind == kind && may_weigh(item, rules); });
}

bool has(const Case& one, const Item& wanted, const Rules& rules) {
  return std::ranges::any_of(one.items, [&](const Item& item) {
    return item.kind == wanted.kind && item.value == wanted.value && may_weigh(item, rules);
  });
}

bool outweighs(const Weighed& a, const Weighed& b) {
  const double log_a = a.measured.log10();
  const double log_b = b.measured.log10();
  if (std::abs(log_a) != std::abs(log_b)) return std::abs(log_a) > std::abs(log_b);
  return log_a != log_b ? log_a < log_b : a.item->value < b.item->value;
}

void mark_strongest(std::vector<Weighed>& items) {
  for (Weighed& one : items)
    one.is_strongest = one.measured.ratio && std::ranges::none_of(items, [&](const Weighed& other) {
                         return other.measured.ratio && other.item->group == one.item->group &&
                                outweighs(other, one);
                       });
}

}  // namespace

double Measured::log10() const { return ratio ? std::log10(ratio->used) : 0; }

bool may_weigh(const Item& item, const Rules& rules) {
  return item.use == Use::kWeighs || (rules.any_basis && item.use != Use::kDefinesStratum);
}

Measured measure(const Item& item, const Stratum& stratum, std::span<const Case* const> compared,
                 const Rules& rules) {
  Measured out;
  for (const Case* one : compared) {
    if (!rules.all_strata && one->stratum != stratum) continue;
    if (!records(*one, item.kind, rules)) continue;
    Counts& counts = one->side == Side::kActor ? out.actor : out.others;
    ++counts.recorded;
    if (has(*one, item, rules)) ++counts.present;
  }
  if (out.actor.recorded >= kFewest && out.others.recorded >= kFewest)
    out.ratio = ratio_of(out.actor, out.others);
  return out;
}

bool Weight::is_measured() const {
  return std::ranges::any_of(items, [](const Weighed& w) { return w.measured.ratio.has_value(); });
}

Weight weigh(std::span<const Item> items, const Stratum& stratum,
             std::span<const Case* const> compared, const Rules& rules) {
  Weight out;
  for (const Item& item : items)
    if (may_weigh(item, rules))
      out.items.push_back({&item, measure(item, stratum, compared, rules)});
  mark_strongest(out.items);
  std::vector<SoftWeight> weights;
  for (const Weighed& w : out.items)
    if (w.measured.ratio) weights.push_back({w.item->group, w.measured.log10()});
  out.log10 = combined(weights);
  return out;
}

}  // namespace spoor::attribution
