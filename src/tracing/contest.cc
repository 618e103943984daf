#include "tracing/contest.h"

#include <algorithm>
#include <utility>

#include "tracing/closure.h"
#include "tracing/exact_sum.h"

namespace spoor::tracing {
namespace {

// Notes the seed coins on the way, and carries nothing.
struct ContestVisitor {
  struct Cargo {};
  struct State {};

  State enter(TxId, const TxMoney&, std::span<const Cargo>) { return {}; }
  Cargo move_rest(const State&, std::optional<Satoshi>) { return {}; }
  void lose_rest(const State&, std::optional<Satoshi>) {}
  void unfinished(CoinId, TxId, const Cargo&) {}

  std::optional<Cargo> output(const State* state, const ClosureCoin& coin) {
    const auto same_label = [&](const Seed& seed) {
      return seed.label == coin.seeds.front().label;
    };
    const bool claimed = !coin.seeds.empty();
    if (claimed &&
        (state != nullptr || !std::all_of(coin.seeds.begin(), coin.seeds.end(), same_label)))
      coins.push_back(coin.coin);
    return Cargo{};
  }

  std::vector<CoinId> coins;
};

}  // namespace

Interval seed_interval(std::span<const Seed> rows) {
  std::vector<std::pair<Satoshi, Satoshi>> ranges;
  Interval found;
  for (const Seed& row : rows) {
    ranges.emplace_back(row.offset, row.offset + row.amount);
    found.upper += row.amount;
  }
  std::sort(ranges.begin(), ranges.end());
  Satoshi covered;  // up to here
  for (const auto& [begin, end] : ranges) {
    if (end <= covered) continue;
    found.lower += end - std::max(begin, covered);
    covered = end;
  }
  return found;
}

std::vector<CoinId> contested_coins(const ledger::ChainView& view, const Seeds& seeds,
                                    const TraceOptions& options) {
  ContestVisitor visitor;
  Closure<ContestVisitor>(view, seeds, options, visitor).run();
  std::sort(visitor.coins.begin(), visitor.coins.end());
  return std::move(visitor.coins);
}

std::vector<Seed> of_label(std::span<const Seed> rows, Label label) {
  std::vector<Seed> own;
  for (const Seed& row : rows)
    if (row.label == label) own.push_back(row);
  return own;
}

Satoshi seed_total(std::span<const Seed> rows, Label label) {
  Satoshi total;
  for (const Seed& row : of_label(rows, label)) {
    add_exactly(total, row.amount);
    if (total.value >> 63 != 0)
      throw_bad_input("the seeds of a label exceed 63 bits together", {}, "Bound fewer of them");
  }
  return total;
}

}  // namespace spoor::tracing
