#include "bench/block_maker.h"

#include "base/error.h"
#include "simulator/scripts.h"

namespace spoor::bench {
namespace {

constexpr std::uint32_t kReplaceable = 0xfffffffd;  // BIP-125
constexpr std::uint32_t kReplaceablePerMille = 700;
constexpr std::uint32_t kLockedPerMille = 250;

}  // namespace

Hash256 made_txid(std::uint64_t seed, TxId tx) {
  Hash256 out;
  Random(mix(seed) + tx.value).fill(out);
  return out;
}

BlockMaker::BlockMaker(const Population& population, TxId first_tx, const Hash256& parent)
    : population_(population),
      random_(mix(population.seed()) ^ first_tx.value),
      first_tx_(first_tx),
      parent_(parent) {}

ByteSpan BlockMaker::make(const BlockPlan& plan) {
  ASSERT(plan.first_tx.value == first_tx_.value + txids_.size());
  writer_.begin();
  add_coinbase(plan);
  for (std::size_t tx = 1; tx < plan.transactions.size(); ++tx) add_transaction(plan, tx);
  const ByteSpan block = writer_.finish({.previous = parent_, .time = plan.time()});
  parent_ = writer_.hash();
  return block;
}

void BlockMaker::add_coinbase(const BlockPlan& plan) {
  writer_.begin_transaction();
  writer_.input(simulator::kNoOutpoint, simulator::coinbase_script(plan.height, 0));
  const Hash256 reserved{};
  const ByteSpan item = reserved;
  writer_.witness({&item, 1});
  add_outputs(plan, 0);
  txids_.push_back(writer_.end_transaction());
}

void BlockMaker::add_transaction(const BlockPlan& plan, std::size_t tx) {
  writer_.begin_transaction();
  const std::uint32_t sequence =
      random_.chance(kReplaceablePerMille) ? kReplaceable : simulator::kFinalSequence;
  for (std::size_t i = plan.transactions[tx].first_input; i < plan.end_input(tx); ++i) {
    const LiveCoin& coin = plan.inputs[i];
    population_.unlock(AddressId{coin.address}, random_, shown_);
    writer_.input({txid(TxId{coin.tx}), coin.vout()}, shown_.script_sig(), sequence);
    if (!shown_.witness().empty()) writer_.witness(shown_.witness());
  }
  add_outputs(plan, tx);
  txids_.push_back(writer_.end_transaction(random_.chance(kLockedPerMille) ? plan.height - 1 : 0));
}

void BlockMaker::add_outputs(const BlockPlan& plan, std::size_t tx) {
  for (std::size_t i = plan.transactions[tx].first_output; i < plan.end_output(tx); ++i) {
    const PlannedOutput& output = plan.outputs[i];
    const CoinId coin{plan.first_coin.value + i};
    writer_.output(output.value, output.address.valid() ? population_.script(output.address)
                                                        : population_.memo(coin));
  }
}

Hash256 BlockMaker::txid(TxId tx) const {
  return tx < first_tx_ ? made_txid(population_.seed(), tx) : txids_[tx.value - first_tx_.value];
}

}  // namespace spoor::bench
