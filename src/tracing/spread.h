// Sensitivity: the same seeds under other doctrines, and how far the totals lie apart.
//
// The spread over the doctrines that keep value (the family and haircut, without those that hit the
// limit) is the uncertainty that comes from the choice of the rule, and from nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/trace.h"

namespace spoor::tracing {

// The totals of one run, without its rows.
struct DoctrineRun {
  Doctrine doctrine;
  FeeRule fee = FeeRule::kLast;
  bool hit_limit = false;
  std::uint64_t transactions = 0;
  std::uint64_t holdings = 0;       // rows
  std::vector<LabelTotals> totals;  // of label n at n - 1
  // Satoshi that entered a service, [label n - 1][service]: as many services as the stops name.
  std::vector<std::vector<Satoshi>> by_service;
};
DoctrineRun summary(const TraceResult& result, std::size_t services);

struct Extreme {
  Satoshi amount;
  Doctrine doctrine;  // the first, in the order of the runs, that gives it
};
struct SpreadRow {
  Label label;
  RowKind kind = RowKind::kHolding;
  std::uint32_t service = kNoService;  // set for the rows of single services
  Extreme least;
  Extreme most;
};

// Runs each doctrine with otherwise the same options (`flows` and `keep_segments` are not used; a
// fee rule that has no meaning for a doctrine gives way to its default). In the order given.
std::vector<DoctrineRun> run_doctrines(const ledger::ChainView& view, const Seeds& seeds,
                                       TraceOptions options,
                                       const std::vector<Doctrine>& doctrines);

// One row a label and kind that any run has, then one a label and service. Only runs that keep
// value, follow it through mixing and did not hit the limit count; empty where there is none.
std::vector<SpreadRow> spread(const std::vector<DoctrineRun>& runs);

}  // namespace spoor::tracing
