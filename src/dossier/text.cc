#include "dossier/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/csv.h"

namespace spoor::dossier {
namespace {

struct Decoded {
  char32_t point;
  std::size_t length;  // bytes; 0 where the bytes are not UTF-8
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The code point at the start of `text`, which is not empty. Overlong forms, surrogates and what
// lies above U+10FFFF are not UTF-8.
Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return {0, 0};
  char32_t point = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return {0, 0};
    point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[length] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
    return {0, 0};
  return {point, length};
}

// Controls, line and paragraph separators, direction marks, joiners and other marks that take no
// room, private use, and what is no character at all.
bool is_hidden(char32_t p) {
  struct Range {
    char32_t first, last;
  };
  static constexpr Range kHidden[] = {
      {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x34f, 0x34f},      {0x61c, 0x61c},
      {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x200b, 0x200f},    {0x2028, 0x202e},
      {0x2060, 0x206f}, {0x3164, 0x3164}, {0xe000, 0xf8ff}, {0xfe00, 0xfe0f},    {0xfeff, 0xfeff},
      {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0x10ffff},
  };
  return std::any_of(std::begin(kHidden), std::end(kHidden),
                     [p](const Range& r) { return p >= r.first && p <= r.last; });
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text.substr(i));
    if (d.length == 0)
      out += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(text[i]));
    else if (is_hidden(d.point))
      out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(d.point));
    else
      out += text.substr(i, d.length);
    i += std::max<std::size_t>(d.length, 1);
  }
  return out;
}

std::string html(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string csv_text(std::string_view text) {
  const std::string shown = visible(text);
  const bool formula =
      !shown.empty() && std::string_view("=+-@").find(shown[0]) != std::string_view::npos;
  return csv_field(formula ? "'" + shown : shown);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string utf8(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = decode(text.substr(i)).length;
    out += length == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::size_t columns(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::string fit(std::string_view text, std::size_t most) {
  if (columns(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t taken = 0; end < text.size(); ++end) {
    if (is_continuation(text[end])) continue;
    if (++taken == most) break;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string wrapped(std::string_view head, std::string_view text, std::size_t width) {
  const std::size_t indent = columns(head);
  std::string out(head);
  std::size_t used = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (used > indent && used + 1 + columns(word) > width) {
      out += "\n" + std::string(indent, ' ');
      used = indent;
    }
    if (used > indent) out += " ";
    used += columns(word) + (used > indent);
    out += word;
  }
  return out + "\n";
}

}  // namespace spoor::dossier
