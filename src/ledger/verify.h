// Does a ledger on disk hold together? Every row is held against what it must follow from: txids
// against merkle roots, headers against each other and their work, links both ways, sums of
// satoshi, address ids in the order of first appearance, indexes against columns. Nothing is
// repaired; each contradiction is a finding that says what and where.
//
// Of an account ledger: ranges and ids against each other, wide amounts and heap bytes used once
// and in order, addresses by first appearance and each once, indexes against columns.
//
// What the block files alone could show is not seen: the ledger keeps no signatures, so txids are
// taken from their column and tied to the headers by the merkle root.
//
// Columns are walked in order. Where rows must be met at random, they are taken in batches that fit
// the memory option, sorted, and held against one ascending walk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/types.h"
#include "ledger/chain_view.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

struct VerifyOptions {
  std::uint64_t memory_bytes = 1ULL << 30;  // for one batch
  std::size_t most_findings = 1000;         // kept; further ones are only counted
};

struct Finding {
  std::string check;  // "merkle", "spend", "fee" …
  std::string where;  // "block 170", "input 12", "coin 77", "txid run 3"
  std::string what;
};

// Where all the money is, in satoshi: issued + earlier + overpaid = unspent + unspendable +
// overwritten + unclaimed.
struct Balance {
  Satoshi issued;       // subsidies of all blocks
  Satoshi earlier;      // spent coins from before the ledger
  Satoshi overpaid;     // what coinbases paid beyond subsidy and fees: the node's business
  Satoshi unspent;      // coins that somebody may spend
  Satoshi unspendable;  // genesis, OP_RETURN, scripts that are too long
  Satoshi overwritten;  // coins whose txid a later coinbase repeated
  Satoshi unclaimed;    // subsidy and fees that no coinbase took
};

struct VerifyReport {
  Manifest manifest;
  std::vector<Finding> findings;
  std::uint64_t finding_count = 0;  // all of them
  // None where a value is unknown or rows are out of order, and for accounts.
  std::optional<Balance> balance;
  Hash256 columns_hash{};  // see columns_hash.h

  bool holds() const { return finding_count == 0; }
};

// Throws Error(kNotFound) where there is no ledger, Error(kCorrupt) where its files are shorter
// than its manifest says.
VerifyReport verify_ledger(const Path& folder, const VerifyOptions& options = {});

}  // namespace spoor::ledger
