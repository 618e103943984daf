// A file of a dump, CSV or JSON, as rows of the tables that it holds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "ingest/csv_rows.h"
#include "ingest/etl_tables.h"
#include "ingest/json_rows.h"

namespace spoor::ingest {

// The rows of a text; in JSON each row may be of another table.
class EtlRows {
 public:
  // `text` must outlive the reader. Throws Error(kBadInput) where no table has these columns.
  EtlRows(ByteSpan text, std::string file);

  // Has the text the columns of a table? Of JSON the first object tells. Throws Error(kBadInput)
  // where it is packed, of a format that is not read, or JSON whose first object is broken.
  static bool knows(ByteSpan text, const std::string& file);

  // The next row; false at the end. Its values live until the next one. Throws Error(kBadInput).
  bool next(EtlRow& row);
  std::size_t offset() const { return csv_ ? csv_->offset() : json_->offset(); }
  void seek(std::size_t offset, std::uint64_t line);

 private:
  bool next_of_csv(EtlRow& row);
  bool next_of_json(EtlRow& row);

  std::string file_;
  std::unique_ptr<CsvRows> csv_;
  std::unique_ptr<JsonRows> json_;
  EtlTable csv_table_ = EtlTable::kBlocks;
  EtlColumnSet csv_columns_{};
  std::vector<std::optional<EtlColumn>> csv_fields_;
};

// The block of a row. Throws Error(kBadInput), without a place, where there is none.
std::uint32_t block_of(const EtlRow& row);
// False for tables that are known and not needed.
bool is_joined(EtlTable table);

}  // namespace spoor::ingest
