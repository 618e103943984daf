// How a ledger of either kind is opened, and read while a writer works.
//
// Readers and the one writer share nothing but files. A reader sees the state of the manifest that
// it opened. A rollback may reuse rows that it looks at: `unchanged()` of the reader tells, and
// then what was computed must be computed again (`read_consistently` does).
#pragma once

#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "ledger/columns.h"
#include "ledger/index.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

class Ledger;

// Reads the manifest and calls `map(manifest)`, which maps what it names. A merge may delete a run
// between our reading of the manifest and our mapping of the run: then the manifest has changed,
// and the next try meets the new one.
template <class Map>
void read_and_map(const Path& folder, LedgerKind kind, Map map) {
  for (;;) {
    const Manifest manifest = read_manifest(folder, kind);
    try {
      map(manifest);
      return;
    } catch (const Error&) {
      if (to_json(read_manifest(folder)) == to_json(manifest)) throw;
    }
  }
}

// The columns of a view, as many rows as the manifest counts.
template <class View>
std::vector<MappedFile> map_columns(const Path& folder, const Counts& counts, View& view) {
  std::vector<MappedFile> files;
  for_each_column(view, [&]<class Row>(std::span<const Row>& rows, const char* name,
                                       std::uint64_t Counts::* count) {
    rows = map_rows<Row>(folder / name, counts.*count, files.emplace_back());
  });
  return files;
}

template <class Entry>
std::vector<MappedRun<Entry>> map_runs(const Path& folder, IndexKind kind, const Manifest& m) {
  std::vector<MappedRun<Entry>> out;
  for (const Run& run : m.of(kind)) out.emplace_back(folder, kind, run);
  return out;
}

// Runs `read(reader)` and gives its result; starts again where the writer rolled back meanwhile,
// and then what looked like corruption may have been rows of the other branch.
template <class Reader = Ledger, class Read>
auto read_consistently(const Path& folder, Read read) {
  for (;;) {
    const Reader ledger(folder);
    try {
      auto result = read(ledger);
      if (ledger.unchanged()) return result;
    } catch (const Error&) {
      if (ledger.unchanged()) throw;
    }
  }
}

}  // namespace spoor::ledger
