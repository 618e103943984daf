#include "ledger/index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/error.h"

namespace spoor::ledger {
namespace {

class IndexRuns : public testing::Test {
 protected:
  IndexRuns()
      : folder_(Path(testing::TempDir()) /
                (std::string("spoor_index_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~IndexRuns() override { std::filesystem::remove_all(folder_); }

  // Adds a run of reveals for rows [lo, hi), with an address each that `address_of` tells.
  template <class AddressOf>
  void add(std::uint32_t lo, std::uint32_t hi, AddressOf address_of) {
    std::vector<RevealEntry> entries;
    for (std::uint32_t row = lo; row < hi; ++row) entries.push_back({address_of(row), row});
    std::sort(entries.begin(), entries.end());
    std::ranges::copy(
        add_run<RevealEntry>(folder_, IndexKind::kReveal, manifest_.next_serial++, entries,
                             {.lo = lo, .hi = hi}, manifest_.of(IndexKind::kReveal)),
        std::back_inserter(obsolete_));
  }
  // All entries that count, by row.
  std::map<std::uint32_t, std::uint32_t> read() const {
    std::map<std::uint32_t, std::uint32_t> out;
    for (const ledger::Run& run : manifest_.of(IndexKind::kReveal)) {
      const MappedRun<RevealEntry> mapped(folder_, IndexKind::kReveal, run);
      EXPECT_TRUE(std::ranges::is_sorted(mapped.view().entries));
      for (const RevealEntry& entry : mapped.view().entries)
        if (entry.counts(mapped.view().range)) {
          EXPECT_TRUE(out.emplace(entry.row, entry.address).second);
        }
    }
    return out;
  }

  Path folder_;
  Manifest manifest_;
  std::vector<Path> obsolete_;
};

TEST_F(IndexRuns, MultiplyOnlyAsTheLogarithm) {
  for (std::uint32_t row = 0; row < 1000; ++row)
    add(row, row + 1, [](std::uint32_t r) { return r * 7919 % 1000; });
  EXPECT_LE(manifest_.of(IndexKind::kReveal).size(), 10U);
  const auto entries = read();
  ASSERT_EQ(entries.size(), 1000U);
  for (const auto& [row, address] : entries) EXPECT_EQ(address, row * 7919 % 1000);
  std::uint64_t at = 0;
  for (const ledger::Run& run : manifest_.of(IndexKind::kReveal)) {
    EXPECT_EQ(run.range.lo, at);
    at = run.range.hi;
  }
  EXPECT_EQ(at, 1000U);
}

// A rollback lowers `hi`; the entries above it are still in the file, and must not come back when
// the rows are written anew and the runs are merged.
TEST_F(IndexRuns, ForgetWhatWasRolledBack) {
  add(0, 100, [](std::uint32_t r) { return r; });
  manifest_.of(IndexKind::kReveal)[0].range.hi = 60;
  EXPECT_EQ(read().size(), 60U);
  add(60, 160, [](std::uint32_t r) { return 1000 + r; });
  ASSERT_EQ(manifest_.of(IndexKind::kReveal).size(), 1U);  // merged
  const auto entries = read();
  ASSERT_EQ(entries.size(), 160U);
  EXPECT_EQ(entries.at(59), 59U);
  EXPECT_EQ(entries.at(60), 1060U);
  EXPECT_EQ(manifest_.of(IndexKind::kReveal)[0].entries, 160U);
}

TEST_F(IndexRuns, LeaveTheFilesThatTheyReplaceToTheCommit) {
  add(0, 10, [](std::uint32_t r) { return r; });
  const Path first = run_path(folder_, IndexKind::kReveal, 1);
  add(10, 30, [](std::uint32_t r) { return r; });
  EXPECT_EQ(obsolete_, std::vector<Path>{first});
  EXPECT_TRUE(std::filesystem::exists(first));
}

TEST_F(IndexRuns, WithoutRowsAreNotWritten) {
  add(5, 5, [](std::uint32_t r) { return r; });
  EXPECT_TRUE(manifest_.of(IndexKind::kReveal).empty());
}

TEST_F(IndexRuns, ThatAreTooShortAreCorrupt) {
  add(0, 10, [](std::uint32_t r) { return r; });
  const ledger::Run run = manifest_.of(IndexKind::kReveal)[0];
  std::filesystem::resize_file(run_path(folder_, IndexKind::kReveal, run.serial), 79);
  EXPECT_THROW(MappedRun<RevealEntry>(folder_, IndexKind::kReveal, run), Error);
}

TEST(RunCursor, FindsWhatABinarySearchFinds) {
  std::mt19937 engine(1);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  for (int round = 0; round < 300; ++round) {
    std::vector<RevealEntry> entries(random() % 50);
    for (RevealEntry& e : entries) e = {.address = random() % 60, .row = random() % 3};
    std::sort(entries.begin(), entries.end());
    std::vector<RevealEntry> keys(random() % 40);
    for (RevealEntry& e : keys) e = {.address = random() % 62, .row = 0};
    std::sort(keys.begin(), keys.end());
    RunCursor<RevealEntry> cursor({entries, {}});
    for (const RevealEntry& key : keys) {
      const auto expected = std::lower_bound(entries.begin(), entries.end(), key);
      const RevealEntry* found = cursor.seek(key);
      ASSERT_EQ(found == nullptr, expected == entries.end());
      if (found != nullptr) {
        EXPECT_EQ(found, &*expected);
        EXPECT_EQ(cursor.rest().size(), static_cast<std::size_t>(entries.end() - expected));
      }
    }
  }
}

TEST(HistoryEntry, CountsByCoinOrByRowOfPrehistory) {
  const RunRange range{.lo = 10, .hi = 20, .prehistory_lo = 3, .prehistory_hi = 5};
  const auto counts = [&](std::uint64_t coin) {
    return HistoryEntry(AddressId{1}, CoinId{coin}).counts(range);
  };
  EXPECT_FALSE(counts(9));
  EXPECT_TRUE(counts(10));
  EXPECT_TRUE(counts(19));
  EXPECT_FALSE(counts(20));
  EXPECT_FALSE(counts(kPrehistoryBit | 2));
  EXPECT_TRUE(counts(kPrehistoryBit | 4));
  EXPECT_FALSE(counts(kPrehistoryBit | 5));
}

TEST(HistoryEntry, SortsByAddressThenCoin) {
  const HistoryEntry a(AddressId{1}, CoinId{1ULL << 38});
  const HistoryEntry b(AddressId{1}, CoinId{kPrehistoryBit});
  const HistoryEntry c(AddressId{256}, CoinId{0});
  EXPECT_LT(a, b);
  EXPECT_LT(b, c);
}

}  // namespace
}  // namespace spoor::ledger
