// The writer of a ledger of coins; writer_of.h says what a writer does.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/file.h"
#include "ledger/columns.h"
#include "ledger/ledger.h"
#include "ledger/writer_of.h"

namespace spoor::ledger {

struct CoinAppenders {
  ColumnAppender<BlockRow> blocks;
  ColumnAppender<Hash256> txids;
  ColumnAppender<U40> tx_first_input, tx_first_coin;
  ColumnAppender<std::uint32_t> tx_version, tx_locktime, tx_size, tx_weight;
  ColumnAppender<std::uint64_t> tx_fee;
  ColumnAppender<U40> input_coin;
  ColumnAppender<std::uint32_t> input_sequence, input_address;
  ColumnAppender<std::uint64_t> input_value;
  ColumnAppender<CoinRow> coins;
  ColumnAppender<AddressRow> addresses;
  ColumnAppender<PrehistoryRow> prehistory;
  ColumnAppender<HeapRow> heap_rows;
  ColumnAppender<std::uint8_t> heap;
  ColumnAppender<RevealRow> reveals;
  ColumnAppender<OverwrittenRow> overwritten;
};
using Columns = Appended<CoinAppenders>;

// The committed coins, mapped for writing their spenders in place.
class WritableCoins {
 public:
  WritableCoins(const Path& folder, std::uint64_t coins);
  ~WritableCoins();
  WritableCoins(const WritableCoins&) = delete;
  WritableCoins& operator=(const WritableCoins&) = delete;
  std::span<CoinRow> rows() { return rows_; }
  void sync();

 private:
  std::span<CoinRow> rows_;
};

// A chain of coins, as its writer sees it.
struct CoinChain {
  using Columns = ledger::Columns;
  static constexpr LedgerKind kKind = LedgerKind::kUtxo;
  using Reader = Ledger;
  using Identity = bitcoin::Network;

  static Manifest begin(Identity network);
  // Throws Error(kBadInput) where the ledger is of another network.
  static void expect(const Manifest& manifest, Identity network, const Path& folder);
  static const Hash256& hash(const ChainView& view, std::size_t row) {
    return view.blocks[row].hash;
  }
  // The row of the first block at that height or behind it; the count where there is none.
  static std::size_t row_at(const ChainView& view, Height height);
  // What was counted before that block.
  static Counts counts_before(const ChainView& view, std::size_t row);
};
using Writer = WriterOf<CoinChain>;
extern template class WriterOf<CoinChain>;

}  // namespace spoor::ledger
