#include "attribution/scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor::attribution {
namespace {

std::vector<Scored> coins(int actors, int others, double p) {
  std::vector<Scored> out(static_cast<std::size_t>(actors), {true, p});
  out.insert(out.end(), static_cast<std::size_t>(others), {false, p});
  return out;
}

TEST(Scores, OfACoin) {
  EXPECT_NEAR(log_loss(coins(3, 5, 0.5)), std::log(2.0), 1e-12);
  EXPECT_NEAR(brier(coins(3, 5, 0.5)), 0.5, 1e-12);
  EXPECT_EQ(log_loss({}), 0);
}

// METHODS: 114 against 50 with the prior alone have a log loss of 0.615.
TEST(Scores, OfThePriorAlone) { EXPECT_NEAR(log_loss(coins(114, 50, 114.0 / 164)), 0.615, 5e-4); }

TEST(PairedDifference, OfTheSameIsNone) {
  const std::vector<Scored> a = coins(10, 5, 0.6);
  const Interval i = paired_difference(log_loss, a, a);
  EXPECT_EQ(i.low, 0);
  EXPECT_EQ(i.high, 0);
}

TEST(PairedDifference, LiesBelowZeroWhereTheOneIsBetterEverywhere) {
  std::vector<Scored> sure = coins(10, 10, 0.5);
  for (Scored& one : sure) one.p = one.is_actor ? 0.9 : 0.1;
  const Interval i = paired_difference(log_loss, sure, coins(10, 10, 0.5));
  EXPECT_NEAR(i.low, std::log(0.5 / 0.9), 1e-12);
  EXPECT_NEAR(i.high, std::log(0.5 / 0.9), 1e-12);
}

TEST(PairedDifference, HoldsZeroWhereTheOneIsAsOftenWorse) {
  std::vector<Scored> mixed = coins(20, 0, 0.5);
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i].p = i % 2 == 0 ? 0.6 : 0.41;
  const Interval i = paired_difference(log_loss, mixed, coins(20, 0, 0.5));
  EXPECT_LT(i.low, 0);
  EXPECT_GT(i.high, 0);
}

// Half of 400 better and half worse, each by log 1.2: the mean of a draw spreads by a twentieth.
TEST(PairedDifference, IsTheMiddleNinetyFivePerCent) {
  std::vector<Scored> mixed = coins(400, 0, 0.5);
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i].p = i % 2 == 0 ? 0.5 * 1.2 : 0.5 / 1.2;
  const Interval i = paired_difference(log_loss, mixed, coins(400, 0, 0.5));
  const double spread = std::log(1.2) / 20;
  EXPECT_NEAR(i.low / spread, -1.96, 0.15);
  EXPECT_NEAR(i.high / spread, 1.96, 0.15);
}

// Seven of ten at 0.7, three of ten at 0.3: as good as their word.
TEST(Calibration, OfProbabilitiesThatComeTrue) {
  std::vector<Scored> cases = coins(7, 3, 0.7);
  const std::vector<Scored> low = coins(3, 7, 0.3);
  cases.insert(cases.end(), low.begin(), low.end());
  const auto line = calibration(cases);
  ASSERT_TRUE(line);
  EXPECT_NEAR(line->slope, 1, 1e-9);
  EXPECT_NEAR(line->intercept, 0, 1e-9);
}

TEST(Calibration, OfBoastsHasASlopeBelowOne) {
  std::vector<Scored> cases = coins(7, 3, 0.9);
  const std::vector<Scored> low = coins(3, 7, 0.1);
  cases.insert(cases.end(), low.begin(), low.end());
  EXPECT_NEAR(calibration(cases)->slope, std::log(7.0 / 3) / std::log(9.0), 1e-9);
}

// Eight of ten at 0.7, four of ten at 0.3: too low throughout.
TEST(Calibration, OfWhatIsTooLowHasAnInterceptAboveZero) {
  std::vector<Scored> cases = coins(8, 2, 0.7);
  const std::vector<Scored> low = coins(4, 6, 0.3);
  cases.insert(cases.end(), low.begin(), low.end());
  EXPECT_NEAR(calibration(cases)->slope, std::log(4 / (2.0 / 3)) / std::log(49.0 / 9), 1e-9);
  EXPECT_NEAR(calibration(cases)->intercept, std::log(4 * (2.0 / 3)) / 2, 1e-9);
}

TEST(Calibration, IsNotDefinedForOneProbabilityOrWithoutAMistake) {
  EXPECT_FALSE(calibration(coins(7, 3, 0.7)));
  std::vector<Scored> parted = coins(5, 0, 0.8);
  const std::vector<Scored> low = coins(0, 5, 0.2);
  parted.insert(parted.end(), low.begin(), low.end());
  EXPECT_FALSE(calibration(parted));
}

TEST(Named, CountsVeryLikelyAndAbove) {
  std::vector<Scored> cases = {
      {true, 0.81}, {false, 0.97}, {false, 0.80}, {false, 0.1}, {true, 0.3}};
  const Named n = named(cases);
  EXPECT_EQ(n.all, 2u);
  EXPECT_EQ(n.falsely, 1u);
  EXPECT_EQ(n.others, 3u);
  EXPECT_NEAR(n.upper, upper_bound(1, 3), 1e-12);
}

}  // namespace
}  // namespace spoor::attribution
