// The engine against the naive tracer, over random chains: whatever the doctrine, the rules, the
// cut-off and the stops, both must give the same rows.
#include "tests/naive_tracer.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/random_trace.h"

namespace spoor::testing {
namespace {

using namespace tracing;

std::string coin_text(CoinId coin) {
  if (!coin.valid()) return "-";
  if (ledger::ChainView::is_prehistory(coin))
    return fmt::format("earlier {}", coin.value & ~ledger::kPrehistoryBit);
  return std::to_string(coin.value);
}

// Everything that a result says, a line a fact.
std::string text_of_result(const TraceResult& result) {
  std::string text = fmt::format("until {} transactions {} limit {}\n", result.until.value,
                                 result.transactions, result.hit_limit);
  for (const Row& row : result.rows)
    text += fmt::format("{} {} {} {} service {}\n", row.label.value, name(row.kind),
                        coin_text(row.coin), row.amount.value, row.service);
  for (std::size_t i = 0; i < result.totals.size(); ++i)
    text += fmt::format("label {} accepted {} overlap {}\n", i + 1, result.totals[i].accepted.value,
                        result.totals[i].overlap.value);
  for (const Overlap& overlap : result.overlaps) {
    text += fmt::format("{} overlap {} {} line {} held by", overlap.label.value,
                        coin_text(overlap.coin), overlap.amount.value, overlap.line);
    for (const Label holder : overlap.holders) text += fmt::format(" {}", holder.value);
    text += '\n';
  }
  for (const Segment& segment : result.segments)
    text += fmt::format("{} segment {} {} at {}\n", segment.label.value, coin_text(segment.coin),
                        segment.amount.value, segment.offset.value);
  return text;
}

std::string text_of_chain(const ledger::ChainView& view, const Seeds& seeds,
                          const TraceOptions& options) {
  std::string text =
      fmt::format("{} fee {} coinbase {} minimum {} limit {} stops {}\n", name(options.doctrine),
                  options.fee ? name(*options.fee) : "-", name(options.coinbase),
                  options.minimum.value, options.limit, options.stops.size());
  for (std::uint32_t i = 0; i < view.tx_count(); ++i) {
    const TxId tx{i};
    text += fmt::format("block {} tx {}{}:", view.height_of(tx).value, i,
                        view.is_coinbase(tx) ? " coinbase" : "");
    for (InputId input = view.first_input(tx); input < view.end_input(tx); ++input)
      text += " " + coin_text(view.coin_of(input));
    text += " ->";
    for (CoinId coin = view.first_coin(tx); coin < view.end_coin(tx); ++coin)
      text += fmt::format(" {}={}{}", coin.value, view.coins[coin.value].value().value,
                          view.is_unspendable(coin) ? "!" : "");
    text += fmt::format(" fee {}\n", view.tx_fee[i]);
  }
  for (const Seed& seed : seeds.rows)
    text += fmt::format("seed {} {} {} at {}\n", seed.label.value, coin_text(seed.coin),
                        seed.amount.value, seed.offset.value);
  return text;
}

RC_GTEST_PROP(NaiveTracer, AgreesWithTheEngine, ()) {
  const MemoryChain chain = random_chain();
  const ledger::ChainView view = chain.view();
  for (int question = 0; question < 50; ++question) {
    const Seeds seeds = random_seeds(chain);
    const TraceOptions options = random_options(chain, seeds);
    const std::string naive = text_of_result(naive_trace(view, seeds, options));
    const std::string engine = text_of_result(trace(view, seeds, options));
    if (engine != naive) RC_LOG() << text_of_chain(view, seeds, options);
    RC_ASSERT(engine == naive);
  }
}

}  // namespace
}  // namespace spoor::testing
