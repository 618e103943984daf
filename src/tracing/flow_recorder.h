// Gathers what happens in one transaction and shows it to a visitor. Does nothing without one.
#pragma once

#include <span>
#include <vector>

#include "tracing/fates.h"
#include "tracing/label.h"
#include "tracing/trace.h"

namespace spoor::tracing {

class FlowRecorder {
 public:
  explicit FlowRecorder(FlowVisitor* visitor) : visitor_(visitor) {}
  bool active() const { return visitor_ != nullptr; }

  // Lists are as in PourInput; they are summed by label here.
  void input(CoinId coin, TxId from, Satoshi value, std::span<const Portion> taint);
  void output(CoinId coin, Satoshi value, std::span<const Portion> taint, const Fate& fate);
  void fee(std::span<const Portion> taint);
  void rounding(std::span<const Portion> taint);
  void fee_end(TxId tx, RowKind kind) const;
  void seed(CoinId coin, std::span<const Portion> accepted, const Fate& fate);

  // Shows the transaction, if it was followed, then the seeds on its coins; starts anew.
  void show(TxId tx, bool followed, bool is_coinbase);

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  Range keep(std::span<const Portion> taint);
  std::span<const Portion> at(Range range) const {
    return {parts_.data() + range.begin, range.end - range.begin};
  }
  void clear();

  FlowVisitor* visitor_;
  std::vector<Portion> parts_;
  std::vector<FlowInput> inputs_;
  std::vector<FlowOutput> outputs_;
  std::vector<SeedFlow> seeds_;
  std::vector<Range> input_parts_, output_parts_, seed_parts_;
  Range fee_, rounding_;
};

}  // namespace spoor::tracing
