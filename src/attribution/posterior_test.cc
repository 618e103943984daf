#include "attribution/posterior.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor::attribution {
namespace {

SoftWeight any_weight() {
  return {static_cast<Group>(*rc::gen::inRange<int>(0, kGroups)),
          *rc::gen::inRange(-150, 151) / 100.0};
}
std::vector<SoftWeight> any_weights() {
  std::vector<SoftWeight> out(*rc::gen::inRange<std::size_t>(0, 12));
  std::ranges::generate(out, any_weight);
  return out;
}
double any_prior() { return *rc::gen::inRange(5, 81) / 100.0; }

TEST(Posterior, StaysThePriorWhereNothingWeighs) {
  for (const double prior : kPriors) {
    EXPECT_NEAR(posterior(prior, 0), prior, 1e-12);
    EXPECT_NEAR(posterior(prior, combined(std::vector<SoftWeight>{{Group::kVector, 0}})), prior,
                1e-12);
  }
}

TEST(Posterior, MultipliesTheOdds) {
  EXPECT_NEAR(posterior(0.5, 1), 10.0 / 11, 1e-12);
  EXPECT_NEAR(posterior(0.2, std::log10(2)), 0.5 / 1.5, 1e-12);
}

TEST(Posterior, IsHeldWithinOneAndNinetyNine) {
  EXPECT_EQ(posterior(0.8, 2), 0.99);
  EXPECT_EQ(posterior(0.05, -2), 0.01);
}

TEST(Combined, CountsTheStrongestOfAGroup) {
  const std::vector<SoftWeight> one = {{Group::kVector, 0.3}, {Group::kVector, 0.7}};
  EXPECT_NEAR(combined(one), 0.7, 1e-12);
  const std::vector<SoftWeight> against = {{Group::kVector, 0.3}, {Group::kVector, -0.7}};
  EXPECT_NEAR(combined(against), -0.7, 1e-12);
  const std::vector<SoftWeight> even = {{Group::kVector, 0.5}, {Group::kVector, -0.5}};
  EXPECT_NEAR(combined(even), -0.5, 1e-12);
}

TEST(Combined, AddsGroups) {
  const std::vector<SoftWeight> two = {{Group::kVector, 0.3}, {Group::kLaundering, 0.4}};
  EXPECT_NEAR(combined(two), 0.7, 1e-12);
}

TEST(Combined, IsCappedAGroupAndAltogether) {
  EXPECT_NEAR(combined(std::vector<SoftWeight>{{Group::kVector, 5}}), 1, 1e-12);
  EXPECT_NEAR(combined(std::vector<SoftWeight>{{Group::kVector, -5}}), -1, 1e-12);
  const std::vector<SoftWeight> three = {
      {Group::kVector, 1}, {Group::kLaundering, 1}, {Group::kTiming, 1}};
  EXPECT_NEAR(combined(three), 2, 1e-12);
}

RC_GTEST_PROP(Combined, DoesNotDependOnTheOrder, ()) {
  const std::vector<SoftWeight> weights = any_weights();
  std::vector<SoftWeight> turned(weights.rbegin(), weights.rend());
  RC_ASSERT(combined(weights) == combined(turned));
}

RC_GTEST_PROP(Combined, IsNotChangedByTheSameTwice, ()) {
  std::vector<SoftWeight> weights = any_weights();
  const double once = combined(weights);
  weights.insert(weights.end(), weights.begin(), weights.end());
  RC_ASSERT(combined(weights) == once);
}

RC_GTEST_PROP(Posterior, NeverFallsWhereAWeightRises, ()) {
  std::vector<SoftWeight> weights = any_weights();
  RC_PRE(!weights.empty());
  const double prior = any_prior();
  const double before = posterior(prior, combined(weights));
  weights[*rc::gen::inRange<std::size_t>(0, weights.size())].log10 +=
      *rc::gen::inRange(0, 200) / 100.0;
  RC_ASSERT(posterior(prior, combined(weights)) >= before - 1e-12);
}

RC_GTEST_PROP(Posterior, AndItsOppositeSumToOne, ()) {
  const double prior = any_prior();
  const double weight = *rc::gen::inRange(-250, 251) / 100.0;
  RC_ASSERT(std::abs(posterior(prior, weight) + posterior(1 - prior, -weight) - 1) < 1e-12);
}

TEST(LikelihoodWord, HasTheBoundariesOfTheDirective) {
  EXPECT_EQ(likelihood_word(0.01), "almost no chance");
  EXPECT_EQ(likelihood_word(0.049), "almost no chance");
  EXPECT_EQ(likelihood_word(0.05), "very unlikely");
  EXPECT_EQ(likelihood_word(0.199), "very unlikely");
  EXPECT_EQ(likelihood_word(0.20), "unlikely");
  EXPECT_EQ(likelihood_word(0.449), "unlikely");
  EXPECT_EQ(likelihood_word(0.45), "roughly even");
  EXPECT_EQ(likelihood_word(0.55), "roughly even");
  EXPECT_EQ(likelihood_word(0.551), "likely");
  EXPECT_EQ(likelihood_word(0.80), "likely");
  EXPECT_EQ(likelihood_word(0.801), "very likely");
  EXPECT_EQ(likelihood_word(0.95), "very likely");
  EXPECT_EQ(likelihood_word(0.951), "almost certain");
  EXPECT_EQ(likelihood_word(0.99), "almost certain");
}

TEST(LikelihoodWord, OfABoundaryThatASumJustMissesIsThatOfTheBoundary) {
  EXPECT_EQ(likelihood_word(0.1 + 0.7), "likely");
  EXPECT_EQ(likelihood_word(posterior(0.2, 0)), "unlikely");
  EXPECT_EQ(likelihood_word(posterior(0.05, 0)), "very unlikely");
}

}  // namespace
}  // namespace spoor::attribution
