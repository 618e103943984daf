// CSV of any size, row by row: dumps of chains, lists of transfers. RFC 4180: quotes, doubled
// quotes, LF or CRLF, an optional byte order mark. Blank lines and lines that start with '#' are
// passed over. Small files of people are read whole, by base/csv.h.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace spoor::ingest {

class CsvRows {
 public:
  // `text` must outlive the reader and the fields that it gives; `file` is for messages.
  CsvRows(ByteSpan text, std::string file);

  const std::vector<std::string>& header() const { return header_; }
  // The next row; false at the end. Every row has as many fields as the header. Throws
  // Error(kBadInput) with file and line.
  bool next();
  // Of the row that was read last; they live until the next one.
  const std::vector<std::string_view>& fields() const { return fields_; }
  std::uint64_t line() const { return row_line_; }
  std::size_t offset() const { return row_offset_; }

  // Goes on at a row that was read before.
  void seek(std::size_t offset, std::uint64_t line);

 private:
  bool read_row();
  void skip_blank_and_comment_lines();
  bool end_of_line();
  std::string_view plain();
  std::string_view quoted();

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::size_t row_offset_ = 0;
  std::uint64_t row_line_ = 0;
  std::vector<std::string> header_;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unescaped_;  // fields with doubled quotes
};

}  // namespace spoor::ingest
