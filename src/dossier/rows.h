// The rows of a trace with everything named, for every form of output: one place says what a row is
// called, where and since when it is, and whose.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/naming.h"
#include "dossier/report.h"

namespace spoor::dossier {

// Fees, rounding and unclaimed value have no coin.
struct NamedRow : NamedCoin {
  std::string label;  // as given: hostile
  tracing::RowKind kind = tracing::RowKind::kHolding;
  Satoshi amount;
  const tracing::Service* service = nullptr;
};
NamedRow named(const Report& report, const tracing::Row& row);

const tracing::Service& service(const Report& report, std::uint32_t number);

// Sums over all labels, by kind, and of what was accepted and overlapped.
tracing::LabelTotals sum_of_labels(const std::vector<tracing::LabelTotals>& totals);
// Satoshis that came in and are nowhere: 0 by law 1, for every doctrine but poison.
std::uint64_t missing(const tracing::LabelTotals& totals);

inline constexpr std::array<tracing::RowGroup, 3> kGroups = {
    tracing::RowGroup::kHolding, tracing::RowGroup::kEndpoint, tracing::RowGroup::kSink};
inline constexpr std::array<tracing::RowKind, tracing::kRowKinds> kKinds = {
    tracing::RowKind::kHolding,      tracing::RowKind::kService,
    tracing::RowKind::kMixed,        tracing::RowKind::kBelowMinimum,
    tracing::RowKind::kUnknownInput, tracing::RowKind::kLimit,
    tracing::RowKind::kFee,          tracing::RowKind::kRounding,
    tracing::RowKind::kUnspendable,  tracing::RowKind::kUnclaimed,
    tracing::RowKind::kOverwritten};

// The spread over the declared doctrine and those of the sensitivity.
std::vector<tracing::SpreadRow> spread_of(const Report& report);

// What a kind means, as the end of a sentence: "entered a service".
std::string_view meaning(tracing::RowKind kind);

// The doctrine-free interval of a label's share of a coin, where bounds were computed.
class BoundsIndex {
 public:
  explicit BoundsIndex(const Report& report);
  const tracing::Interval* of(const tracing::Row& row) const;

 private:
  std::vector<const tracing::BoundsRow*> rows_;  // by label, then coin
};

// Rows of one group, largest amount first; of equal ones in the order of the result.
std::vector<const tracing::Row*> largest_first(const Report& report, tracing::RowGroup group);

}  // namespace spoor::dossier
