#include "tracing/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "tracing/chain_walk.h"
#include "tracing/fates.h"
#include "tracing/flow_recorder.h"
#include "tracing/portion_pool.h"
#include "tracing/portions.h"
#include "tracing/pour.h"
#include "tracing/result_builder.h"
#include "tracing/seed_book.h"

namespace spoor::tracing {
namespace {

class Tracer {
 public:
  Tracer(const ledger::ChainView& view, const Seeds& seeds, const TraceOptions& options)
      : view_(view),
        options_(options),
        kind_(options.doctrine.kind),
        fee_rule_(fee_rule(options.doctrine, options.fee)),
        cutoff_(make_cutoff(view, options.until)),
        book_(view, seeds, kind_, cutoff_),
        fates_(view, cutoff_, options.stops, options.minimum),
        walk_(view, cutoff_,
              {.coinbase = options.coinbase, .limit = options.limit, .progress = options.progress},
              book_.makers()),
        pour_(options.doctrine),
        marker_(kind_),
        flows_(options.flows),
        builder_(kind_, seeds.labels.size(), options.keep_segments) {}

  TraceResult run() {
    place_prehistory_seeds();
    while (walk_.next()) visit();
    const std::vector<Arrival> moving = walk_.still_moving();
    for (const Arrival& coin : moving) end_arrival(coin, RowKind::kLimit);

    TraceResult result = builder_.finish();
    result.doctrine = options_.doctrine;
    result.fee = fee_rule_;
    result.coinbase = options_.coinbase;
    result.until = cutoff_.until;
    result.hit_limit = fees_hit_limit_ || !moving.empty();
    result.transactions = walk_.followed();
    return result;
  }

 private:
  using Walk = ChainWalk<PortionPool::List>;
  using Arrival = Walk::Arrival;

  struct TaintedFee {  // on its way to the coinbase
    TxId tx;
    std::uint64_t value;  // kUnknownValue where not known
    PortionPool::List taint;
  };

  void visit();
  // False: following stops at this transaction.
  bool follow();
  bool follow_coinbase();

  void gather_inputs();
  void gather_fees();
  void gather_outputs();
  void add_input(std::uint64_t value, std::span<const Portion> taint);
  void add(Satoshi& total, Satoshi value) const;
  void check_fits(std::uint64_t value, std::span<const Portion> taint) const;
  bool balanced() const { return values_known_ && out_total_ <= in_total_; }
  std::optional<RowKind> stop() const;
  bool is_mixed() const;
  void pour(FeeRule rule);
  void check_bounds() const;
  void pay_fee();
  void end_arrival(const Arrival& coin, RowKind kind);

  void place_outputs(bool poured);
  void place_prehistory_seeds();
  void place(CoinId coin, Satoshi value, std::span<const Portion> taint,
             std::span<const Seed> seeds);
  void settle(CoinId coin, std::span<const Portion> taint, const Fate& fate);

  const ledger::ChainView& view_;
  const TraceOptions& options_;
  DoctrineKind kind_;
  FeeRule fee_rule_;
  Cutoff cutoff_;
  SeedBook book_;
  Fates fates_;
  Walk walk_;
  PortionPool pool_;
  Pour pour_;
  SeedMarker marker_;
  FlowRecorder flows_;
  ResultBuilder builder_;
  bool fees_hit_limit_ = false;  // a coinbase that had tainted fees was not followed

  // The present transaction. Nothing is stored in the pool while `inputs_` points into it.
  TxId tx_;
  TxRows rows_;
  std::vector<PourInput> inputs_;
  std::vector<Satoshi> outputs_;
  bool values_known_ = true;
  Satoshi in_total_;
  Satoshi out_total_;

  std::vector<TaintedFee> fees_;  // of the present block, in transaction order
};

void Tracer::visit() {
  tx_ = walk_.tx();
  rows_ = rows_of(view_, tx_);
  gather_outputs();
  // Fees wait for the coinbase alone, the only transaction visited after one that stands later.
  const bool is_coinbase = !fees_.empty() && tx_ < fees_.front().tx;
  bool followed = false;
  if (!walk_.arrivals().empty())
    followed = follow();
  else if (is_coinbase)
    followed = follow_coinbase();
  place_outputs(followed);
  flows_.show(tx_, followed, is_coinbase);
}

void Tracer::gather_outputs() {
  outputs_.clear();
  out_total_ = {};
  for (CoinId coin = rows_.first_coin; coin < rows_.end_coin; ++coin) {
    const ledger::CoinRow& row = view_.coins[coin.value];
    const std::uint64_t spender = row.raw_spender().value;
    if (spender < view_.input_coin.size()) __builtin_prefetch(&view_.input_coin[spender]);
    outputs_.push_back(row.value());
    add(out_total_, outputs_.back());
  }
}

void Tracer::gather_inputs() {
  inputs_.clear();
  in_total_ = {};
  values_known_ = true;
  std::span<const Arrival> arrivals = walk_.arrivals();
  for (InputId input = rows_.first_input; input < rows_.end_input; ++input) {
    const std::uint64_t value = view_.input_value[input.value];
    std::span<const Portion> taint;
    if (!arrivals.empty() && arrivals.front().input == input) {
      taint = pool_.get(arrivals.front().cargo);
      check_fits(value, taint);
      flows_.input(view_.coin_of(input), arrivals.front().from, Satoshi{value}, taint);
      arrivals = arrivals.subspan(1);
    }
    add_input(value, taint);
  }
}

// Subsidy and fees, in the order of the coinbase rule.
void Tracer::gather_fees() {
  inputs_.clear();
  in_total_ = {};
  values_known_ = true;
  const Height height = view_.height_of(tx_);
  const std::uint64_t subsidy = view_.subsidy(height).value;
  if (options_.coinbase == CoinbaseRule::kSubsidyFirst) add_input(subsidy, {});
  auto fee = fees_.begin();
  for (TxId tx{tx_.value + 1}; tx < view_.end_tx(height); ++tx) {
    if (fee == fees_.end() || fee->tx != tx) {
      add_input(view_.tx_fee[tx.value], {});
      continue;
    }
    const std::span<const Portion> taint = pool_.get(fee->taint);
    flows_.input(CoinId{}, tx, Satoshi{fee->value}, taint);
    add_input(fee->value, taint);
    ++fee;
  }
  if (options_.coinbase == CoinbaseRule::kFeesFirst) add_input(subsidy, {});
}

void Tracer::add_input(std::uint64_t value, std::span<const Portion> taint) {
  inputs_.push_back({.value = Satoshi{value}, .taint = taint});
  if (value == ledger::kUnknownValue)
    values_known_ = false;
  else
    add(in_total_, Satoshi{value});
}

void Tracer::add(Satoshi& total, Satoshi value) const {
  if (__builtin_add_overflow(total.value, value.value, &total.value))
    throw_corrupt(fmt::format("the values of transaction {} exceed 64 bits", tx_.value));
}

// What a coin holds was measured by its own row; the input that spends it has a column of its own.
void Tracer::check_fits(std::uint64_t value, std::span<const Portion> taint) const {
  if (kind_ == DoctrineKind::kPoison) return;
  Satoshi held;
  for (const Portion& part : taint) held += part.amount;
  const bool fits = kind_ == DoctrineKind::kHaircut ? held.value <= value : held.value == value;
  if (!fits)
    throw_corrupt(
        fmt::format("transaction {} spends a coin at another value than it has", tx_.value), {},
        "Run `spoor ledger verify`, then make the ledger anew from the block files");
}

std::optional<RowKind> Tracer::stop() const {
  if (kind_ != DoctrineKind::kPoison && !balanced()) return RowKind::kUnknownInput;
  if (kind_ == DoctrineKind::kDirtyFirst && is_mixed()) return RowKind::kMixed;
  return std::nullopt;
}

bool Tracer::is_mixed() const {
  Satoshi dirty;
  for (const PourInput& input : inputs_) dirty += tainted(input.taint);
  return dirty != in_total_;
}

bool Tracer::follow() {
  gather_inputs();
  if (const std::optional<RowKind> kind = stop()) {
    for (const Arrival& coin : walk_.arrivals()) end_arrival(coin, *kind);
    return false;
  }
  pour(fee_rule_);
  for (const Arrival& coin : walk_.arrivals()) pool_.release(coin.cargo);
  pay_fee();
  return true;
}

// The last transaction of a block, whose tainted fees it takes.
bool Tracer::follow_coinbase() {
  gather_fees();
  fees_hit_limit_ = fees_hit_limit_ || walk_.at_limit();
  const std::optional<RowKind> kind = walk_.at_limit() ? RowKind::kLimit : stop();
  if (!kind) pour(FeeRule::kLast);
  for (const TaintedFee& fee : fees_) {
    const bool known = fee.value != ledger::kUnknownValue;
    if (kind) flows_.fee_end(fee.tx, *kind);
    if (kind && known) builder_.add_without_coin(*kind, pool_.get(fee.taint));
    pool_.release(fee.taint);
  }
  fees_.clear();
  if (kind) return false;
  if (balanced())
    builder_.add_without_coin(RowKind::kUnclaimed, pour_.rest());
  else
    builder_.unknown_fee();
  flows_.fee(balanced() ? pour_.rest() : std::span<const Portion>{});
  return true;
}

// A rest that is not known (poison goes on then) is poured as one satoshi: it tells the labels.
void Tracer::pour(FeeRule rule) {
  walk_.follow();
  pour_.run(inputs_, outputs_, balanced() ? in_total_ - out_total_ : Satoshi{1}, rule);
  builder_.add_without_coin(RowKind::kRounding, pour_.rounding());
  flows_.rounding(pour_.rounding());
  check_bounds();
}

// Law 2: no output holds more than it is worth or than came in, nor less than what fits nowhere
// else. Haircut may fall short of that by the satoshi that it drops for each label.
void Tracer::check_bounds() const {
  if (kind_ == DoctrineKind::kPoison || kind_ == DoctrineKind::kDirtyFirst) return;
  Satoshi came;
  for (const PourInput& input : inputs_) came += tainted(input.taint);
  const Satoshi clean = in_total_ - came;
  const Satoshi dropped{kind_ == DoctrineKind::kHaircut ? builder_.labels() : 0};
  const auto within = [&](Satoshi value, std::span<const Portion> taint) {
    const Satoshi held = tainted(taint);
    return held <= std::min(value, came) && held + dropped + clean >= value;
  };
  for (std::size_t i = 0; i < outputs_.size(); ++i) ASSERT(within(outputs_[i], pour_.output(i)));
  ASSERT(within(in_total_ - out_total_, pour_.rest()));
}

void Tracer::pay_fee() {
  if (!balanced()) builder_.unknown_fee();
  flows_.fee(balanced() ? pour_.rest() : std::span<const Portion>{});
  if (pour_.rest().empty()) return;
  if (options_.coinbase == CoinbaseRule::kDiscard) {
    if (balanced()) builder_.add_without_coin(RowKind::kFee, pour_.rest());
    return;
  }
  const std::uint64_t fee = balanced() ? (in_total_ - out_total_).value : ledger::kUnknownValue;
  fees_.push_back({.tx = tx_, .value = fee, .taint = pool_.store(pour_.rest())});
  walk_.visit_coinbase();
}

void Tracer::end_arrival(const Arrival& coin, RowKind kind) {
  builder_.add(kind, view_.coin_of(coin.input), coin.from, pool_.get(coin.cargo));
  pool_.release(coin.cargo);
}

void Tracer::place_outputs(bool poured) {
  std::span<const Seed> seeds = book_.within(rows_.first_coin, rows_.end_coin);
  if (!poured && seeds.empty()) return;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const CoinId coin{rows_.first_coin.value + i};
    const std::span<const Seed> here = take_coin(seeds, coin);
    place(coin, outputs_[i], poured ? pour_.output(i) : std::span<const Portion>{}, here);
  }
}

void Tracer::place_prehistory_seeds() {
  std::span<const Seed> seeds = book_.of_prehistory();
  while (!seeds.empty()) {
    const CoinId coin = seeds.front().coin;
    place(coin, coin_value(view_, coin).value(), {}, take_coin(seeds, coin));
    flows_.show(TxId{}, false, false);
  }
}

void Tracer::place(CoinId coin, Satoshi value, std::span<const Portion> taint,
                   std::span<const Seed> seeds) {
  Fate fate;
  if (seeds.empty()) {
    if (!taint.empty()) {
      fate = fates_.of(coin, tainted(taint));
      settle(coin, taint, fate);
    }
    flows_.output(coin, value, taint, fate);
    return;
  }
  marker_.mark(value, taint, seeds);
  builder_.accept(marker_.accepted());
  for (const Overlap& overlap : marker_.overlaps()) builder_.overlap(overlap);
  fate = fates_.of_seed(coin);
  settle(coin, marker_.taint(), fate);
  flows_.output(coin, value, taint, fate);
  flows_.seed(coin, marker_.accepted(), fate);
}

void Tracer::settle(CoinId coin, std::span<const Portion> taint, const Fate& fate) {
  if (fate.ends)
    builder_.add(*fate.ends, coin, tx_, taint, fate.service);
  else
    walk_.move({.input = fate.spender, .from = tx_, .cargo = pool_.store(taint)});
}

}  // namespace

TraceResult trace(const ledger::ChainView& view, const Seeds& seeds, const TraceOptions& options) {
  return Tracer(view, seeds, options).run();
}

}  // namespace spoor::tracing
