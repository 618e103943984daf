// The order in which a chain is followed: one pass over the transactions that moving coins reach.
//
// What moves is a coin that will be spent below the cut-off, with some cargo (its taint, an
// interval, a node of a graph). The walk gives, one after the other in chain order, the
// transactions that spend moving coins and those that were asked for (the makers of seed coins). A
// coinbase whose rule lets fees in comes after all other transactions of its block, because it
// spends their fees.
//
//   while (walk.next())
//     … walk.tx(), walk.arrivals() …, walk.follow() where they are passed on,
//     then walk.move(…) for each new coin that is spent
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "ledger/chain_view.h"
#include "tracing/chain_queue.h"
#include "tracing/doctrine.h"

namespace spoor::tracing {

// The last block that counts, and the first transaction, input and coin beyond it.
struct Cutoff {
  Height until;
  TxId end_tx;
  InputId end_input;
  CoinId end_coin;
};
// Throws Error(kNotFound) where the ledger is empty or does not reach `until`.
Cutoff make_cutoff(const ledger::ChainView& view, std::optional<Height> until);

// The rows of one transaction, checked to lie inside their tables.
struct TxRows {
  InputId first_input, end_input;
  CoinId first_coin, end_coin;
};
TxRows rows_of(const ledger::ChainView& view, TxId tx);

// Finds the transactions of inputs, and the blocks of transactions, that come in ascending order:
// galloping from the last one found touches little memory where they lie close.
class ChainCursor {
 public:
  explicit ChainCursor(const ledger::ChainView& view) : view_(view) {}
  TxId tx_of(InputId input);
  Height height_of(TxId tx);

 private:
  const ledger::ChainView& view_;
  std::uint64_t tx_row_ = 0;
  std::uint64_t block_row_ = 0;
};

// A transaction that is visited though nothing may move into it. `bound` is the first input that
// comes after it in the order of the walk.
struct Wake {
  std::uint64_t bound = 0;
  bool last_in_block = false;  // a coinbase that waits for the fees
  TxId tx;
  auto operator<=>(const Wake&) const = default;
};
Wake wake_for(const ledger::ChainView& view, TxId tx, CoinbaseRule rule);
[[noreturn]] void throw_spent_before_made(TxId tx);

template <class Cargo>
class ChainWalk {
 public:
  struct Arrival {
    InputId input;  // that spends the coin
    TxId from;      // that made it; invalid for prehistory
    Cargo cargo;

    std::uint64_t key() const { return input.value; }
  };

  struct Options {
    CoinbaseRule coinbase = CoinbaseRule::kDiscard;
    std::uint64_t limit = ~0ULL;  // of transactions that are followed
    Progress* progress = nullptr;
  };

  // `visits`: transactions to be visited in any case, in any order. The view must outlive the walk.
  ChainWalk(const ledger::ChainView& view, const Cutoff& cutoff, Options options,
            std::span<const TxId> visits)
      : view_(view), cutoff_(cutoff), options_(options), cursor_(view) {
    for (const TxId tx : visits) wakes_.push_back(wake_for(view, tx, options.coinbase));
    std::sort(wakes_.begin(), wakes_.end());
    wakes_.erase(std::unique(wakes_.begin(), wakes_.end()), wakes_.end());
  }

  // A coin of the present transaction, or of prehistory before the first one, moves on. Its spender
  // must lie below the cut-off.
  void move(const Arrival& coin) {
    if (coin.input.value < floor_) throw_spent_before_made(tx_);
    queue_.push(coin);
  }

  // Fees of the present transaction enter its block's coinbase, which is to be visited.
  void visit_coinbase() {
    if (!coinbase_)
      coinbase_ = wake_for(view_, view_.first_tx(cursor_.height_of(tx_)), options_.coinbase);
  }

  // Goes to the next transaction; false at the end. Arrivals are in vin order; none: the
  // transaction was asked for, or is a coinbase.
  bool next() {
    arrivals_.clear();
    const Wake wake = next_wake();
    Arrival first;
    if (!at_limit() && queue_.pop_below(wake.bound, first)) {
      arrivals_.push_back(first);
      gather(cursor_.tx_of(first.input));
      if (wake.tx == tx_ && !wake.last_in_block) drop(wake);
    } else {
      if (!wake.tx.valid()) return false;
      drop(wake);
      tx_ = wake.tx;
      floor_ = wake.bound;
    }
    if (options_.progress != nullptr && (++steps_ & 0xfff) == 0)
      options_.progress->update(tx_.value);
    return true;
  }

  TxId tx() const { return tx_; }
  std::span<const Arrival> arrivals() const { return arrivals_; }
  // What came into the present transaction goes on. One with arrivals may be followed; ask before
  // a coinbase, whose fees make no arrivals.
  void follow() {
    ASSERT(!at_limit());
    ++followed_;
  }
  bool at_limit() const { return followed_ >= options_.limit; }
  std::uint64_t followed() const { return followed_; }
  // After the end: what still moves, because the limit was reached.
  std::vector<Arrival> still_moving() { return queue_.drain(); }

 private:
  void gather(TxId tx) {
    tx_ = tx;
    floor_ = rows_of(view_, tx).end_input.value;
    Arrival more;
    while (queue_.pop_below(floor_, more)) arrivals_.push_back(more);
  }

  Wake next_wake() const {
    Wake wake{.bound = cutoff_.end_input.value, .last_in_block = true, .tx = {}};
    if (next_wake_ < wakes_.size()) wake = wakes_[next_wake_];
    if (coinbase_ && *coinbase_ < wake) wake = *coinbase_;
    return wake;
  }
  void drop(const Wake& wake) {
    if (next_wake_ < wakes_.size() && wakes_[next_wake_] == wake) ++next_wake_;
    if (coinbase_ == wake) coinbase_.reset();
  }

  const ledger::ChainView& view_;
  Cutoff cutoff_;
  Options options_;
  ChainCursor cursor_;
  ChainQueue<Arrival> queue_;
  std::vector<Wake> wakes_;  // sorted
  std::size_t next_wake_ = 0;
  std::optional<Wake> coinbase_;  // of the present block, where fees wait for it
  std::vector<Arrival> arrivals_;
  TxId tx_;
  std::uint64_t floor_ = 0;  // no coin made now is spent by an earlier input
  std::uint64_t followed_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace spoor::tracing
