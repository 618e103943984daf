#include "bench/parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <thread>

#include "base/amount.h"
#include "base/error.h"
#include "bench/chain_files.h"
#include "bench/limits.h"
#include "bench/made_ledger.h"
#include "bench/stopwatch.h"
#include "ingest/bitcoin.h"
#include "ledger/ledger.h"
#include "ledger/writer.h"
#include "tracing/trace.h"

namespace spoor::bench {
namespace {

using Words = std::vector<std::string>;

void tell(std::string_view name, double value) { fmt::print("{} {}\n", name, value); }
void tell(std::string_view name, std::uint64_t value) { fmt::print("{} {}\n", name, value); }
void tell(const Rate& rate) {
  tell("amount", rate.amount);
  tell("seconds", rate.seconds);
}

void tell(const ChainFigures& made, double seconds) {
  tell("blocks", made.blocks);
  tell("bytes", made.bytes);
  tell("transactions", made.transactions);
  tell("inputs", made.inputs);
  tell("outputs", made.outputs);
  tell("seconds", seconds);
}

void make_small(const Words& words) {
  const Stopwatch watch;
  const ChainFigures made = write_chain(words.at(1), parse_u64(words.at(2)), {});
  tell(made, watch.seconds());
}

void make_large(const Words& words) {
  const std::uint64_t coins = parse_u64(words.at(3));
  const Stopwatch watch;
  const ChainFigures made = make_tip(
      words.at(1), words.at(2),
      {.coins = coins, .unspent = mul_div(coins, 173, 500), .block_bytes = parse_u64(words.at(4))});
  tell(made, watch.seconds());
  tell("ledger_blocks", ledger::read_manifest(words.at(1)).counts.blocks);
}

// Undoes what an ingest added to a made ledger.
void roll_back(const Words& words) {
  ledger::Writer writer(words.at(1), std::nullopt);
  writer.roll_back_to(Height{static_cast<std::uint32_t>(parse_u64(words.at(2)))});
}

void ingest(const Words& words) {
  ingest::BitcoinOptions options;
  options.blocks_folder = words.at(1);
  options.ledger = words.at(2);
  options.table_from_blocks = 0;  // a shorter bench must not take the other way
  const Stopwatch watch;
  const ingest::BitcoinReport report = ingest::ingest_bitcoin(options);
  if (!report.refused.empty())
    throw Error(ErrorCode::kInternal, "a made block was refused: " + report.refused[0].reason);
  tell("seconds", watch.seconds());
  tell("blocks", report.blocks_added);
  tell("bytes", report.bytes_added);
  tell("table_bytes", report.unspent_table_bytes);
  tell("table_seconds", report.unspent_table_seconds);
}

// The coins of both halves at once, four sums a type, so that an addition need not wait for the
// one before.
using Sums = std::array<std::uint64_t, 4 * 32>;
void sum_by_type(std::span<const ledger::CoinRow> coins, Sums& sums) {
  std::size_t i = 0;
  for (; i + 4 <= coins.size(); i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) {
      const ledger::CoinRow& coin = coins[i + lane];
      sums[4 * static_cast<std::size_t>(coin.type()) + lane] += coin.value().value;
    }
  for (; i < coins.size(); ++i)
    sums[4 * static_cast<std::size_t>(coins[i].type())] += coins[i].value().value;
}

void scan(const Words& words) {
  constexpr int kPasses = 5;
  const ledger::Ledger opened(words.at(1));
  const ledger::ChainView& view = opened.view();
  const std::span<const ledger::CoinRow> coins = view.coins;
  double best = 0;
  for (int pass = 0; pass < kPasses; ++pass) {
    Sums first{};
    Sums second{};
    const Stopwatch watch;
    {
      std::jthread other([&] { sum_by_type(coins.first(coins.size() / 2), first); });
      sum_by_type(coins.subspan(coins.size() / 2), second);
    }
    const double seconds = watch.seconds();
    if (pass == 0) tell("first_seconds", seconds);
    if (pass == 0 || seconds < best) best = seconds;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < first.size(); ++i) total += first[i] + second[i];
    if (pass == 0) tell("satoshi", total);
  }
  tell("bytes", std::uint64_t{coins.size_bytes()});
  tell("seconds", best);
}

void count(const Words& words) {
  const ledger::Ledger opened(words.at(1));
  const ledger::ChainView& view = opened.view();
  std::uint64_t dead = view.overwritten.size();
  for (const ledger::CoinRow& coin : view.coins)
    dead += coin.type() == bitcoin::ScriptType::kOpReturn ||
            coin.type() == bitcoin::ScriptType::kTooLong;
  if (view.genesis_rooted) ++dead;
  std::uint64_t block_bytes = 0;
  for (const ledger::BlockRow& block : view.blocks) block_bytes += block.size;
  tell("blocks", std::uint64_t{view.blocks.size()});
  tell("block_bytes", block_bytes);
  tell("coins", view.coin_count());
  tell("transactions", view.tx_count());
  tell("addresses", std::uint64_t{view.addresses.size()});
  tell("unspent", view.coin_count() - view.input_count() - dead);
}

// Declares all coins of a block stolen, under each label in turn.
void add_seeds(const ledger::ChainView& view, Height height, tracing::Seeds& seeds) {
  const TxId last{view.end_tx(height).value - 1};
  for (CoinId coin = view.first_coin(view.first_tx(height)); coin < view.end_coin(last); ++coin) {
    const Satoshi value = view.coins[coin.value].value();
    if (value == Satoshi{} || view.is_unspendable(coin)) continue;
    const auto label = static_cast<std::uint16_t>(1 + seeds.rows.size() % seeds.labels.size());
    seeds.rows.push_back(
        {.coin = coin, .offset = {}, .amount = value, .label = tracing::Label{label}, .line = 0});
  }
}

// A process that is cold tells the time of its one run, from its start.
void trace(const Words& words) {
  const Stopwatch since_start;
  const int passes = static_cast<int>(parse_u64(words.at(4)));
  const ledger::Ledger opened(words.at(1));
  const ledger::ChainView& view = opened.view();
  // Enough for a million transactions to follow under doctrines that keep value together.
  constexpr std::uint32_t kBlocks = 10;
  const auto from = static_cast<std::uint32_t>(parse_u64(words.at(3)));
  tracing::Seeds seeds{.file = "bench", .labels = {"stolen"}, .rows = {}};
  for (Height height{from}; height.value < from + kBlocks; ++height.value)
    add_seeds(view, height, seeds);
  tracing::TraceOptions options{.doctrine = tracing::parse_doctrine(words.at(2)),
                                .limit = 1'000'000};
  double best = 0;
  for (int pass = 0; pass < passes; ++pass) {
    const Stopwatch watch;
    const tracing::TraceResult result = tracing::trace(view, seeds, options);
    const double seconds = passes == 1 ? since_start.seconds() : watch.seconds();
    if (pass == 0 || seconds < best) best = seconds;
    if (pass == 0) tell("transactions", result.transactions);
    if (pass == 0) tell("rows", std::uint64_t{result.rows.size()});
  }
  tell("seconds", best);
}

class TaintedCoins : public tracing::FlowVisitor {
 public:
  void on_transaction(const tracing::Flow& flow) override {
    for (const tracing::FlowOutput& output : flow.outputs) count_ += !output.taint.empty();
  }
  std::uint64_t count() const { return count_; }

 private:
  std::uint64_t count_ = 0;
};

// Haircut over the whole chain, once counted and once timed. Stolen are the coins of one block in
// sixteen of the later half: with what follows from them a quarter of all coins.
void haircut_all(const Words& words) {
  const ledger::Ledger opened(words.at(1));
  const ledger::ChainView& view = opened.view();
  constexpr std::uint32_t kStride = 16;
  tracing::Seeds seeds{
      .file = "bench", .labels = {"a", "b", "c", "d", "e", "f", "g", "h"}, .rows = {}};
  const auto blocks = static_cast<std::uint32_t>(view.blocks.size());
  for (Height height{view.first_height + blocks / 2}; height < view.tip(); height.value += kStride)
    add_seeds(view, height, seeds);
  tell("coins", view.coin_count());
  tracing::TraceOptions options{.doctrine = tracing::kHaircut, .limit = view.tx_count()};
  for (const bool timed : {false, true}) {
    TaintedCoins tainted;
    options.flows = timed ? nullptr : &tainted;
    const Stopwatch watch;
    const tracing::TraceResult result = tracing::trace(view, seeds, options);
    if (!timed) {
      tell("tainted", tainted.count());
      continue;
    }
    tell("seconds", watch.seconds());
    tell("transactions", result.transactions);
    tell("rows", std::uint64_t{result.rows.size()});
  }
}

const std::map<std::string, std::function<void(const Words&)>, std::less<>> kParts = {
    {"make-small", make_small},
    {"make-tip", make_large},
    {"roll-back", roll_back},
    {"ingest", ingest},
    {"scan", scan},
    {"count", count},
    {"trace", trace},
    {"haircut-all", haircut_all},
    {"read-files", [](const Words& words) { tell(read_files(words.at(1))); }},
    {"hash", [](const Words& words) { tell(hash_transactions_twice(words.at(1))); }},
    {"copy-memory", [](const Words&) { tell(copy_memory()); }},
    {"read-memory", [](const Words&) { tell(read_memory()); }},
    {"random-reads", [](const Words& words) { tell(random_reads(words.at(1))); }},
    {"cold-reads", [](const Words& words) { tell(cold_reads(words.at(1))); }},
};

}  // namespace

void do_part(const std::vector<std::string>& words) {
  const auto part = words.empty() ? kParts.end() : kParts.find(words.front());
  if (part == kParts.end()) throw_usage("there is no such part of the bench", "");
  part->second(words);
}

}  // namespace spoor::bench
