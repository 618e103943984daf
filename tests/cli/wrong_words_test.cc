// What the program says to words that it does not understand: what, where, and what to do.
#include "tests/cli/program.h"

namespace spoor {
namespace {

constexpr int kUsage = 2;
constexpr int kBadInput = 3;
constexpr int kNotFound = 4;
constexpr int kIo = 5;

using WrongWords = ProgramTest;

TEST_F(WrongWords, SuggestTheNearOne) {
  expect_failure(kUsage, "no command 'ingst'. Did you mean 'ingest'?", {"ingst"});
  expect_failure(kUsage, "no command 'ledger verfy'. Did you mean 'verify'?", {"ledger", "verfy"});
  expect_failure(kUsage, "no option '--ledgre'. Did you mean '--ledger'?",
                 {"ledger", "info", "--ledgre", "x"});
  expect_failure(kUsage, "'josn'. Did you mean 'json'?",
                 {"ledger", "info", "--ledger", "x", "--format", "josn"});
  expect_failure(kUsage, "'signte'. Did you mean 'signet'?",
                 {"ingest", "bitcoin", "--ledger", "x", "--blocks", "x", "--network", "signte"});
  expect_failure(kUsage, "no doctrine 'hiarcut'. Did you mean 'haircut'?",
                 {"trace", "--ledger", "x", "--seeds", "x", "--doctrine", "hiarcut"});
  expect_failure(kUsage, "no doctrine 'last-highst'. Did you mean 'last-highest'?",
                 {"trace", "--ledger", "x", "--seeds", "x", "--doctrine", "fifo", "--sensitivity",
                  "lifo,last-highst"});
  ledger_of("block");  // which tables there are depends on the ledger's kind
  expect_failure(
      kUsage, "no table 'input'. Did you mean 'inputs'?",
      {"ledger", "export", "--ledger", "ledger", "--out", "y", "--tables", "blocks,input"});
}

// Nothing near is suggested for a word that is like none.
TEST_F(WrongWords, ThatAreLikeNone) {
  const Outcome outcome = spoor({"frobnicate"});
  EXPECT_EQ(outcome.exit_code, kUsage);
  EXPECT_EQ(outcome.err, "spoor: there is no command 'frobnicate'. `spoor --help` says more\n");
}

TEST_F(WrongWords, ThatAreMissing) {
  expect_failure(kUsage, "a command is missing: ingest, ledger, show, trace, doctrines", {});
  expect_failure(kUsage, "a command is missing: tx, block, address, coin", {"show"});
  expect_failure(kUsage, "--ledger DIR is missing. `spoor ledger info --help` says more",
                 {"ledger", "info"});
  expect_failure(kUsage, "COIN is missing", {"show", "coin", "--ledger", "x"});
  expect_failure(kUsage, "--ledger", {"ledger", "info", "--ledger"});
  expect_failure(kUsage, "--blocks DIR or --block FILE is missing",
                 {"ingest", "bitcoin", "--ledger", "x"});
  expect_failure(kUsage, "--doctrine NAME is missing", {"trace", "--ledger", "x"});
  expect_failure(kUsage, "what was stolen is missing",
                 {"trace", "--ledger", "x", "--doctrine", "fifo"});
}

TEST_F(WrongWords, ThatAreTooMany) {
  expect_failure(kUsage, "one word too many for 'show coin': 'b'",
                 {"show", "coin", "--ledger", "x", "a", "b"});
  expect_failure(kUsage, "--ledger", {"ledger", "info", "--ledger", "x", "--ledger", "y"});
  expect_failure(kUsage, "no option '--colour'",
                 {"ledger", "info", "--ledger", "x", "--colour=red"});
}

TEST_F(WrongWords, ThatDoNotGoTogether) {
  const std::vector<std::string> trace = {"trace", "--ledger", "x", "--doctrine", "fifo"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), trace.begin(), trace.end());
    return more;
  };
  const std::string coin = std::string(64, 'a') + ":0";
  expect_failure(kUsage, "--blocks and --block do not go together",
                 {"ingest", "bitcoin", "--ledger", "x", "--blocks", "y", "--block", "z"});
  expect_failure(kUsage, "--seeds and --seed do not go together",
                 with({"--seeds", "y", "--seed", coin}));
  expect_failure(kUsage, "--html does not go with --back", with({"--back", coin, "--html", "h"}));
  expect_failure(kUsage, "--since is for --back", with({"--seed", coin, "--since", "7"}));
  expect_failure(kUsage, "--rows is for --format csv", with({"--seed", coin, "--rows", "all"}));
  expect_failure(kUsage, "the fee rule 'share' has no meaning under fifo",
                 with({"--seed", coin, "--fee", "share"}));
}

TEST_F(WrongWords, ThatAreNoNumbersOrDates) {
  const std::string hash(64, 'a');
  expect_failure(kUsage, "--limit: not a whole number: '1e3'",
                 {"show", "tx", "--ledger", "x", hash, "--limit", "1e3"});
  for (const char* height : {"2147483648", "4294967290"})
    expect_failure(
        kUsage, "no chain is that high",
        {"ingest", "bitcoin", "--ledger", "x", "--blocks", "y", "--first-height", height});
  expect_failure(kUsage, "--memory: not an amount of memory: '1X'",
                 {"ingest", "bitcoin", "--ledger", "x", "--blocks", "y", "--memory", "1X"});
  expect_failure(
      kUsage, "--memory: not an amount of memory: '99999999999G'",
      {"ingest", "bitcoin", "--ledger", "x", "--blocks", "y", "--memory", "99999999999G"});
  expect_failure(kUsage, "--until: not a height or a date: '2024-13-01'",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seed", hash + ":0", "--until",
                  "2024-13-01"});
  expect_failure(kUsage, "--seed 'abc': not a coin: 'abc'",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seed", "abc"});
  expect_failure(kUsage, "=1.5': not a whole number: '1.5'",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seed", hash + ":0=1.5"});
}

// An empty word is a variable of a script that was not set, never "leave this option out".
TEST_F(WrongWords, ThatAreEmpty) {
  for (const char* option : {"--until", "--services", "--bounds-for", "--html", "--freeze-table",
                             "--segments", "--minimum", "--seeds"})
    expect_failure(kUsage, option,
                   {"trace", "--ledger", "x", "--doctrine", "fifo", "--seed",
                    std::string(64, 'a') + ":0", option, ""});
  expect_failure(kUsage, "--until HEIGHT|DATE: the value is empty",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seeds", "y", "--until", ""});
  for (const char* option : {"--prevouts", "--first-height", "--network"})
    expect_failure(kUsage, option,
                   {"ingest", "bitcoin", "--ledger", "x", "--blocks", "y", option, ""});
}

TEST_F(WrongWords, FilesThatAreNotThere) {
  expect_failure(kNotFound, "no ledger in 'nowhere'", {"ledger", "info", "--ledger", "nowhere"});
  expect_failure(kIo, "nowhere: cannot read the folder",
                 {"ingest", "bitcoin", "--ledger", "x", "--blocks", "nowhere"});
  EXPECT_FALSE(exists("x")) << "a ledger was made of nothing";
  expect_failure(kIo, "nowhere.csv: cannot open",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seeds", "nowhere.csv"});
  expect_failure(kIo, "--html: the folder is not there",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seeds", "nowhere.csv",
                  "--html", "no/report.html"});
}

// A file's name may hold anything; what it shows on a terminal is harmless.
TEST_F(WrongWords, AreShownByTheirCharacters) {
  expect_failure(kNotFound, "\\u{1b}[31mred", {"ledger", "info", "--ledger", "\x1b[31mred"});
  write("seeds.csv", "coin,amount_sat\n");
  expect_failure(kBadInput, "seeds.csv",
                 {"trace", "--ledger", "x", "--doctrine", "fifo", "--seeds", "seeds.csv"});
}

}  // namespace
}  // namespace spoor
