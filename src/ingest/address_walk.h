// Looks scripts up in the address index by their keys, in ascending order: one walk through the
// runs for many keys, a search each for few.
#pragma once

#include <span>
#include <vector>

#include "base/types.h"
#include "ledger/index.h"

namespace spoor::ingest {

class AddressWalk {
 public:
  // The runs must outlive it.
  explicit AddressWalk(const std::vector<ledger::MappedRun<ledger::AddressEntry>>& runs) {
    for (const auto& run : runs) cursors_.emplace_back(run.view());
  }
  // Seeks in `entries` too: those of addresses that are not committed yet, sorted.
  void add(std::span<const ledger::AddressEntry> entries, ledger::RunRange range) {
    cursors_.emplace_back(ledger::RunView<ledger::AddressEntry>{entries, range});
  }

  // The first address with that key that `accept(AddressId)` takes, or invalid. Keys must not
  // descend from call to call.
  template <class Accept>
  AddressId find(const ledger::ScriptKey& key, Accept accept) {
    const ledger::AddressEntry from{.key_hi = key.hi, .key_lo = key.lo, .address = 0};
    for (Cursor& cursor : cursors_) {
      cursor.seek(from);
      for (const ledger::AddressEntry& entry : cursor.rest()) {
        if (entry.key() != key) break;
        if (entry.counts(cursor.range()) && accept(AddressId{entry.address}))
          return AddressId{entry.address};
      }
    }
    return AddressId::invalid();
  }

 private:
  using Cursor = ledger::RunCursor<ledger::AddressEntry>;
  std::vector<Cursor> cursors_;
};

}  // namespace spoor::ingest
