// The manifest: the one small file that says what of a ledger exists. Columns grow first and are
// synced, then the manifest is replaced atomically; what lies beyond its counts does not exist.
// docs/format/ledger.md describes it, docs/format/account-ledger.md what an account ledger has in
// its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "chains/bitcoin/network.h"
#include "crypto/hash.h"

namespace spoor::ledger {

inline constexpr std::uint32_t kFormatVersion = 1;

// What a ledger is of: a chain of coins (UTXO), or one of accounts.
enum class LedgerKind { kUtxo, kAccount };

// Rows of each table; a ledger has only those of its kind.
struct Counts {
  std::uint64_t blocks = 0;
  std::uint64_t transactions = 0;  // of accounts: with the closing of each block
  std::uint64_t inputs = 0;
  std::uint64_t coins = 0;
  std::uint64_t addresses = 0;
  std::uint64_t heap_rows = 0;
  std::uint64_t heap_bytes = 0;
  std::uint64_t reveals = 0;
  std::uint64_t prehistory = 0;
  std::uint64_t overwritten = 0;
  // of accounts
  std::uint64_t transfers = 0;
  std::uint64_t collectibles = 0;
  std::uint64_t events = 0;
  std::uint64_t openings = 0;
  std::uint64_t wide = 0;
  bool operator==(const Counts&) const = default;
};
// Every row belongs to a block, and every block has a transaction: look-ups trust it.
bool fit_together(const Counts& counts);
// No table has more rows than `limit` says.
bool within(const Counts& rows, const Counts& limit);

// Rows [lo, hi) of the table that an index run covers. Entries outside are left over from before a
// rollback and do not count. History runs also cover a range of prehistory rows.
struct RunRange {
  std::uint64_t lo = 0;
  std::uint64_t hi = 0;
  std::uint64_t prehistory_lo = 0;
  std::uint64_t prehistory_hi = 0;
};
struct Run {
  std::uint64_t serial = 0;   // names the file
  std::uint64_t entries = 0;  // in the file, those that do not count too
  RunRange range;
};
enum class IndexKind { kTxid, kAddress, kHistory, kReveal };  // accounts have no reveals
inline constexpr int kIndexKinds = 4;

struct Manifest {
  LedgerKind kind = LedgerKind::kUtxo;
  // of coins
  bitcoin::Network network = bitcoin::Network::kMainnet;
  std::uint32_t first_height = 0;
  bool genesis_rooted = true;
  // of accounts
  std::uint64_t chain_id = 1;

  Counts counts;
  Hash256 tip{};  // hash of the last block, zeros where there is none or it is unknown
  std::uint64_t rollbacks = 0;  // how often the ledger was rolled back
  std::uint64_t next_serial = 1;
  SipKey key;                          // of the keyed hash in the address index
  std::vector<std::string> sources;    // names of block files, in the order first used
  std::vector<Run> runs[kIndexKinds];  // by IndexKind, in order of rows

  std::vector<Run>& of(IndexKind index) { return runs[static_cast<int>(index)]; }
  const std::vector<Run>& of(IndexKind index) const { return runs[static_cast<int>(index)]; }
  // How many rows the table has that an index is over.
  std::uint64_t rows_under(IndexKind index) const;
};

std::string to_json(const Manifest& manifest);
// Throws Error(kCorrupt) where the text is not a manifest that this version can read.
Manifest parse_manifest(std::string_view json, const std::string& file);

Path manifest_path(const Path& folder);
// Throws Error(kNotFound) where the folder holds no ledger.
Manifest read_manifest(const Path& folder);
// Throws Error(kBadInput) where it is of another kind, too.
Manifest read_manifest(const Path& folder, LedgerKind kind);
void expect_kind(const Manifest& manifest, LedgerKind kind, const Path& folder);
Path run_path(const Path& folder, IndexKind kind, std::uint64_t serial);

}  // namespace spoor::ledger
