#include "tracing/paths.h"

#include <algorithm>

#include "base/error.h"

namespace spoor::tracing {
namespace {

std::uint64_t key(TxId tx, Label label) {
  return static_cast<std::uint64_t>(tx.value) << 16 | label.value;
}
std::uint64_t key(CoinId coin, Label label) { return coin.value << 16 | label.value; }

}  // namespace

void PathIndex::on_seed(const SeedFlow& flow) {
  for (const Portion& part : flow.accepted) seeds_.insert(key(flow.coin, part.label));
  if (next_ != nullptr) next_->on_seed(flow);
}

void PathIndex::on_fee_end(TxId tx, RowKind kind) {
  if (next_ != nullptr) next_->on_fee_end(tx, kind);
}

// The shortest way into a transaction is one longer than the shortest to any coin that it spends.
void PathIndex::on_transaction(const Flow& flow) {
  for (const FlowInput& input : flow.inputs) {
    for (const Portion& part : input.taint) {
      Step step{.tx = flow.tx, .length = 1, .previous = kNone, .seed = input.coin};
      if (!is_seed(input.coin, part.label)) {
        const auto made = step_of_.find(key(input.from, part.label));
        ASSERT(made != step_of_.end());
        const Step& before = steps_[made->second];
        step = {.tx = flow.tx,
                .length = before.length + 1,
                .previous = made->second,
                .seed = before.seed};
      }
      const auto [found, is_new] =
          step_of_.try_emplace(key(flow.tx, part.label), static_cast<std::uint32_t>(steps_.size()));
      if (is_new)
        steps_.push_back(step);
      else if (step.length < steps_[found->second].length)
        steps_[found->second] = step;
    }
  }
  if (next_ != nullptr) next_->on_transaction(flow);
}

bool PathIndex::is_seed(CoinId coin, Label label) const {
  return seeds_.contains(key(coin, label));
}

TracePath PathIndex::to(const Row& row) const {
  ASSERT(row.has_coin());
  TracePath path{.seed = row.coin, .transactions = {}};
  if (is_seed(row.coin, row.label)) return path;
  const auto made = step_of_.find(key(row.tx, row.label));
  ASSERT(made != step_of_.end());
  path.seed = steps_[made->second].seed;
  for (std::uint32_t at = made->second; at != kNone; at = steps_[at].previous)
    path.transactions.push_back(steps_[at].tx);
  std::reverse(path.transactions.begin(), path.transactions.end());
  return path;
}

}  // namespace spoor::tracing
