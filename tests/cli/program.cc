#include "tests/cli/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.h"
#include "simulator/story_files.h"
#include "tests/support/schema_check.h"
#include "tracing/seeds.h"

namespace spoor {

Path source_folder() {
  const char* folder = std::getenv("SPOOR_SOURCE_DIR");
  return folder == nullptr ? Path(".") : Path(folder);
}

Outcome ProgramTest::spoor(std::vector<std::string> words, std::string_view input) const {
  const Path in = scratch_ / ".in", out = scratch_ / ".out", err = scratch_ / ".err";
  replace_file(in, input);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const int write_flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), write_flags, 0644);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), write_flags, 0644);
  posix_spawn_file_actions_addchdir_np(&actions, (scratch_ / "").c_str());
  words.insert(words.begin(), "spoor");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failure =
      posix_spawn(&child, SPOOR_PROGRAM, &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(failure, 0) << "cannot run " << SPOOR_PROGRAM;
  int status = 0;
  ::waitpid(child, &status, 0);
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = read_file(out),
          .err = read_file(err)};
}

std::string ProgramTest::good(const std::vector<std::string>& words, Says says) const {
  const Outcome outcome = spoor(words);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err.empty(), says == Says::kNothing) << outcome.err;
  return outcome.out;
}

std::string ProgramTest::good_json(const std::string& schema,
                                   std::vector<std::string> words) const {
  words.insert(words.end(), {"--format", "json"});
  const std::string json = good(words);
  const std::string rules = read_file(source_folder() / "docs/schema" / (schema + ".json"));
  EXPECT_THAT(testing::schema_violations(json, rules), ::testing::IsEmpty()) << json;
  return json;
}

void ProgramTest::expect_failure(int exit_code, std::string_view text,
                                 const std::vector<std::string>& words) const {
  const Outcome outcome = spoor(words);
  std::string line = "spoor";
  for (const std::string& word : words) line += " " + word;
  EXPECT_EQ(outcome.exit_code, exit_code) << line << "\n" << outcome.err;
  EXPECT_EQ(outcome.out, "") << line;
  EXPECT_THAT(outcome.err, ::testing::StartsWith("spoor: ")) << line;
  EXPECT_THAT(outcome.err, ::testing::HasSubstr(std::string(text))) << line;
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << line << "\n" << outcome.err;
}

simulator::Story ProgramTest::ledger_of(std::string_view words) const {
  simulator::Story story = simulator::tell(words, "story");
  simulator::write_blocks(story.chain, scratch_ / "blocks");
  std::vector<std::string> command = {"ingest",   "bitcoin", "--blocks", "blocks",
                                      "--ledger", "ledger",  "--quiet"};
  if (!story.earlier.empty()) {
    replace_file(scratch_ / "prevouts.csv", simulator::prevouts_csv(story));
    command.insert(command.end(), {"--prevouts", "prevouts.csv"});
  }
  good(command);
  return story;
}

void ProgramTest::write(std::string_view file, std::string_view text) const {
  replace_file(scratch_ / file, text);
}

std::string ProgramTest::read(std::string_view file) const { return read_file(scratch_ / file); }

bool ProgramTest::exists(std::string_view file) const {
  return std::filesystem::exists(scratch_ / file);
}

std::string coin_text(const simulator::Story& story, std::string_view name) {
  return tracing::to_text(story.coin(name).outpoint);
}

std::string txid_text(const simulator::Story& story, const std::string& name) {
  return to_hex_reversed(story.transactions.at(name));
}

std::vector<std::string> lines_of_text(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace spoor
