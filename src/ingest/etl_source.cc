#include "ingest/etl_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "base/progress.h"
#include "ingest/etl_cursor.h"
#include "ingest/evm_reader.h"

namespace spoor::ingest {
namespace {

bool is_hidden(const Path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

EtlSource::EtlSource(const std::vector<Path>& sources, const ethereum::Network& network)
    : context_{network, names_, findings_} {
  for (const Path& source : sources) find_files(source);
  if (cursors_.empty())
    throw_bad_input("no table of ethereum-etl is here", {.file = sources.front().string()},
                    "Give the folder of the dump, or its files");
  look_through();
}
EtlSource::~EtlSource() = default;

void EtlSource::find_files(const Path& source) {
  const auto add = [&](const Path& file) {
    cursors_.push_back(
        std::make_unique<EtlCursor>(file, static_cast<std::uint32_t>(names_.size())));
    names_.push_back(file.string());
  };
  if (!std::filesystem::is_directory(source)) {
    if (MappedFile(source).bytes().empty())
      findings_.add("empty files", {.file = source.string()});
    else
      add(source);
    return;
  }
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source))
    if (entry.is_regular_file() && !is_hidden(entry.path())) files.push_back(entry.path());
  std::ranges::sort(files);
  for (const Path& file : files) {
    const MappedFile mapped(file);
    if (mapped.bytes().empty())
      findings_.add("empty files", {.file = file.string()});
    else if (EtlRows::knows(mapped.bytes(), file.string()))
      add(file);
    else
      report_.passed_over.push_back(file.string());
  }
}

void EtlSource::look_through() {
  std::size_t stretches_left = EtlCursor::kMostStretches;
  Progress progress("looking through the files", cursors_.size(), "files");
  for (std::uint32_t i = 0; i < cursors_.size(); ++i) {
    const EtlCursor::Sight sight = cursors_[i]->look_through(stretches_left);
    stretches_left -= sight.stretches;
    ++report_.files;
    report_.unsorted_files += sight.stretches > 0;
    for (std::size_t table = 0; table < kEtlTables; ++table) {
      report_.rows[table] += sight.rows[table];
      if (sight.blocks[table]) ranges_[table].push_back(*sight.blocks[table]);
    }
    if (cursors_[i]->block()) waiting_.emplace(*cursors_[i]->block(), i);
    progress.update(i + 1);
  }
  for (std::vector<Range>& ranges : ranges_) {
    std::ranges::sort(ranges);
    std::vector<Range> apart;
    for (const Range& range : ranges) {
      if (!apart.empty() && range.first <= apart.back().second)
        apart.back().second = std::max(apart.back().second, range.second);
      else
        apart.push_back(range);
    }
    ranges = std::move(apart);
  }
}

std::uint64_t EtlSource::rows_to_read() const {
  std::uint64_t out = 0;
  for (std::size_t table = 0; table < kEtlTables; ++table)
    if (is_joined(static_cast<EtlTable>(table))) out += report_.rows[table];
  return out;
}

bool EtlSource::covers(EtlTable table, std::uint32_t block) const {
  const std::vector<Range>& ranges = ranges_[static_cast<std::size_t>(table)];
  const auto after = std::ranges::upper_bound(ranges, block, {}, &Range::first);
  return after != ranges.begin() && std::prev(after)->second >= block;
}

bool EtlSource::gather(EvmBlock& out) {
  out.clear();
  if (waiting_.empty()) return false;
  out.number = waiting_.top().first;
  while (!waiting_.empty() && waiting_.top().first == out.number) {
    const std::uint32_t file = waiting_.top().second;
    waiting_.pop();
    rows_read_ += cursors_[file]->take(out);
    if (const auto next = cursors_[file]->block()) waiting_.emplace(*next, file);
  }
  out.has_logs = covers(EtlTable::kLogs, out.number);
  out.has_token_transfers = covers(EtlTable::kTokenTransfers, out.number);
  out.has_traces = covers(EtlTable::kTraces, out.number);
  out.has_withdrawals |= covers(EtlTable::kWithdrawals, out.number);
  return true;
}

bool EtlSource::next(SourceBlock& out) {
  out.clear();
  if (has_ahead_)
    std::swap(block_, ahead_);
  else if (!gather(block_))
    return false;
  has_ahead_ = block_.headers.size() > 1 && gather(ahead_);
  choose_branch(block_, has_ahead_ ? &ahead_ : nullptr, context_);
  read_evm_block(block_, context_, out);
  return true;
}

}  // namespace spoor::ingest
