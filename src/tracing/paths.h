// The shortest way, in transactions, from a seed to a coin through coins that hold its label.
//
// Give a `PathIndex` to the trace as its visitor, then ask it for any row. It is the evidence that
// a reader can check by hand; other ways of the same label may carry more value.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <vector>

#include "tracing/trace.h"

namespace spoor::tracing {

struct TracePath {
  CoinId seed;
  std::vector<TxId> transactions;  // each spends a coin of the one before; empty: the seed itself
};

// Passes everything on to `next`, so that several visitors can listen. Deterministic: of ways of
// one length the first input wins.
class PathIndex : public FlowVisitor {
 public:
  explicit PathIndex(FlowVisitor* next = nullptr) : next_(next) {}

  void on_transaction(const Flow& flow) override;
  void on_seed(const SeedFlow& flow) override;
  void on_fee_end(TxId tx, RowKind kind) override;

  // For a row that has a coin. An endpoint `limit`, `mixed` or `unknown-input` is the coin that was
  // about to be spent.
  TracePath to(const Row& row) const;

 private:
  struct Step {  // one followed transaction, for one label
    TxId tx;
    std::uint32_t length;    // transactions from the seed, this one counted
    std::uint32_t previous;  // step, or kNone where it spends a seed
    CoinId seed;
  };
  static constexpr std::uint32_t kNone = 0xffffffffU;

  bool is_seed(CoinId coin, Label label) const;

  FlowVisitor* next_;
  std::vector<Step> steps_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> step_of_;  // (tx, label) -> step
  boost::unordered_flat_set<std::uint64_t> seeds_;                   // (coin, label)
};

}  // namespace spoor::tracing
