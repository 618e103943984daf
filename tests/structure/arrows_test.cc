// The arrows between rooms: a room may use the rooms above it in the list of src/README.md, never
// one below. A linker of static libraries does not notice, so this reads the includes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "structure/source_tree.h"

namespace spoor::structure {
namespace {

// "tracing" of `#include "tracing/purse.h"`, "" of `#include "purse.h"`, none of any other line.
std::optional<std::string> included_room(const std::string& line) {
  static const std::regex kInclude(R"rx(^\s*#\s*include\s*"(?:([^"/]*)/)?[^"]*".*)rx");
  std::smatch match;
  if (!std::regex_match(line, match, kInclude)) return std::nullopt;
  return match[1].str();
}

std::size_t position(const std::vector<std::string>& rooms, const std::string& room) {
  return static_cast<std::size_t>(std::find(rooms.begin(), rooms.end(), room) - rooms.begin());
}

// What is wrong with an include of room `to` in a file of room `from`; empty where all is well.
std::string complaint(const std::vector<std::string>& rooms, const std::string& from,
                      const std::string& to) {
  if (to.empty()) return "names no room";
  if (position(rooms, to) == rooms.size()) return "'" + to + "' is not a room of src/README.md";
  if (position(rooms, to) > position(rooms, from)) return "the arrow points down";
  return "";
}

// x_test.cc, and what only tests include: test_x.h.
bool belongs_to_tests(const std::filesystem::path& file) {
  return file.stem().string().ends_with("_test") || file.filename().string().starts_with("test_");
}

TEST(Arrows, AreReadFromIncludeLines) {
  EXPECT_EQ(included_room(R"(#include "tracing/purse.h")"), "tracing");
  EXPECT_EQ(included_room(R"(  #  include "chains/bitcoin/block.h"  // why)"), "chains");
  EXPECT_EQ(included_room(R"(#include "purse.h")"), "");
  EXPECT_EQ(included_room("#include <vector>"), std::nullopt);
  EXPECT_EQ(included_room("// include"), std::nullopt);
}

TEST(Arrows, ThatPointDownAreFound) {
  const std::vector<std::string> rooms = {"base", "ledger", "tracing"};
  EXPECT_EQ(complaint(rooms, "tracing", "ledger"), "");
  EXPECT_EQ(complaint(rooms, "ledger", "ledger"), "");
  EXPECT_NE(complaint(rooms, "ledger", "tracing"), "");
  EXPECT_NE(complaint(rooms, "ledger", "simulator"), "");
  EXPECT_NE(complaint(rooms, "ledger", ""), "");
}

TEST(Arrows, OfTheSourcePointUpOnly) {
  const std::vector<std::string> rooms = rooms_in_order();
  ASSERT_GE(rooms.size(), 8U);
  std::size_t arrows = 0;
  for (const std::filesystem::path& file : files_below("src", {".h", ".cc"})) {
    const std::string from = std::next(file.begin())->string();
    std::size_t number = 0;
    for (const std::string& line : lines_of(file)) {
      ++number;
      const std::optional<std::string> to = included_room(line);
      if (!to) continue;
      // Tests make their chains by what stands beside the rooms.
      if ((*to == "simulator" || *to == "tests") && belongs_to_tests(file)) continue;
      ++arrows;
      const std::string wrong = complaint(rooms, from, *to);
      EXPECT_EQ(wrong, "") << file.string() << ":" << number << ": " << line;
    }
  }
  EXPECT_GT(arrows, 20U);
}

}  // namespace
}  // namespace spoor::structure
