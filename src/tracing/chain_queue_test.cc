#include "tracing/chain_queue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace spoor::tracing {
namespace {

constexpr std::uint64_t kMost = (1ULL << 40) - 1;

struct Item {
  std::uint64_t at = 0;
  std::uint64_t key() const { return at; }
};

TEST(ChainQueue, TakesTheSmallestBelowTheBound) {
  ChainQueue<Item> queue;
  queue.push({700'000});
  queue.push({5});
  queue.push({(1ULL << 40) - 1});
  Item out;
  EXPECT_FALSE(queue.pop_below(5, out));
  EXPECT_TRUE(queue.pop_below(6, out));
  EXPECT_EQ(out.at, 5U);
  EXPECT_FALSE(queue.pop_below(700'000, out));
  queue.push({700'000});  // nothing below the bound may come now
  EXPECT_TRUE(queue.pop_below(1ULL << 40, out));
  EXPECT_EQ(out.at, 700'000U);
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.drain().size(), 2U);
  EXPECT_TRUE(queue.empty());
}

// Steps like those of a walk: pop below a bound, or go to the bound, then push from there on.
RC_GTEST_PROP(ChainQueue, AgreesWithASortedSet, ()) {
  ChainQueue<Item> queue;
  std::multiset<std::uint64_t> model;
  std::uint64_t floor = 0;
  const int steps = *rc::gen::inRange(1, 200);
  for (int i = 0; i < steps; ++i) {
    const std::uint64_t reach = 1ULL << *rc::gen::inRange(1, 39);
    for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
      const std::uint64_t key = std::min(floor + *rc::gen::inRange<std::uint64_t>(0, reach), kMost);
      queue.push({key});
      model.insert(key);
    }
    const std::uint64_t bound = std::min(floor + *rc::gen::inRange<std::uint64_t>(0, reach), kMost);
    Item out;
    const bool popped = queue.pop_below(bound, out);
    RC_ASSERT(popped == (!model.empty() && *model.begin() < bound));
    if (popped) {
      RC_ASSERT(out.at == *model.begin());
      model.erase(model.begin());
      floor = out.at;
    } else {
      floor = bound;
    }
  }
  RC_ASSERT(queue.size() == model.size());
}

}  // namespace
}  // namespace spoor::tracing
