#include "base/json_writer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <limits>

namespace spoor {
namespace {

std::string written(const std::string& text) {
  std::string out;
  JsonWriter(out).value(text);
  return out;
}

TEST(JsonWriter, WritesInOrderWithTwoSpaces) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("blocks", 5).key("rows").begin_array();
  json.value("a").value(true).null();
  json.begin_object().member("coin", "x:0").end_object();
  json.end_array().key("none").begin_array().end_array().end_object();
  EXPECT_EQ(out,
            "{\n"
            "  \"blocks\": 5,\n"
            "  \"rows\": [\n"
            "    \"a\",\n"
            "    true,\n"
            "    null,\n"
            "    {\n"
            "      \"coin\": \"x:0\"\n"
            "    }\n"
            "  ],\n"
            "  \"none\": []\n"
            "}\n");
}

TEST(JsonWriter, KeepsIntegersExact) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  json.value(std::numeric_limits<std::uint64_t>::max());
  json.value(std::numeric_limits<std::int64_t>::min());
  json.value(Satoshi{2'100'000'000'000'000}).value(std::uint8_t{7}).value(false);
  json.end_array();
  EXPECT_EQ(out,
            "[\n  18446744073709551615,\n  -9223372036854775808,\n  2100000000000000,\n  7,\n"
            "  false\n]\n");
}

TEST(JsonWriter, EscapesWhatWouldBreakTextOrPage) {
  std::string out;
  JsonWriter(out).value(std::string_view("a\"b\\c\n\t\0\x7f</script>\xc3\xbc", 20));
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\u0009\\u0000\\u007f\\u003c/script>\xc3\xbc\"");
  out.clear();
  JsonWriter(out).begin_object().member("a\"<", "").end_object();
  EXPECT_EQ(out, "{\n  \"a\\\"\\u003c\": \"\"\n}\n");
}

// As a parser gives them back: what is hidden is written by its number, its neighbours are not.
TEST(JsonWriter, WritesHiddenCharactersByTheirNumbers) {
  const auto utf8 = [](unsigned point) {
    const auto byte = [](unsigned value) { return static_cast<char>(value); };
    if (point < 0x800) return std::string{byte(0xc0 | point >> 6), byte(0x80 | (point & 0x3f))};
    return std::string{byte(0xe0 | point >> 12), byte(0x80 | (point >> 6 & 0x3f)),
                       byte(0x80 | (point & 0x3f))};
  };
  std::string all;
  std::size_t escaped = 0;
  for (unsigned point = 0x80; point < 0xd800; ++point) {
    const std::string out = written("a" + utf8(point) + "z");
    const bool hidden = out.find('\\') != std::string::npos;
    EXPECT_EQ(out, hidden ? fmt::format("\"a\\u{:04x}z\"", point) : "\"a" + utf8(point) + "z\"");
    escaped += hidden;
    all += utf8(point);
  }
  EXPECT_EQ(escaped, 0x20U + 1 + 2 + 7 + 4);
  for (const unsigned point :
       {0x80U, 0x9fU, 0x61cU, 0x200eU, 0x200fU, 0x2028U, 0x202eU, 0x2066U, 0x2069U})
    EXPECT_THAT(written(utf8(point)), testing::HasSubstr(fmt::format("\\u{:04x}", point)));
  all += "\xf0\x9f\x92\xb0 \"\\\n<\x01";
  simdjson::dom::parser parser;
  EXPECT_EQ(std::string_view(parser.parse(written(all))), all);
  // At the end of the text, and cut.
  for (const char* cut : {"\xc2", "\xe2", "\xe2\x80", "\xd8"})
    EXPECT_EQ(written(cut), '"' + std::string(cut) + '"');
}

}  // namespace
}  // namespace spoor
