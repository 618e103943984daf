// The laws of DESIGN and METHODS 1.0 over random chains, whatever the doctrine and the options.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/random_trace.h"
#include "tracing/back.h"
#include "tracing/test_trace.h"
#include "tracing/trace.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;
using spoor::testing::random_chain;
using spoor::testing::random_options;
using spoor::testing::random_seeds;

// More than rapidcheck's hundred chains a law, unless the caller says otherwise.
[[maybe_unused]] const int kMoreChains = setenv("RC_PARAMS", "max_success=1000", 0);

struct Given {
  MemoryChain chain = random_chain();
  ledger::ChainView view = chain.view();
  Seeds seeds = random_seeds(chain);
  TraceOptions options = random_options(chain, seeds);

  Given() { RC_LOG() << describe(view, seeds, options); }
};

bool is_poison(Doctrine doctrine) { return doctrine.kind == DoctrineKind::kPoison; }

// Coins that held any taint, and the tainted parts of each transaction.
class TaintedCoins : public FlowVisitor {
 public:
  void on_transaction(const Flow& flow) override {
    for (const FlowOutput& output : flow.outputs)
      if (!output.taint.empty()) coins.insert(output.coin);
    ++transactions;
    outputs += flow.outputs.size() + 2;
  }
  void on_seed(const SeedFlow& flow) override {
    if (!flow.accepted.empty()) coins.insert(flow.coin);
  }

  std::set<CoinId> coins;
  std::uint64_t transactions = 0;
  std::uint64_t outputs = 0;  // fees and rounding counted
};

RC_GTEST_PROP(Laws, WhatIsAcceptedEndsSomewhere, ()) {
  const Given given;
  RC_PRE(!is_poison(given.options.doctrine));
  const TraceResult result = trace(given.view, given.seeds, given.options);
  std::map<Label, std::uint64_t> declared, ended, overlap;
  for (const Seed& seed : given.seeds.rows) declared[seed.label] += seed.amount.value;
  for (const Row& row : result.rows) ended[row.label] += row.amount.value;
  for (const Overlap& row : result.overlaps) overlap[row.label] += row.amount.value;
  for (std::uint16_t i = 1; i <= given.seeds.labels.size(); ++i) {
    const LabelTotals& total = result.total(Label{i});
    RC_ASSERT(ended[Label{i}] == total.accepted.value);
    RC_ASSERT(overlap[Label{i}] == total.overlap.value);
    RC_ASSERT(declared[Label{i}] == total.accepted.value + total.overlap.value);
    RC_ASSERT(total.of(RowGroup::kHolding) + total.of(RowGroup::kEndpoint) +
                  total.of(RowGroup::kSink) ==
              total.accepted);
  }
}

RC_GTEST_PROP(Laws, NoCoinHoldsMoreThanItIsWorth, ()) {
  const Given given;
  const TraceResult result = trace(given.view, given.seeds, given.options);
  std::map<CoinId, std::uint64_t> held;
  std::set<std::pair<Label, CoinId>> seen;
  for (const Row& row : result.rows) {
    if (!row.has_coin()) continue;
    RC_ASSERT(row.amount.value > 0U);
    const std::uint64_t value = coin_value(given.view, row.coin)->value;
    held[row.coin] += row.amount.value;
    RC_ASSERT((is_poison(given.options.doctrine) ? row.amount.value : held[row.coin]) <= value);
    RC_ASSERT(seen.emplace(row.label, row.coin).second);  // one row a label and coin
  }
}

// Of each transaction: lb = max(0, o - (S - T)), ub = min(o, T).
class BoundsCheck : public FlowVisitor {
 public:
  BoundsCheck(const ledger::ChainView& view, std::uint64_t slack) : view_(view), slack_(slack) {}

  void on_transaction(const Flow& flow) override {
    if (flow.is_coinbase) return;
    std::uint64_t in = 0, tainted = 0, out = 0;
    for (InputId input = view_.first_input(flow.tx); input < view_.end_input(flow.tx); ++input)
      in += view_.value_of(input)->value;
    for (const FlowInput& input : flow.inputs) tainted += sum(input.taint);
    for (const FlowOutput& output : flow.outputs) {
      out += output.value.value;
      check(output.value.value, sum(output.taint), in - tainted, tainted);
    }
    check(in - out, sum(flow.fee), in - tainted, tainted);
  }

 private:
  static std::uint64_t sum(std::span<const Portion> list) {
    std::uint64_t total = 0;
    for (const Portion& part : list) total += part.amount.value;
    return total;
  }
  void check(std::uint64_t value, std::uint64_t held, std::uint64_t clean,
             std::uint64_t tainted) const {
    RC_ASSERT(held <= std::min(value, tainted));
    RC_ASSERT(held + slack_ >= (value > clean ? value - clean : 0));
  }

  const ledger::ChainView& view_;
  std::uint64_t slack_;
};

RC_GTEST_PROP(Laws, EveryTransactionKeepsTheBounds, ()) {
  Given given;
  const DoctrineKind kind = given.options.doctrine.kind;
  RC_PRE(kind == DoctrineKind::kOrdered || kind == DoctrineKind::kHaircut);
  BoundsCheck check(given.view, kind == DoctrineKind::kHaircut ? given.seeds.labels.size() : 0);
  given.options.flows = &check;
  trace(given.view, given.seeds, given.options);
}

RC_GTEST_PROP(Laws, EveryDoctrineStaysInsidePoison, ()) {
  Given given;
  given.options.limit = ~0ULL;
  TaintedCoins own, poison;
  given.options.flows = &own;
  trace(given.view, given.seeds, given.options);
  given.options.doctrine = kPoison;
  given.options.flows = &poison;
  trace(given.view, given.seeds, given.options);
  RC_ASSERT(
      std::includes(poison.coins.begin(), poison.coins.end(), own.coins.begin(), own.coins.end()));
}

RC_GTEST_PROP(Laws, DirtyFirstStaysInsideFifo, ()) {
  Given given;
  given.options.limit = ~0ULL;
  given.options.minimum = {};
  TaintedCoins dirty, fifo;
  given.options.doctrine = kDirtyFirst;
  given.options.flows = &dirty;
  trace(given.view, given.seeds, given.options);
  given.options.doctrine = kFifo;
  given.options.flows = &fifo;
  trace(given.view, given.seeds, given.options);
  RC_ASSERT(
      std::includes(fifo.coins.begin(), fifo.coins.end(), dirty.coins.begin(), dirty.coins.end()));
}

using Line = std::tuple<std::string, RowKind, std::uint64_t, std::uint32_t, std::uint64_t>;
Line line(const Seeds& seeds, const Row& row) {
  return {seeds.label(row.label), row.kind, chain_order(row.coin), row.service, row.amount.value};
}

std::vector<Line> lines(const Seeds& seeds, const TraceResult& result) {
  std::vector<Line> all;
  for (const Row& row : result.rows) all.push_back(line(seeds, row));
  return all;
}

RC_GTEST_PROP(Laws, AVisitorAndSegmentsChangeNothing, ()) {
  Given given;
  const TraceResult with = trace(given.view, given.seeds, given.options);
  TaintedCoins visitor;
  given.options.flows = &visitor;
  given.options.keep_segments = false;
  const TraceResult without = trace(given.view, given.seeds, given.options);
  RC_ASSERT(lines(given.seeds, with) == lines(given.seeds, without));
  RC_ASSERT(without.segments.empty());
  RC_ASSERT(visitor.transactions == with.transactions);
}

// The seeds of a run that goes on after `until`: what rested there, and the seeds made later.
Seeds resume_seeds(const Given& given, const TraceResult& first) {
  SeedFile file{.file = "segments.csv", .rows = {}};
  if (!first.segments.empty())
    file = parse_seeds(segments_csv(given.view, given.seeds, first), file.file);
  const TxId end = given.view.end_tx(first.until);
  for (const Seed& seed : given.seeds.rows) {
    if (ledger::ChainView::is_prehistory(seed.coin) || given.view.tx_of(seed.coin) < end) continue;
    file.rows.push_back({.coin = outpoint_of(given.view, seed.coin),
                         .amount = seed.amount,
                         .offset = seed.offset,
                         .label = given.seeds.label(seed.label)});
  }
  return resolve_seeds(file, given.view,
                       [&](const bitcoin::Outpoint& coin) { return given.chain.find(coin); });
}

Seeds up_to(const Given& given, Height until) {
  Seeds early = given.seeds;
  std::erase_if(early.rows, [&](const Seed& seed) {
    return !ledger::ChainView::is_prehistory(seed.coin) &&
           given.view.tx_of(seed.coin) >= given.view.end_tx(until);
  });
  return early;
}

RC_GTEST_PROP(Laws, ATraceResumedFromSegmentsEqualsOneAtOnce, ()) {
  Given given;
  given.options.limit = ~0ULL;
  const TraceResult whole = trace(given.view, given.seeds, given.options);
  TraceOptions first_options = given.options;
  const std::uint32_t blocks = whole.until.value - given.view.first_height;
  first_options.until = Height{given.view.first_height + *rc::gen::inRange(0U, blocks + 1)};
  const TraceResult first = trace(given.view, up_to(given, *first_options.until), first_options);
  const Seeds seeds = resume_seeds(given, first);
  const TraceResult second = trace(given.view, seeds, given.options);

  // What had ended already, and how the rest ends; what has no coin adds up.
  std::map<std::tuple<std::string, RowKind, std::uint64_t, std::uint32_t>, std::uint64_t> parts,
      all;
  const auto add = [](auto& sums, const Line& l) {
    sums[{std::get<0>(l), std::get<1>(l), std::get<2>(l), std::get<3>(l)}] += std::get<4>(l);
  };
  for (const Row& row : first.rows)
    if (row.kind != RowKind::kHolding) add(parts, line(given.seeds, row));
  for (const Row& row : second.rows) add(parts, line(seeds, row));
  for (const Row& row : whole.rows) add(all, line(given.seeds, row));
  RC_ASSERT(parts == all);
  RC_ASSERT(first.transactions + second.transactions == whole.transactions);
  RC_ASSERT(first.overlaps.size() + second.overlaps.size() == whole.overlaps.size());
}

std::map<CoinId, std::uint64_t> by_coin(const TraceResult& result, Label label) {
  std::map<CoinId, std::uint64_t> sums;
  for (const Row& row : result.rows)
    if (row.has_coin() && row.label == label) sums[row.coin] += row.amount.value;
  return sums;
}

Seeds only(const Seeds& seeds, Label label) {
  Seeds alone = seeds;
  std::erase_if(alone.rows, [&](const Seed& seed) { return seed.label != label; });
  return alone;
}

// Labels share nothing but rounding's room in the fee.
RC_GTEST_PROP(Laws, HaircutLabelsDoNotDisturbEachOther, ()) {
  Given given;
  given.options.doctrine = kHaircut;
  given.options.limit = ~0ULL;
  given.options.minimum = {};
  given.options.stops.clear();  // they spare every seed coin, so labels matter
  given.options.coinbase = CoinbaseRule::kDiscard;
  given.options.fee = {};
  const TraceResult joint = trace(given.view, given.seeds, given.options);
  RC_PRE(joint.overlaps.empty());
  for (std::uint16_t i = 1; i <= given.seeds.labels.size(); ++i) {
    const TraceResult alone = trace(given.view, only(given.seeds, Label{i}), given.options);
    RC_ASSERT(by_coin(joint, Label{i}) == by_coin(alone, Label{i}));
  }
}

RC_GTEST_PROP(Laws, HaircutIsLinearButForRounding, ()) {
  Given given;
  given.options.doctrine = kHaircut;
  given.options.limit = ~0ULL;
  given.options.minimum = {};
  given.options.stops.clear();  // they spare every seed coin, so labels matter
  given.options.fee = {};
  Seeds joint = given.seeds;
  for (Seed& seed : joint.rows) seed.label = Label{1};
  TaintedCoins visitor;
  given.options.flows = &visitor;
  const TraceResult together = trace(given.view, joint, given.options);
  RC_PRE(together.overlaps.empty());
  given.options.flows = nullptr;
  std::map<CoinId, std::uint64_t> sums;
  for (std::uint16_t i = 1; i <= given.seeds.labels.size(); ++i) {
    const TraceResult alone = trace(given.view, only(given.seeds, Label{i}), given.options);
    RC_PRE(alone.overlaps.empty());
    for (const auto& [coin, amount] : by_coin(alone, Label{i})) sums[coin] += amount;
  }
  const std::map<CoinId, std::uint64_t> whole = by_coin(together, Label{1});
  const std::uint64_t slack = visitor.outputs * given.seeds.labels.size();
  for (const auto& [coin, amount] : whole) {
    RC_ASSERT(sums[coin] <= amount + slack);
    RC_ASSERT(amount <= sums[coin] + slack);
  }
  for (const auto& [coin, amount] : sums) RC_ASSERT(amount <= slack || whole.contains(coin));
}

// A queue whose order does not see labels: parts of the seeds, traced alone, add up to the whole.
RC_GTEST_PROP(Laws, UnionOfSeedsIsUnionOfResults, ()) {
  Given given;
  RC_PRE(given.options.doctrine.kind == DoctrineKind::kOrdered);
  RC_PRE(given.options.doctrine.in != In::kTaintFirst &&
         given.options.doctrine.in != In::kCleanFirst);
  given.options.limit = ~0ULL;
  given.options.minimum = {};
  given.options.stops.clear();  // they spare every seed coin, so labels matter
  const TraceResult joint = trace(given.view, given.seeds, given.options);
  RC_PRE(joint.overlaps.empty());
  for (std::uint16_t i = 1; i <= given.seeds.labels.size(); ++i) {
    const Label label{i};
    const TraceResult alone = trace(given.view, only(given.seeds, label), given.options);
    RC_ASSERT(by_coin(joint, label) == by_coin(alone, label));
    RC_ASSERT(joint.total(label).by_kind == alone.total(label).by_kind);
  }
}

RC_GTEST_PROP(Laws, SplittingASeedChangesNothing, ()) {
  Given given;
  RC_PRE(!is_poison(given.options.doctrine));
  const TraceResult whole = trace(given.view, given.seeds, given.options);
  std::vector<Seed> split;
  for (const Seed& seed : given.seeds.rows) {
    const Satoshi first{*rc::gen::inRange<std::uint64_t>(0, seed.amount.value)};
    Seed rest = seed;
    rest.offset += first;
    rest.amount -= first;
    if (first != Satoshi{}) {
      split.push_back(seed);
      split.back().amount = first;
    }
    split.push_back(rest);
  }
  given.seeds.rows = split;
  RC_ASSERT(lines(given.seeds, trace(given.view, given.seeds, given.options)) ==
            lines(given.seeds, whole));
}

// Single satoshis of coins.
using Satoshis = std::set<std::pair<CoinId, std::uint64_t>>;

Satoshis origins(const Given& given, const std::vector<BackTarget>& targets) {
  const BackResult back = trace_back(
      given.view, targets, {.doctrine = given.options.doctrine, .fee = given.options.fee});
  Satoshis found;
  for (const Origin& origin : back.origins)
    for (std::uint64_t i = 0; i < origin.amount.value; ++i)
      RC_ASSERT(found.emplace(origin.coin, origin.offset.value + i).second);
  return found;
}

RC_GTEST_PROP(Laws, ForwardThenBackIsTheIdentity, ()) {
  Given given;
  const Doctrine doctrine = given.options.doctrine;
  RC_PRE(doctrine.kind == DoctrineKind::kOrdered && doctrine.in != In::kTaintFirst &&
         doctrine.in != In::kCleanFirst);
  given.options.limit = ~0ULL;
  given.options.minimum = {};
  given.options.stops.clear();
  given.options.coinbase = CoinbaseRule::kDiscard;
  const TraceResult result = trace(given.view, given.seeds, given.options);
  RC_PRE(result.overlaps.empty());
  std::vector<BackTarget> seeds, rested;
  for (const Seed& seed : given.seeds.rows) seeds.push_back({seed.coin, seed.offset, seed.amount});
  for (const Segment& s : result.segments) rested.push_back({s.coin, s.offset, s.amount});
  const Satoshis from_seeds = origins(given, seeds);
  const Satoshis from_rested = origins(given, rested);
  std::uint64_t lost = 0;
  for (const LabelTotals& total : result.totals)
    lost += total.accepted.value - total.of(RowKind::kHolding).value;
  RC_ASSERT(from_rested.size() + lost == from_seeds.size());
  RC_ASSERT(
      std::includes(from_seeds.begin(), from_seeds.end(), from_rested.begin(), from_rested.end()));
}

}  // namespace
}  // namespace spoor::tracing
