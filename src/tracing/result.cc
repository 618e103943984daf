// The small questions that readers of a result ask: names, sums, the file to resume from.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "tracing/chain_walk.h"
#include "tracing/trace.h"

namespace spoor::tracing {

std::string_view name(RowKind kind) {
  constexpr std::array<std::string_view, kRowKinds> kNames = {
      "holding", "service",  "mixed",       "below-minimum", "unknown-input", "limit",
      "fee",     "rounding", "unspendable", "unclaimed",     "overwritten"};
  return kNames[static_cast<std::size_t>(kind)];
}

RowGroup group(RowKind kind) {
  if (kind == RowKind::kHolding) return RowGroup::kHolding;
  return kind < RowKind::kFee ? RowGroup::kEndpoint : RowGroup::kSink;
}

std::string_view name(RowGroup group) {
  constexpr std::array<std::string_view, 3> kNames = {"holding", "endpoint", "sink"};
  return kNames[static_cast<std::size_t>(group)];
}

Satoshi LabelTotals::of(RowGroup wanted) const {
  Satoshi sum;
  for (std::size_t kind = 0; kind < kRowKinds; ++kind)
    if (group(static_cast<RowKind>(kind)) == wanted) sum += by_kind[kind];
  return sum;
}

std::string segments_csv(const ledger::ChainView& view, const Seeds& seeds,
                         const TraceResult& result) {
  std::string out = "coin,amount_sat,label,offset_sat\n";
  for (const Segment& segment : result.segments)
    out +=
        fmt::format("{},{},{},{}\n", to_text(outpoint_of(view, segment.coin)), segment.amount.value,
                    csv_field(seeds.label(segment.label)), segment.offset.value);
  return out;
}

// Times past never decrease, so the blocks up to a date are a first part of the chain.
std::optional<Height> height_at(const ledger::ChainView& view, std::uint64_t unix_seconds) {
  std::uint32_t lo = 0;
  auto hi = static_cast<std::uint32_t>(view.blocks.size());
  while (lo < hi) {
    const std::uint32_t middle = lo + (hi - lo) / 2;
    if (view.median_time_past(Height{view.first_height + middle}) <= unix_seconds)
      lo = middle + 1;
    else
      hi = middle;
  }
  if (lo == 0) return std::nullopt;
  return Height{view.first_height + lo - 1};
}

InputId spender_until(const ledger::ChainView& view, CoinId coin, Height until) {
  const InputId spender = view.spender(coin);
  const bool counts = spender.valid() && spender < make_cutoff(view, until).end_input;
  return counts ? spender : InputId::invalid();
}

}  // namespace spoor::tracing
