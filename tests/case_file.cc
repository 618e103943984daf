#include "tests/case_file.h"

#include "base/error.h"
#include "base/file.h"

namespace spoor::testing {
namespace {

// Where the first line that begins with `ask` begins.
std::size_t first_question(std::string_view text) {
  return text.starts_with("ask ") ? 0 : text.find("\nask ");
}

}  // namespace

Case read_case(const std::string& file) {
  const std::string text = read_file(file);
  const std::size_t split = first_question(text);
  if (split == std::string::npos) throw_bad_input("the case asks nothing", {.file = file});
  Case out{simulator::tell(text.substr(0, split), file), {}};
  for (simulator::Line& line : simulator::lines_of(text)) {
    if (line.words[0] == "ask") {
      line.words.erase(line.words.begin());
      out.questions.push_back({std::move(line), {}});
    } else if (!out.questions.empty()) {
      out.questions.back().rows.push_back(std::move(line));
    }
  }
  return out;
}

}  // namespace spoor::testing
