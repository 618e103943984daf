// Short words for tests: seeds by coin and name, a trace that answers questions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/memory_chain.h"
#include "tracing/trace.h"

namespace spoor::tracing {

struct TestSeed {
  CoinId coin;
  std::string label;
  std::optional<std::uint64_t> amount = {};  // none: the whole coin
  std::uint64_t offset = 0;
};

inline Seeds make_seeds(const spoor::testing::MemoryChain& chain,
                        const std::vector<TestSeed>& seeds) {
  const ledger::ChainView view = chain.view();
  SeedFile file{.file = "seeds.csv", .rows = {}};
  for (const TestSeed& seed : seeds)
    file.rows.push_back(
        {.coin = outpoint_of(view, seed.coin),
         .amount = seed.amount ? std::optional(Satoshi{*seed.amount}) : std::nullopt,
         .offset = Satoshi{seed.offset},
         .label = seed.label,
         .line = file.rows.size() + 2});
  return resolve_seeds(file, view,
                       [&](const bitcoin::Outpoint& outpoint) { return chain.find(outpoint); });
}

// The chain, seeds and options, for a person who reads of a failure.
inline std::string describe(const ledger::ChainView& view, const Seeds& seeds,
                            const TraceOptions& options) {
  std::string out = name(options.doctrine) + " fee " +
                    (options.fee ? std::string(name(*options.fee)) : "-") + " coinbase " +
                    std::string(name(options.coinbase)) + " minimum " +
                    std::to_string(options.minimum.value) + " until " +
                    (options.until ? std::to_string(options.until->value) : "-") + " stops";
  for (const Stop& stop : options.stops) out += " " + std::to_string(stop.address.value);
  out += "\n";
  const auto coin_text = [&](CoinId coin, std::optional<Satoshi> value) {
    const bool old = ledger::ChainView::is_prehistory(coin);
    return (old ? "old" + std::to_string(ledger::prehistory_row(coin))
                : std::to_string(coin.value)) +
           "=" + (value ? std::to_string(value->value) : "?");
  };
  for (std::uint32_t i = 0; i < view.tx_count(); ++i) {
    const TxId tx{i};
    out += "block " + std::to_string(view.height_of(tx).value) + " tx " + std::to_string(i) + ":";
    for (InputId input = view.first_input(tx); input < view.end_input(tx); ++input)
      out += " " + coin_text(view.coin_of(input), view.value_of(input));
    out += " ->";
    for (CoinId coin = view.first_coin(tx); coin < view.end_coin(tx); ++coin)
      out += " " + coin_text(coin, view.coins[coin.value].value()) + "@" +
             std::to_string(view.coins[coin.value].address().value);
    out += "\n";
  }
  for (const Seed& seed : seeds.rows)
    out += "seed " + coin_text(seed.coin, seed.amount) + " from " +
           std::to_string(seed.offset.value) + " label " + std::to_string(seed.label.value) + "\n";
  return out;
}

// A trace and what it gave.
class TestTrace {
 public:
  TestTrace(const spoor::testing::MemoryChain& chain, const std::vector<TestSeed>& seed_list,
            const TraceOptions& options)
      : seeds(make_seeds(chain, seed_list)), result(trace(chain.view(), seeds, options)) {}

  // Satoshis of all labels, or of one, that ended at the coin, and as what.
  std::uint64_t held(CoinId coin, const std::string& label = "") const {
    std::uint64_t sum = 0;
    for (const Row& row : result.rows)
      if (row.coin == coin && (label.empty() || seeds.label(row.label) == label))
        sum += row.amount.value;
    return sum;
  }
  std::optional<RowKind> kind(CoinId coin) const {
    for (const Row& row : result.rows)
      if (row.coin == coin) return row.kind;
    return std::nullopt;
  }
  std::uint64_t total(const std::string& label, RowKind kind) const {
    for (std::size_t i = 0; i < seeds.labels.size(); ++i)
      if (seeds.labels[i] == label) return result.totals[i].of(kind).value;
    return 0;
  }

  Seeds seeds;
  TraceResult result;
};

}  // namespace spoor::tracing
