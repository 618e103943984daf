// The index runs that closing a batch adds.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/file.h"
#include "ledger/index.h"
#include "ledger/manifest.h"

namespace spoor::ingest {

// Adds one run to each index in the next manifest and keeps which files it no longer names. Runs of
// different indexes may be added at once.
class NewRuns {
 public:
  NewRuns(const Path& folder, ledger::Manifest& next)
      : folder_(folder), next_(next), first_serial_(next.next_serial) {
    next.next_serial += ledger::kIndexKinds;
  }
  template <class Entry>
  void add(ledger::IndexKind kind, const std::vector<Entry>& entries, ledger::RunRange range) {
    const auto k = static_cast<std::size_t>(kind);
    obsolete_[k] = ledger::add_run(folder_, kind, first_serial_ + k,
                                   std::span<const Entry>(entries), range, next_.of(kind));
  }
  std::vector<Path> obsolete() const {
    std::vector<Path> all;
    for (const std::vector<Path>& paths : obsolete_)
      all.insert(all.end(), paths.begin(), paths.end());
    return all;
  }

 private:
  const Path& folder_;
  ledger::Manifest& next_;
  std::uint64_t first_serial_;
  std::array<std::vector<Path>, ledger::kIndexKinds> obsolete_;
};

}  // namespace spoor::ingest
