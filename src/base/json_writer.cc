#include "base/json_writer.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor {
namespace {

struct Hidden {
  unsigned point = 0;
  std::size_t length = 0;  // of its UTF-8; 0: the text begins with none
};

// The control characters above ASCII, the line separators, and the marks that turn the direction of
// writing: all of them have two or three bytes.
Hidden hidden_at(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return {byte(1), 2};
  if (byte(0) == 0xd8 && byte(1) == 0x9c) return {0x61c, 2};
  if (byte(0) != 0xe2 || byte(1) < 0x80 || byte(1) > 0x81 || (byte(2) & 0xc0U) != 0x80) return {};
  const unsigned point = 0x2000 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
  const bool hidden = (point >= 0x200e && point <= 0x200f) ||
                      (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  return hidden ? Hidden{point, 3} : Hidden{};
}

}  // namespace

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
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (const Hidden hidden = hidden_at(text.substr(i)); hidden.length > 0) {
      out_.append(fmt::format("\\u{:04x}", hidden.point));
      i += hidden.length - 1;
    } else if (c == '"' || c == '\\') {
      out_.append({'\\', c});
    } else if (c == '\n') {
      out_.append("\\n");
    } else if (byte < 0x20 || byte == 0x7f || c == '<') {
      out_.append(fmt::format("\\u{:04x}", byte));  // '<' so that a page can embed it
    } else {
      out_.push_back(c);
    }
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
