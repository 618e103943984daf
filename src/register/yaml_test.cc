#include "register/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor::reg {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string error_of(std::string_view text) {
  try {
    read_yaml(text, "a.yaml");
    return "none";
  } catch (const Error& error) {
    return error.text();
  }
}

TEST(Yaml, ATreeWithLines) {
  const YamlNode root = read_yaml("name: Two words\nlist:\n  - a: 1.50\n  - [x, 'y: z']\n", "f");
  ASSERT_EQ(root.kind, YamlNode::Kind::kMap);
  ASSERT_EQ(root.keys.size(), 2U);
  EXPECT_EQ(root.keys[1].text, "list");
  EXPECT_EQ(root.keys[1].line, 2U);
  EXPECT_EQ(root.values[0].text, "Two words");
  const YamlNode& list = root.values[1];
  ASSERT_EQ(list.values.size(), 2U);
  EXPECT_EQ(list.values[0].line, 3U);
  EXPECT_EQ(list.values[0].values[0].text, "1.50");
  EXPECT_EQ(list.values[1].kind, YamlNode::Kind::kList);
  EXPECT_EQ(list.values[1].values[1].text, "y: z");
  EXPECT_EQ(list.values[1].values[1].line, 4U);
}

// What other readers turn into false, null, a number or a date stays what was written.
TEST(Yaml, TextsStayTexts) {
  const YamlNode root = read_yaml("a: NO\nb: 1e3\nc: 2016-02-04\nd: 0x10\ne: 'null'\nf: ''\n", "f");
  const auto text = [&](std::size_t i) { return root.values[i].text; };
  EXPECT_EQ(text(0) + text(1) + text(2) + text(3) + text(4) + text(5), "NO1e32016-02-040x10null");
  EXPECT_EQ(root.values[4].kind, YamlNode::Kind::kText);
  for (const char* nothing : {"a:", "a: ~", "a: null"})
    EXPECT_EQ(read_yaml(nothing, "f").values[0].kind, YamlNode::Kind::kNothing) << nothing;
}

TEST(Yaml, WhatMeansDifferentThingsToDifferentReadersIsRefused) {
  EXPECT_THAT(error_of("a: &x 1\n"), StartsWith("a.yaml, line 1: an anchor (&name)"));
  EXPECT_THAT(error_of("a: 1\nb: *x\n"), StartsWith("a.yaml, line 2: "));
  EXPECT_THAT(error_of("a: &x {b: *x}\n"), HasSubstr("an anchor"));
  EXPECT_THAT(error_of("a: !!str 1\n"), HasSubstr("a tag: 'tag:yaml.org,2002:str'"));
  EXPECT_THAT(error_of("a: !!map {}\n"), HasSubstr("a tag"));
  EXPECT_THAT(error_of("a: !own [1]\n"), HasSubstr("a tag: '!own'"));
  EXPECT_THAT(error_of("a: 1\n---\nb: 2\n"), StartsWith("a.yaml, line 2: a second document"));
  EXPECT_THAT(error_of("a: 1\nb: 2\na: 3\n"),
              StartsWith("a.yaml, line 3: the key 'a' stands twice"));
  EXPECT_THAT(error_of("a: {b: 1, b: 2}\n"), HasSubstr("the key 'b' stands twice"));
  EXPECT_THAT(error_of("? [a]\n: 1\n"), HasSubstr("a key that is no text"));
  EXPECT_THAT(error_of("? {a: 1}\n: 1\n"), HasSubstr("a key that is no text"));
  EXPECT_THAT(error_of("~: 1\n"), HasSubstr("a key without a text"));
}

TEST(Yaml, BytesThatAreNoText) {
  EXPECT_THAT(error_of("a: 1\nb: \xff\n"), StartsWith("a.yaml, line 2: the line is not UTF-8"));
  EXPECT_THAT(error_of("a: \x1b[31m\n"), HasSubstr("the line has a control character"));
  EXPECT_THAT(error_of(std::string("a: \0\n", 5)), HasSubstr("a control character"));
  EXPECT_THAT(error_of("a: \xc2\x85\n"), HasSubstr("a control character"));
  EXPECT_THAT(error_of("a: \x7f\n"), HasSubstr("a control character"));
  // Written by its number inside of quotes.
  EXPECT_THAT(error_of("a: \"\\e[31m\"\n"), HasSubstr("a text with a control character"));
  EXPECT_THAT(error_of("\"\\0\": 1\n"), HasSubstr("a text with a control character"));
  EXPECT_EQ(read_yaml("a: \"\xed\x95\x9c\"\r\nb: 2\r\n", "f").values[0].text, "\xed\x95\x9c");
}

TEST(Yaml, NoYaml) {
  EXPECT_EQ(error_of(""), "a.yaml: the file is empty");
  EXPECT_EQ(error_of("~\n"), "a.yaml: the file is empty");
  EXPECT_EQ(error_of("a: 1\n...\n"), "none");
  EXPECT_EQ(error_of("# only a remark\n"), "a.yaml: the file is empty");
  EXPECT_THAT(error_of("a: 1\nb: [1, 2\n"), HasSubstr("not YAML: "));
  EXPECT_THAT(error_of("a: 'x\n"), HasSubstr("not YAML: "));
  EXPECT_THAT(error_of("a: \"x\n"), HasSubstr("not YAML: "));
  EXPECT_NE(error_of("a: {b: 1\n"), "none");
  EXPECT_NE(error_of("a: {b: 1, c\n"), "none");
  EXPECT_THAT(error_of("a: b: c\n"), StartsWith("a.yaml, line 1: not YAML: "));
}

TEST(Yaml, Limits) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + "1" + std::string(depth, ']');
  };
  EXPECT_EQ(error_of(nested(kYamlDepth)), "none");
  EXPECT_THAT(error_of(nested(kYamlDepth + 1)), HasSubstr("more than 16 levels"));
  EXPECT_THAT(error_of(nested(100'000)), HasSubstr("more than 16 levels"));
  std::string many;
  for (std::size_t i = 0; i < kYamlNodes; ++i) many += "- \n";
  EXPECT_THAT(error_of(many), HasSubstr("more than 200000 values"));
  EXPECT_EQ(error_of("a: " + std::string(kYamlBytes - 4, 'x') + "\n"), "none");
  EXPECT_THAT(error_of("a: " + std::string(kYamlBytes - 3, 'x') + "\n"),
              HasSubstr("the file has 4194305 bytes; there may be 4194304"));
}

}  // namespace
}  // namespace spoor::reg
