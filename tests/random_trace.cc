#include "tests/random_trace.h"

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include "base/error.h"

namespace spoor::testing {
namespace {

using tracing::Label;

constexpr std::uint32_t kFirstHeight = 29;  // 50 BTC halved 29 times: 9 satoshi

// From 0 to n - 1, all alike whatever the size of the run; 0 shrinks best.
std::uint64_t below(std::uint64_t n) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint64_t>(0, n));
}
bool once_in(std::uint64_t n) { return below(n) == n - 1; }

// A coin of the plan: where the chain will have it.
struct PlannedCoin {
  std::optional<std::uint64_t> value;
  std::size_t block = 0;
  std::size_t position = 0;  // of the transaction in its block; 0 is the coinbase
  std::uint32_t vout = 0;
  CoinId earlier = CoinId::invalid();  // a coin from before the chain
};
struct PlannedTx {
  std::vector<PlannedCoin> inputs;
  std::vector<MemoryChain::Output> outputs;
};
using PlannedBlock = std::vector<PlannedTx>;  // the coinbase first

// Cuts `value` into outputs; what is left over is the fee.
std::vector<MemoryChain::Output> random_outputs(std::uint64_t value) {
  std::vector<MemoryChain::Output> outputs(1 + below(4));
  for (MemoryChain::Output& output : outputs) {
    output.value = below(value + 1);
    output.address = std::string(1, static_cast<char>('a' + below(6)));
    if (once_in(12)) output.type = bitcoin::ScriptType::kOpReturn;
    value -= output.value;
  }
  if (!once_in(3)) outputs.back().value += value;  // often no fee
  return outputs;
}

class Planner {
 public:
  Planner() : chain_(kFirstHeight) { chain_.set_halving_interval(1); }

  MemoryChain build() {
    for (std::uint64_t n = below(3); n > 0; --n) add_earlier();
    const std::size_t blocks = 1 + below(5);
    for (std::size_t i = 0; i < blocks; ++i) plan_block();
    for (const PlannedBlock& block : plan_) emit(block);
    if (once_in(4)) overwrite();
    return std::move(chain_);
  }

 private:
  void add_earlier() {
    std::optional<std::uint64_t> value = below(13);
    if (once_in(3)) value.reset();
    PlannedCoin coin{.value = value};
    coin.earlier = chain_.prehistory(value, "a");
    unspent_.push_back(coin);
  }

  void plan_block() {
    PlannedBlock block(1);
    std::uint64_t due = 5'000'000'000ULL >> (kFirstHeight + plan_.size());
    const std::uint64_t count = below(5);
    for (std::uint64_t i = 0; i < count && !unspent_.empty(); ++i) due += plan_transaction(block);
    block[0].outputs = random_outputs(due);
    plan_.push_back(block);
    keep_coins(plan_.back()[0], 0, plan_.size() - 1);
  }

  // The fee, where it is known.
  std::uint64_t plan_transaction(PlannedBlock& block) {
    PlannedTx tx;
    std::uint64_t value = 0;
    bool known = true;
    for (std::uint64_t n = 1 + below(3); n > 0 && !unspent_.empty(); --n) {
      const std::size_t i = below(unspent_.size());
      tx.inputs.push_back(unspent_[i]);
      unspent_.erase(unspent_.begin() + static_cast<std::ptrdiff_t>(i));
      value += tx.inputs.back().value.value_or(below(5));
      known = known && tx.inputs.back().value;
    }
    tx.outputs = random_outputs(value);
    for (const MemoryChain::Output& output : tx.outputs) value -= output.value;
    block.push_back(tx);
    keep_coins(tx, block.size() - 1, plan_.size());
    return known ? value : 0;
  }

  void keep_coins(const PlannedTx& tx, std::size_t position, std::size_t block) {
    for (std::uint32_t vout = 0; vout < tx.outputs.size(); ++vout)
      if (tx.outputs[vout].type != bitcoin::ScriptType::kOpReturn)
        unspent_.push_back({tx.outputs[vout].value, block, position, vout});
  }

  void emit(const PlannedBlock& block) {
    std::vector<TxId>& ids = ids_.emplace_back();
    ids.push_back(chain_.block(block[0].outputs));
    for (std::size_t i = 1; i < block.size(); ++i) {
      std::vector<CoinId> coins;
      for (const PlannedCoin& coin : block[i].inputs)
        coins.push_back(coin.earlier.valid()
                            ? coin.earlier
                            : chain_.coin(ids_[coin.block][coin.position], coin.vout));
      ids.push_back(chain_.tx(coins, block[i].outputs));
    }
  }

  // The first unspent coinbase coin that has a later coinbase after it.
  void overwrite() {
    for (const PlannedCoin& coin : unspent_) {
      if (coin.earlier.valid() || coin.position != 0 || coin.block + 1 >= plan_.size()) continue;
      chain_.overwrite(chain_.coin(ids_[coin.block][0], coin.vout),
                       chain_.coin(ids_[coin.block + 1][0], 0));
      return;
    }
  }

  MemoryChain chain_;
  std::vector<PlannedBlock> plan_;
  std::vector<std::vector<TxId>> ids_;
  std::vector<PlannedCoin> unspent_;
};

// Coins that can be seeds.
std::vector<CoinId> coins_with_value(const ledger::ChainView& view) {
  std::vector<CoinId> coins;
  for (std::uint64_t i = 0; i < view.coins.size(); ++i)
    if (view.coins[i].value().value > 0) coins.emplace_back(i);
  for (std::uint64_t i = 0; i < view.prehistory.size(); ++i)
    if (view.prehistory[i].value > 0 && view.prehistory[i].value != ledger::kUnknownValue)
      coins.emplace_back(ledger::kPrehistoryBit | i);
  return coins;
}

tracing::Doctrine random_doctrine() {
  switch (below(8)) {
    case 5:
      return tracing::kDirtyFirst;
    case 6:
      return tracing::kPoison;
    case 7:
      return tracing::kHaircut;
    default:
      return tracing::family()[below(tracing::family().size())];
  }
}

// The block that made the latest seed.
std::uint32_t last_seed_height(const ledger::ChainView& view, const tracing::Seeds& seeds) {
  std::uint32_t height = view.first_height;
  for (const tracing::Seed& seed : seeds.rows)
    if (!ledger::ChainView::is_prehistory(seed.coin))
      height = std::max(height, view.height_of(view.tx_of(seed.coin)).value);
  return height;
}

}  // namespace

MemoryChain random_chain() { return Planner().build(); }

tracing::Seeds random_seeds(const MemoryChain& chain) {
  const ledger::ChainView view = chain.view();
  const std::vector<CoinId> coins = coins_with_value(view);
  tracing::Seeds seeds{.file = "seeds", .labels = {"A", "B", "C"}, .rows = {}};
  std::map<CoinId, std::uint64_t> left;
  for (std::uint64_t n = coins.empty() ? 0 : 1 + below(6); n > 0; --n) {
    const CoinId coin = coins[below(1 + below(coins.size()))];  // early ones are spent and meet
    const std::uint64_t value = tracing::coin_value(view, coin)->value;
    const std::uint64_t most = left.try_emplace(coin, value).first->second;
    if (most == 0) continue;
    const std::uint64_t amount = most - below(most);
    left[coin] -= amount;
    seeds.rows.push_back({.coin = coin,
                          .offset = Satoshi{below(value - amount + 1)},
                          .amount = Satoshi{amount},
                          .label = Label{static_cast<std::uint16_t>(1 + below(3))},
                          .line = seeds.rows.size() + 2});
  }
  return seeds;
}

tracing::TraceOptions random_options(const MemoryChain& chain, const tracing::Seeds& seeds) {
  const ledger::ChainView view = chain.view();
  tracing::TraceOptions options;
  options.doctrine = random_doctrine();
  const bool ordered = options.doctrine.kind == tracing::DoctrineKind::kOrdered ||
                       options.doctrine.kind == tracing::DoctrineKind::kDirtyFirst;
  if (ordered && once_in(2)) options.fee = tracing::FeeRule::kProrataPre;
  options.coinbase = static_cast<tracing::CoinbaseRule>(below(3));
  const std::uint32_t first = last_seed_height(view, seeds);
  if (once_in(3))
    options.until = Height{first + static_cast<std::uint32_t>(below(view.tip().value - first + 1))};
  if (once_in(3)) options.minimum = Satoshi{below(6)};
  if (once_in(4)) options.limit = below(5);
  for (std::uint32_t i = 0; once_in(3) && i < 2; ++i)
    options.stops.push_back({chain.address(std::string(1, static_cast<char>('e' + i))), i});
  options.keep_segments = true;
  return options;
}

}  // namespace spoor::testing
