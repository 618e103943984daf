#include "tests/naive_tracer.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/amount.h"
#include "base/error.h"

namespace spoor::testing {
namespace {

using namespace tracing;
using ledger::ChainView;

// An entry is 0 for the labels of a fee of unknown value alone.
using Amounts = std::map<Label, std::uint64_t>;

// Satoshis of one label that lie side by side.
struct Run {
  Label label;
  std::uint64_t length;
};
using Runs = std::vector<Run>;

// What one coin, or fee, holds. Ordered doctrines fill `runs` (clean ones too, in all the coin's
// value), the others `amounts`.
struct Purse {
  std::uint64_t value = 0;
  bool unknown = false;
  Runs runs = {};
  Amounts amounts = {};
};

void add_run(Runs& runs, Label label, std::uint64_t length) {
  if (length == 0) return;
  if (!runs.empty() && runs.back().label == label)
    runs.back().length += length;
  else
    runs.push_back({label, length});
}

void add_runs(Runs& runs, const Runs& more) {
  for (const Run& run : more) add_run(runs, run.label, run.length);
}

// Takes the first `length` satoshis away.
Runs take_front(Runs& runs, std::uint64_t length) {
  Runs taken;
  while (length > 0) {
    Run& head = runs.at(0);
    const std::uint64_t part = std::min(length, head.length);
    add_run(taken, head.label, part);
    head.length -= part;
    length -= part;
    if (head.length == 0) runs.erase(runs.begin());
  }
  return taken;
}

std::uint64_t sum(const Amounts& amounts) {
  std::uint64_t total = 0;
  for (const auto& [label, amount] : amounts) total += amount;
  return total;
}

Amounts taint_of(const Purse& purse) {
  Amounts taint = purse.amounts;
  for (const Run& run : purse.runs)
    if (run.label != kClean) taint[run.label] += run.length;
  return taint;
}

// Coins from before the ledger come first; no coin comes last.
struct ChainOrder {
  static std::uint64_t rank(CoinId coin) {
    if (!coin.valid()) return 2;
    return ChainView::is_prehistory(coin) ? 0 : 1;
  }
  bool operator()(CoinId a, CoinId b) const {
    return std::pair(rank(a), a) < std::pair(rank(b), b);
  }
};
// A row's place among the rows.
struct Ending {
  Label label;
  CoinId coin;
  RowKind kind;
};
struct RowOrder {
  bool operator()(const Ending& a, const Ending& b) const {
    if (a.label != b.label) return a.label < b.label;
    if (a.coin != b.coin) return ChainOrder()(a.coin, b.coin);
    return a.kind < b.kind;
  }
};

// A transaction as a doctrine sees it. The fee (of a coinbase: what it leaves) is the last output.
struct Pouring {
  std::vector<Purse> inputs;
  std::vector<Purse> outputs;
  Purse fee;
  Amounts rounding;
};

template <class Rule>
std::vector<std::size_t> order_by(const std::vector<Purse>& purses, Rule rule) {
  std::vector<std::size_t> order(purses.size());
  std::iota(order.begin(), order.end(), 0);
  if (rule == Rule::kLast) std::ranges::reverse(order);
  if (rule == Rule::kHighest)
    std::ranges::stable_sort(order, std::greater(), [&](auto i) { return purses[i].value; });
  if (rule == Rule::kSmallest)
    std::ranges::stable_sort(order, std::less(), [&](auto i) { return purses[i].value; });
  return order;
}

Runs queue_of(const std::vector<Purse>& inputs, In in) {
  Runs all;
  for (const std::size_t i : order_by(inputs, in)) add_runs(all, inputs[i].runs);
  if (in != In::kTaintFirst && in != In::kCleanFirst) return all;
  Runs sorted;
  for (const bool tainted : {in == In::kTaintFirst, in != In::kTaintFirst})
    for (const Run& run : all)
      if ((run.label != kClean) == tainted) add_run(sorted, run.label, run.length);
  return sorted;
}

// Every input gives up its share of the fee, from its end.
void take_fee_before(Pouring& tx) {
  std::uint64_t total = 0;
  for (const Purse& input : tx.inputs) total += input.value;
  if (total == 0) return;
  std::vector<std::uint64_t> shares;
  std::uint64_t left = tx.fee.value;
  for (const Purse& input : tx.inputs) {
    shares.push_back(mul_div(tx.fee.value, input.value, total));
    left -= shares.back();
  }
  for (std::size_t i = 0; i < tx.inputs.size(); ++i) {
    if (left > 0 && shares[i] < tx.inputs[i].value) {
      ++shares[i];
      --left;
    }
    tx.inputs[i].value -= shares[i];
    const Runs kept = take_front(tx.inputs[i].runs, tx.inputs[i].value);
    add_runs(tx.fee.runs, std::exchange(tx.inputs[i].runs, kept));
  }
}

void pour_ordered(Pouring& tx, Doctrine doctrine) {
  Runs queue = queue_of(tx.inputs, doctrine.in);
  for (const std::size_t i : order_by(tx.outputs, doctrine.out))
    tx.outputs[i].runs = take_front(queue, tx.outputs[i].value);
  add_runs(tx.fee.runs, queue);
}

void pour_haircut(Pouring& tx) {
  std::uint64_t total = 0;
  Amounts taint;
  for (const Purse& input : tx.inputs) {
    total += input.value;
    for (const auto& [label, amount] : input.amounts) taint[label] += amount;
  }
  std::uint64_t room = tx.fee.value;
  for (const auto& [label, amount] : taint) {
    std::uint64_t left = amount;
    for (Purse& output : tx.outputs) {
      const std::uint64_t share = mul_div(amount, output.value, total);
      if (share > 0) output.amounts[label] = share;
      left -= share;
    }
    const std::uint64_t to_fee = std::min(left, room);
    if (to_fee > 0) tx.fee.amounts[label] = to_fee;
    if (left > to_fee) tx.rounding[label] = left - to_fee;
    room -= to_fee;
  }
}

void pour_poison(Pouring& tx) {
  std::set<Label> labels;
  for (const Purse& input : tx.inputs)
    for (const auto& [label, amount] : input.amounts) labels.insert(label);
  for (const Label label : labels) {
    for (Purse& output : tx.outputs)
      if (output.value > 0) output.amounts[label] = output.value;
    if (tx.fee.value > 0 || tx.fee.unknown) tx.fee.amounts[label] = tx.fee.value;
  }
}

class Tracer {
 public:
  Tracer(const ChainView& view, const Seeds& seeds, const TraceOptions& options)
      : view_(view), seeds_(seeds), options_(options) {
    result_.doctrine = options.doctrine;
    result_.fee = fee_rule(options.doctrine, options.fee);
    result_.coinbase = options.coinbase;
    result_.until = options.until.value_or(view.tip());
    result_.totals.resize(seeds.labels.size());
  }

  TraceResult run() {
    for (std::uint64_t i = 0; i < view_.prehistory.size(); ++i) {
      const CoinId coin{ledger::kPrehistoryBit | i};
      arrive(coin, clean(view_.prehistory[i].value));
    }
    for (Height height{view_.first_height}; height <= result_.until; ++height) block(height);
    finish();
    return std::move(result_);
  }

 private:
  bool ordered() const {
    return options_.doctrine.kind == DoctrineKind::kOrdered ||
           options_.doctrine.kind == DoctrineKind::kDirtyFirst;
  }
  Purse clean(std::uint64_t value) const {
    Purse purse{.value = value};
    if (ordered()) add_run(purse.runs, kClean, value);
    return purse;
  }

  void block(Height height) {
    std::vector<Purse> fees;
    bool fees_known = true;
    const TxId coinbase = view_.first_tx(height);
    for (TxId tx{coinbase.value + 1}; tx < view_.end_tx(height); ++tx) {
      fees.push_back(spend(tx));
      if (!view_.fee_of(tx)) fees_known = false;
    }
    Pouring tx;
    if (options_.coinbase == CoinbaseRule::kDiscard) {
      for (const Purse& fee : fees) end(RowKind::kFee, CoinId::invalid(), taint_of(fee));
    } else {
      tx.inputs = std::move(fees);
      const auto place =
          options_.coinbase == CoinbaseRule::kSubsidyFirst ? tx.inputs.begin() : tx.inputs.end();
      tx.inputs.insert(place, clean(view_.subsidy(height).value));
      tx.fee.value = view_.unclaimed(height).value_or(Satoshi{}).value;
    }
    const std::vector<CoinId> no_coins(tx.inputs.size());
    finish_transaction(coinbase, tx, no_coins, RowKind::kUnclaimed, fees_known);
  }

  // A transaction that is no coinbase; its fee.
  Purse spend(TxId id) {
    Pouring tx;
    std::vector<CoinId> coins;
    bool known = true;
    for (InputId input = view_.first_input(id); input < view_.end_input(id); ++input) {
      coins.push_back(view_.coin_of(input));
      tx.inputs.push_back(std::exchange(at_rest_[coins.back()], Purse{}));
      at_rest_.erase(coins.back());
      if (!view_.value_of(input)) known = false;
    }
    tx.fee.value = view_.fee_of(id).value_or(Satoshi{}).value;
    tx.fee.unknown = !view_.fee_of(id);
    return finish_transaction(id, tx, coins, std::nullopt, known);
  }

  // Pours where the doctrine follows, ends the inputs where it does not, and lets the outputs
  // arrive. The fee is returned, or ends as `fee_kind`.
  Purse finish_transaction(TxId id, Pouring& tx, const std::vector<CoinId>& coins,
                           std::optional<RowKind> fee_kind, bool known) {
    for (CoinId coin = view_.first_coin(id); coin < view_.end_coin(id); ++coin)
      tx.outputs.push_back({.value = view_.coins[coin.value].value().value});
    const std::optional<RowKind> stop = stops_at(tx, known);
    if (stop)
      for (std::size_t i = 0; i < coins.size(); ++i) end(*stop, coins[i], taint_of(tx.inputs[i]));
    if (!stop && is_tainted(tx)) {
      ++result_.transactions;
      pour(tx, fee_kind.has_value());
    } else {
      for (Purse& output : tx.outputs) output = clean(output.value);
      tx.fee = clean(tx.fee.value);
    }
    end(RowKind::kRounding, CoinId::invalid(), tx.rounding);
    if (fee_kind) end(*fee_kind, CoinId::invalid(), taint_of(tx.fee));
    for (std::size_t i = 0; i < tx.outputs.size(); ++i)
      arrive(CoinId{view_.first_coin(id).value + i}, std::move(tx.outputs[i]));
    return std::move(tx.fee);
  }

  static bool is_tainted(const Pouring& tx) {
    return std::ranges::any_of(tx.inputs, [](const Purse& p) { return !taint_of(p).empty(); });
  }

  // Why a tainted transaction is not followed. Where the limit is reached nothing more is asked.
  std::optional<RowKind> stops_at(const Pouring& tx, bool known) {
    if (!is_tainted(tx)) return std::nullopt;
    if (result_.transactions >= options_.limit) {
      result_.hit_limit = true;
      return RowKind::kLimit;
    }
    if (!known && options_.doctrine.kind != DoctrineKind::kPoison) return RowKind::kUnknownInput;
    if (options_.doctrine.kind == DoctrineKind::kDirtyFirst &&
        std::ranges::any_of(tx.inputs, has_clean_satoshis))
      return RowKind::kMixed;
    return std::nullopt;
  }

  static bool has_clean_satoshis(const Purse& purse) {
    return std::ranges::any_of(purse.runs, [](const Run& run) { return run.label == kClean; });
  }

  // What a coinbase leaves is always its last output; the fee rule speaks of fees.
  void pour(Pouring& tx, bool is_coinbase) const {
    if (options_.doctrine.kind == DoctrineKind::kHaircut) return pour_haircut(tx);
    if (options_.doctrine.kind == DoctrineKind::kPoison) return pour_poison(tx);
    if (result_.fee == FeeRule::kProrataPre && !is_coinbase) take_fee_before(tx);
    pour_ordered(tx, options_.doctrine);
  }

  // A new coin: seeds mark it, then it rests or ends.
  void arrive(CoinId coin, Purse purse) {
    if (purse.value == ledger::kUnknownValue) purse = Purse{};
    bool is_seed = false;
    for (const Seed& seed : seeds_.rows) {
      if (seed.coin != coin) continue;
      mark(purse, seed);
      is_seed = true;
    }
    const Amounts taint = taint_of(purse);
    const std::optional<RowKind> kind =
        taint.empty() ? std::nullopt : ends_at_once(coin, taint, is_seed);
    if (kind) end(*kind, coin, taint);
    at_rest_[coin] = kind ? clean(purse.value) : std::move(purse);
  }

  std::optional<RowKind> ends_at_once(CoinId coin, const Amounts& taint, bool is_seed) const {
    if (view_.is_unspendable(coin)) return RowKind::kUnspendable;
    if (is_seed) return std::nullopt;
    if (service_of(coin) != kNoService) return RowKind::kService;
    if (sum(taint) < options_.minimum.value) return RowKind::kBelowMinimum;
    return std::nullopt;
  }

  std::uint32_t service_of(CoinId coin) const {
    if (ChainView::is_prehistory(coin)) return kNoService;
    for (const Stop& stop : options_.stops)
      if (stop.address.valid() && stop.address == view_.coins[coin.value].address())
        return stop.service;
    return kNoService;
  }

  void mark(Purse& purse, const Seed& seed) {
    LabelTotals& totals = result_.totals[seed.label.value - 1U];
    std::uint64_t marked = 0;
    std::uint64_t taken = 0;
    std::set<Label> holders;
    if (options_.doctrine.kind == DoctrineKind::kPoison) {
      purse.amounts[seed.label] = purse.value;
      if (accepted_.insert({seed.label, seed.coin}).second) marked = purse.value;
    } else if (options_.doctrine.kind == DoctrineKind::kHaircut) {
      marked = std::min(seed.amount.value, purse.value - sum(purse.amounts));
      taken = seed.amount.value - marked;
      for (const auto& [label, amount] : purse.amounts) holders.insert(label);
      if (marked > 0) purse.amounts[seed.label] += marked;
    } else {
      Runs rest = std::move(purse.runs);
      purse.runs = take_front(rest, seed.offset.value);
      for (const Run& run : take_front(rest, seed.amount.value)) {
        const bool is_free = run.label == kClean;
        (is_free ? marked : taken) += run.length;
        if (!is_free) holders.insert(run.label);
        add_run(purse.runs, is_free ? seed.label : run.label, run.length);
      }
      add_runs(purse.runs, rest);
    }
    totals.accepted += Satoshi{marked};
    totals.overlap += Satoshi{taken};
    if (taken == 0) return;
    result_.overlaps.push_back({.label = seed.label,
                                .coin = seed.coin,
                                .amount = Satoshi{taken},
                                .holders = {holders.begin(), holders.end()},
                                .line = seed.line});
  }

  void end(RowKind kind, CoinId coin, const Amounts& taint) {
    for (const auto& [label, amount] : taint)
      if (amount > 0) ended_[{label, coin, kind}] += amount;
  }

  // Coins at rest become holdings, or were overwritten; then the rows are put in order.
  void finish() {
    std::ranges::stable_sort(result_.overlaps, ChainOrder(), &Overlap::coin);
    for (const auto& [coin, purse] : at_rest_) {
      const Amounts taint = taint_of(purse);
      const CoinId by =
          ChainView::is_prehistory(coin) ? CoinId::invalid() : view_.overwritten_by(coin);
      const bool gone = by.valid() && view_.height_of(view_.tx_of(by)) <= result_.until;
      end(gone ? RowKind::kOverwritten : RowKind::kHolding, coin, taint);
      if (!gone) add_segments(coin, purse);
    }
    for (const auto& [key, amount] : ended_) {
      const auto& [label, coin, kind] = key;
      Row row;
      row.label = label;
      row.kind = kind;
      row.coin = coin;
      if (coin.valid() && !ChainView::is_prehistory(coin)) row.tx = view_.tx_of(coin);
      row.amount = Satoshi{amount};
      if (kind == RowKind::kService) row.service = service_of(coin);
      result_.rows.push_back(row);
      result_.totals[label.value - 1U].by_kind[static_cast<std::size_t>(kind)] += Satoshi{amount};
    }
  }

  void add_segments(CoinId coin, const Purse& purse) {
    std::uint64_t offset = 0;
    for (const Run& run : purse.runs) {
      if (run.label != kClean)
        result_.segments.push_back({coin, Satoshi{offset}, Satoshi{run.length}, run.label});
      offset += run.length;
    }
    for (const auto& [label, amount] : purse.amounts)
      result_.segments.push_back({coin, Satoshi{}, Satoshi{amount}, label});
  }

  const ChainView& view_;
  const Seeds& seeds_;
  const TraceOptions& options_;
  TraceResult result_;
  std::map<CoinId, Purse, ChainOrder> at_rest_;
  std::map<Ending, std::uint64_t, RowOrder> ended_;
  std::set<std::pair<Label, CoinId>> accepted_;  // poison: a coin counts once a label
};

}  // namespace

TraceResult naive_trace(const ChainView& view, const Seeds& seeds, const TraceOptions& options) {
  return Tracer(view, seeds, options).run();
}

}  // namespace spoor::testing
