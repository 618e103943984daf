// Small CSV files of people (seeds, services, prevouts) in, CSV results out. RFC 4180: quotes,
// doubled quotes, LF or CRLF, an optional byte order mark. Not for bulk data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct CsvRow {
  std::uint64_t line = 0;  // of its first character, from 1
  std::vector<std::string> fields;
};

struct CsvTable {
  std::string file;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  // Column of `name`, or throws Error(kBadInput) naming the columns that are there. A name that
  // stands twice is refused too: which of the two is meant?
  std::size_t column(std::string_view name) const;
  bool has(std::string_view name) const;
};

// Every row must have as many fields as the header. Blank lines and lines that start with '#' are
// passed over. `file` is for messages. Throws Error(kBadInput) with file and line.
CsvTable parse_csv(std::string_view text, std::string file);

// The field, quoted where it has a comma, quote or line break, or would start a comment.
std::string csv_field(std::string_view value);

}  // namespace spoor
