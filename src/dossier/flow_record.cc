#include "dossier/flow_record.h"

#include "base/error.h"

namespace spoor::dossier {

using tracing::Flow;
using tracing::FlowInput;
using tracing::FlowOutput;
using tracing::Portion;

void FlowRecord::add(CoinId coin, TxId from, Role role, std::span<const Portion> portions) {
  for (const Portion& portion : portions)
    parts_.push_back({.coin = coin,
                      .amount = portion.amount,
                      .from = from,
                      .label = portion.label,
                      .role = role});
}

void FlowRecord::on_transaction(const Flow& flow) {
  steps_.push_back({.tx = flow.tx, .is_coinbase = flow.is_coinbase, .first_part = parts_.size()});
  for (const FlowInput& input : flow.inputs) add(input.coin, input.from, Role::kInput, input.taint);
  for (const FlowOutput& output : flow.outputs)
    add(output.coin, TxId::invalid(), Role::kOutput, output.taint);
  add(CoinId::invalid(), TxId::invalid(), Role::kFee, flow.fee);
  add(CoinId::invalid(), TxId::invalid(), Role::kRounding, flow.rounding);
}

void FlowRecord::on_seed(const tracing::SeedFlow& flow) {
  for (const Portion& portion : flow.accepted)
    seeds_.push_back({.coin = flow.coin, .label = portion.label, .amount = portion.amount});
}

void FlowRecord::on_fee_end(TxId tx, tracing::RowKind kind) { fee_ends_[tx] = kind; }

tracing::RowKind FlowRecord::fee_end(TxId tx) const {
  const auto found = fee_ends_.find(tx);
  return found == fee_ends_.end() ? tracing::RowKind::kFee : found->second;
}

std::span<const FlowRecord::Part> FlowRecord::parts(std::size_t step) const {
  ASSERT(step < steps_.size());
  const std::uint64_t begin = steps_[step].first_part;
  const std::uint64_t end = step + 1 < steps_.size() ? steps_[step + 1].first_part : parts_.size();
  return std::span(parts_).subspan(begin, end - begin);
}

}  // namespace spoor::dossier
