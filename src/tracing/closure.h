// The poison closure of seeds, for those who ask something else of it than a trace: every
// transaction that any seed money could be in, in chain order, with the values in and out.
//
// All labels together, so that stops spare every seed coin, as they do in a trace; a visitor that
// asks about one label passes over the seeds of the others.
//
// A visitor says what a moving coin carries and what a transaction makes of it:
//
//   using Cargo = …;  using State = …;                      both default constructible
//   State enter(TxId, const TxMoney&, std::span<const Cargo>)   a transaction with arrivals
//   std::optional<Cargo> output(const State*, const ClosureCoin&)   null: only seeds come here
//   Cargo move_rest(const State&, std::optional<Satoshi>)   a fee that enters the coinbase
//   void lose_rest(const State&, std::optional<Satoshi>)    a fee that does not, or unclaimed value
//   void unfinished(CoinId, TxId from, const Cargo&)        still moving at the limit; both
//                                                           invalid: a fee before its coinbase
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "tracing/chain_walk.h"
#include "tracing/fates.h"
#include "tracing/seed_book.h"
#include "tracing/trace.h"

namespace spoor::tracing {

// The values of a transaction. Not known: an input, or a fee that a coinbase takes, is of unknown
// value, or more comes out than goes in.
struct TxMoney {
  bool known = true;
  Satoshi in;
  Satoshi out;

  std::optional<Satoshi> rest() const { return known ? std::optional(in - out) : std::nullopt; }
};
// With the subsidy and the fees of its block, where `takes_fees` is set.
TxMoney money_of(const ledger::ChainView& view, TxId tx, bool takes_fees);

struct ClosureCoin {
  CoinId coin;
  TxId tx;  // invalid for prehistory
  Satoshi value;
  std::span<const Seed> seeds;
  Fate fate;  // as in poison: the minimum is compared with the coin's value
};

template <class Visitor>
class Closure {
 public:
  Closure(const ledger::ChainView& view, const Seeds& seeds, const TraceOptions& options,
          Visitor& visitor)
      : view_(view),
        discards_fees_(options.coinbase == CoinbaseRule::kDiscard),
        visitor_(visitor),
        cutoff_(make_cutoff(view, options.until)),
        book_(view, seeds, DoctrineKind::kPoison, cutoff_),
        fates_(view, cutoff_, options.stops, options.minimum),
        walk_(view, cutoff_,
              {.coinbase = options.coinbase, .limit = options.limit, .progress = options.progress},
              book_.makers()) {}

  // True where everything was followed to its end, false where the limit was reached.
  bool run() {
    place_prehistory_seeds();
    while (walk_.next()) visit();
    const std::vector<Arrival> moving = walk_.still_moving();
    for (const Arrival& coin : moving)
      visitor_.unfinished(view_.coin_of(coin.input), coin.from, coin.cargo);
    return moving.empty() && !fees_hit_limit_;
  }

 private:
  using Cargo = typename Visitor::Cargo;
  using State = typename Visitor::State;
  using Walk = ChainWalk<Cargo>;
  using Arrival = typename Walk::Arrival;

  void visit() {
    const TxId tx = walk_.tx();
    const bool takes_fees = !fees_.empty() && tx < fees_from_;
    cargo_.clear();
    if (takes_fees && walk_.at_limit())
      drop_fees();
    else if (takes_fees)
      cargo_.swap(fees_);
    for (const Arrival& coin : walk_.arrivals()) cargo_.push_back(coin.cargo);

    State state;
    const bool reached = !cargo_.empty();
    if (reached) {
      walk_.follow();
      const TxMoney money = money_of(view_, tx, takes_fees);
      state = visitor_.enter(tx, money, cargo_);
      if (money.rest() != Satoshi{}) place_rest(tx, state, money.rest(), takes_fees);
    }
    place_outputs(tx, reached ? &state : nullptr);
  }

  void drop_fees() {
    for (const Cargo& fee : fees_) visitor_.unfinished(CoinId{}, TxId{}, fee);
    fees_.clear();
    fees_hit_limit_ = true;
  }

  void place_rest(TxId tx, const State& state, std::optional<Satoshi> rest, bool is_coinbase) {
    if (discards_fees_ || is_coinbase) return visitor_.lose_rest(state, rest);
    if (fees_.empty()) fees_from_ = tx;
    fees_.push_back(visitor_.move_rest(state, rest));
    walk_.visit_coinbase();
  }

  void place_outputs(TxId tx, const State* state) {
    const TxRows rows = rows_of(view_, tx);
    std::span<const Seed> seeds = book_.within(rows.first_coin, rows.end_coin);
    for (CoinId coin = rows.first_coin; coin < rows.end_coin; ++coin) {
      const Satoshi value = view_.coins[coin.value].value();
      const std::span<const Seed> here = take_coin(seeds, coin);
      if (value == Satoshi{} || (state == nullptr && here.empty())) continue;
      place(state, {.coin = coin,
                    .tx = tx,
                    .value = value,
                    .seeds = here,
                    .fate = here.empty() ? fates_.of(coin, value) : fates_.of_seed(coin)});
    }
  }

  void place_prehistory_seeds() {
    std::span<const Seed> seeds = book_.of_prehistory();
    while (!seeds.empty()) {
      const CoinId coin = seeds.front().coin;
      place(nullptr, {.coin = coin,
                      .tx = {},
                      .value = coin_value(view_, coin).value(),
                      .seeds = take_coin(seeds, coin),
                      .fate = fates_.of_seed(coin)});
    }
  }

  void place(const State* state, const ClosureCoin& coin) {
    const std::optional<Cargo> cargo = visitor_.output(state, coin);
    if (cargo && !coin.fate.ends)
      walk_.move({.input = coin.fate.spender, .from = coin.tx, .cargo = *cargo});
  }

  const ledger::ChainView& view_;
  bool discards_fees_;
  Visitor& visitor_;
  Cutoff cutoff_;
  SeedBook book_;
  Fates fates_;
  Walk walk_;
  std::vector<Cargo> cargo_;  // of the present transaction
  std::vector<Cargo> fees_;   // that wait for the coinbase of the present block
  TxId fees_from_;            // the first of their transactions
  bool fees_hit_limit_ = false;
};

}  // namespace spoor::tracing
