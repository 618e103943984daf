#include "ingest/json_rows.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace spoor::ingest {

namespace ondemand = simdjson::ondemand;

struct JsonRows::Parser {
  ondemand::parser parser;
  std::string padded;  // the object, and what simdjson may read behind it
};

namespace {

std::string_view text_of(ondemand::value value) {
  switch (value.type()) {
    case ondemand::json_type::string:
      return value.get_string();
    case ondemand::json_type::array:
      return value.get_array().value().raw_json();
    case ondemand::json_type::object:
      return value.get_object().value().raw_json();
    case ondemand::json_type::null:
      return {};
    default:
      break;
  }
  std::string_view token = value.raw_json_token();
  while (!token.empty() && std::string_view(" \t\r\n").find(token.back()) != std::string_view::npos)
    token.remove_suffix(1);
  return token;
}

}  // namespace

JsonRows::JsonRows(ByteSpan text, std::string file)
    : text_(reinterpret_cast<const char*>(text.data()), text.size()),
      file_(std::move(file)),
      parser_(std::make_unique<Parser>()) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
}
JsonRows::~JsonRows() = default;

void JsonRows::refuse(const std::string& why) const {
  throw_bad_input(why, {.file = file_, .line = row_line_}, "The file may be cut off here");
}

void JsonRows::seek(std::size_t offset, std::uint64_t line) {
  at_ = offset;
  line_ = line;
}

// Blanks, and the commas and brackets of an array of rows.
void JsonRows::skip_between() {
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    line_ += c == '\n';
    if (std::string_view(" \t\r\n,[]").find(c) == std::string_view::npos) return;
  }
}

std::size_t JsonRows::end_of_object() const {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = at_; i < text_.size(); ++i) {
    const char c = text_[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  refuse("an object is never closed");
}

bool JsonRows::next(const Member& member) {
  skip_between();
  if (at_ == text_.size()) return false;
  row_offset_ = at_;
  row_line_ = line_;
  if (text_[at_] != '{') refuse(fmt::format("not an object: it begins with '{}'", text_[at_]));
  const std::size_t end = end_of_object();
  const std::string_view object = text_.substr(at_, end - at_);
  line_ += static_cast<std::uint64_t>(std::ranges::count(object, '\n'));
  at_ = end;
  std::string& padded = parser_->padded;
  padded.assign(object);
  padded.append(simdjson::SIMDJSON_PADDING, ' ');
  try {
    ondemand::document document =
        parser_->parser.iterate(padded.data(), object.size(), padded.size());
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      member(key, text_of(field.value()));
    }
  } catch (const simdjson::simdjson_error& error) {
    refuse(fmt::format("not JSON: {}", error.what()));
  }
  return true;
}

}  // namespace spoor::ingest
