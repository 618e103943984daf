// What the checks of indexes have in common, for both kinds of ledger: rows that point to rows in
// no order are taken in batches, sorted, and met by one ascending walk.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "ledger/index.h"
#include "ledger/manifest.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {

// Collects items; `check` sees them in ascending order, a batch at a time. It outlives this.
template <class Item, class Check>
class SortedBatches {
 public:
  SortedBatches(std::uint64_t memory_bytes, Check& check)
      : most_(std::max<std::size_t>(memory_bytes / sizeof(Item), 1)), check_(check) {}
  void add(const Item& item) {
    if (batch_.size() == most_) finish();
    batch_.push_back(item);
  }
  // Call once more at the end.
  void finish() {
    std::sort(batch_.begin(), batch_.end());
    for (const Item& item : batch_) check_(item);
    batch_.clear();
  }

 private:
  std::size_t most_;
  Check& check_;
  std::vector<Item> batch_;
};

// An entry of an index run, and the row that it stands for.
template <class Entry>
struct Entered {
  std::uint64_t row;
  Entry entry;
  bool operator<(const Entered& o) const { return row < o.row; }
};

inline std::uint64_t row_of(const TxidEntry& e) { return e.tx; }
inline std::uint64_t row_of(const AddressEntry& e) { return e.address; }
inline std::uint64_t row_of(const HistoryEntry& e) { return e.coin().value; }
inline std::uint64_t row_of(const RevealEntry& e) { return e.row; }
inline std::uint64_t row_of(const AccountTxidEntry& e) { return e.tx().value; }
inline std::uint64_t row_of(const AccountHistoryEntry& e) { return e.tx().value; }

// `Agrees` says of an entry whether the row says what it says. Rows lie within the run's range,
// hence are there; of one run they come in ascending order, a batch at a time.
template <class Agrees>
class IndexCheck {
 public:
  IndexCheck(const Manifest& manifest, Agrees agrees, const VerifyOptions& options,
             Findings& findings)
      : manifest_(manifest), agrees_(std::move(agrees)), options_(options), findings_(findings) {}

  // Each run is sorted, its entries agree with the columns, and there are `due` of them in all. As
  // no entry stands twice and ranges do not overlap, each row then has exactly one.
  template <class Entry>
  void check(const std::vector<MappedRun<Entry>>& mapped, IndexKind kind, const char* name,
             std::uint64_t due) {
    const std::vector<Run>& runs = manifest_.of(kind);
    name_ = name;
    if (!ranges_join(runs, kind)) return;
    std::uint64_t count = 0;
    Progress progress(fmt::format("verify {} index", name), due, "entries");
    for (std::size_t i = 0; i < runs.size(); ++i) {
      count += check_run(mapped[i].view(), runs[i].serial);
      progress.update(count);
    }
    if (count != due)
      findings_.add("index", fmt::format("{} index", name),
                    fmt::format("{} entries count, {} are due", count, due));
  }

 private:
  // The runs' ranges follow each other from row 0 to the last.
  bool ranges_join(const std::vector<Run>& runs, IndexKind kind) {
    std::uint64_t at = 0;
    std::uint64_t prehistory = 0;
    bool join = true;
    for (const Run& run : runs) {
      join &= run.range.lo == at && run.range.hi >= at && run.range.prehistory_lo == prehistory &&
              run.range.prehistory_hi >= prehistory;
      at = run.range.hi;
      prehistory = run.range.prehistory_hi;
    }
    const std::uint64_t due =
        kind == IndexKind::kHistory ? manifest_.counts.prehistory : prehistory;
    join &= at == manifest_.rows_under(kind) && prehistory == due;
    if (!join)
      findings_.add("index", fmt::format("{} index", name_), "the runs do not cover all rows once");
    return join;
  }

  template <class Entry>
  std::uint64_t check_run(const RunView<Entry>& run, std::uint64_t serial) {
    const std::string where = fmt::format("{} run {}", name_, serial);
    const auto check = [&](const Entered<Entry>& e) {
      if (!agrees_(e.entry))
        findings_.add("index", where, fmt::format("the entry of row {} is not its row's", e.row));
    };
    SortedBatches<Entered<Entry>, const decltype(check)> batches(options_.memory_bytes, check);
    std::uint64_t count = 0;
    const Entry* before = nullptr;
    for (const Entry& entry : run.entries) {
      if (before != nullptr && !(*before < entry)) {
        findings_.add("index", where, "entries are not sorted");
        return count;
      }
      before = &entry;
      if (!entry.counts(run.range)) continue;
      batches.add({row_of(entry), entry});
      ++count;
    }
    batches.finish();
    return count;
  }

  const Manifest& manifest_;
  Agrees agrees_;
  const VerifyOptions& options_;
  Findings& findings_;
  const char* name_ = "";
};

// Calls `visit` with the entries that count of all runs, merged.
template <class Entry, class Visit>
void for_each_merged(const std::vector<MappedRun<Entry>>& runs, Visit visit) {
  using Rest = RunView<Entry>;
  const auto later = [](const Rest& a, const Rest& b) {
    return b.entries.front() < a.entries.front();
  };
  std::priority_queue<Rest, std::vector<Rest>, decltype(later)> rest(later);
  for (const MappedRun<Entry>& run : runs)
    if (!run.view().entries.empty()) rest.push(run.view());
  while (!rest.empty()) {
    Rest run = rest.top();
    rest.pop();
    if (run.entries.front().counts(run.range)) visit(run.entries.front());
    run.entries = run.entries.subspan(1);
    if (!run.entries.empty()) rest.push(run);
  }
}

}  // namespace spoor::ledger
