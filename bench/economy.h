// Who pays whom in a made chain: plans blocks of transactions that conserve value and spend coins
// of realistic ages, without bytes and hashes. Block files and whole ledgers are made from the same
// plans.
//
// The shape, measured on mainnet and approached here: a transaction has 2.6 inputs and 2.66 outputs
// with long tails on both sides; half of what is spent is younger than a day's blocks (some of it
// is made in the same block), a tenth is older than half a year; two outputs in five go to a new
// address, one in seven to one of a thousand services, the first of which gets a tenth of that.
//
// Exact: subsidy and fees are paid to the last satoshi by regtest's schedule, coinbases rest for a
// hundred blocks. Memory is 24 bytes an unspent coin.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "base/types.h"
#include "bench/population.h"
#include "bench/random.h"

namespace spoor::bench {

// A coin that can be spent.
struct LiveCoin {
  static constexpr int kVoutBits = 24;

  std::uint64_t place;  // CoinId, then vout
  std::uint64_t value;  // satoshi
  std::uint32_t tx;     // TxId
  std::uint32_t address;

  CoinId coin() const { return CoinId{place >> kVoutBits}; }
  std::uint32_t vout() const { return static_cast<std::uint32_t>(place) & ((1U << kVoutBits) - 1); }
};
static_assert(sizeof(LiveCoin) == 24);

struct PlannedOutput {
  Satoshi value;
  AddressId address;  // invalid: OP_RETURN
};
struct PlannedTx {
  std::uint32_t first_input;  // rows of BlockPlan
  std::uint32_t first_output;
  Satoshi fee;
};
struct BlockPlan {
  static constexpr std::uint32_t kGenesisTime = 1'296'688'602;
  static constexpr std::uint32_t kBlockSeconds = 600;

  std::uint32_t height = 0;
  TxId first_tx;
  CoinId first_coin;
  AddressId first_address;              // the first that is new
  std::vector<PlannedTx> transactions;  // the coinbase first
  std::vector<LiveCoin> inputs;
  std::vector<PlannedOutput> outputs;

  std::uint32_t time() const { return kGenesisTime + height * kBlockSeconds; }
  std::size_t end_input(std::size_t tx) const {
    return tx + 1 < transactions.size() ? transactions[tx + 1].first_input : inputs.size();
  }
  std::size_t end_output(std::size_t tx) const {
    return tx + 1 < transactions.size() ? transactions[tx + 1].first_output : outputs.size();
  }
};

class Economy {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::uint64_t start_coins = 1'000'000;  // handed out before ordinary life begins
    // Of a thousand ordinary transactions. Where it is more than 1000, people with small change
    // gather more coins than that, until they have enough: then there are about half as many again.
    std::uint32_t inputs_per_1000 = 1'750;
  };
  // Begins after block 0, which has one transaction, one coin and one address.
  explicit Economy(const Options& options);

  // The next block. What `out` held is forgotten.
  void plan(BlockPlan& out);
  void set_inputs_per_1000(std::uint32_t inputs) { inputs_per_1000_ = inputs; }

  const Population& population() const { return population_; }
  std::uint64_t live_coins() const { return live_; }
  TxId next_tx() const { return next_tx_; }
  CoinId next_coin() const { return next_coin_; }
  AddressId next_address() const { return next_address_; }

 private:
  using Shelf = std::vector<LiveCoin>;  // the live coins of one block

  void age_shelves();
  void ripen_coinbase();
  void reward(BlockPlan& out);
  void plan_payout(BlockPlan& out);
  void plan_payment(BlockPlan& out);
  void begin_transaction(BlockPlan& out) const;
  void end_transaction(BlockPlan& out, Satoshi total, std::uint32_t outputs);
  std::uint32_t many(std::uint32_t mean_per_1000);

  AddressId payee(AddressId payer);
  AddressId new_address();
  AddressId service();
  LiveCoin take();
  template <class Coins>
  LiveCoin take_from(Coins& coins);

  Population population_;
  Random random_;
  std::uint64_t start_coins_;
  std::uint32_t inputs_per_1000_;
  bool starting_ = true;
  std::uint32_t height_ = 0;
  TxId next_tx_{1};
  CoinId next_coin_{1};
  AddressId next_address_{1};
  std::vector<AddressId> services_;
  std::uint64_t live_ = 0;
  Satoshi issued_;
  std::deque<Shelf> shelves_;     // the newest block first, half a year of them
  std::deque<LiveCoin> ancient_;  // older
  std::deque<LiveCoin> unripe_;   // coinbases, the oldest first
};

}  // namespace spoor::bench
