// A plain list of transfers: the source for whoever has no dump, and the language of cases.
//
//   block,tx,position,kind,asset,from,to,amount,time
//   1,theft,0,native,native,victim,thief,5000,1700000000
//   1,theft,1,fee,native,thief,,21,
//   2,swap,0,token,0xdac17f958d2ee523a2206206994597c13d831ec7,thief,pool,70,
//
// Columns stand in any order; `time` (seconds since 1970) and `approximate` may be absent. Account
// and asset: an address, `native` (an asset), or a name; an empty account is
// nobody. `tx` is a hash, a name that stands for the Keccak-256 of its bytes, or empty for what has
// no transaction. What the list says is the whole truth of its blocks: every transaction succeeded,
// none has a fee but by a row of kind `fee`, which its `from` pays and nobody gets.
//
// Blocks ascend and a transaction's rows stand together, so memory is bounded by a block.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "ingest/account_source.h"
#include "ingest/csv_rows.h"

namespace spoor::ingest {

// Of a transaction as the list names it: "0x" and 64 hex digits as they are, of any other name the
// Keccak-256.
Hash256 hash_of_transaction(const std::string& name);

class TransfersCsv : public AccountSource {
 public:
  // Throws Error(kBadInput) where a column is missing.
  explicit TransfersCsv(const Path& file);
  // `text` must outlive the source; `file` is for messages.
  TransfersCsv(ByteSpan text, std::string file);

  // Is a file with this header meant as a list of transfers? Some columns may still be missing.
  static bool knows(const std::vector<std::string>& header);

  bool next(SourceBlock& out) override;
  std::uint64_t rows() const { return rows_; }
  std::size_t position() const { return csv_.offset(); }

 private:
  enum Column { kBlock, kTx, kPosition, kKind, kAsset, kFrom, kTo, kAmount, kTime, kApproximate };
  static constexpr std::size_t kColumns = 10;
  struct Row {
    std::uint64_t line = 0;
    bool is_fee = false;
    SourceTransfer transfer;
  };
  struct Tx {
    std::string name;
    std::vector<Row> rows;
  };

  void find_columns();
  bool advance();
  std::string_view field(Column column) const;
  [[noreturn]] void refuse(std::string message, std::string remedy = {}) const;
  void add_row(SourceBlock& out);
  void read_row(SourceBlock& out, Row& row);
  void read_time(SourceBlock& out);
  Party party(std::string_view text, SourceBlock& out);
  void check_ends(const Row& row, std::string_view kind) const;
  void finish(SourceBlock& out);
  void add_transaction(SourceBlock& out, Tx& tx, std::uint32_t index);
  void sort_rows(const SourceBlock& out, Tx& tx) const;

  MappedFile mapped_;
  std::string file_;
  CsvRows csv_;
  std::array<std::optional<std::size_t>, kColumns> columns_{};
  bool has_row_ = false;
  std::uint32_t block_ = 0;  // of the row that waits
  std::uint64_t rows_ = 0;
  // Of the block that is read.
  std::vector<Tx> transactions_;
  std::set<std::string, std::less<>> names_;
};

}  // namespace spoor::ingest
