// Every command explains itself, and what it says is true.
#include <regex>

#include "cli/commands.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class Help : public ProgramTest {
 protected:
  static std::vector<std::string> words_of(const std::string& name) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      words.push_back(name.substr(at, end - at));
      at = end + 1;
    }
    return words;
  }
  std::string page(const std::string& name) const {
    std::vector<std::string> words = words_of(name);
    words.push_back("--help");
    return good(words);
  }
};

TEST_F(Help, EveryCommandHasAWholePage) {
  for (const cli::Command& command : cli::all_commands()) {
    const std::string text = page(command.name);
    std::size_t at = 0;
    for (const char* section : {"NAME\n", "\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nOPTIONS\n",
                                "\nEXAMPLES\n", "\nEXIT CODES\n", "\nSEE ALSO\n"}) {
      const std::size_t found = text.find(section, at);
      EXPECT_NE(found, std::string::npos) << command.name << " lacks " << section;
      at = found == std::string::npos ? at : found;
    }
    for (const cli::Option& option : command.options)
      EXPECT_THAT(text, HasSubstr("\n  " + option.name)) << command.name;
    EXPECT_FALSE(command.examples.empty()) << command.name;
    for (const cli::Example& example : command.examples)
      EXPECT_THAT(example.line, HasSubstr("spoor " + command.name)) << command.name;
  }
}

TEST_F(Help, FitsATerminal) {
  for (const cli::Command& command : cli::all_commands()) {
    const std::string text = page(command.name);
    // Examples are lines to copy, however long.
    const std::string before = text.substr(0, text.find("\nEXAMPLES\n"));
    for (const std::string& line : lines_of_text(before)) EXPECT_LE(line.size(), 80U) << line;
  }
}

TEST_F(Help, PointsToWhatIsThere) {
  std::vector<std::string> names;
  for (const cli::Command& command : cli::all_commands()) names.push_back(command.name);
  const Path source = source_folder();
  for (const cli::Command& command : cli::all_commands())
    for (const std::string& name : command.see_also) {
      const bool document = name.find('.') != std::string::npos;
      EXPECT_TRUE(document ? std::filesystem::exists(source / name)
                           : testing::Value(names, testing::Contains(name)))
          << command.name << " points to " << name;
    }
}

TEST_F(Help, HasOneFormForAllWaysToAsk) {
  const std::string text = page("show tx");
  EXPECT_EQ(good({"show", "tx", "-h"}), text);
  EXPECT_EQ(good({"help", "show", "tx"}), text);
  // However wrong the rest is.
  EXPECT_EQ(good({"show", "tx", "--ledger", "nowhere", "--limit", "x", "--help"}), text);
}

TEST_F(Help, OfTheProgramAndOfGroups) {
  const std::string program = page("");
  for (const cli::Command& command : cli::all_commands())
    EXPECT_THAT(program, HasSubstr("\n  " + command.name + " ")) << command.name;
  const std::string group = page("ledger");
  EXPECT_THAT(group, HasSubstr("\n  ledger verify "));
  EXPECT_THAT(group, testing::Not(HasSubstr("show tx")));
}

// The codes of the help, of docs/exit-codes.md and of the code are the same.
TEST_F(Help, NamesTheExitCodesOfTheDocument) {
  const Path source = source_folder();
  const std::string document = read_file(source / "docs/exit-codes.md");
  const std::string text = page("trace");
  const std::string codes = text.substr(text.find("\nEXIT CODES\n"));
  static const std::regex kRow(R"(\n\| (\d+) \|)");
  std::size_t rows = 0;
  for (std::sregex_iterator row(document.begin(), document.end(), kRow), end; row != end; ++row) {
    EXPECT_THAT(codes, HasSubstr("\n  " + (*row)[1].str() + " ")) << (*row)[1];
    ++rows;
  }
  EXPECT_EQ(rows, 8U);
}

TEST_F(Help, Version) {
  EXPECT_EQ(good({"--version"}), std::string("spoor ") + SPOOR_VERSION + "\n");
}

}  // namespace
}  // namespace spoor
