#include "bench/chain_files.h"

#include <tbb/parallel_pipeline.h>

#include <array>
#include <atomic>

#include "base/progress.h"
#include "bench/block_maker.h"
#include "simulator/block_files.h"
#include "simulator/genesis.h"

namespace spoor::bench {
namespace {

constexpr std::size_t kPlansInFlight = 4;

ChainFigures stream(simulator::BlockFiles& files, std::uint64_t bytes, Economy& economy,
                    const Hash256& parent) {
  BlockMaker maker(economy.population(), economy.next_tx(), parent);
  std::array<BlockPlan, kPlansInFlight> plans;
  std::size_t given = 0;
  std::atomic<bool> enough = false;
  ChainFigures out;
  Progress progress("made blocks", bytes, "B");
  const auto plan = [&](tbb::flow_control& control) -> BlockPlan* {
    if (enough) {
      control.stop();
      return nullptr;
    }
    BlockPlan* next = &plans[given++ % kPlansInFlight];
    economy.plan(*next);
    return next;
  };
  const auto write = [&](const BlockPlan* made) {
    if (enough) return;  // a plan too many
    const ByteSpan block = maker.make(*made);
    files.block(block);
    ++out.blocks;
    out.bytes += block.size();
    out.transactions += made->transactions.size();
    out.inputs += made->inputs.size();
    out.outputs += made->outputs.size();
    progress.update(out.bytes);
    enough = out.bytes >= bytes;
  };
  using tbb::filter_mode;
  tbb::parallel_pipeline(
      kPlansInFlight, tbb::make_filter<void, BlockPlan*>(filter_mode::serial_in_order, plan) &
                          tbb::make_filter<BlockPlan*, void>(filter_mode::serial_in_order, write));
  return out;
}

}  // namespace

ChainFigures write_chain(const Path& folder, std::uint64_t bytes, const Economy::Options& options) {
  simulator::BlockFiles files(folder);
  files.block(simulator::genesis_block(bitcoin::Network::kRegtest));
  Economy economy(options);
  return stream(files, bytes, economy, bitcoin::params(bitcoin::Network::kRegtest).genesis);
}

ChainFigures extend_chain(const Path& folder, std::uint64_t bytes, Economy& economy,
                          const Hash256& parent) {
  simulator::BlockFiles files(folder);
  return stream(files, bytes, economy, parent);
}

}  // namespace spoor::bench
