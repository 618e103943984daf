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

TEST_F(Pipes, AFileThatMayNotGrowIsAnError) {
  ledger_of("block\n");
  EXPECT_EQ(shell("(ulimit -f 0; exec $spoor ledger export --ledger ledger --out csv 2>&1) "
                  "| cat >err; exit ${PIPESTATUS[0]}"),
            5);
  EXPECT_THAT(read("err"), HasSubstr("cannot write: File too large"));
}

// The exit code says what it was, where nothing else can.
TEST_F(Pipes, WithoutStandardErrorTheExitCodeStays) {
  EXPECT_EQ(shell("$spoor frobnicate 2>&-"), 2);
  EXPECT_EQ(shell("$spoor ledger info --ledger nowhere 2>/dev/full"), 4);
}

// What SIGBUS means to a program that maps its files. The signal is sent once it reads the pipe.
TEST_F(Pipes, AMappedFileThatBecameShorterIsAnError) {
  ledger_of("block\n");
  EXPECT_EQ(shell("mkfifo seeds && { $spoor trace --ledger ledger --seeds seeds --doctrine fifo "
                  "2>err & } && exec 3>seeds && kill -BUS $! && wait $!"),
            5);
  EXPECT_THAT(read("err"), HasSubstr("a file became shorter"));
}

// Neither has a path; the one can be read all the same.
TEST_F(Pipes, AreReadButNotReplaced) {
  const simulator::Story story = ledger_of("block\n  coinbase c: a rest\n");
  const std::string coin = coin_text(story, "c");
  EXPECT_EQ(shell("$spoor trace --ledger ledger --seeds <(echo coin,amount_sat,label; echo " +
                  coin + ",,x) --doctrine fifo --format csv >out 2>err"),
            0)
      << read("err");
  EXPECT_THAT(read("out"), HasSubstr(coin));
  EXPECT_EQ(shell("$spoor trace --ledger ledger --seed " + coin +
                  " --doctrine fifo --html /dev/stdout 2>err | cat >out; exit ${PIPESTATUS[0]}"),
            3);
  EXPECT_THAT(read("err"), HasSubstr("/dev/stdout: --html: not a regular file"));
  EXPECT_THAT(read("err"), HasSubstr("Name a new file"));
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
