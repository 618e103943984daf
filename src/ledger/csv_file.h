// Tables as CSV files, for both kinds of ledger. An exporter has `tables()`, rows of a name, a
// count and a function, and `write`, which gives the rows that it wrote.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/progress.h"
#include "ledger/export.h"

namespace spoor::ledger {

// A CSV file that grows through a buffer under another name, and is renamed when it is whole.
class CsvFile {
 public:
  explicit CsvFile(Path path)
      : path_(std::move(path)),
        part_(path_.string() + ".part"),
        file_(part_, OutputFile::Mode::kNew) {}

  // What never became whole goes.
  ~CsvFile() {
    std::error_code ignored;
    if (!whole_) std::filesystem::remove(part_, ignored);
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  template <class... Values>
  void row(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Values>(values)...);
    buffer_.push_back('\n');
    if (buffer_.size() >= kBuffer) flush();
  }
  // Its bytes.
  std::uint64_t finish() {
    flush();
    file_.sync();
    std::filesystem::rename(part_, path_);
    whole_ = true;
    return written_;
  }

 private:
  static constexpr std::size_t kBuffer = 1 << 20;

  void flush() {
    file_.write_at(written_, as_bytes(buffer_));
    written_ += buffer_.size();
    buffer_.clear();
  }

  Path path_;
  Path part_;
  OutputFile file_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  bool whole_ = false;
};

// Empty where there is nothing to say, or nothing is known.
template <class Id>
std::string id_text(Id id) {
  return id.valid() ? std::to_string(id.value) : std::string();
}

template <class Exporter>
std::vector<std::string> names_of() {
  std::vector<std::string> out;
  for (const auto& table : Exporter::tables()) out.emplace_back(table.name);
  return out;
}

// Writes `folder`/NAME.csv for each name; names must be the exporter's.
template <class Exporter, class Reader>
std::vector<ExportedTable> write_tables(const Reader& ledger, const Path& folder,
                                        const std::vector<std::string>& names) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::kIo, "cannot make the folder: " + error.message(), {.file = folder});
  const auto table = [](const std::string& name) -> const auto& {
    const auto found = std::ranges::find(Exporter::tables(), name, &Exporter::Table::name);
    ASSERT(found != Exporter::tables().end());
    return *found;
  };
  std::uint64_t total = 0;
  for (const std::string& name : names) total += ledger.manifest().counts.*table(name).rows;
  Progress progress("export", total, "rows");
  Exporter exporter(ledger, progress);
  std::vector<ExportedTable> out;
  for (const std::string& name : names) {
    const Path path = folder / (name + ".csv");
    CsvFile file(path);
    const std::uint64_t rows = exporter.write(table(name), file);
    out.push_back({.name = name, .file = path, .rows = rows, .bytes = file.finish()});
  }
  sync_folder(folder);
  return out;
}

}  // namespace spoor::ledger
