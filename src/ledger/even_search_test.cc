#include "ledger/even_search.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace spoor::ledger {
namespace {

using Keys = std::vector<std::uint64_t>;

std::uint64_t lower_bound(const Keys& keys, std::uint64_t key) {
  return static_cast<std::uint64_t>(std::lower_bound(keys.begin(), keys.end(), key) - keys.begin());
}

struct Found {
  std::uint64_t row;
  int probes;
};
Found search(const Keys& keys, std::uint64_t key) {
  Found found{.row = 0, .probes = 0};
  found.row = first_not(
      keys.size(), key, [&](std::uint64_t row) { return keys.at(row); },
      [&](std::uint64_t row) {
        ++found.probes;
        return keys.at(row) < key;
      });
  return found;
}

void expect_agrees(const Keys& keys, std::uint64_t key) {
  ASSERT_EQ(search(keys, key).row, lower_bound(keys, key)) << key << " in " << keys.size();
}

Keys made(std::mt19937_64& random, std::size_t n, const auto& step) {
  Keys keys(n);
  std::uint64_t key = random() % 3;
  for (std::uint64_t& k : keys) k = key += step();
  return keys;
}

TEST(EvenSearch, AgreesWithHalvingOnEvenSkewedAndEqualKeys) {
  std::mt19937_64 random(1);
  for (std::size_t n : {0U, 1U, 2U, 3U, 63U, 64U, 65U, 66U, 129U, 1000U, 5000U}) {
    for (const Keys& keys :
         {made(random, n, [&] { return random() % 5; }),
          made(random, n, [&] { return random() % 500 == 0 ? random() % 100'000 : 0; }),
          made(random, n, [&] { return std::uint64_t{1} << random() % 48; }), Keys(n, 7)}) {
      for (int i = 0; i < 200; ++i) {
        expect_agrees(keys, n == 0 ? 5 : keys[random() % n] + random() % 3 - 1);
        expect_agrees(keys, random() >> random() % 64);
      }
      expect_agrees(keys, 0);
      expect_agrees(keys, ~std::uint64_t{0});
    }
  }
}

TEST(EvenSearch, NeedsFewProbesWhereKeysGrowEvenly) {
  std::mt19937_64 random(2);
  Keys hashes(1'000'000);
  for (std::uint64_t& hash : hashes) hash = random();
  std::sort(hashes.begin(), hashes.end());
  const Keys outputs = made(random, 1'000'000, [&] { return 1 + random() % 4; });
  for (const Keys& keys : {hashes, outputs}) {
    int probes = 0;
    for (int i = 0; i < 1'000; ++i) probes += search(keys, keys[random() % keys.size()]).probes;
    EXPECT_LT(probes, 14'000);  // halving: 20,000, and nearly each a page of its own
  }
}

TEST(EvenSearch, EndsOnKeysThatAreNotSorted) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 1'000; ++i) {
    Keys keys(1 + random() % 300);
    for (std::uint64_t& key : keys) key = random() >> random() % 64;
    const Found found = search(keys, random());
    EXPECT_LE(found.row, keys.size());
    EXPECT_LT(found.probes, 200);
  }
}

}  // namespace
}  // namespace spoor::ledger
