// JSON of any size, object by object: one a line, or all in one array. Numbers stay the text that
// they are. simdjson is seen by json_rows.cc alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spoor::ingest {

class JsonRows {
 public:
  // `text` must outlive the reader; `file` is for messages.
  JsonRows(ByteSpan text, std::string file);
  ~JsonRows();
  JsonRows(const JsonRows&) = delete;
  JsonRows& operator=(const JsonRows&) = delete;

  // A member of the object: a string without its quotes and escapes, a list or object as it is
  // written, a null as nothing. The value lives until the next row.
  using Member = std::function<void(std::string_view key, std::string_view value)>;
  // The next object; false at the end. Throws Error(kBadInput) with file and line.
  bool next(const Member& member);
  // Of the object that was read last.
  std::uint64_t line() const { return row_line_; }
  std::size_t offset() const { return row_offset_; }

  // Goes on at an object that was read before.
  void seek(std::size_t offset, std::uint64_t line);

 private:
  struct Parser;
  void skip_between();
  std::size_t end_of_object() const;
  [[noreturn]] void refuse(const std::string& why) const;

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::size_t row_offset_ = 0;
  std::uint64_t row_line_ = 0;
  std::unique_ptr<Parser> parser_;
};

}  // namespace spoor::ingest
