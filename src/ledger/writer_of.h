// The one writer of a ledger, of either kind: appends rows, commits them, rolls blocks back.
//
//   Writer writer(folder, network);      // takes the lock; makes the ledger where there is none
//   writer.columns().…add(row) …         // rows that do not exist yet
//   writer.commit(changed_manifest);     // now they do
//
// A kill at any instant leaves the last committed state: columns are synced before the manifest is
// replaced, and nothing that a committed manifest counts is changed in place but the spender in a
// coin row, which a reader believes only where the input that it names agrees.
//
// `Chain` says what the two kinds differ in: kKind, Columns, Reader, Identity (what tells one chain
// from another), begin, expect, hash and counts_before (writer.h, account_writer.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/file.h"
#include "base/types.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

template <class Chain>
class WriterOf {
 public:
  using Columns = typename Chain::Columns;
  using Reader = typename Chain::Reader;
  using Identity = typename Chain::Identity;

  // Throws Error(kBusy) where another process writes, Error(kBadInput) where the ledger is of
  // another chain or kind, Error(kNotFound) where there is none and no chain is given.
  WriterOf(const Path& folder, std::optional<Identity> chain);

  const Path& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  Columns& columns() { return *columns_; }
  // A reader of the committed state; made anew by each commit.
  const Reader& committed() const { return *committed_; }
  // A long ingest walks what is committed; a short append looks things up (the default).
  void expect(MappedFile::Access access);

  // Makes all rows added so far exist. `next` is the manifest with its runs and sources; counts and
  // tip are set here. `obsolete` are run files that it no longer names.
  void commit(Manifest next, const Hash256& tip, std::span<const Path> obsolete);
  // Forgets the rows added since the last commit.
  void abandon();
  // Forgets the blocks from that height (of accounts: number) on. Commits.
  void roll_back_to(Height height);

 private:
  void write_manifest(const Manifest& next);
  void map_committed();
  void delete_unnamed_runs() const;

  Path folder_;
  std::unique_ptr<FolderLock> lock_;
  Manifest manifest_;
  std::unique_ptr<Columns> columns_;
  std::unique_ptr<Reader> committed_;
  MappedFile::Access access_ = MappedFile::Access::kRandom;
};

// For a keyed hash, from the system's randomness.
SipKey random_key();

}  // namespace spoor::ledger
