// For tests: does a JSON text obey a JSON schema? Knows the part of draft 2020-12 that docs/schema
// uses, and refuses a schema with any other word, so that no rule is passed over in silence:
// $ref into $defs, type, const, enum, properties, required, additionalProperties, items, minItems,
// minimum, maximum, pattern, oneOf.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spoor::testing {

// What does not hold, each as "/path/in/the/json: reason". Empty where the text obeys the schema.
// Throws std::runtime_error where either text is no JSON or the schema has an unknown word.
std::vector<std::string> schema_violations(std::string_view json, std::string_view schema);

}  // namespace spoor::testing
