// A tree of blocks made from plain structs: forks grow from any block, each block knows its coins.
//
//   Chain chain;                                     // block 0 is regtest's genesis
//   const BlockIndex b1 = chain.add(0, coinbase(1, {{Satoshi{50 * kCoin}, script}}));
//   const BlockIndex b2 = chain.add(b1, coinbase(2, …), {transaction});
//   BlockFiles files(folder);
//   chain.write(files, chain.branch(b2));
//
// Nothing is checked: a test may build what no node would accept. (`words.h` checks.)
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/network.h"
#include "simulator/block_files.h"
#include "simulator/block_writer.h"

namespace spoor::simulator {

inline constexpr std::uint64_t kCoin = 100'000'000;  // satoshi in a bitcoin

struct Input {
  bitcoin::Outpoint coin;
  Bytes script_sig = {};
  std::vector<Bytes> witness = {};
  std::uint32_t sequence = kFinalSequence;
};
struct Output {
  Satoshi value;
  Bytes script;
};
struct Transaction {
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::int32_t version = 2;
  std::uint32_t locktime = 0;
};

// The coinbase of a block at that height. Two with the same `extra`, height and outputs are the
// same transaction.
Transaction coinbase(std::uint32_t height, std::vector<Output> outputs, std::uint32_t extra = 0);
Hash256 txid_of(const Transaction& transaction);

using BlockIndex = std::size_t;  // in the order of adding
inline constexpr BlockIndex kNoParent = std::numeric_limits<BlockIndex>::max();

struct Block {
  Hash256 hash = {};
  Hash256 previous = {};
  BlockIndex parent = kNoParent;  // for the first
  std::uint32_t height = 0;
  std::uint32_t time = 0;
  Bytes bytes = {};
  std::vector<Transaction> transactions = {};  // coinbase first
  std::vector<Hash256> txids = {};
};

struct BlockOptions {
  std::uint32_t time = 0;  // seconds; 0: ten minutes after the parent
  std::uint32_t bits = kRegtestBits;
  std::int32_t version = 4;
};

class Chain {
 public:
  // Begins with the network's genesis block.
  explicit Chain(bitcoin::Network network = bitcoin::Network::kRegtest);
  // Begins empty: the block that is added to kNoParent has this height, and a parent that is in no
  // file.
  Chain(bitcoin::Network network, std::uint32_t first_height);

  // A coin from before the chain, so that undo records can state it.
  void know_earlier(const bitcoin::Outpoint& outpoint, UndoCoin coin);

  BlockIndex add(BlockIndex parent, Transaction coinbase, std::vector<Transaction> others = {},
                 const BlockOptions& options = {});

  bitcoin::Network network() const { return network_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  const Block& block(BlockIndex index) const { return blocks_.at(index); }
  std::uint32_t height_after(BlockIndex parent) const;
  // Is `ancestor` the block itself or one that it stands on?
  bool stands_on(BlockIndex block, BlockIndex ancestor) const;
  // All blocks from the first to `tip`.
  std::vector<BlockIndex> branch(BlockIndex tip) const;
  // The coin as the branch of `at` sees it (the latest, where a coinbase was repeated), or one from
  // before the chain; none where no block of that branch makes it.
  std::optional<UndoCoin> coin(const bitcoin::Outpoint& outpoint, BlockIndex at) const;
  // None where a coin that the block spends is not in its branch.
  std::optional<Bytes> undo(BlockIndex index) const;

  // The blocks in that order; with their undo records where `undo` is kWrite (none for the first).
  enum class Undo { kNone, kWrite };
  void write(BlockFiles& files, std::span<const BlockIndex> order, Undo undo = Undo::kNone) const;

 private:
  struct Place {
    BlockIndex block;
    std::size_t position;
  };
  struct IdHash {
    std::size_t operator()(const Hash256& id) const { return load_le<std::size_t>(id.data()); }
  };

  BlockIndex keep(Block block);

  bitcoin::Network network_;
  std::uint32_t first_height_ = 0;
  std::vector<Block> blocks_;
  std::unordered_map<Hash256, std::vector<Place>, IdHash> places_;  // of transactions, by id
  std::map<bitcoin::Outpoint, UndoCoin> earlier_;
  BlockWriter writer_;
};

}  // namespace spoor::simulator
