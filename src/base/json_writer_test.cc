#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

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

}  // namespace
}  // namespace spoor
