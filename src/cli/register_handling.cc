#include "cli/register_handling.h"

#include "base/progress.h"

namespace spoor::cli {

Option handling_option() {
  const std::span<const std::string_view> words = reg::words_of<reg::Handling>();
  return {.name = "--handling",
          .value = "LEVEL",
          .help =
              "For whom it is made. What is above the level is left out and counted: incidents "
              "and sources marked so, and every fact that rests on such a source. tlp-clear, "
              "the standard, is what everybody may see.",
          .standard = "tlp-clear",
          .choices = {words.begin(), words.end()}};
}

reg::Handling handling_of(const Words& words) {
  return *reg::from_word<reg::Handling>(words.text("--handling"));
}

void notice_left_out(const reg::LeftOut& left_out, reg::Handling handling) {
  const std::string says = reg::says_left_out(left_out, handling);
  if (!says.empty()) notice(says);
}

}  // namespace spoor::cli
