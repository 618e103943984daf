#include "dossier/rows.h"

#include <algorithm>
#include <tuple>

#include "base/error.h"

namespace spoor::dossier {

using tracing::LabelTotals;
using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;
using tracing::Service;

NamedRow named(const Report& report, const Row& row) {
  return {named_coin(report.view, report.context.network, row.coin), report.seeds.label(row.label),
          row.kind, row.amount,
          row.service == tracing::kNoService ? nullptr : &service(report, row.service)};
}

const Service& service(const Report& report, std::uint32_t number) {
  ASSERT(number < report.context.services.size());
  return report.context.services[number];
}

LabelTotals sum_of_labels(const std::vector<LabelTotals>& totals) {
  LabelTotals sum;
  for (const LabelTotals& label : totals) {
    sum.accepted += label.accepted;
    sum.overlap += label.overlap;
    for (std::size_t kind = 0; kind < tracing::kRowKinds; ++kind)
      sum.by_kind[kind] += label.by_kind[kind];
  }
  return sum;
}

std::uint64_t missing(const LabelTotals& totals) {
  Satoshi found;
  for (const RowGroup group : kGroups) found += totals.of(group);
  return totals.accepted.value - found.value;
}

std::vector<tracing::SpreadRow> spread_of(const Report& report) {
  const std::size_t services = report.context.services.size();
  std::vector<tracing::DoctrineRun> runs = report.sensitivity;
  runs.insert(runs.begin(), tracing::summary(report.result, services));
  // A run knows the services that have a stop, and no others.
  for (tracing::DoctrineRun& run : runs)
    for (std::vector<Satoshi>& label : run.by_service) label.resize(services);
  return tracing::spread(runs);
}

std::string_view meaning(RowKind kind) {
  switch (kind) {
    case RowKind::kHolding:
      return "rests in coins that are not spent";
    case RowKind::kService:
      return "entered a service";
    case RowKind::kMixed:
      return "met clean coins, where this doctrine stops";
    case RowKind::kBelowMinimum:
      return "is in coins below the minimum value";
    case RowKind::kUnknownInput:
      return "met an input of unknown value";
    case RowKind::kLimit:
      return "was still moving when the limit was reached";
    case RowKind::kFee:
      return "was paid to miners as fees";
    case RowKind::kRounding:
      return "was lost to rounding";
    case RowKind::kUnspendable:
      return "is in outputs that no one can spend";
    case RowKind::kUnclaimed:
      return "was left unclaimed by miners";
    case RowKind::kOverwritten:
      return "was destroyed by a repeated transaction id";
  }
  ASSERT(false);
}

BoundsIndex::BoundsIndex(const Report& report) {
  if (report.bounds == nullptr) return;
  for (const tracing::BoundsRow& row : report.bounds->rows) rows_.push_back(&row);
  std::stable_sort(rows_.begin(), rows_.end(), [](const auto* a, const auto* b) {
    return std::tie(a->label, a->coin) < std::tie(b->label, b->coin);
  });
}

const tracing::Interval* BoundsIndex::of(const Row& row) const {
  const auto found = std::lower_bound(
      rows_.begin(), rows_.end(), row, [](const tracing::BoundsRow* a, const Row& b) {
        return std::tie(a->label, a->coin) < std::tie(b.label, b.coin);
      });
  const bool there = found != rows_.end() && (*found)->label == row.label &&
                     (*found)->coin == row.coin && row.coin.valid();
  return there ? &(*found)->tainted : nullptr;
}

std::vector<const Row*> largest_first(const Report& report, RowGroup wanted) {
  std::vector<const Row*> out;
  for (const Row& row : report.result.rows)
    if (group(row.kind) == wanted) out.push_back(&row);
  std::stable_sort(out.begin(), out.end(),
                   [](const Row* a, const Row* b) { return a->amount > b->amount; });
  return out;
}

}  // namespace spoor::dossier
