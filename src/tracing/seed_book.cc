#include "tracing/seed_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "tracing/purse.h"

namespace spoor::tracing {
namespace {

Overlap overlap_of(const Seed& seed) {
  return {.label = seed.label, .coin = seed.coin, .amount = {}, .holders = {}, .line = seed.line};
}

// As many rows from the first as follow each other in the coin: a file of segments is one such run,
// and is marked in one pass.
std::size_t run_length(std::span<const Seed> seeds) {
  std::size_t n = 1;
  while (n < seeds.size() && seeds[n].offset >= seeds[n - 1].offset + seeds[n - 1].amount) ++n;
  return n;
}

bool before_in_chain(const Seed& a, const Seed& b) {
  return chain_order(a.coin) < chain_order(b.coin);
}

}  // namespace

SeedBook::SeedBook(const ledger::ChainView& view, const Seeds& seeds, DoctrineKind kind,
                   const Cutoff& cutoff)
    : seeds_(seeds.rows) {
  std::stable_sort(seeds_.begin(), seeds_.end(), before_in_chain);
  for (const Seed& seed : seeds_) {
    if (ledger::ChainView::is_prehistory(seed.coin)) continue;
    if (seed.coin >= cutoff.end_coin) {
      const bitcoin::Outpoint coin = outpoint_of(view, seed.coin);
      throw_bad_input(fmt::format("the seed coin {} was made after the cut-off, block {}",
                                  to_text(coin), cutoff.until.value),
                      place_of(seeds.file, coin, seed.line), "Leave it out, or move the cut-off");
    }
    const TxId maker = view.tx_of(seed.coin);
    if (makers_.empty() || makers_.back() != maker) makers_.push_back(maker);
  }
  check_sums(view, seeds.file, kind == DoctrineKind::kPoison);
}

void SeedBook::check_sums(const ledger::ChainView& view, const std::string& file,
                          bool rows_alone) const {
  Satoshi left;
  for (std::size_t i = 0; i < seeds_.size(); ++i) {
    const Seed& seed = seeds_[i];
    if (rows_alone || i == 0 || seeds_[i - 1].coin != seed.coin)
      left = coin_value(view, seed.coin).value_or(Satoshi{});
    if (seed.amount > left || seed.amount == Satoshi{}) {
      const bitcoin::Outpoint coin = outpoint_of(view, seed.coin);
      throw_bad_input(fmt::format("the seeds of coin {} exceed its value", to_text(coin)),
                      place_of(file, coin, seed.line));
    }
    left -= seed.amount;
  }
}

std::span<const Seed> SeedBook::within(std::uint64_t first, std::uint64_t end) const {
  const auto below = [](const Seed& seed, std::uint64_t key) {
    return chain_order(seed.coin) < key;
  };
  const auto begin = std::lower_bound(seeds_.begin(), seeds_.end(), first, below);
  return {begin, std::lower_bound(begin, seeds_.end(), end, below)};
}

std::span<const Seed> take_coin(std::span<const Seed>& seeds, CoinId coin) {
  std::size_t here = 0;
  while (here < seeds.size() && seeds[here].coin == coin) ++here;
  const std::span<const Seed> taken = seeds.first(here);
  seeds = seeds.subspan(here);
  return taken;
}

void SeedMarker::mark(Satoshi value, std::span<const Portion> taint, std::span<const Seed> seeds) {
  taint_.assign(taint.begin(), taint.end());
  accepted_.clear();
  overlaps_.clear();
  const bool ordered = kind_ == DoctrineKind::kOrdered || kind_ == DoctrineKind::kDirtyFirst;
  if (ordered && taint_.empty()) taint_.push_back({kClean, value});
  while (!seeds.empty()) {
    const std::size_t run = ordered ? run_length(seeds) : 1;
    if (kind_ == DoctrineKind::kPoison)
      mark_whole(value, seeds.front());
    else if (kind_ == DoctrineKind::kHaircut)
      mark_share(value, seeds.front());
    else
      mark_stretches(seeds.first(run));
    seeds = seeds.subspan(run);
  }
}

// Ordered: the clean satoshis of each [offset, offset + amount) take its label, in one pass.
void SeedMarker::mark_stretches(std::span<const Seed> run) {
  marked_.clear();
  Overlap overlap = overlap_of(run.front());
  Satoshi at;
  for (const Portion& part : taint_) {
    const Satoshi part_end = at + part.amount;
    while (at < part_end) {
      while (!run.empty() && run.front().offset + run.front().amount <= at) {
        note(std::move(overlap));
        run = run.subspan(1);
        if (!run.empty()) overlap = overlap_of(run.front());
      }
      const bool inside = !run.empty() && run.front().offset <= at;
      Satoshi stop = part_end;
      if (!run.empty())
        stop =
            std::min(stop, inside ? run.front().offset + run.front().amount : run.front().offset);
      const Label label = inside && part.label == kClean ? run.front().label : part.label;
      append_merged(marked_, 0, {label, stop - at});
      if (inside && part.label == kClean) accept(label, stop - at);
      if (inside && part.label != kClean) {
        overlap.amount += stop - at;
        overlap.holders.push_back(part.label);
      }
      at = stop;
    }
  }
  if (!run.empty()) note(std::move(overlap));
  std::swap(taint_, marked_);
}

// Pro rata: as much as there is clean money in the coin.
void SeedMarker::mark_share(Satoshi value, const Seed& seed) {
  Satoshi clean = value;
  Overlap overlap = overlap_of(seed);
  for (const Portion& part : taint_) {
    clean -= part.amount;
    overlap.holders.push_back(part.label);
  }
  const Satoshi got = std::min(seed.amount, clean);
  accept(seed.label, got);
  add_share(taint_, {seed.label, got});
  overlap.amount = seed.amount - got;
  note(std::move(overlap));
}

void SeedMarker::mark_whole(Satoshi value, const Seed& seed) {
  const auto has = [&](const std::vector<Portion>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Portion& part) { return part.label == seed.label; });
  };
  if (!has(accepted_)) accept(seed.label, value);
  if (!has(taint_)) add_share(taint_, {seed.label, value});
}

void SeedMarker::accept(Label label, Satoshi amount) { add_share(accepted_, {label, amount}); }

// To a list sorted by label.
void SeedMarker::add_share(std::vector<Portion>& list, Portion portion) {
  if (portion.amount == Satoshi{}) return;
  const auto at =
      std::lower_bound(list.begin(), list.end(), portion.label,
                       [](const Portion& part, Label label) { return part.label < label; });
  if (at != list.end() && at->label == portion.label)
    at->amount += portion.amount;
  else
    list.insert(at, portion);
}

void SeedMarker::note(Overlap overlap) {
  if (overlap.amount == Satoshi{}) return;
  std::sort(overlap.holders.begin(), overlap.holders.end());
  overlap.holders.erase(std::unique(overlap.holders.begin(), overlap.holders.end()),
                        overlap.holders.end());
  overlaps_.push_back(std::move(overlap));
}

}  // namespace spoor::tracing
