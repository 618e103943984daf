#include "tests/ledger/ledger_fixture.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/progress.h"

namespace spoor {

namespace {

// In memory where the system has such a folder: a commit syncs twenty files.
Path scratch_root() {
  const Path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : Path(testing::TempDir());
}

}  // namespace

ScratchFolder::ScratchFolder() {
  set_quiet(true);
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  std::string name = fmt::format("spoor_{}_{}_{}", test->test_suite_name(), test->name(), getpid());
  for (char& c : name)
    if (c == '/') c = '_';
  path_ = scratch_root() / name;
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

ingest::BitcoinReport ingest_folder(const Path& blocks, const Path& ledger,
                                    ingest::BitcoinOptions options) {
  options.blocks_folder = blocks;
  options.ledger = ledger;
  return ingest::ingest_bitcoin(options);
}

ingest::BitcoinReport ingest_files(std::vector<Path> files, const Path& ledger,
                                   ingest::BitcoinOptions options) {
  options.single_blocks = std::move(files);
  options.ledger = ledger;
  return ingest::ingest_bitcoin(options);
}

std::string findings_text(const ledger::VerifyReport& report) {
  std::string text;
  for (const ledger::Finding& f : report.findings)
    text += fmt::format("{}: {}: {}\n", f.check, f.where, f.what);
  return text;
}

std::string sound_columns(const Path& folder) {
  const ledger::VerifyReport report = ledger::verify_ledger(folder);
  EXPECT_TRUE(report.holds()) << findings_text(report);
  return to_hex(report.columns_hash);
}

}  // namespace spoor
