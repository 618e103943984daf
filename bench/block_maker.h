// Plans into blocks: real transactions, txids, merkle roots, headers mined at regtest's difficulty.
#pragma once

#include <vector>

#include "bench/economy.h"
#include "simulator/block_writer.h"

namespace spoor::bench {

// The id of a transaction that exists only as rows of a made ledger.
Hash256 made_txid(std::uint64_t seed, TxId tx);

class BlockMaker {
 public:
  // Goes on after the block `parent`. Transactions before `first_tx` have made ids, but for the
  // genesis block's.
  BlockMaker(const Population& population, TxId first_tx, const Hash256& parent);

  // The view lives until the next call. Plans must come in order.
  ByteSpan make(const BlockPlan& plan);
  const Hash256& tip() const { return parent_; }

 private:
  void add_coinbase(const BlockPlan& plan);
  void add_transaction(const BlockPlan& plan, std::size_t tx);
  void add_outputs(const BlockPlan& plan, std::size_t tx);
  Hash256 txid(TxId tx) const;

  const Population& population_;
  Random random_;
  TxId first_tx_;
  Hash256 parent_;
  std::vector<Hash256> txids_;  // from first_tx on
  Shown shown_;
  simulator::BlockWriter writer_;
};

}  // namespace spoor::bench
