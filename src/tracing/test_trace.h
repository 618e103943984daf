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
