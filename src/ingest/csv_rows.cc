#include "ingest/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace spoor::ingest {

CsvRows::CsvRows(ByteSpan text, std::string file)
    : text_(reinterpret_cast<const char*>(text.data()), text.size()), file_(std::move(file)) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  if (!read_row()) throw_bad_input("the file is empty", {.file = file_});
  for (const std::string_view name : fields_) header_.emplace_back(name);
}

bool CsvRows::next() {
  if (!read_row()) return false;
  if (fields_.size() != header_.size())
    throw_bad_input(fmt::format("{} fields, but the header has {}", fields_.size(), header_.size()),
                    {.file = file_, .line = row_line_},
                    "The file may be cut off here, or be two files in one");
  return true;
}

void CsvRows::seek(std::size_t offset, std::uint64_t line) {
  at_ = offset;
  line_ = line;
}

bool CsvRows::read_row() {
  skip_blank_and_comment_lines();
  fields_.clear();
  unescaped_.clear();
  if (at_ == text_.size()) return false;
  row_offset_ = at_;
  row_line_ = line_;
  for (;;) {
    fields_.push_back(text_.substr(at_).starts_with('"') ? quoted() : plain());
    if (at_ == text_.size() || text_[at_] != ',') break;
    ++at_;
  }
  if (at_ != text_.size() && !end_of_line())
    throw_bad_input("text after a closing quote", {.file = file_, .line = line_});
  return true;
}

void CsvRows::skip_blank_and_comment_lines() {
  do {
    if (at_ < text_.size() && text_[at_] == '#')
      at_ = std::min(text_.find('\n', at_), text_.size());
  } while (end_of_line());
}

bool CsvRows::end_of_line() {
  const std::string_view rest = text_.substr(at_);
  const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  at_ += length;
  line_ += length > 0;
  return length > 0;
}

std::string_view CsvRows::plain() {
  std::size_t end = at_;
  while (end < text_.size() && text_[end] != ',' && text_[end] != '\n') ++end;
  std::string_view field = text_.substr(at_, end - at_);
  at_ = end;
  if (field.ends_with('\r') && end < text_.size() && text_[end] == '\n') field.remove_suffix(1);
  return field;
}

std::string_view CsvRows::quoted() {
  const std::uint64_t opened = line_;
  const std::size_t begin = at_ + 1;
  bool has_quotes = false;
  for (std::size_t i = begin;;) {
    i = text_.find('"', i);
    if (i == std::string_view::npos)
      throw_bad_input("a quote is never closed", {.file = file_, .line = opened});
    if (i + 1 < text_.size() && text_[i + 1] == '"') {
      has_quotes = true;
      i += 2;
      continue;
    }
    const std::string_view field = text_.substr(begin, i - begin);
    line_ += static_cast<std::uint64_t>(std::ranges::count(field, '\n'));
    at_ = i + 1;
    if (!has_quotes) return field;
    std::string& out = unescaped_.emplace_back();
    for (std::size_t k = 0; k < field.size(); ++k) {
      out.push_back(field[k]);
      k += field[k] == '"';
    }
    return out;
  }
}

}  // namespace spoor::ingest
