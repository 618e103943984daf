#include "ingest/etl_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

std::string_view text_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_json(ByteSpan bytes) {
  std::string_view text = text_of(bytes);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

void refuse_other_formats(std::string_view text, const std::string& file) {
  if (text.starts_with("\x1f\x8b") || text.starts_with("PK") ||
      text.starts_with("\x28\xb5\x2f\xfd"))
    throw_bad_input("a packed file", {.file = file}, "Unpack it first");
  if (text.starts_with("PAR1"))
    throw_bad_input("Parquet is not read yet", {.file = file},
                    "Give the dump as CSV or as JSON, an object a line");
}

std::optional<EtlTable> table_of(const EtlRow& row) {
  const std::optional<EtlTable> typed = etl_table_of_type(row[EtlColumn::kType]);
  return typed ? typed : etl_table_of(row.columns);
}

bool read_json(JsonRows& rows, EtlRow& row) {
  return rows.next([&](std::string_view key, std::string_view value) {
    const std::optional<EtlColumn> column = etl_column(key);
    if (!column) return;
    row.columns[static_cast<std::size_t>(*column)] = true;
    row.values[static_cast<std::size_t>(*column)] = value;
  });
}

}  // namespace

EtlRows::EtlRows(ByteSpan text, std::string file) : file_(std::move(file)) {
  refuse_other_formats(text_of(text), file_);
  if (is_json(text)) {
    json_ = std::make_unique<JsonRows>(text, file_);
    return;
  }
  csv_ = std::make_unique<CsvRows>(text, file_);
  for (const std::string& column : csv_->header()) {
    const std::optional<EtlColumn> known = etl_column(column);
    csv_fields_.push_back(known);
    if (!known) continue;
    bool& is_there = csv_columns_[static_cast<std::size_t>(*known)];
    if (is_there)
      throw_bad_input(fmt::format("two columns say the same: '{}' is one", column),
                      {.file = file_, .line = 1});
    is_there = true;
  }
  const std::optional<EtlTable> table = etl_table_of(csv_columns_);
  if (!table)
    throw_bad_input(for_message(fmt::format("no table of ethereum-etl has these columns: {}",
                                            fmt::join(csv_->header(), ","))),
                    {.file = file_, .line = 1},
                    "A column may be missing; docs/account-sources.md names those that are needed");
  csv_table_ = *table;
}

bool EtlRows::knows(ByteSpan text, const std::string& file) {
  refuse_other_formats(text_of(text), file);
  EtlRow row;
  if (is_json(text)) {
    JsonRows rows(text, file);
    return read_json(rows, row) && table_of(row);
  }
  try {
    const CsvRows rows(text, file);
    for (const std::string& column : rows.header())
      if (const auto known = etl_column(column))
        row.columns[static_cast<std::size_t>(*known)] = true;
  } catch (const Error&) {
    return false;  // not even a header
  }
  return etl_table_of(row.columns).has_value();
}

bool EtlRows::next(EtlRow& row) {
  row.values.fill({});
  return csv_ ? next_of_csv(row) : next_of_json(row);
}

bool EtlRows::next_of_csv(EtlRow& row) {
  if (!csv_->next()) return false;
  row.table = csv_table_;
  row.columns = csv_columns_;
  row.line = csv_->line();
  for (std::size_t i = 0; i < csv_fields_.size(); ++i)
    if (csv_fields_[i]) row.values[static_cast<std::size_t>(*csv_fields_[i])] = csv_->fields()[i];
  return true;
}

bool EtlRows::next_of_json(EtlRow& row) {
  row.columns.fill(false);
  if (!read_json(*json_, row)) return false;
  row.line = json_->line();
  const std::optional<EtlTable> table = table_of(row);
  if (!table)
    throw_bad_input("no table of ethereum-etl has these keys", {.file = file_, .line = row.line},
                    "A key may be missing; docs/account-sources.md names those that are needed");
  row.table = *table;
  return true;
}

void EtlRows::seek(std::size_t offset, std::uint64_t line) {
  csv_ ? csv_->seek(offset, line) : json_->seek(offset, line);
}

std::uint32_t block_of(const EtlRow& row) {
  const std::string_view number = row.table == EtlTable::kBlocks
                                      ? row.either(EtlColumn::kNumber, EtlColumn::kBlockNumber)
                                      : row[EtlColumn::kBlockNumber];
  if (number.empty())
    throw_bad_input(fmt::format("a row of {} without its block", name(row.table)));
  return parse_u32(number);
}

bool is_joined(EtlTable table) {
  return table != EtlTable::kContracts && table != EtlTable::kTokens;
}

}  // namespace spoor::ingest
