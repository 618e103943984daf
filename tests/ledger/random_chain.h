// Chains for tests that want variety: every kind of script, addresses used again, spends in the
// same block, fees and none, unclaimed subsidy, money in OP_RETURN, coinbases that repeat an
// earlier one (as before BIP-30). The same seed gives the same chain.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "simulator/chain.h"

namespace spoor {

class RandomChain {
 public:
  explicit RandomChain(std::uint64_t seed, bitcoin::Network network = bitcoin::Network::kRegtest);
  // Without genesis: begins with a block at that height. `earlier` coins from before are spent.
  RandomChain(std::uint64_t seed, std::uint32_t first_height, int earlier);

  // Adds that many blocks to `parent` (kNoParent where the chain begins without genesis) and gives
  // the last.
  simulator::BlockIndex grow(simulator::BlockIndex parent, int blocks);

  const simulator::Chain& chain() const { return chain_; }
  // All blocks in the order of making, or in any order.
  std::vector<simulator::BlockIndex> all() const;
  std::vector<simulator::BlockIndex> shuffled();
  int number(int from, int to);  // both inclusive

  // Coins from before the chain, spent or not, as a file for --prevouts.
  std::string prevouts_csv() const;

 private:
  struct Owned {
    bitcoin::Outpoint outpoint;
    Satoshi value;
    std::string payee;
  };
  simulator::BlockIndex add_block(simulator::BlockIndex parent);
  simulator::Transaction spend(std::vector<Owned>& unspent, std::uint64_t& fees);
  std::optional<simulator::BlockIndex> repeated_coinbase(simulator::BlockIndex parent);
  simulator::Transaction pay_miner(simulator::BlockIndex parent, std::uint64_t fees);
  std::vector<std::string> payees(int most);
  std::vector<simulator::Output> share(std::uint64_t value, const std::vector<std::string>& to);
  void own(std::vector<Owned>& unspent, const simulator::Transaction& transaction,
           const std::vector<std::string>& to);

  simulator::Chain chain_;
  std::mt19937_64 random_;
  std::vector<std::vector<Owned>> unspent_;       // after each block
  std::vector<std::vector<std::string>> miners_;  // paid by each block's coinbase
  std::vector<Owned> earlier_;
};

}  // namespace spoor
