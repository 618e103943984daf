#include "attribution/weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

// Thefts of the actor and of others, of one stratum, from which nothing is blocked.
class WeightsTest : public testing::Test {
 protected:
  // `with` of `all` have that step, the others a peel chain.
  void thefts(bool is_actors, int all, int with, std::string_view step) {
    for (int i = 0; i < all; ++i)
      add_theft(reg, fmt_id(is_actors), is_actors, "T1566.001", i < with ? step : "peel-chain");
  }
  std::string fmt_id(bool is_actors) {
    return (is_actors ? "actor-" : "other-") + std::to_string(1000 + count++);
  }
  Weight weigh_case(std::string_view technique, std::string_view step, const Rules& rules = {}) {
    add_theft(reg, "asked", false, technique, step);
    const View view{reg};
    cases = cases_of(view, "dprk");
    self = case_of(view, reg.incidents.at("asked"), "dprk");
    return weigh(self.items, self.stratum, unblocked(cases.cases, self), rules);
  }
  static const Weighed& of(const Weight& weight, std::string_view value) {
    for (const Weighed& w : weight.items)
      if (w.item->value == value) return w;
    throw std::runtime_error("no such item");
  }

  reg::Register reg = reg::empty_register();
  int count = 0;
  Cases cases;
  Case self;
};

TEST_F(WeightsTest, AreMeasuredWhereTenOfEachClassRecordTheKind) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 10, 2, "mixer");
  const Weight w = weigh_case("T1078", "mixer");
  EXPECT_EQ(of(w, "mixer").measured.actor, (Counts{16, 20}));
  EXPECT_EQ(of(w, "mixer").measured.others, (Counts{2, 10}));
  ASSERT_TRUE(of(w, "mixer").measured.ratio);
  EXPECT_NEAR(w.log10, std::log10(ratio_of({16, 20}, {2, 10}).low), 1e-12);
}

TEST_F(WeightsTest, AreMeasuredInTheirStratumOnly) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 10, 2, "mixer");
  const Weight w = weigh_case("", "mixer");  // the way in is not recorded: another stratum
  EXPECT_EQ(of(w, "mixer").measured.actor, Counts{});
  EXPECT_FALSE(w.is_measured());
}

TEST_F(WeightsTest, AreNotMeasuredWithNine) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 9, 2, "mixer");
  const Weight w = weigh_case("T1078", "mixer");
  EXPECT_FALSE(of(w, "mixer").measured.ratio);
  EXPECT_FALSE(w.is_measured());
  EXPECT_EQ(w.log10, 0);
}

TEST_F(WeightsTest, CountNothingOfUnknownBasis) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 10, 2, "mixer");
  for (auto& [id, incident] : reg.incidents)
    for (reg::Observation& o : incident.observations) o.basis = reg::Basis::kUnknown;
  EXPECT_FALSE(weigh_case("T1078", "mixer").is_measured());
  self.items.clear();
  const Weight as_recorded = weigh_case("T1078", "mixer", {.any_basis = true});
  EXPECT_TRUE(as_recorded.is_measured());
}

TEST_F(WeightsTest, WhereNothingOfTheKindIsRecordedItIsMissingNotAbsent) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 10, 2, "mixer");
  for (int i = 0; i < 5; ++i) add_theft(reg, "silent-" + std::to_string(i), false, "T1078", "");
  EXPECT_EQ(of(weigh_case("T1078", "mixer"), "mixer").measured.others.recorded, 10u);
}

TEST_F(WeightsTest, WhatDefinesTheStratumIsNeitherEvidenceNorARecord) {
  for (int i = 0; i < 12; ++i) {
    add_theft(reg, fmt_id(true), true, "T1566.001", "");
    add_theft(reg, fmt_id(false), false, "T1190", "");
  }
  const Weight w = weigh_case("T1190", "", {.any_basis = true, .all_strata = true});
  EXPECT_TRUE(w.items.empty());
  const Weight phished = weigh_case("T1566.001", "", {.all_strata = true});
  EXPECT_EQ(of(phished, "T1566.001").measured.others.recorded, 0u);
}

TEST_F(WeightsTest, OfAGroupTheStrongestCounts) {
  thefts(true, 20, 18, "mixer");
  thefts(false, 20, 2, "mixer");
  add_theft(reg, "asked", false, "T1078", "mixer");
  see_step(reg.incidents["asked"], "peel-chain");
  const View view{reg};
  cases = cases_of(view, "dprk");
  self = case_of(view, reg.incidents.at("asked"), "dprk");
  const Weight w = weigh(self.items, self.stratum, unblocked(cases.cases, self));
  EXPECT_NE(of(w, "mixer").is_strongest, of(w, "peel-chain").is_strongest);
  const Weighed& strongest = of(w, "mixer").is_strongest ? of(w, "mixer") : of(w, "peel-chain");
  EXPECT_NEAR(w.log10, std::clamp(strongest.measured.log10(), -1.0, 1.0), 1e-12);
}

TEST_F(WeightsTest, ToldAgainByAnotherSourceWeighTheSame) {
  thefts(true, 20, 16, "mixer");
  thefts(false, 10, 2, "mixer");
  const double once = weigh_case("T1078", "mixer").log10;
  add_theft(reg, "asked", false, "T1078", "mixer");
  see_step(reg.incidents["asked"], "mixer").citation.source = "dataset";
  see_step(reg.incidents["actor-1000"], "mixer").citation.source = "dataset-of-its-own";
  const View view{reg};
  cases = cases_of(view, "dprk");
  self = case_of(view, reg.incidents.at("asked"), "dprk");
  EXPECT_GT(once, 0);
  EXPECT_EQ(weigh(self.items, self.stratum, unblocked(cases.cases, self)).log10, once);
}

}  // namespace
}  // namespace spoor::attribution
