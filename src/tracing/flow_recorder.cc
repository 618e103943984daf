#include "tracing/flow_recorder.h"

#include "tracing/portions.h"

namespace spoor::tracing {

FlowRecorder::Range FlowRecorder::keep(std::span<const Portion> taint) {
  const std::size_t begin = parts_.size();
  append_by_label(taint, parts_);
  return {begin, parts_.size()};
}

void FlowRecorder::input(CoinId coin, TxId from, Satoshi value, std::span<const Portion> taint) {
  if (!active()) return;
  inputs_.push_back({.coin = coin, .from = from, .value = value, .taint = {}});
  input_parts_.push_back(keep(taint));
}

void FlowRecorder::output(CoinId coin, Satoshi value, std::span<const Portion> taint,
                          const Fate& fate) {
  if (!active()) return;
  outputs_.push_back(
      {.coin = coin, .value = value, .taint = {}, .ends = fate.ends, .service = fate.service});
  output_parts_.push_back(keep(taint));
}

void FlowRecorder::fee(std::span<const Portion> taint) {
  if (active()) fee_ = keep(taint);
}

void FlowRecorder::rounding(std::span<const Portion> taint) {
  if (active()) rounding_ = keep(taint);
}

void FlowRecorder::fee_end(TxId tx, RowKind kind) const {
  if (active()) visitor_->on_fee_end(tx, kind);
}

void FlowRecorder::seed(CoinId coin, std::span<const Portion> accepted, const Fate& fate) {
  if (!active()) return;
  seeds_.push_back({.coin = coin, .tx = {}, .accepted = {}, .ends = fate.ends});
  seed_parts_.push_back(keep(accepted));
}

void FlowRecorder::show(TxId tx, bool followed, bool is_coinbase) {
  if (!active()) return;
  for (std::size_t i = 0; i < inputs_.size(); ++i) inputs_[i].taint = at(input_parts_[i]);
  for (std::size_t i = 0; i < outputs_.size(); ++i) outputs_[i].taint = at(output_parts_[i]);
  if (followed)
    visitor_->on_transaction({.tx = tx,
                              .inputs = inputs_,
                              .outputs = outputs_,
                              .fee = at(fee_),
                              .rounding = at(rounding_),
                              .is_coinbase = is_coinbase});
  for (std::size_t i = 0; i < seeds_.size(); ++i) {
    seeds_[i].tx = tx;
    seeds_[i].accepted = at(seed_parts_[i]);
    visitor_->on_seed(seeds_[i]);
  }
  clear();
}

void FlowRecorder::clear() {
  parts_.clear();
  inputs_.clear();
  outputs_.clear();
  seeds_.clear();
  input_parts_.clear();
  output_parts_.clear();
  seed_parts_.clear();
  fee_ = rounding_ = {};
}

}  // namespace spoor::tracing
