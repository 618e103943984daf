// What a hot loop sees of a ledger: spans of columns, and the few questions that are asked of them.
// A ChainView owns nothing; it lives as long as the mapping (`Ledger`) or the vectors behind it.
//
// Ids given must be below the counts here; what comes *out* of a column (a coin's spender, an
// input's coin, the first and last row of a range) is checked by the accessors, because a ledger's
// files may be hostile: an id that points outside, or a range that runs backwards, throws
// Error(kCorrupt).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/types.h"
#include "ledger/layout.h"

namespace spoor::ledger {

struct ChainView {
  std::uint32_t first_height = 0;
  std::uint32_t halving_interval = 210'000;  // blocks; 150 on regtest
  bool genesis_rooted = true;                // row 0 is the network's genesis block

  std::span<const BlockRow> blocks;
  // tx columns, one row a transaction
  std::span<const Hash256> txids;
  std::span<const U40> tx_first_input;
  std::span<const U40> tx_first_coin;
  std::span<const std::uint32_t> tx_version;  // as signed 32 bits on the wire
  std::span<const std::uint32_t> tx_locktime;
  std::span<const std::uint32_t> tx_size;
  std::span<const std::uint32_t> tx_weight;
  std::span<const std::uint64_t> tx_fee;  // satoshi, kUnknownValue; 0 for a coinbase
  // input columns; a coinbase has no rows
  std::span<const U40> input_coin;
  std::span<const std::uint32_t> input_sequence;
  std::span<const std::uint64_t> input_value;  // satoshi, kUnknownValue
  std::span<const std::uint32_t> input_address;

  std::span<const CoinRow> coins;
  std::span<const AddressRow> addresses;
  std::span<const PrehistoryRow> prehistory;
  std::span<const HeapRow> heap_rows;
  ByteSpan heap;
  std::span<const RevealRow> reveals;
  std::span<const OverwrittenRow> overwritten;  // a handful; sorted by `by`

  // Counts.
  std::uint64_t tx_count() const { return txids.size(); }
  std::uint64_t input_count() const { return input_coin.size(); }
  std::uint64_t coin_count() const { return coins.size(); }

  // Ranges of rows. `end_…` of the last transaction is the count.
  InputId first_input(TxId tx) const {
    return InputId{checked(tx_first_input[tx.value].get(), 0, input_coin.size())};
  }
  InputId end_input(TxId tx) const;
  CoinId first_coin(TxId tx) const {
    return CoinId{checked(tx_first_coin[tx.value].get(), 0, coins.size())};
  }
  CoinId end_coin(TxId tx) const;
  TxId first_tx(Height height) const {
    // Every block has a transaction, so it is below the count.
    const std::uint64_t tx = block(height).first_tx;
    return TxId{static_cast<std::uint32_t>(checked(tx + 1, 1, txids.size()) - 1)};
  }
  TxId end_tx(Height height) const;

  // Blocks by height. The ledger must not be empty.
  const BlockRow& block(Height height) const { return blocks[height.value - first_height]; }
  Height tip() const {
    return Height{first_height + static_cast<std::uint32_t>(blocks.size()) - 1};
  }
  bool has_height(Height height) const {
    return height.value >= first_height && height.value - first_height < blocks.size();
  }

  // Which transaction, which block. Binary searches.
  TxId tx_of(CoinId coin) const;  // not for prehistory coins
  TxId tx_of(InputId input) const;
  Height height_of(TxId tx) const;
  bool is_coinbase(TxId tx) const { return first_tx(height_of(tx)) == tx; }

  // Coins.
  static bool is_prehistory(CoinId coin) { return (coin.value & kPrehistoryBit) != 0; }
  // The input that spends the coin, or invalid() where it is unspent. Counts only entries below
  // the committed input count whose coin is this coin, so that kills and rollbacks need no repair.
  InputId spender(CoinId coin) const;
  CoinId coin_of(InputId input) const { return checked(CoinId{input_coin[input.value].get()}); }
  // The same coin where it is there; else throws Error(kCorrupt). For ids read from a file.
  CoinId checked(CoinId coin) const;
  // None where it is not known (a coin from before a partial ledger).
  std::optional<Satoshi> value_of(InputId input) const {
    const std::uint64_t v = input_value[input.value];
    return v == kUnknownValue ? std::nullopt : std::optional(Satoshi{v});
  }
  std::optional<Satoshi> fee_of(TxId tx) const {
    const std::uint64_t v = tx_fee[tx.value];
    return v == kUnknownValue ? std::nullopt : std::optional(Satoshi{v});
  }
  // The bytes kept of the coin's script: empty where its type has a fixed template (then the
  // address row gives the script). Checks the id: an address row's first coin may be asked for.
  ByteSpan heap_script(CoinId coin) const;
  // True for the first coin of the genesis block, which no one can spend.
  bool is_genesis_coin(CoinId coin) const { return genesis_rooted && coin.value == 0; }
  // The coin that overwrote this one (pre-BIP-30 duplicate coinbase), or invalid().
  CoinId overwritten_by(CoinId coin) const;
  // No one can ever spend it: genesis, OP_RETURN, or a script longer than 10,000 bytes.
  bool is_unspendable(CoinId coin) const;

  // Subsidy of the block at that height by the network's schedule.
  Satoshi subsidy(Height height) const;
  // Subsidy plus fees minus what the coinbase paid itself; none where a fee is unknown. A coinbase
  // that pays itself more than that (the node's business) leaves 0.
  std::optional<Satoshi> unclaimed(Height height) const;
  // Median of the times of this block and the ten before it (fewer at the start), seconds.
  std::uint32_t median_time_past(Height height) const;

 private:
  // The row, which must lie in [least, most].
  static std::uint64_t checked(std::uint64_t row, std::uint64_t least, std::uint64_t most) {
    if (row < least || row > most) [[unlikely]]
      throw_outside(row, most);
    return row;
  }
  [[noreturn]] static void throw_outside(std::uint64_t row, std::uint64_t most);
};

}  // namespace spoor::ledger
