// The program `spoor`: finds the command, runs it, and turns what went wrong into a message on
// standard error and an exit code (docs/exit-codes.md).
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

void run(const std::vector<std::string>& words) {
  const std::vector<Command> commands = all_commands();
  const Call call = parse_command_line(words, commands);
  switch (call.kind) {
    case Call::Kind::kVersion:
      return print(fmt::format("spoor {}\n", SPOOR_VERSION));
    case Call::Kind::kHelp:
      return print(call.command != nullptr ? manual_page(*call.command)
                                           : group_page(call.group, commands));
    case Call::Kind::kRun:
      set_quiet(call.words.has("--quiet"));
      return call.command->run(call.words);
  }
}

int fail(ErrorCode code, std::string_view message) {
  // Where standard error is closed or full, the exit code still says what it was.
  std::fputs(fmt::format("spoor: {}\n", dossier::visible(message)).c_str(), stderr);
  return static_cast<int>(code);
}

int run_and_report(const std::vector<std::string>& words) {
  try {
    run(words);
    return EXIT_SUCCESS;
  } catch (const Error& error) {
    return fail(error.code(), error.text());
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kIo, "there is not enough memory for this");
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(ErrorCode::kIo,
                fmt::format("{}: {}", error.path1().string(), error.code().message()));
  } catch (const std::exception& error) {
    return fail(ErrorCode::kInternal, fmt::format("internal error: {}", error.what()));
  }
}

// A failed ASSERT has said what it is before it aborts.
extern "C" void end_after_abort(int) { ::_exit(static_cast<int>(ErrorCode::kInternal)); }

// The pages of a mapped file are gone.
extern "C" void end_after_lost_page(int) {
  constexpr std::string_view kLine =
      "spoor: a file became shorter, or unreadable, while it was read. "
      "Run the command again when nothing changes it\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(static_cast<int>(ErrorCode::kIo));
}

}  // namespace
}  // namespace spoor::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // `spoor … | head` is no error: see print()
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of writing it
  std::signal(SIGABRT, spoor::cli::end_after_abort);
  std::signal(SIGBUS, spoor::cli::end_after_lost_page);
  return spoor::cli::run_and_report({argv + 1, argv + argc});
}
