#include "tests/support/story_report.h"

#include <utility>

#include "tracing/seeds.h"

namespace spoor::testing {
namespace {

using bitcoin::ScriptType;

tracing::Stop stop_at(const MemoryChain& chain, const char* name, std::uint32_t service) {
  return {.address = chain.address(name), .service = service};
}

}  // namespace

StoryReport::StoryReport(tracing::Doctrine doctrine, Names names) {
  const Stolen stolen = make_chain();
  view = chain.view();
  context = {.network = bitcoin::Network::kMainnet,
             .version = "1.2.3",
             .command = {"spoor", "trace", "--ledger", "LEDGER", "--seeds", "seeds.csv",
                         "--doctrine", name(doctrine), "--reason", names.reason},
             .reason = names.reason,
             .reference = names.reference,
             .files = {{.role = "seeds",
                        .name = "seeds.csv",
                        .bytes = 123,
                        .sha256 = std::string(64, '5')}},
             .seeds_text = "coin,amount_sat,label\n",
             .services = {{.address = "1Exchange", .name = names.service, .basis = names.basis},
                          {.address = "1Unused", .name = "Other", .basis = ""}}};
  tracing::SeedFile file{.file = "seeds.csv", .rows = {}};
  const auto seed = [&](CoinId coin, std::string label) {
    file.rows.push_back({.coin = tracing::outpoint_of(view, coin),
                         .amount = {},
                         .offset = {},
                         .label = std::move(label),
                         .line = file.rows.size() + 2});
  };
  seed(stolen.a, names.label_a);
  seed(stolen.b, "b");
  seed(stolen.c, "c");
  seed(stolen.late, "late");
  seeds = tracing::resolve_seeds(
      file, view, [&](const bitcoin::Outpoint& outpoint) { return chain.find(outpoint); });
  options.doctrine = doctrine;
  options.stops = {stop_at(chain, "exchange", 0)};
  options.flows = &paths;
  result = tracing::trace(view, seeds, options);
}

StoryReport::Stolen StoryReport::make_chain() {
  chain.block({{1, "genesis"}});  // which no one can spend
  const TxId mined = chain.block({{100'000, "alice"}, {50'000, "bob"}, {7'000, "carol"}});
  const TxId clean = chain.block({{30'000, "dora"}});
  chain.block({{1, "miner"}});
  const TxId peel_1 = chain.tx({chain.coin(mined, 0)}, {{10'000, "peel one"}, {89'000, "thief 1"}});
  const TxId peel_2 = chain.tx({chain.coin(peel_1, 1)}, {{9'000, "exchange"}, {80'000, "thief 2"}});
  chain.block({{1, "miner"}});
  const TxId peel_3 = chain.tx({chain.coin(peel_2, 1)}, {{8'000, "exchange"}, {71'000, "thief 3"}});
  chain.tx({chain.coin(peel_2, 0)}, {{8'500, "customer"}});
  chain.block({{1, "miner"}});
  const TxId met = chain.tx({chain.coin(peel_3, 1), chain.coin(clean, 0), chain.coin(mined, 1)},
                            {{60'000, "thief 4"},
                             {40'000, "dora"},
                             {5'000, "", ScriptType::kOpReturn},
                             {45'000, "thief 5", ScriptType::kP2tr}});
  return {.a = chain.coin(mined, 0),
          .b = chain.coin(mined, 1),
          .c = chain.coin(mined, 2),
          .late = chain.coin(met, 1)};
}

void StoryReport::add_everything() {
  sensitivity = tracing::run_doctrines(view, seeds, options,
                                       {tracing::kLifo, tracing::kHaircut, tracing::kDirtyFirst});
  bounds = tracing::bounds(view, seeds, options);
  bounds_for = tracing::bounds_for(view, seeds, options, {chain.address("exchange")});
}

dossier::Report StoryReport::report() const {
  return {.view = view,
          .context = context,
          .seeds = seeds,
          .options = options,
          .result = result,
          .sensitivity = sensitivity,
          .bounds = bounds.rows.empty() ? nullptr : &bounds,
          .bounds_for = bounds_for.empty() ? nullptr : &bounds_for,
          .paths = &paths,
          .flows = &flows};
}

}  // namespace spoor::testing
