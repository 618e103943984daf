#include "tests/support/schema_check.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace spoor::testing {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

bool is_annotation(std::string_view word) {
  return word == "$schema" || word == "$id" || word == "$defs" || word == "title" ||
         word == "description";
}

bool has_type(element value, std::string_view type) {
  switch (value.type()) {
    case element_type::OBJECT:
      return type == "object";
    case element_type::ARRAY:
      return type == "array";
    case element_type::STRING:
      return type == "string";
    case element_type::BOOL:
      return type == "boolean";
    case element_type::NULL_VALUE:
      return type == "null";
    case element_type::INT64:
    case element_type::UINT64:
      return type == "integer" || type == "number";
    case element_type::DOUBLE:
      return type == "number";
  }
  return false;
}

class Checker {
 public:
  explicit Checker(element root) : root_(root) {}

  void check(element value, element rule, const std::string& path) {
    if (rule.is_bool()) {
      if (!rule.get_bool()) fail(path, "nothing is allowed here");
      return;
    }
    for (const auto [word, argument] : object(rule)) {
      if (is_annotation(word)) continue;
      if (!check_any(word, value, argument, path) && !check_number(word, value, argument, path) &&
          !check_array(word, value, argument, path) &&
          !check_object(word, value, argument, rule, path))
        throw std::runtime_error(fmt::format("the schema uses '{}', which is not known", word));
    }
  }

  std::vector<std::string> violations;

 private:
  void fail(const std::string& path, std::string_view reason) {
    violations.push_back(fmt::format("{}: {}", path.empty() ? "/" : path, reason));
  }

  // Each of these is true where the word is one of its own.
  bool check_any(std::string_view word, element value, element argument, const std::string& path) {
    if (word == "$ref") {
      check(value, root_.at_pointer(std::string_view(argument).substr(1)), path);
    } else if (word == "type") {
      const bool fits = argument.is_string()
                            ? has_type(value, argument)
                            : any(argument, [&](element type) { return has_type(value, type); });
      if (!fits) fail(path, fmt::format("is not of type {}", simdjson::minify(argument)));
    } else if (word == "const") {
      if (simdjson::minify(value) != simdjson::minify(argument)) fail(path, "is another value");
    } else if (word == "enum") {
      if (!any(argument, [&](element e) { return simdjson::minify(e) == simdjson::minify(value); }))
        fail(path, fmt::format("{} is none of the values", simdjson::minify(value)));
    } else if (word == "oneOf") {
      check_one_of(value, argument, path);
    } else if (word == "pattern") {
      const std::string pattern{std::string_view(argument)};
      if (value.is_string() &&
          !std::regex_search(std::string(std::string_view(value)), std::regex(pattern)))
        fail(path, fmt::format("does not match {}", pattern));
    } else {
      return false;
    }
    return true;
  }

  bool check_number(std::string_view word, element value, element bound, const std::string& path) {
    if (word != "minimum" && word != "maximum") return false;
    if (!has_type(value, "number")) return true;
    const double number = value, limit = bound;
    if (word == "minimum" ? number < limit : number > limit)
      fail(path, fmt::format("{} is beyond the {} {}", number, word, limit));
    return true;
  }

  bool check_array(std::string_view word, element value, element argument,
                   const std::string& path) {
    if (word != "items" && word != "minItems") return false;
    if (!value.is_array()) return true;
    const array items = value;
    if (word == "minItems") {
      if (items.size() < std::uint64_t(argument)) fail(path, "has too few items");
      return true;
    }
    std::size_t i = 0;
    for (const element item : items) check(item, argument, fmt::format("{}/{}", path, i++));
    return true;
  }

  bool check_object(std::string_view word, element value, element argument, element rule,
                    const std::string& path) {
    if (word != "properties" && word != "required" && word != "additionalProperties") return false;
    if (!value.is_object()) return true;
    const object members = value;
    if (word == "required") {
      for (const element name : array(argument))
        if (members[std::string_view(name)].error())
          fail(path, fmt::format("lacks '{}'", std::string_view(name)));
      return true;
    }
    for (const auto [name, member] : members) {
      auto known = rule["properties"][name];
      const std::string inner = fmt::format("{}/{}", path, name);
      if (word == "properties" && !known.error())
        check(member, known.value(), inner);
      else if (word == "additionalProperties" && known.error())
        check(member, argument, inner);
    }
    return true;
  }

  void check_one_of(element value, element rules, const std::string& path) {
    std::size_t fitting = 0;
    for (const element rule : array(rules)) {
      Checker inner(root_);
      inner.check(value, rule, path);
      fitting += inner.violations.empty();
    }
    if (fitting != 1) fail(path, fmt::format("fits {} of the forms, not one", fitting));
  }

  template <class Test>
  static bool any(element list, Test test) {
    const array items = list;
    return std::any_of(items.begin(), items.end(), test);
  }

  element root_;
};

}  // namespace

std::vector<std::string> schema_violations(std::string_view json, std::string_view schema) {
  simdjson::dom::parser json_parser, schema_parser;
  const element root = schema_parser.parse(simdjson::padded_string(schema));
  Checker checker(root);
  checker.check(json_parser.parse(simdjson::padded_string(json)), root, "");
  return checker.violations;
}

}  // namespace spoor::testing
