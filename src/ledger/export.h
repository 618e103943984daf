// A ledger as CSV files, for databases and notebooks: one file a table, joined by the ledger's own
// ids. docs/export.md describes the columns.
//
// Everything is walked in the order of its rows and written through a buffer, so memory does not
// grow with the chain. Ids are used where a txid would be, because a random look-up an input would
// cost more than all the rest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/file.h"
#include "ledger/account_ledger.h"
#include "ledger/ledger.h"

namespace spoor::ledger {

// Of coins "blocks", "transactions", "inputs", "outputs", "addresses", "prehistory"; of accounts
// "blocks", "transactions", "transfers", "collectibles", "events", "addresses", "openings".
const std::vector<std::string>& export_tables(LedgerKind kind);
const std::vector<std::string>& account_export_tables();

struct ExportedTable {
  std::string name;
  Path file;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

// Writes `folder`/NAME.csv for each name, replacing what is there; a file appears whole or not at
// all. Makes the folder where it is missing. Names must be of its export_tables(). Throws
// Error(kIo), and Error(kCorrupt) where the ledger contradicts itself.
std::vector<ExportedTable> export_csv(const Ledger& ledger, const Path& folder,
                                      const std::vector<std::string>& tables);
std::vector<ExportedTable> export_csv(const AccountLedger& ledger, const Path& folder,
                                      const std::vector<std::string>& tables);

}  // namespace spoor::ledger
