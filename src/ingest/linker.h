// The one step that must go in chain order: each input finds the coin that it spends, each output
// becomes a coin. Fills a batch and the columns that nothing waits for.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <set>
#include <vector>

#include "ingest/batch.h"
#include "ingest/block_tree.h"
#include "ingest/prepare.h"
#include "ingest/previous_outputs.h"
#include "ingest/unspent_coins.h"
#include "ledger/writer.h"

namespace spoor::ingest {

class Linker {
 public:
  // In a ledger that is not rooted in its genesis block, an input may spend a coin from before.
  Linker(ledger::Writer& writer, UnspentCoins& unspent, const PreviousOutputs& previous,
         bool genesis_rooted, Batch& batch);

  // Appends the next block of the chain. Throws BadBlock where it spends what is not there; then
  // the batch and the unspent coins are spoilt.
  void add(const PreparedBlock& block, std::uint32_t source_file, std::uint64_t source_offset);

 private:
  struct Spend {
    const PreparedBlock& block;
    std::size_t tx;
    std::size_t input;  // in the transaction
    std::size_t row;    // of ParsedBlock::inputs
  };
  void add_block_row(const PreparedBlock& block, std::uint32_t file, std::uint64_t offset);
  void add_transaction(const PreparedBlock& block, std::size_t tx);
  void spend(const Spend& spend);
  CoinId take_prehistory(const Spend& spend, const OutpointBytes& outpoint);
  void create(const PreparedBlock& block, std::size_t tx, std::uint32_t vout);
  void add_appearance(std::uint32_t row, const bitcoin::ScriptClass& script, ByteSpan bytes,
                      const ledger::ScriptKey& key);
  void keep_script(std::vector<ledger::HeapRow>& rows, std::uint64_t coin, ByteSpan script);
  void add_shown(const PreparedBlock& block, std::uint32_t first_input_row);

  ledger::Writer& writer_;
  ledger::Columns& columns_;
  UnspentCoins& unspent_;
  const PreviousOutputs& previous_;
  bool genesis_rooted_;
  Batch& batch_;
  std::vector<ledger::HeapRow> coin_heap_rows_, prehistory_heap_rows_;  // of the current block
  std::vector<const PreviousOutputs::UndoRecord*> undo_;                // of the current block
  // Partial ledgers only: what must not be taken for a coin from before.
  boost::unordered_flat_set<Hash256, HashOfHash> new_txids_;  // of the batch
  std::set<OutpointBytes> spent_prehistory_;
};

}  // namespace spoor::ingest
