// Coins from before a partial ledger: what they were worth and to whom they were paid, from Bitcoin
// Core's undo files (rev*.dat) or from a CSV file of previous outputs. What neither knows is
// unknown.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/file.h"
#include "chains/bitcoin/undo.h"
#include "ingest/block_files.h"
#include "ingest/unspent_table.h"

namespace spoor::ingest {

class PreviousOutputs {
 public:
  // Reads `txid,vout,value_sat,script_hex` (script_hex may be empty: unknown).
  void add_csv(const Path& file);
  // Reads the undo records of a folder. A record is matched to a block of as many transactions by
  // its checksum over the previous block's hash and the data, never by order. Records that match no
  // block are told of in `scan.skipped`; records that spend nothing are passed over.
  void add_undo(const Path& folder, const BlockSource& source, Scan& scan);

  bool empty() const { return coins_.empty() && undo_.empty(); }

  // One vector a transaction after the coinbase, one entry an input.
  using UndoRecord = std::vector<std::vector<bitcoin::SpentCoin>>;
  // The records that may be this block's. Blocks with one parent share their checksums, so what
  // tells them apart is whether the block can have spent these coins: so many, worth enough, and
  // each with the key or script that the input shows. They live as long as this.
  std::vector<const UndoRecord*> records_of(const bitcoin::ParsedBlock& block) const;

  struct Previous {
    Satoshi value;
    std::optional<Bytes> script;
    bool operator==(const Previous&) const = default;
  };
  // The coin that input `input` of transaction `tx` (0: the coinbase) of the block with these
  // records spends. None where it is not known, or where two records contradict each other.
  std::optional<Previous> find(const OutpointBytes& outpoint,
                               std::span<const UndoRecord* const> records, std::size_t tx,
                               std::size_t input) const;

 private:
  std::map<OutpointBytes, Previous> coins_;
  // By the hash of the block before.
  std::multimap<Hash256, UndoRecord> undo_;
};

}  // namespace spoor::ingest
