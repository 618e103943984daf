#include "base/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace spoor {
namespace {

class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& file) : text_(text), file_(file) {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  }

  // False at the end of the text.
  bool next(CsvRow& row) {
    skip_blank_and_comment_lines();
    if (text_.empty()) return false;
    row = {.line = line_, .fields = {}};
    for (;;) {
      row.fields.push_back(text_.starts_with('"') ? quoted() : plain());
      if (!text_.starts_with(',')) break;
      text_.remove_prefix(1);
    }
    if (!text_.empty() && !end_of_line())
      throw_bad_input("text after a closing quote", {.file = file_, .line = line_});
    return true;
  }

 private:
  void skip_blank_and_comment_lines() {
    do {
      if (text_.starts_with('#')) text_.remove_prefix(std::min(text_.find('\n'), text_.size()));
    } while (end_of_line());
  }

  bool end_of_line() {
    const std::size_t length = text_.starts_with("\r\n") ? 2 : text_.starts_with('\n') ? 1 : 0;
    text_.remove_prefix(length);
    line_ += length > 0;
    return length > 0;
  }

  std::string plain() {
    const std::size_t end = std::min(text_.find_first_of(",\n"), text_.size());
    std::string_view field = text_.substr(0, end);
    text_.remove_prefix(end);
    if (field.ends_with('\r') && text_.starts_with('\n')) field.remove_suffix(1);
    return std::string(field);
  }

  std::string quoted() {
    const std::uint64_t opened = line_;
    std::string field;
    for (std::size_t i = 1; i < text_.size(); ++i) {
      if (text_[i] == '"') {
        if (i + 1 >= text_.size() || text_[i + 1] != '"') {
          text_.remove_prefix(i + 1);
          return field;
        }
        ++i;
      }
      line_ += text_[i] == '\n';
      field.push_back(text_[i]);
    }
    throw_bad_input("a quote is never closed", {.file = file_, .line = opened});
  }

  std::string_view text_;
  const std::string& file_;
  std::uint64_t line_ = 1;
};

}  // namespace

bool CsvTable::has(std::string_view name) const {
  return std::find(header.begin(), header.end(), name) != header.end();
}

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (std::count(found, header.end(), name) > 1)
    throw_bad_input(fmt::format("two columns are named '{}'", name), {.file = file, .line = 1});
  if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  throw_bad_input(fmt::format("no column '{}'; the header is: {}", name, fmt::join(header, ",")),
                  {.file = file, .line = 1});
}

CsvTable parse_csv(std::string_view text, std::string file) {
  CsvTable table{.file = std::move(file), .header = {}, .rows = {}};
  CsvParser parser(text, table.file);
  CsvRow row;
  if (!parser.next(row)) throw_bad_input("the file is empty", {.file = table.file});
  table.header = std::move(row.fields);
  while (parser.next(row)) {
    if (row.fields.size() != table.header.size())
      throw_bad_input(
          fmt::format("{} fields, but the header has {}", row.fields.size(), table.header.size()),
          {.file = table.file, .line = row.line});
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string csv_field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos && !value.starts_with('#'))
    return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
  return out;
}

}  // namespace spoor
