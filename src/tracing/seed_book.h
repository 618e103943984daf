// The seeds of a run, checked against doctrine and cut-off, found by coin, and the marking of a
// coin's satoshis by them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/chain_view.h"
#include "tracing/chain_walk.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::tracing {

class SeedBook {
 public:
  // Throws Error(kBadInput) as `trace` says.
  SeedBook(const ledger::ChainView& view, const Seeds& seeds, DoctrineKind kind,
           const Cutoff& cutoff);

  // Transactions that made seed coins, each once.
  const std::vector<TxId>& makers() const { return makers_; }
  // By coin in chain order, then in file order. Prehistory coins come first.
  std::span<const Seed> all() const { return seeds_; }
  std::span<const Seed> of_prehistory() const { return within(0, ledger::kPrehistoryBit); }
  std::span<const Seed> within(CoinId first, CoinId end) const {
    return within(chain_order(first), chain_order(end));
  }

 private:
  std::span<const Seed> within(std::uint64_t first, std::uint64_t end) const;
  void check_sums(const ledger::ChainView& view, const std::string& file, bool rows_alone) const;

  std::vector<Seed> seeds_;
  std::vector<TxId> makers_;
};

// The first seeds of the list, if they are on that coin; the list goes on behind them.
std::span<const Seed> take_coin(std::span<const Seed>& seeds, CoinId coin);

// What the seeds of one coin do to it.
class SeedMarker {
 public:
  explicit SeedMarker(DoctrineKind kind) : kind_(kind) {}

  // `taint` as in PourInput; `seeds` are all of one coin, not empty. Results are as below, until
  // the next call.
  void mark(Satoshi value, std::span<const Portion> taint, std::span<const Seed> seeds);

  std::span<const Portion> taint() const { return taint_; }        // of the coin, marked
  std::span<const Portion> accepted() const { return accepted_; }  // sorted by label
  std::span<const Overlap> overlaps() const { return overlaps_; }

 private:
  void mark_stretches(std::span<const Seed> run);
  void mark_share(Satoshi value, const Seed& seed);
  void mark_whole(Satoshi value, const Seed& seed);
  void accept(Label label, Satoshi amount);
  static void add_share(std::vector<Portion>& list, Portion portion);
  void note(Overlap overlap);

  DoctrineKind kind_;
  std::vector<Portion> taint_;
  std::vector<Portion> accepted_;
  std::vector<Overlap> overlaps_;
  std::vector<Portion> marked_;  // scratch
};

}  // namespace spoor::tracing
