// Blocks of an account chain in memory, for tests: an AccountSource made from plain statements, or
// from a seed.
//
//   AccountBlocks chain;
//   chain.block(100);
//   chain.tx(chain.evm(1), chain.evm(2));
//   chain.transfer({.from = chain.evm(1), .to = chain.name("shop"), .amount = U256{5}});
//   ingest::append_account_blocks(chain, {.ledger = folder});
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "ingest/account_source.h"

namespace spoor::testing {

class AccountBlocks : public ingest::AccountSource {
 public:
  // Begins a block whose hash is made of `branch` and its number.
  ingest::SourceBlock& block(std::uint32_t number, std::uint8_t branch = 0);
  // A transaction of it that succeeded, as its receipt says, and paid 10 burnt and 3 as a tip. What
  // is stated then belongs to it, until the closing begins.
  ingest::SourceTx& tx(const ingest::Party& sender, const ingest::Party& target);
  void closing() { closing_ = true; }
  void transfer(const ingest::SourceTransfer& transfer);
  void collectible(const ingest::SourceCollectible& collectible);
  void event(std::uint8_t kind, const ingest::Party& contract, std::uint32_t place, ByteSpan bytes);

  static ingest::Party evm(std::uint32_t number);
  static ingest::Party tron(std::uint32_t number);
  ingest::Party name(std::string_view name);  // in the block begun last

  std::vector<ingest::SourceBlock> blocks;

  // The source: from the first block on, and again after `rewind`.
  bool next(ingest::SourceBlock& out) override;
  void rewind(std::size_t to = 0) { next_ = to; }
  // Ends there, as if there were no more blocks.
  void end_at(std::size_t end) { end_ = end; }

 private:
  ingest::SourceBlock& current() { return blocks.back(); }
  bool closing_ = false;
  std::size_t next_ = 0;
  std::size_t end_ = ~std::size_t{0};
};

// `count` blocks with a bit of everything: gaps in the numbers, names, Tron addresses, amounts of
// all widths, failed and unknown transactions, events, collectibles, empty blocks.
void add_random_blocks(AccountBlocks& chain, std::mt19937_64& random, std::size_t count);

}  // namespace spoor::testing
