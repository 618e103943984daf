// A program to be killed and starved: ingests a folder of block files and exits with the error's
// code.
//
//   ingest_once BLOCKS LEDGER MEMORY_BYTES TABLE_FROM_BLOCKS [most bytes of a file]
//   ingest_once accounts LEDGER SEED BLOCKS MEMORY_BYTES [most bytes of a file]
//   ingest_once small-disk BLOCKS LEDGER DISK_BYTES
//
// The second takes as many random blocks of an account chain. The third mounts a disk of that size
// at LEDGER for itself alone, ingests until it is full, says what verify finds, makes the disk
// larger, goes on, and prints the columns_hash. It exits with 77 where the system does not let it
// mount.
#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "ingest/account_append.h"
#include "ingest/bitcoin.h"
#include "ledger/verify.h"
#include "tests/support/account_blocks.h"

namespace {

using namespace spoor;

constexpr int kNotPermitted = 77;
constexpr int kUnsound = 78;
constexpr int kNeverFull = 79;

void limit_files(const std::string& most_bytes) {
  const rlim_t most = parse_u64(most_bytes);
  const rlimit limit{.rlim_cur = most, .rlim_max = most};
  ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

int ingest_once(const std::vector<std::string>& words) {
  if (words.size() > 4) limit_files(words[4]);
  ingest::ingest_bitcoin({.ledger = words[1],
                          .blocks_folder = words[0],
                          .memory_bytes = parse_u64(words[2]),
                          .table_from_blocks = static_cast<std::uint32_t>(parse_u64(words[3]))});
  return 0;
}

int ingest_accounts(const std::vector<std::string>& words) {
  if (words.size() > 5) limit_files(words[5]);
  std::mt19937_64 random(parse_u64(words.at(2)));
  spoor::testing::AccountBlocks chain;
  spoor::testing::add_random_blocks(chain, random, parse_u64(words.at(3)));
  ingest::append_account_blocks(chain,
                                {.ledger = words.at(1), .memory_bytes = parse_u64(words.at(4))});
  return 0;
}

bool mount_disk(const std::string& folder, unsigned long flags, const std::string& bytes) {
  return ::mount("none", folder.c_str(), "tmpfs", flags, ("size=" + bytes).c_str()) == 0;
}

int on_small_disk(const std::vector<std::string>& words) {
  const std::string& ledger = words[2];
  std::filesystem::create_directories(ledger);
  if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) ||
      !mount_disk(ledger, 0, words[3]))
    return kNotPermitted;
  const ingest::BitcoinOptions options{
      .ledger = ledger, .blocks_folder = words[1], .memory_bytes = 1};
  try {
    ingest_bitcoin(options);
    return kNeverFull;
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kIo) throw;
  }
  if (!ledger::verify_ledger(ledger).holds()) return kUnsound;
  if (!mount_disk(ledger, MS_REMOUNT, "1g")) return kNotPermitted;
  ingest_bitcoin(options);
  const ledger::VerifyReport report = ledger::verify_ledger(ledger);
  std::puts(to_hex(report.columns_hash).c_str());
  return report.holds() ? 0 : kUnsound;
}

}  // namespace

int main(int count, char** words) {
  set_quiet(true);
  const std::vector<std::string> rest(words + 1, words + count);
  try {
    if (rest.at(0) == "accounts") return ingest_accounts(rest);
    return rest.at(0) == "small-disk" ? on_small_disk(rest) : ingest_once(rest);
  } catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return static_cast<int>(e.code());
  }
}
