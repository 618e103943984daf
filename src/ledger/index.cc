#include "ledger/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <queue>

#include "base/error.h"

namespace spoor::ledger {
namespace {

// Appends entries to a file through a buffer.
template <class Entry>
class RunWriter {
 public:
  explicit RunWriter(const Path& path) : file_(path, OutputFile::Mode::kNew) {
    buffer_.reserve(kBufferedEntries);
  }
  void add(const Entry& entry) {
    buffer_.push_back(entry);
    if (buffer_.size() == kBufferedEntries) flush();
  }
  std::uint64_t finish() {
    flush();
    file_.sync();
    return written_;
  }

 private:
  static constexpr std::size_t kBufferedEntries = (4 << 20) / sizeof(Entry);
  void flush() {
    file_.write_at(written_ * sizeof(Entry), raw_bytes(std::span<const Entry>(buffer_)));
    written_ += buffer_.size();
    buffer_.clear();
  }
  OutputFile file_;
  std::vector<Entry> buffer_;
  std::uint64_t written_ = 0;
};

// Merges runs into one file, dropping entries that no longer count.
template <class Entry>
std::uint64_t merge_runs(std::vector<RunView<Entry>> runs, const Path& path) {
  RunWriter<Entry> out(path);
  for (;;) {
    RunView<Entry>* least = nullptr;
    for (RunView<Entry>& run : runs) {
      while (!run.entries.empty() && !run.entries.front().counts(run.range))
        run.entries = run.entries.subspan(1);
      if (!run.entries.empty() &&
          (least == nullptr || run.entries.front() < least->entries.front()))
        least = &run;
    }
    if (least == nullptr) return out.finish();
    out.add(least->entries.front());
    least->entries = least->entries.subspan(1);
  }
}

}  // namespace

ScriptKey script_key(const SipKey& key, ByteSpan script) {
  const Hash128 hash = siphash128(key, script);
  return {hash.hi, static_cast<std::uint32_t>(hash.lo)};
}

ScriptKey account_key(const SipKey& key, std::uint8_t kind, ByteSpan bytes) {
  std::array<std::uint8_t, 1 + kMaxAccountBytes> text;
  ASSERT(bytes.size() <= kMaxAccountBytes);
  text[0] = kind;
  std::ranges::copy(bytes, text.begin() + 1);
  return script_key(key, ByteSpan(text).first(1 + bytes.size()));
}

template <class Entry>
MappedRun<Entry>::MappedRun(const Path& folder, IndexKind kind, const Run& run)
    : file_(run_path(folder, kind, run.serial)), range_(run.range) {
  const ByteSpan bytes = file_.bytes();
  if (bytes.size() / sizeof(Entry) < run.entries)
    throw_corrupt("an index run is shorter than the manifest says",
                  {.file = run_path(folder, kind, run.serial)},
                  "Make the ledger anew from its source");
  entries_ = {reinterpret_cast<const Entry*>(bytes.data()), run.entries};
}
template class MappedRun<TxidEntry>;
template class MappedRun<AddressEntry>;
template class MappedRun<HistoryEntry>;
template class MappedRun<RevealEntry>;
template class MappedRun<AccountTxidEntry>;
template class MappedRun<AccountHistoryEntry>;

template <class Entry>
std::vector<Path> add_run(const Path& folder, IndexKind kind, std::uint64_t serial,
                          std::span<const Entry> entries, RunRange range, std::vector<Run>& runs) {
  std::vector<Path> obsolete;
  if (entries.empty() && range.lo == range.hi) return obsolete;
  Run run{.serial = serial, .entries = entries.size(), .range = range};
  std::size_t keep = runs.size();
  std::uint64_t merged = run.entries;
  while (keep > 0 && runs[keep - 1].entries < 2 * merged) merged += runs[--keep].entries;
  if (keep == runs.size()) {
    RunWriter<Entry> out(run_path(folder, kind, run.serial));
    for (const Entry& entry : entries) out.add(entry);
    out.finish();
  } else {
    std::vector<MappedRun<Entry>> mapped;
    std::vector<RunView<Entry>> views = {{entries, range}};
    for (std::size_t i = keep; i < runs.size(); ++i) {
      mapped.emplace_back(folder, kind, runs[i]);
      views.push_back(mapped.back().view());
      obsolete.push_back(run_path(folder, kind, runs[i].serial));
    }
    run.range.lo = runs[keep].range.lo;
    run.range.prehistory_lo = runs[keep].range.prehistory_lo;
    run.entries = merge_runs(std::move(views), run_path(folder, kind, run.serial));
    runs.resize(keep);
  }
  runs.push_back(run);
  return obsolete;
}
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const TxidEntry>, RunRange, std::vector<Run>&);
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const AddressEntry>, RunRange, std::vector<Run>&);
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const HistoryEntry>, RunRange, std::vector<Run>&);
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const RevealEntry>, RunRange, std::vector<Run>&);
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const AccountTxidEntry>, RunRange, std::vector<Run>&);
template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                   std::span<const AccountHistoryEntry>, RunRange,
                                   std::vector<Run>&);

}  // namespace spoor::ledger
