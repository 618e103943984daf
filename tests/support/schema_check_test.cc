#include "tests/support/schema_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kSchema = R"({
  "type": "object", "required": ["a"], "additionalProperties": false,
  "properties": {
    "a": {"type": "integer", "minimum": 1},
    "b": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/hex"}},
    "c": {"oneOf": [{"type": "null"}, {"enum": ["x", "y"]}]}
  },
  "$defs": {"hex": {"type": "string", "pattern": "^[0-9a-f]*$"}}
})";

TEST(SchemaCheck, WhatObeysHasNoViolation) {
  EXPECT_THAT(schema_violations(R"({"a": 1, "b": ["0f"], "c": null})", kSchema), IsEmpty());
}

TEST(SchemaCheck, EachBrokenRuleIsNamedWithItsPlace) {
  EXPECT_THAT(schema_violations(R"({"a": 0, "b": ["0g", 5], "c": "z", "d": 1})", kSchema),
              ::testing::SizeIs(5));
  EXPECT_THAT(schema_violations("{}", kSchema), ElementsAre("/: lacks 'a'"));
  EXPECT_THAT(schema_violations(R"({"a": 1.5})", kSchema),
              ElementsAre("/a: is not of type \"integer\""));
  EXPECT_THAT(schema_violations(R"({"a": 1, "b": []})", kSchema),
              ElementsAre("/b: has too few items"));
  EXPECT_THAT(schema_violations(R"({"a": 1, "b": ["0g"]})", kSchema),
              ElementsAre("/b/0: does not match ^[0-9a-f]*$"));
}

TEST(SchemaCheck, ASchemaWithAnUnknownWordIsRefused) {
  EXPECT_THROW(schema_violations("{}", R"({"maxProperties": 1})"), std::runtime_error);
}

}  // namespace
}  // namespace spoor::testing
