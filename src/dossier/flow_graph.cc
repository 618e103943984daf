#include "dossier/flow_graph.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "tracing/exact_sum.h"

namespace spoor::dossier {
namespace {

using tracing::add_exactly;
using tracing::Label;
using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;
using tracing::TraceResult;

// Turns a record into a graph. The numbers of steps are looked up by transaction; a coinbase may
// come late in its block, so that steps are not sorted by transaction.
class GraphMaker {
 public:
  GraphMaker(const FlowRecord& record, const TraceResult& result)
      : record_(record), result_(result), fee_taken_(record.steps().size(), 0) {
    for (std::uint32_t i = 0; i < record.steps().size(); ++i)
      step_of_.emplace_back(record.steps()[i].tx, i);
    std::sort(step_of_.begin(), step_of_.end());
    for (const FlowRecord::SeedPart& seed : record.seeds())
      seeded_[{seed.coin, seed.label}] += seed.amount.value;
    graph_.transactions = static_cast<std::uint32_t>(record.steps().size());
  }

  FlowGraph make() {
    for (std::uint32_t step = 0; step < graph_.transactions; ++step) add_inputs(step);
    for (const Row& row : result_.rows)
      if (row.coin.valid() && row.tx.valid()) add_row(row);
    for (std::uint32_t step = 0; step < graph_.transactions; ++step) add_fee(step);
    return std::move(graph_);
  }

 private:
  static constexpr std::uint32_t kNotFollowed = 0xffffffffU;

  std::uint32_t step_of(TxId tx) const {
    const auto found = std::lower_bound(step_of_.begin(), step_of_.end(), std::pair(tx, 0U));
    return found != step_of_.end() && found->first == tx ? found->second : kNotFollowed;
  }

  // How much of the label's share of the coin was declared there, and not poured into it.
  std::uint64_t declared(CoinId coin, Label label, Satoshi share) const {
    const auto found = seeded_.find({coin, label});
    return found == seeded_.end() ? 0 : std::min(found->second, share.value);
  }

  void add_inputs(std::uint32_t step) {
    const auto parts = record_.parts(step);
    for (std::size_t i = 0; i < parts.size() && parts[i].role == FlowRecord::Role::kInput;) {
      const FlowRecord::Part& first = parts[i];
      std::uint64_t entered = 0, poured = 0;
      for (; i < parts.size() && same_input(parts[i], first); ++i) {
        const std::uint64_t seed = declared(first.coin, parts[i].label, parts[i].amount);
        entered += seed;
        add_exactly(poured, parts[i].amount.value - seed);
      }
      if (entered > 0) graph_.entries.push_back({step, entered});
      const std::uint32_t from = poured > 0 ? step_of(first.from) : kNotFollowed;
      if (from == kNotFollowed) continue;
      graph_.onward.push_back({from, step, poured});
      if (!first.coin.valid()) add_exactly(fee_taken_[from], poured);
    }
  }

  static bool same_input(const FlowRecord::Part& a, const FlowRecord::Part& b) {
    return a.role == b.role && a.coin == b.coin && a.from == b.from;
  }

  void add_row(const Row& row) {
    const std::uint32_t step = step_of(row.tx);
    const std::uint64_t poured = row.amount.value - declared(row.coin, row.label, row.amount);
    if (step != kNotFollowed && poured > 0) add_leaf(step, row.kind, row.service, poured);
  }

  void add_fee(std::uint32_t step) {
    std::uint64_t fee = 0, rounding = 0;
    for (const FlowRecord::Part& part : record_.parts(step)) {
      if (part.role == FlowRecord::Role::kFee) add_exactly(fee, part.amount.value);
      if (part.role == FlowRecord::Role::kRounding) rounding += part.amount.value;
    }
    const FlowRecord::Step& at = record_.steps()[step];
    fee -= std::min(fee, fee_taken_[step]);
    if (fee > 0)
      add_leaf(step, at.is_coinbase ? RowKind::kUnclaimed : record_.fee_end(at.tx), 0, fee);
    if (rounding > 0) add_leaf(step, RowKind::kRounding, 0, rounding);
  }

  void add_leaf(std::uint32_t step, RowKind kind, std::uint32_t service, std::uint64_t sat) {
    const auto number = static_cast<std::uint32_t>(kind);
    switch (group(kind)) {
      case RowGroup::kHolding:
        graph_.leaves.push_back({step, FlowGraph::LeafKind::kRests, 0, sat});
        break;
      case RowGroup::kEndpoint:
        graph_.leaves.push_back({step, FlowGraph::LeafKind::kEndpoint,
                                 kind == RowKind::kService ? service : kOtherEndpoint + number,
                                 sat});
        break;
      case RowGroup::kSink:
        graph_.leaves.push_back({step, FlowGraph::LeafKind::kSink, number, sat});
        break;
    }
  }

  const FlowRecord& record_;
  const TraceResult& result_;
  FlowGraph graph_;
  std::vector<std::pair<TxId, std::uint32_t>> step_of_;
  std::map<std::pair<CoinId, Label>, std::uint64_t> seeded_;
  std::vector<std::uint64_t> fee_taken_;
};

}  // namespace

FlowGraph flow_graph(const FlowRecord& record, const TraceResult& result) {
  return GraphMaker(record, result).make();
}

Share unmoved_seeds(const FlowRecord& record, const FlowGraph& graph) {
  std::map<CoinId, std::uint64_t> declared;
  for (const FlowRecord::SeedPart& seed : record.seeds()) declared[seed.coin] += seed.amount.value;
  Share out;
  for (const auto& [coin, sat] : declared) out.add(sat);
  for (const FlowGraph::Entry& entry : graph.entries) {
    out.sat -= entry.sat;
    --out.coins;
  }
  return out;
}

}  // namespace spoor::dossier
