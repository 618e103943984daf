#include "tracing/purse.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace spoor::tracing {
namespace {

constexpr Label kA{1};
constexpr Label kB{2};
using Parts = std::vector<Portion>;

TEST(SegmentPurse, GivesWhatCameInFirstAndMergesNeighbours) {
  SegmentPurse<Satoshi> purse;
  purse.put({kA, Satoshi{2}});
  purse.put({kA, Satoshi{1}});
  purse.put({kClean, Satoshi{7}});
  purse.put({kB, Satoshi{0}});
  purse.put({kA, Satoshi{2}});
  Parts out;
  purse.take(Satoshi{5}, out);
  EXPECT_EQ(out, (Parts{{kA, Satoshi{3}}, {kClean, Satoshi{2}}}));
  purse.take(Satoshi{6}, out);  // a taking does not merge with the one before
  EXPECT_EQ(
      out, (Parts{{kA, Satoshi{3}}, {kClean, Satoshi{2}}, {kClean, Satoshi{5}}, {kA, Satoshi{1}}}));
  purse.take(Satoshi{1}, out);
  EXPECT_TRUE(purse.empty());
}

TEST(ProRataPurse, SharesEveryLabelRoundedDown) {
  ProRataPurse<Satoshi> purse;
  purse.put(Satoshi{3}, Parts{{kB, Satoshi{3}}});
  purse.put(Satoshi{7}, {});
  purse.put(Satoshi{2}, Parts{{kA, Satoshi{1}}, {kB, Satoshi{1}}});
  EXPECT_EQ(purse.total(), Satoshi{12});
  Parts out;
  purse.share(purse.divider(), Satoshi{5}, out);
  EXPECT_EQ(out, (Parts{{kB, Satoshi{1}}}));  // 5/12 of 1 is 0, 5/12 of 4 is 1
}

TEST(ProRataPurse, TakesAllWhereAllIsOneLabel) {
  ProRataPurse<Satoshi> purse;
  purse.put(Satoshi{9}, Parts{{kA, Satoshi{9}}});
  Parts out;
  purse.share(purse.divider(), Satoshi{4}, out);
  EXPECT_EQ(out, (Parts{{kA, Satoshi{4}}}));
}

TEST(Purses, WorkOverWiderAmounts) {
  const U256 one{1};
  const U256 big = U256::of_words({0, 0, 0, 2});
  SegmentPurse<U256> segments;
  segments.put({kA, big});
  segments.put({kClean, big});
  std::vector<PortionOf<U256>> out;
  segments.take(big + one, out);
  EXPECT_EQ(out, (std::vector<PortionOf<U256>>{{kA, big}, {kClean, one}}));

  ProRataPurse<U256> pot;
  pot.put(big, std::vector<PortionOf<U256>>{{kA, big}});
  pot.put(big, {});
  out.clear();
  pot.share(pot.divider(), big, out);
  EXPECT_EQ(out, (std::vector<PortionOf<U256>>{{kA, U256::of_words({0, 0, 0, 1})}}));
}

// The last correction of the quotient is needed for few numbers; these are some.
TEST(Divider, CorrectsItsEstimateTwice) {
  const Divider<Satoshi> divider{Satoshi{1'222'751'239'873'401'618ULL}};
  EXPECT_EQ(
      divider.share(Satoshi{1'222'751'239'873'401'604ULL}, Satoshi{17'520'773'068'065'838'564ULL}),
      Satoshi{17'520'773'068'065'838'363ULL});
}

RC_GTEST_PROP(Divider, DividesLikeTheProcessor, ()) {
  const int bits = *rc::gen::inRange(1, 65);
  const std::uint64_t mask = bits == 64 ? ~0ULL : (1ULL << bits) - 1;
  const std::uint64_t divisor =
      std::max<std::uint64_t>(1, *rc::gen::arbitrary<std::uint64_t>() & mask);
  const std::uint64_t a = *rc::gen::arbitrary<std::uint64_t>() % divisor;
  const std::uint64_t b = *rc::gen::element<std::uint64_t>(0, 1, divisor - 1, divisor, ~0ULL,
                                                           *rc::gen::arbitrary<std::uint64_t>());
  const Divider<Satoshi> divider{Satoshi{divisor}};
  __extension__ using Wide = unsigned __int128;
  RC_ASSERT(divider.share(Satoshi{a}, Satoshi{b}).value ==
            static_cast<std::uint64_t>(static_cast<Wide>(a) * b / divisor));
}

}  // namespace
}  // namespace spoor::tracing
