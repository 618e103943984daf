// The one writer of a ledger: appends rows, commits them, rolls blocks back.
//
//   Writer writer(folder, network);      // takes the lock; makes the ledger where there is none
//   writer.columns().…add(row) …         // rows that do not exist yet
//   writer.commit(changed_manifest);     // now they do
//
// A kill at any instant leaves the last committed state: columns are synced before the manifest is
// replaced, and nothing that a committed manifest counts is changed in place but the spender in a
// coin row, which a reader believes only where the input that it names agrees.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/file.h"
#include "ledger/columns.h"
#include "ledger/ledger.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

// All columns open for appending.
struct Columns {
  Columns(const Path& folder, const Counts& counts);
  void sync();
  Counts counts() const;  // committed rows and those added since
  void truncate(const Counts& counts);

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

// For a keyed hash, from the system's randomness.
SipKey random_key();

class Writer {
 public:
  // Throws Error(kBusy) where another process writes, Error(kBadInput) where the ledger is of
  // another network, Error(kNotFound) where there is none and no network is given.
  Writer(const Path& folder, std::optional<bitcoin::Network> network);

  const Path& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  Columns& columns() { return *columns_; }
  // A reader of the committed state; made anew by each commit.
  const Ledger& committed() const { return *committed_; }
  // A long ingest walks what is committed; a short append looks things up (the default).
  void expect(MappedFile::Access access);

  // Makes all rows added so far exist. `next` is the manifest with its runs and sources; counts and
  // tip are set here. `obsolete` are run files that it no longer names.
  void commit(Manifest next, const Hash256& tip, std::span<const Path> obsolete);
  // Forgets the rows added since the last commit.
  void abandon();
  // Forgets the blocks from `height` on. Commits.
  void roll_back_to(Height height);

 private:
  void write_manifest(const Manifest& next);
  void map_committed();
  void delete_unnamed_runs() const;

  Path folder_;
  std::unique_ptr<FolderLock> lock_;
  Manifest manifest_;
  std::unique_ptr<Columns> columns_;
  std::unique_ptr<Ledger> committed_;
  MappedFile::Access access_ = MappedFile::Access::kRandom;
};

}  // namespace spoor::ledger
