// Adds up a trace's result: rows, totals, overlaps, segments; at the end sorts them and checks the
// law of conservation.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::tracing {

class ResultBuilder {
 public:
  ResultBuilder(DoctrineKind kind, std::size_t labels, bool keep_segments);

  // Lists are as in PourInput.
  void add(RowKind kind, CoinId coin, TxId tx, std::span<const Portion> taint,
           std::uint32_t service = kNoService);
  void add_without_coin(RowKind kind, std::span<const Portion> taint);
  void accept(std::span<const Portion> seeds);
  void overlap(const Overlap& overlap);
  std::size_t labels() const { return result_.totals.size(); }
  void unknown_fee() { ++result_.unknown_fees; }

  // Rows, totals, overlaps, segments and unknown_fees of the result; the object is then used up.
  // Throws Error(kBadInput) where all rows, or all seeds, exceed 64 bits together (only poison
  // can), Error(kCorrupt) where the law does not hold: a damaged ledger, or a mistake of ours.
  TraceResult finish();

 private:
  void add_segments(CoinId coin, std::span<const Portion> taint);
  void add_to_total(Label label, RowKind kind, Satoshi amount);
  void check_sums() const;
  void check_conservation() const;

  DoctrineKind kind_;
  bool keep_segments_;
  TraceResult result_;
  std::vector<std::array<Satoshi, kRowKinds>> without_coin_;  // by label
  std::vector<Portion> by_label_;                             // scratch
};

}  // namespace spoor::tracing
