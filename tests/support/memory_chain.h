// A chain in memory, made from plain statements, for tests: a ChainView without files, hashes or
// signatures. Values are taken as given (nothing checks that outputs do not exceed inputs).
//
//   MemoryChain chain;
//   const TxId mined = chain.block({{50, "miner"}});
//   const TxId paid = chain.tx({chain.coin(mined, 0)}, {{30, "shop"}, {20, "miner"}});
//   const ledger::ChainView view = chain.view();
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/types.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/script.h"
#include "ledger/chain_view.h"

namespace spoor::testing {

class MemoryChain {
 public:
  struct Output {
    std::uint64_t value = 0;
    std::string address = {};  // the same name is the same AddressId; "": one of its own
    bitcoin::ScriptType type = bitcoin::ScriptType::kP2pkh;
  };

  // Row 0 is at `first_height`; the chain counts as rooted in genesis where that is 0.
  explicit MemoryChain(std::uint32_t first_height = 0);

  // A block whose coinbase has these outputs; 600 seconds after the one before.
  TxId block(const std::vector<Output>& coinbase);
  // A transaction of the last block. Inputs are coins of earlier transactions or prehistory.
  TxId tx(const std::vector<CoinId>& inputs, const std::vector<Output>& outputs);
  // A coin from before the ledger; no value: not known.
  CoinId prehistory(std::optional<std::uint64_t> value, const std::string& address = {});
  // Says that `by` destroyed `coin` (pre-BIP-30). Call in ascending order of `by`.
  void overwrite(CoinId coin, CoinId by);
  void set_halving_interval(std::uint32_t blocks) { halving_interval_ = blocks; }

  CoinId coin(TxId tx, std::uint32_t vout) const;
  // The id behind a name; invalid where no output has it.
  AddressId address(const std::string& name) const;
  std::optional<CoinId> find(const bitcoin::Outpoint& outpoint) const;

  // Valid until the chain is added to.
  ledger::ChainView view() const;

 private:
  TxId add_transaction(const std::vector<CoinId>& inputs, const std::vector<Output>& outputs);
  AddressId address_id(const Output& output, CoinId coin);
  void add_input(CoinId coin);

  std::uint32_t first_height_;
  std::uint32_t halving_interval_ = 210'000;
  std::map<std::string, AddressId> names_;
  std::vector<ledger::BlockRow> blocks_;
  std::vector<Hash256> txids_;
  std::vector<ledger::U40> tx_first_input_;
  std::vector<ledger::U40> tx_first_coin_;
  std::vector<std::uint32_t> tx_zeros_;  // version, locktime, size, weight: not kept
  std::vector<std::uint64_t> tx_fee_;
  std::vector<ledger::U40> input_coin_;
  std::vector<std::uint32_t> input_sequence_;
  std::vector<std::uint64_t> input_value_;
  std::vector<std::uint32_t> input_address_;
  std::vector<ledger::CoinRow> coins_;
  std::vector<ledger::AddressRow> addresses_;
  std::vector<ledger::PrehistoryRow> prehistory_;
  std::vector<ledger::OverwrittenRow> overwritten_;
};

}  // namespace spoor::testing
