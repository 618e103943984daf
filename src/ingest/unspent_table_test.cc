#include "ingest/unspent_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace spoor::ingest {
namespace {

OutpointBytes outpoint(std::uint32_t number) { return outpoint_bytes(Hash256{1}, number); }

// All in one shard; the tag says where in it.
Hash128 hash_of(std::uint64_t tag) { return {.hi = tag >> 8, .lo = tag << 56}; }

class UnspentTableTest : public testing::Test {
 protected:
  // What a ledger would say: the outpoint of each coin is its number.
  UnspentTableTest()
      : table_([this](CoinId coin, const OutpointBytes& o) {
          ++asked_;
          return outpoint(static_cast<std::uint32_t>(coin.value)) == o;
        }) {}
  CoinId insert(std::uint64_t tag, std::uint32_t coin) {
    return table_.insert(hash_of(tag), outpoint(coin), CoinId{coin});
  }
  CoinId take(std::uint64_t tag, std::uint32_t coin) {
    return table_.take(hash_of(tag), outpoint(coin));
  }

  int asked_ = 0;
  UnspentTable table_;
};

TEST_F(UnspentTableTest, GivesACoinOnce) {
  EXPECT_FALSE(take(5, 1).valid());
  EXPECT_FALSE(insert(5, 1).valid());
  EXPECT_EQ(table_.size(), 1U);
  EXPECT_FALSE(take(6, 1).valid());
  EXPECT_EQ(take(5, 1), CoinId{1});
  EXPECT_FALSE(take(5, 1).valid());
  EXPECT_EQ(table_.size(), 0U);
}

TEST_F(UnspentTableTest, KeepsAllBitsOfTagAndCoin) {
  constexpr std::uint64_t kTag = (1ULL << 56) - 1;
  const CoinId largest{(1ULL << 39) - 1};
  table_.insert(hash_of(kTag), outpoint(0), largest);
  table_.insert(hash_of(kTag - 1), outpoint(1), CoinId{0x123456789a});
  EXPECT_EQ(take(kTag, 0), largest);
  EXPECT_EQ(take(kTag - 1, 1), CoinId{0x123456789a});
}

// A shard of 8 slots holds 6; then it grows to 10, which hold 7.
TEST_F(UnspentTableTest, AShardGrowsByAQuarter) {
  const std::uint64_t empty = table_.memory_bytes();
  const auto slots = [&] { return (table_.memory_bytes() - empty) / 12; };
  std::vector<std::uint64_t> grown;
  for (std::uint32_t i = 0; i < 40; ++i) {
    insert(std::uint64_t{i} << 48, i);
    if (grown.empty() || slots() != grown.back()) grown.push_back(slots());
  }
  EXPECT_EQ(grown, (std::vector<std::uint64_t>{8, 10, 12, 15, 18, 22, 27, 33, 41, 51, 63}));
  for (std::uint32_t i = 0; i < 40; ++i) EXPECT_EQ(take(std::uint64_t{i} << 48, i), CoinId{i});
}

TEST_F(UnspentTableTest, ReservedRoomIsNotGrownIntoAgain) {
  constexpr std::uint64_t kCoins = 20 << 16;  // 20 a shard
  table_.reserve(kCoins);
  const std::uint64_t reserved = table_.memory_bytes();
  for (std::uint32_t i = 0; i < 20; ++i) insert(std::uint64_t{i} << 48, i);
  EXPECT_EQ(table_.memory_bytes(), reserved);
  table_.reserve(kCoins / 2);
  EXPECT_EQ(table_.memory_bytes(), reserved);
  for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(take(std::uint64_t{i} << 48, i), CoinId{i});
}

TEST_F(UnspentTableTest, EqualTagsAreToldApart) {
  EXPECT_FALSE(insert(5, 1).valid());
  EXPECT_EQ(asked_, 0);
  EXPECT_FALSE(insert(5, 2).valid());
  EXPECT_FALSE(insert(5, 3).valid());
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(table_.size(), 3U);
  EXPECT_EQ(take(5, 2), CoinId{2});
  EXPECT_EQ(take(5, 1), CoinId{1});
  EXPECT_EQ(take(5, 3), CoinId{3});
  EXPECT_EQ(table_.size(), 0U);
}

// The later of two coins with one outpoint is the one that is there (before BIP-30).
TEST_F(UnspentTableTest, TheSameOutpointReplaces) {
  UnspentTable table([](CoinId, const OutpointBytes& o) { return o == outpoint(1); });
  table.insert(hash_of(5), outpoint(1), CoinId{1});
  EXPECT_EQ(table.insert(hash_of(5), outpoint(1), CoinId{7}), CoinId{1});
  table.insert(hash_of(5), outpoint(2), CoinId{2});  // to the side
  EXPECT_EQ(table.insert(hash_of(5), outpoint(2), CoinId{8}), CoinId{2});
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.take(hash_of(5), outpoint(2)), CoinId{8});
  EXPECT_EQ(table.take(hash_of(5), outpoint(1)), CoinId{7});
}

// Slots that lie behind their home are found still when one before them is gone, also round the
// end.
TEST_F(UnspentTableTest, AGapLeavesNothingUnfound) {
  std::mt19937_64 random(1);
  std::map<std::uint32_t, std::uint64_t> held;  // coin -> tag
  for (std::uint32_t round = 0; round < 20'000; ++round) {
    if (held.size() < 6 || (held.size() < 60 && random() % 2 == 0)) {
      // Homes crowd at both ends of the shard.
      const std::uint64_t end = random() % 2 == 0 ? 0 : 0xffULL << 48;
      held[round] = end | (std::uint64_t{round} << 8 & 0xffffff00) | random() % 256;
      EXPECT_FALSE(insert(held[round], round).valid());
    } else {
      const auto gone =
          std::next(held.begin(), static_cast<std::ptrdiff_t>(random() % held.size()));
      ASSERT_EQ(take(gone->second, gone->first), CoinId{gone->first});
      held.erase(gone);
    }
    ASSERT_EQ(table_.size(), held.size());
  }
  for (const auto& [coin, tag] : held) EXPECT_EQ(take(tag, coin), CoinId{coin});
}

}  // namespace
}  // namespace spoor::ingest
