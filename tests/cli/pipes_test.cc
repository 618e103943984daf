// Where the result goes may be full or gone.
#include <fmt/format.h>

#include <cstdlib>

#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;

class Pipes : public ProgramTest {
 protected:
  // Runs a line of the shell in the scratch folder with `spoor` as $spoor.
  int shell(const std::string& line) const {
    const std::string command =
        fmt::format("cd '{}' && spoor='{}' && {}", (scratch_ / "").string(), SPOOR_PROGRAM, line);
    const int status = std::system(fmt::format("bash -c '{}'", quoted(command)).c_str());
    return WEXITSTATUS(status);
  }

 private:
  static std::string quoted(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
    return out;
  }
};

// The reader has what it wanted.
TEST_F(Pipes, ThatAreClosedEarlyAreNoError) {
  ledger_of("block\n");
  // The reader is gone before the program writes.
  shell("{ sleep 0.1; $spoor ledger info --ledger ledger 2>err; echo $? >code; } | true");
  EXPECT_EQ(read("code"), "0\n");
  EXPECT_EQ(read("err"), "");
}

TEST_F(Pipes, ThatAreFullAreAnError) {
  ledger_of("block\n");
  EXPECT_EQ(shell("$spoor ledger info --ledger ledger >/dev/full 2>err"), 5);
  EXPECT_THAT(read("err"), HasSubstr("standard output: cannot write: No space left on device"));
}

// A report that was asked for is written, whoever reads the table.
TEST_F(Pipes, FilesAreWrittenWhoeverReads) {
  const simulator::Story story = ledger_of("block\n  coinbase c: a rest\n");
  const std::string coin = coin_text(story, "c");
  shell("{ sleep 0.1; $spoor trace --ledger ledger --seed " + coin +
        " --doctrine fifo --html page.html; } 2>err | true");
  EXPECT_TRUE(exists("page.html"));
}

}  // namespace
}  // namespace spoor
