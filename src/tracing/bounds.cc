#include "tracing/bounds.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "tracing/closure.h"
#include "tracing/contest.h"

namespace spoor::tracing {
namespace {

// What could and must be of one label in each coin.
class IntervalVisitor {
 public:
  using Cargo = Interval;
  struct State {
    TxMoney money;
    Interval in;  // sums over the tainted inputs; the upper one stays at or below the seed total
  };

  // `lost` are coins on which this label's seeds may find no clean satoshi.
  IntervalVisitor(const Seeds& seeds, Label label, Satoshi minimum, const std::vector<CoinId>& lost)
      : label_(label), minimum_(minimum), lost_(lost), total_(seed_total(seeds.rows, label)) {}

  State enter(TxId, const TxMoney& money, std::span<const Interval> in) {
    State state{.money = money, .in = {}};
    for (const Interval& coin : in) {
      state.in.lower += coin.lower;
      state.in.upper = std::min(state.in.upper + coin.upper, total_);
    }
    return state;
  }

  Interval move_rest(const State& state, std::optional<Satoshi> value) {
    return value ? part(state, *value) : Interval{.lower = {}, .upper = state.in.upper};
  }
  void lose_rest(const State&, std::optional<Satoshi>) {}

  std::optional<Interval> output(const State* state, const ClosureCoin& coin) {
    const std::vector<Seed> own = of_label(coin.seeds, label_);
    if (state == nullptr && own.empty()) return std::nullopt;
    Interval tainted;
    if (state != nullptr) tainted = part(*state, coin.value);
    if (!coin.seeds.empty()) {
      const Interval seeded = seed_interval(own);
      if (!std::binary_search(lost_.begin(), lost_.end(), coin.coin))
        tainted.lower = std::max(tainted.lower, seeded.lower);
      tainted.upper = std::min({tainted.upper + seeded.upper, coin.value, total_});
    } else if (tainted.lower < minimum_ && !coin.fate.ends) {
      tainted.lower = {};  // a doctrine may end here, with less than the minimum
    }
    if (coin.fate.ends) add(*coin.fate.ends, coin.coin, coin.tx, tainted, coin.fate.service);
    return tainted;
  }

  void unfinished(CoinId coin, TxId from, const Interval& tainted) {
    if (coin.valid()) add(RowKind::kLimit, coin, from, tainted, kNoService);
  }

  std::vector<BoundsRow> rows;

 private:
  // What goes into one output: at least what fits nowhere else, at most what came in.
  static Interval part(const State& state, Satoshi value) {
    const Satoshi elsewhere = state.money.in - state.in.lower;
    const bool must = state.money.known && value > elsewhere;
    return {.lower = must ? value - elsewhere : Satoshi{},
            .upper = std::min(value, state.in.upper)};
  }

  void add(RowKind kind, CoinId coin, TxId tx, const Interval& tainted, std::uint32_t service) {
    rows.push_back({.label = label_,
                    .kind = kind,
                    .coin = coin,
                    .tx = tx,
                    .tainted = tainted,
                    .service = service});
  }

  Label label_;
  Satoshi minimum_;
  const std::vector<CoinId>& lost_;
  Satoshi total_;
};

}  // namespace

BoundsResult bounds(const ledger::ChainView& view, const Seeds& seeds,
                    const TraceOptions& options) {
  BoundsResult result{
      .until = make_cutoff(view, options.until).until, .hit_limit = false, .rows = {}};
  std::vector<CoinId> lost;
  if (seeds.labels.size() > 1) lost = contested_coins(view, seeds, options);
  for (std::size_t i = 1; i <= seeds.labels.size(); ++i) {
    const Label label{static_cast<std::uint16_t>(i)};
    IntervalVisitor visitor(seeds, label, options.minimum, lost);
    Closure<IntervalVisitor> closure(view, seeds, options, visitor);
    if (!closure.run()) result.hit_limit = true;
    const auto before = [](const BoundsRow& a, const BoundsRow& b) {
      return chain_order(a.coin) < chain_order(b.coin);
    };
    std::sort(visitor.rows.begin(), visitor.rows.end(), before);
    result.rows.insert(result.rows.end(), visitor.rows.begin(), visitor.rows.end());
  }
  return result;
}

}  // namespace spoor::tracing
