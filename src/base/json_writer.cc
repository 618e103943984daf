#include "base/json_writer.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor {

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) out_.push_back(',');
  has_members_.back() = true;
  out_.push_back('\n');
  out_.append(has_members_.size() * 2, ' ');
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  out_.push_back(bracket);
  has_members_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  ASSERT(!has_members_.empty());
  const bool had = has_members_.back();
  has_members_.pop_back();
  if (had) {
    out_.push_back('\n');
    out_.append(has_members_.size() * 2, ' ');
  }
  out_.push_back(bracket);
  if (has_members_.empty()) out_.push_back('\n');
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  separate();
  out_.append(text);
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  out_.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out_.append({'\\', c});
    else if (c == '\n')
      out_.append("\\n");
    else if (byte < 0x20 || byte == 0x7f || c == '<')
      out_.append(fmt::format("\\u{:04x}", byte));  // '<' so that a page can embed it
    else
      out_.push_back(c);
  }
  out_.push_back('"');
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  out_.append(": ");
  after_key_ = true;
  return *this;
}

}  // namespace spoor
