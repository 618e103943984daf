// docs/register-figures.md shows commands and lines of what they print. Each command is run, and
// its lines are looked for, in their order.
#include <algorithm>

#include "tests/cli/program.h"

namespace spoor {
namespace {

struct Shown {
  std::vector<std::string> words;  // after "spoor"
  std::vector<std::string> lines;
  std::string command;
};

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < command.size();) {
    const std::size_t end = std::min(command.find(' ', at), command.size());
    words.push_back(command.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// The fenced commands of the document.
std::vector<Shown> shown_in(const std::string& document) {
  constexpr std::string_view kPrompt = "$ spoor ";
  std::vector<Shown> shown;
  bool is_fenced = false;
  for (const std::string& line : lines_of_text(document)) {
    if (line.starts_with("```")) {
      is_fenced = !is_fenced;
    } else if (is_fenced && line.starts_with(kPrompt)) {
      const std::string command = line.substr(kPrompt.size());
      shown.push_back({words_of(command), {}, command});
    } else if (is_fenced && !shown.empty() && line != "…" && !line.empty()) {
      shown.back().lines.push_back(line);
    }
  }
  return shown;
}

class FiguresDocument : public ProgramTest {};

TEST_F(FiguresDocument, EveryCommandPrintsTheLinesThatItShows) {
  const std::vector<Shown> shown =
      shown_in(read_file(source_folder() / "docs/register-figures.md"));
  EXPECT_GE(shown.size(), 10U);
  for (const Shown& one : shown) {
    std::vector<std::string> words = one.words;
    words.insert(words.end(), {"--register", source_folder() / "register"});
    const std::vector<std::string> printed = lines_of_text(good(words));
    auto at = printed.begin();
    EXPECT_FALSE(one.lines.empty()) << one.command;
    for (const std::string& line : one.lines) {
      const auto found = std::find(at, printed.end(), line);
      EXPECT_NE(found, printed.end()) << "spoor " << one.command << "\ndoes not print\n" << line;
      if (found != printed.end()) at = found + 1;
    }
  }
}

}  // namespace
}  // namespace spoor
