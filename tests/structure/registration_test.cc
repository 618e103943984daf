// Nothing stands about unused: each test, fuzzer and room is named where it must be, and the
// commands that the documents show exist.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "structure/source_tree.h"

namespace spoor::structure {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(source_dir() / path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Does the nearest CMakeLists.txt at or above the file name it, by its path from there?
bool registered(const fs::path& file) {
  fs::path folder = file.parent_path();
  while (!folder.empty() && !fs::exists(source_dir() / folder / "CMakeLists.txt")) {
    folder = folder.parent_path();
  }
  std::string text = text_of(folder / "CMakeLists.txt");
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == ')'; }, ' ');
  return text.find(" " + file.lexically_relative(folder).string() + " ") != std::string::npos;
}

// The first words of the lines between ``` fences.
std::vector<std::string> fenced_commands(const fs::path& document) {
  std::vector<std::string> commands;
  bool fenced = false;
  for (const std::string& line : lines_of(document)) {
    if (line.starts_with("```")) {
      fenced = !fenced;
    } else if (fenced) {
      const std::string text = line.starts_with("$ ") ? line.substr(2) : line;
      commands.push_back(text.substr(0, text.find(' ')));
    }
  }
  return commands;
}

TEST(Registration, OfEveryTestFile) {
  for (const fs::path folder : {"src", "simulator", "tests", "bench", "fuzz"}) {
    for (const fs::path& file : files_below(folder, {"_test.cc"})) {
      EXPECT_TRUE(registered(file)) << file.string() << " is named in no CMakeLists.txt";
    }
  }
}

TEST(Registration, OfEveryFuzzer) {
  for (const fs::path& file : files_below("fuzz", {"_fuzzer.cc"})) {
    std::string name = file.stem().string();
    name.resize(name.size() - std::string("_fuzzer").size());
    const std::string text = text_of("fuzz/CMakeLists.txt");
    EXPECT_NE(text.find("spoor_fuzzer(" + name + " "), std::string::npos)
        << file.string() << " has no spoor_fuzzer line in fuzz/CMakeLists.txt";
  }
  // scripts/fuzz runs whatever fuzz/*_fuzzer.cc there is.
  EXPECT_NE(text_of("scripts/fuzz").find("fuzz/*_fuzzer.cc"), std::string::npos);
  EXPECT_NE(text_of(".ci/run").find("\nscripts/fuzz "), std::string::npos);
}

TEST(Registration, OfEveryRoomInTheMap) {
  const std::vector<std::string> rooms = rooms_in_order();
  for (const fs::directory_entry& entry : fs::directory_iterator(source_dir() / "src")) {
    if (!entry.is_directory()) continue;
    const std::string room = entry.path().filename().string();
    EXPECT_NE(std::find(rooms.begin(), rooms.end(), room), rooms.end())
        << "src/README.md does not tell of " << room;
  }
}

TEST(Registration, OfEveryScriptThatTheDocumentsShow) {
  std::size_t scripts = 0;
  for (const fs::path document : {"README.md", "HACKING.md", "CONTRIBUTING.md", "fuzz/README.md"}) {
    for (const std::string& command : fenced_commands(document)) {
      if (!command.starts_with("scripts/") && !command.starts_with(".ci/")) continue;
      ++scripts;
      EXPECT_TRUE(fs::is_regular_file(source_dir() / command))
          << document.string() << " shows " << command << ", which does not exist";
    }
  }
  EXPECT_GE(scripts, 4U);
}

TEST(Registration, OfEveryDocumentInTheIndex) {
  const std::string index = text_of("docs/README.md");
  for (const fs::path& file : files_below("docs", {".md", ".json"})) {
    const std::string name = file.lexically_relative("docs").string();
    if (name == "README.md") continue;
    EXPECT_NE(index.find("](" + name + ")"), std::string::npos)
        << "docs/README.md does not name " << name;
  }
}

TEST(Registration, OfEveryLinkBetweenDocuments) {
  static const std::regex kLink(R"rx(\]\(([^)#: ]+)(#[^)]*)?\))rx");
  std::vector<fs::path> documents = {"README.md", "HACKING.md", "CONTRIBUTING.md"};
  for (const char* const folder : {"docs", "src", "fuzz", "tests", "bench", "simulator"}) {
    for (const fs::path& file : files_below(folder, {".md"})) documents.push_back(file);
  }
  for (const fs::path& document : documents) {
    const std::string text = text_of(document);
    for (std::sregex_iterator link(text.begin(), text.end(), kLink), end; link != end; ++link) {
      EXPECT_TRUE(fs::exists(source_dir() / document.parent_path() / (*link)[1].str()))
          << document.string() << " links to " << (*link)[1] << ", which does not exist";
    }
  }
}

}  // namespace
}  // namespace spoor::structure
