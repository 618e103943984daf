#include "tracing/result_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "tracing/exact_sum.h"
#include "tracing/portions.h"

namespace spoor::tracing {
namespace {

bool row_before(const Row& a, const Row& b) {
  return std::tuple(a.label, chain_order(a.coin), a.kind) <
         std::tuple(b.label, chain_order(b.coin), b.kind);
}

}  // namespace

ResultBuilder::ResultBuilder(DoctrineKind kind, std::size_t labels, bool keep_segments)
    : kind_(kind), keep_segments_(keep_segments), without_coin_(labels) {
  result_.totals.resize(labels);
}

void ResultBuilder::add(RowKind kind, CoinId coin, TxId tx, std::span<const Portion> taint,
                        std::uint32_t service) {
  by_label_.clear();
  append_by_label(taint, by_label_);
  for (const Portion& part : by_label_) {
    result_.rows.push_back({.label = part.label,
                            .kind = kind,
                            .tx = tx,
                            .coin = coin,
                            .amount = part.amount,
                            .service = service});
    add_to_total(part.label, kind, part.amount);
  }
  if (keep_segments_ && kind == RowKind::kHolding) add_segments(coin, taint);
}

void ResultBuilder::add_segments(CoinId coin, std::span<const Portion> taint) {
  const bool ordered = kind_ == DoctrineKind::kOrdered || kind_ == DoctrineKind::kDirtyFirst;
  Satoshi offset;
  for (const Portion& part : taint) {
    if (part.label != kClean)
      result_.segments.push_back(
          {.coin = coin, .offset = offset, .amount = part.amount, .label = part.label});
    if (ordered) offset += part.amount;
  }
}

void ResultBuilder::add_without_coin(RowKind kind, std::span<const Portion> taint) {
  for (const Portion& part : taint) {
    if (part.label == kClean) continue;
    add_exactly(without_coin_[part.label.value - 1U][static_cast<std::size_t>(kind)], part.amount);
    add_to_total(part.label, kind, part.amount);
  }
}

void ResultBuilder::add_to_total(Label label, RowKind kind, Satoshi amount) {
  add_exactly(result_.totals[label.value - 1U].by_kind[static_cast<std::size_t>(kind)], amount);
}

void ResultBuilder::accept(std::span<const Portion> seeds) {
  for (const Portion& part : seeds)
    add_exactly(result_.totals[part.label.value - 1U].accepted, part.amount);
}

void ResultBuilder::overlap(const Overlap& overlap) {
  add_exactly(result_.totals[overlap.label.value - 1U].overlap, overlap.amount);
  result_.overlaps.push_back(overlap);
}

TraceResult ResultBuilder::finish() {
  check_sums();
  check_conservation();
  for (std::size_t i = 0; i < without_coin_.size(); ++i)
    for (std::size_t kind = 0; kind < kRowKinds; ++kind)
      if (without_coin_[i][kind] != Satoshi{})
        result_.rows.push_back({.label = Label{static_cast<std::uint16_t>(i + 1)},
                                .kind = static_cast<RowKind>(kind),
                                .tx = {},
                                .coin = {},
                                .amount = without_coin_[i][kind]});
  // Most rows were made in chain order already; a label and a coin meet in one row only.
  if (!std::is_sorted(result_.rows.begin(), result_.rows.end(), row_before))
    std::sort(result_.rows.begin(), result_.rows.end(), row_before);
  const auto coin_before = [](const auto& a, const auto& b) {
    return chain_order(a.coin) < chain_order(b.coin);
  };
  std::stable_sort(result_.overlaps.begin(), result_.overlaps.end(), coin_before);
  std::stable_sort(result_.segments.begin(), result_.segments.end(), coin_before);
  return std::move(result_);
}

// So that readers may add up rows and totals over kinds and labels as they like.
void ResultBuilder::check_sums() const {
  Satoshi ended, accepted, overlap;
  for (const LabelTotals& total : result_.totals) {
    for (const Satoshi amount : total.by_kind) add_exactly(ended, amount);
    add_exactly(accepted, total.accepted);
    add_exactly(overlap, total.overlap);
  }
}

// Law 1: not a satoshi is made or lost, for each label.
void ResultBuilder::check_conservation() const {
  if (kind_ == DoctrineKind::kPoison) return;
  for (const LabelTotals& total : result_.totals) {
    Satoshi ended;
    for (const Satoshi amount : total.by_kind) ended += amount;
    if (ended != total.accepted)
      throw_corrupt(fmt::format("{} satoshi of seeds went in, but {} came out: the law of "
                                "conservation is broken",
                                total.accepted.value, ended.value),
                    {},
                    "Run `spoor ledger verify`: where the ledger holds together, this is a mistake "
                    "of spoor's, so please report it with the command");
  }
}

}  // namespace spoor::tracing
