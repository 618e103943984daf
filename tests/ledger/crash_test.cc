// A ledger outlives what befalls its writer: kill -9 at any instant, a full disk, a second writer.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <random>
#include <thread>

#include "ledger/writer.h"
#include "simulator/block_files.h"
#include "tests/ledger/expected_ledger.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using simulator::BlockFiles;
using simulator::BlockIndex;
using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr const char* kProgram = SPOOR_INGEST_ONCE;

// The program at work.
class Child {
 public:
  explicit Child(std::vector<std::string> words) {
    words.insert(words.begin(), kProgram);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&id_, kProgram, nullptr, nullptr, pointers.data(), environ), 0);
  }
  // Its exit code, or minus the signal that ended it.
  int wait() const {
    int status = 0;
    EXPECT_EQ(::waitpid(id_, &status, 0), id_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  void kill() const { ::kill(id_, SIGKILL); }

 private:
  pid_t id_ = 0;
};

class Crash : public testing::Test {
 protected:
  // A ledger of one branch, and then files that hold a longer one too.
  Crash() {
    const BlockIndex first = random_.grow(0, 60);
    BlockFiles files(scratch_ / "blocks");
    random_.chain().write(files, random_.all());
    ingest_folder(scratch_ / "blocks", scratch_ / "begun");
    const std::size_t before = random_.chain().blocks().size();
    tip_ = random_.grow(random_.chain().branch(first)[35], 90);
    std::vector<BlockIndex> added;
    for (BlockIndex i = before; i < random_.chain().blocks().size(); ++i) added.push_back(i);
    random_.chain().write(files, added);
    ingest_folder(scratch_ / "blocks", scratch_ / "fresh");
    columns_ = sound_columns(scratch_ / "fresh");
  }
  std::vector<std::string> words(const std::string& table_from) const {
    return {scratch_ / "blocks", ledger(), "1", table_from};
  }
  Path ledger() const { return scratch_ / "ledger"; }
  void start_from(const char* name) {
    std::filesystem::remove_all(ledger());
    if (*name != 0) std::filesystem::copy(scratch_ / name, ledger());
  }
  std::uint64_t microseconds_of_a_run() {
    start_from("");
    const auto start = steady_clock::now();
    EXPECT_EQ(Child(words("0")).wait(), 0);
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<microseconds>(steady_clock::now() - start).count());
  }
  void expect_sound_so_far() const {
    if (std::filesystem::exists(ledger() / "manifest.json")) sound_columns(ledger());
  }

  ScratchFolder scratch_;
  RandomChain random_{11};
  BlockIndex tip_ = 0;
  std::string columns_;
};

TEST_F(Crash, KilledAtAnyInstant) {
  std::mt19937_64 random(std::random_device{}());
  const std::uint64_t whole = microseconds_of_a_run();
  int killed = 0;
  for (int round = 0; round < 12; ++round) {
    const std::string table_from = round % 3 == 0 ? "0" : "100000";
    start_from(round % 2 == 0 ? "" : "begun");
    for (int times = 0; times < 3; ++times) {
      const Child child(words(table_from));
      std::this_thread::sleep_for(microseconds(random() % whole));
      child.kill();
      killed += child.wait() == -SIGKILL;
      expect_sound_so_far();
    }
    EXPECT_EQ(Child(words(table_from)).wait(), 0);
    EXPECT_EQ(sound_columns(ledger()), columns_) << "round " << round;
    if (HasFailure()) return;
  }
  EXPECT_GT(killed, 5);
  expect_branch(ledger(), random_.chain(), tip_);
}

// A file may grow to so many bytes and no further, as on a full disk.
TEST_F(Crash, FilesThatCannotGrow) {
  int refused = 0;
  for (const char* begun : {"", "begun"}) {
    start_from(begun);
    for (std::uint64_t most = 500; most < 40'000; most = most * 3 / 2) {
      std::vector<std::string> limited = words("100000");
      limited.push_back(std::to_string(most));
      const int code = Child(limited).wait();
      EXPECT_TRUE(code == 0 || code == static_cast<int>(ErrorCode::kIo)) << code;
      refused += code != 0;
      expect_sound_so_far();
      if (HasFailure()) return;
    }
    EXPECT_EQ(Child(words("100000")).wait(), 0);
    EXPECT_EQ(sound_columns(ledger()), columns_);
  }
  EXPECT_GT(refused, 5);
}

TEST_F(Crash, AFullDisk) {
  for (const char* bytes : {"100k", "260k", "400k"}) {
    start_from("");
    const std::string command =
        fmt::format("'{}' small-disk '{}' '{}' {}", kProgram, (scratch_ / "blocks").string(),
                    ledger().string(), bytes);
    FILE* output = ::popen(command.c_str(), "r");
    ASSERT_NE(output, nullptr);
    char line[80] = {};
    const bool said = std::fgets(line, sizeof line, output) != nullptr;
    const int status = ::pclose(output);
    if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "the system lets no disk be mounted here";
    EXPECT_EQ(WEXITSTATUS(status), 0) << bytes;
    EXPECT_TRUE(said);
    EXPECT_EQ(std::string(line).substr(0, 64), columns_);
  }
}

TEST_F(Crash, ASecondWriterIsRefused) {
  start_from("begun");
  const std::string before = sound_columns(ledger());
  {
    const ledger::Writer writer(ledger(), std::nullopt);
    EXPECT_EQ(Child(words("0")).wait(), static_cast<int>(ErrorCode::kBusy));
    EXPECT_THROW(ledger::Writer(ledger(), std::nullopt), Error);
  }
  EXPECT_EQ(sound_columns(ledger()), before);
  EXPECT_EQ(Child(words("0")).wait(), 0);
  EXPECT_EQ(sound_columns(ledger()), columns_);
}

// Somebody reads all the while: what is committed is sound at every moment, over the rollback too.
TEST_F(Crash, AReaderBesideTheWriter) {
  for (int round = 0; round < 4; ++round) {
    start_from("begun");
    const Child child(words(round % 2 == 0 ? "0" : "100000"));
    std::uint64_t blocks = 0;
    for (int reads = 0; reads < 30; ++reads) {
      const ledger::VerifyReport report = ledger::verify_ledger(ledger());
      EXPECT_TRUE(report.holds()) << findings_text(report);
      blocks = std::max(blocks, report.manifest.counts.blocks);
    }
    EXPECT_EQ(child.wait(), 0);
    EXPECT_GT(blocks, 35U);
    EXPECT_EQ(sound_columns(ledger()), columns_);
  }
}

class AccountCrash : public testing::Test {
 protected:
  AccountCrash() {
    EXPECT_EQ(Child(words("fresh", "1000000")).wait(), 0);
    columns_ = sound_columns(scratch_ / "fresh");
  }
  std::vector<std::string> words(const char* ledger, const char* memory) const {
    return {"accounts", scratch_ / ledger, "7", "150", memory};
  }
  void expect_sound_so_far() const {
    if (std::filesystem::exists(ledger::manifest_path(scratch_ / "ledger")))
      sound_columns(scratch_ / "ledger");
  }

  ScratchFolder scratch_;
  std::string columns_;
};

TEST_F(AccountCrash, KilledAtAnyInstant) {
  std::mt19937_64 random(std::random_device{}());
  const auto start = steady_clock::now();
  EXPECT_EQ(Child(words("timed", "1")).wait(), 0);
  const auto whole = static_cast<std::uint64_t>(
      std::chrono::duration_cast<microseconds>(steady_clock::now() - start).count());
  int killed = 0;
  for (int round = 0; round < 5; ++round) {
    std::filesystem::remove_all(scratch_ / "ledger");
    for (int times = 0; times < 3; ++times) {
      const Child child(words("ledger", "1"));
      std::this_thread::sleep_for(microseconds(random() % whole));
      child.kill();
      killed += child.wait() == -SIGKILL;
      expect_sound_so_far();
    }
    EXPECT_EQ(Child(words("ledger", "20000")).wait(), 0);
    EXPECT_EQ(sound_columns(scratch_ / "ledger"), columns_) << "round " << round;
    if (HasFailure()) return;
  }
  EXPECT_GT(killed, 0);
}

TEST_F(AccountCrash, FilesThatCannotGrow) {
  int refused = 0;
  for (std::uint64_t most = 500; most < 40'000; most = most * 3 / 2) {
    std::vector<std::string> limited = words("ledger", "1");
    limited.push_back(std::to_string(most));
    const int code = Child(limited).wait();
    EXPECT_TRUE(code == 0 || code == static_cast<int>(ErrorCode::kIo)) << code;
    refused += code != 0;
    expect_sound_so_far();
    if (HasFailure()) return;
  }
  EXPECT_EQ(Child(words("ledger", "1")).wait(), 0);
  EXPECT_EQ(sound_columns(scratch_ / "ledger"), columns_);
  EXPECT_GT(refused, 5);
}

}  // namespace
}  // namespace spoor
