// The column files of a ledger of coins: one list of them. And what columns of any ledger are:
// mapped for reading, a buffered appender for writing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "ledger/layout.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

// File names. docs/format/ledger.md gives each one's rows.
namespace column {
inline constexpr const char* kBlocks = "blocks";
inline constexpr const char* kTxid = "tx.txid";
inline constexpr const char* kTxFirstInput = "tx.first_input";
inline constexpr const char* kTxFirstCoin = "tx.first_coin";
inline constexpr const char* kTxVersion = "tx.version";
inline constexpr const char* kTxLocktime = "tx.locktime";
inline constexpr const char* kTxSize = "tx.size";
inline constexpr const char* kTxWeight = "tx.weight";
inline constexpr const char* kTxFee = "tx.fee";
inline constexpr const char* kInputCoin = "input.coin";
inline constexpr const char* kInputSequence = "input.sequence";
inline constexpr const char* kInputValue = "input.value";
inline constexpr const char* kInputAddress = "input.address";
inline constexpr const char* kCoins = "coins";
inline constexpr const char* kAddresses = "addresses";
inline constexpr const char* kPrehistory = "prehistory";
inline constexpr const char* kHeapRows = "heap_rows";
inline constexpr const char* kHeap = "heap";
inline constexpr const char* kReveals = "reveals";
inline constexpr const char* kOverwritten = "overwritten";
}  // namespace column

// Calls `visit(column, file name, count of its table)` for each column of a ChainView, or of
// Columns (writer.h), always in this order. account_columns.h has the one for accounts.
template <class Set, class Visit>
void for_each_column(Set& set, Visit visit) {
  visit(set.blocks, column::kBlocks, &Counts::blocks);
  visit(set.txids, column::kTxid, &Counts::transactions);
  visit(set.tx_first_input, column::kTxFirstInput, &Counts::transactions);
  visit(set.tx_first_coin, column::kTxFirstCoin, &Counts::transactions);
  visit(set.tx_version, column::kTxVersion, &Counts::transactions);
  visit(set.tx_locktime, column::kTxLocktime, &Counts::transactions);
  visit(set.tx_size, column::kTxSize, &Counts::transactions);
  visit(set.tx_weight, column::kTxWeight, &Counts::transactions);
  visit(set.tx_fee, column::kTxFee, &Counts::transactions);
  visit(set.input_coin, column::kInputCoin, &Counts::inputs);
  visit(set.input_sequence, column::kInputSequence, &Counts::inputs);
  visit(set.input_value, column::kInputValue, &Counts::inputs);
  visit(set.input_address, column::kInputAddress, &Counts::inputs);
  visit(set.coins, column::kCoins, &Counts::coins);
  visit(set.addresses, column::kAddresses, &Counts::addresses);
  visit(set.prehistory, column::kPrehistory, &Counts::prehistory);
  visit(set.heap_rows, column::kHeapRows, &Counts::heap_rows);
  visit(set.heap, column::kHeap, &Counts::heap_bytes);
  visit(set.reveals, column::kReveals, &Counts::reveals);
  visit(set.overwritten, column::kOverwritten, &Counts::overwritten);
}

// The first rows of a column, mapped by `file`. Throws Error(kCorrupt) where there are fewer.
template <class Row>
std::span<const Row> map_rows(const Path& path, std::uint64_t rows, MappedFile& file) {
  if (rows == 0) return {};
  file = MappedFile(path);
  if (file.bytes().size() / sizeof(Row) < rows)
    throw_corrupt("a column is shorter than the manifest says", {.file = path},
                  "Make the ledger anew from its source");
  return {reinterpret_cast<const Row*>(file.bytes().data()), rows};
}

// One column mapped for reading.
template <class Row>
class MappedColumn {
 public:
  MappedColumn(const Path& folder, const char* name, std::uint64_t rows)
      : rows_(map_rows<Row>(folder / name, rows, file_)) {}
  std::span<const Row> rows() const { return rows_; }

 private:
  MappedFile file_;
  std::span<const Row> rows_;
};

// Appends rows after the committed ones through a buffer. What is appended exists only once it is
// synced and a manifest with the new count has been written.
template <class Row>
class ColumnAppender {
 public:
  ColumnAppender() = default;
  ColumnAppender(const Path& folder, const char* name, std::uint64_t rows)
      : file_(folder / name, OutputFile::Mode::kKeep), written_(rows) {}

  std::uint64_t rows() const { return written_ + buffer_.size(); }
  void add(const Row& row) {
    buffer_.push_back(row);
    if (buffer_.size() >= kBufferedRows) flush();
  }
  void add(std::span<const Row> rows) {
    if (rows.size() > kBufferedRows) {
      flush();
      write(rows);
      return;
    }
    buffer_.insert(buffer_.end(), rows.begin(), rows.end());
    if (buffer_.size() >= kBufferedRows) flush();
  }
  // Everything is in the file, though not yet on the disk.
  void flush() {
    write(buffer_);
    buffer_.clear();
  }
  void sync() {
    flush();
    if (!dirty_) return;
    file_.sync();
    dirty_ = false;
  }
  // Forgets the rows from `rows` on; the file keeps its length, because readers may map it.
  void truncate(std::uint64_t rows) {
    buffer_.clear();
    written_ = rows;
  }

 private:
  static constexpr std::size_t kBufferedRows = (1 << 20) / sizeof(Row);
  void write(std::span<const Row> rows) {
    if (rows.empty()) return;
    file_.write_at(written_ * sizeof(Row), raw_bytes(rows));
    written_ += rows.size();
    dirty_ = true;
  }
  OutputFile file_;
  std::vector<Row> buffer_;
  std::uint64_t written_ = 0;
  bool dirty_ = false;
};

// A set of ColumnAppenders that for_each_column knows, all open.
template <class Set>
struct Appended : Set {
  Appended(const Path& folder, const Counts& counts) {
    for_each_column(*this, [&](auto& column, const char* name, auto count) {
      column = {folder, name, counts.*count};
    });
  }
  void sync() {
    for_each_column(*this, [](auto& column, const char*, auto) { column.sync(); });
  }
  // Committed rows and those added since; of a table, its first column says.
  Counts counts() const {
    Counts n;
    for_each_column(*this, [&](const auto& column, const char*, auto count) {
      if (n.*count == 0) n.*count = column.rows();
    });
    return n;
  }
  void truncate(const Counts& counts) {
    for_each_column(*this,
                    [&](auto& column, const char*, auto count) { column.truncate(counts.*count); });
  }
};

}  // namespace spoor::ledger
