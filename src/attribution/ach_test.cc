#include "attribution/ach.h"

#include <gtest/gtest.h>

#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

using reg::Basis;
using reg::LinkKind;

class AchTest : public testing::Test {
 protected:
  AchTest() { reg::add_incident(reg, "asked", "2021-05-01"); }
  reg::Incident& asked() { return reg.incidents.at("asked"); }
  reg::Incident& other(const std::string& id = "other") {
    return reg::add_incident(reg, id, "2021-06-01");
  }
  const Matrix& matrix(std::string_view actor = "dprk", std::string_view day = "") {
    View view{reg};
    if (!day.empty()) view.known_by = reg::parse_day(day);
    evidence_ = evidence_of(view, asked());
    weight_.items.clear();
    for (const Item& item : evidence_.items)
      if (measured_.ratio && may_weigh(item, {})) weight_.items.push_back({&item, measured_});
    return matrix_ = matrix_of(view, actor, evidence_, weight_);
  }
  // As if every item had these counts.
  void measure(Counts actor, Counts others) {
    measured_ = {actor, others, ratio_of(actor, others)};
  }
  static constexpr Marks kNothing = {Mark::kN, Mark::kN, Mark::kN};

  reg::Register reg = reg::empty_register();

 private:
  Evidence evidence_;
  Weight weight_;
  Measured measured_;
  Matrix matrix_;
};

TEST_F(AchTest, WhatTheRegisterCannotSayIsNeitherAndSaysWhy) {
  see_vector(asked(), "T1190");
  see_vector(asked(), "T1552.004", Basis::kUnknown);
  see_vector(asked(), "T1078", Basis::kAttributor);
  see_vector(asked(), "T1539", Basis::kVictim);
  std::map<std::string, Rule> rules;
  for (const Row& row : matrix().soft) {
    EXPECT_EQ(row.marks, kNothing) << row.item->value;
    EXPECT_EQ(row.diagnosticity(), 0);
    rules[row.item->value] = row.rule;
  }
  EXPECT_EQ(rules["T1190"], Rule::kDefinesStratum);
  EXPECT_EQ(rules["T1552.004"], Rule::kBasisUnknown);
  EXPECT_EQ(rules["T1078"], Rule::kFromAttributor);
  EXPECT_EQ(rules["T1539"], Rule::kNotMeasured);
  EXPECT_EQ(matrix().least.size(), kHypotheses);
  EXPECT_TRUE(matrix().decisive.empty());
}

TEST_F(AchTest, MarksAMeasuredItemByItsCautiousEnd) {
  see_step(asked(), "mixer");
  const auto marks_for = [&](Counts actor, Counts others) {
    measure(actor, others);
    return matrix().soft.at(0).marks;
  };
  EXPECT_EQ(marks_for({90, 100}, {10, 100}), (Marks{Mark::kCC, Mark::kI, Mark::kN}));
  EXPECT_EQ(marks_for({50, 100}, {25, 100}), (Marks{Mark::kC, Mark::kN, Mark::kN}));
  EXPECT_EQ(marks_for({50, 100}, {50, 100}), kNothing);
  EXPECT_EQ(marks_for({25, 100}, {50, 100}), (Marks{Mark::kN, Mark::kC, Mark::kN}));
  EXPECT_EQ(marks_for({10, 100}, {90, 100}), (Marks{Mark::kI, Mark::kCC, Mark::kN}));
}

TEST_F(AchTest, AWayInFromOutsideSpeaksAgainstAnInsider) {
  see_vector(asked(), "T1566.003");
  see_vector(asked(), "T1195.002", Basis::kUnknown);
  for (const Row& row : matrix().soft)
    EXPECT_EQ(row.marks[2], row.item->value == "T1566.003" ? Mark::kI : Mark::kN);
  EXPECT_EQ(matrix().inconsistency, (std::array{0, 0, 1}));
  EXPECT_EQ(matrix().least, (std::vector{Hypothesis::kActor, Hypothesis::kOtherThief}));
  EXPECT_EQ(matrix().decisive, std::vector<std::string>{"O2"});
}

TEST_F(AchTest, AHardLinkReachesFromWhatOfficialsSay) {
  reg::attribute(other(), "lazarus", "government", "statement");
  link(asked(), "other", LinkKind::kSharedAddress);
  const Row& row = matrix().hard.at(0);
  EXPECT_EQ(row.rule, Rule::kHardLinkToActor);
  EXPECT_EQ(row.marks, (Marks{Mark::kCC, Mark::kII, Mark::kI}));
  EXPECT_EQ(row.reach.level, reg::Level::kStated);
  EXPECT_EQ(matrix().least, std::vector{Hypothesis::kActor});
  EXPECT_EQ(matrix().decisive, std::vector<std::string>{"L1"});
}

TEST_F(AchTest, AHardLinkToWhatIsOnlySuspectedOrDisputedCarriesNothing) {
  reg::attribute(other(), "lazarus", "panel", "panel-report");
  link(asked(), "other", LinkKind::kSharedKey);
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToOpen);
  EXPECT_EQ(matrix().hard.at(0).marks, kNothing);
  reg::attribute(reg.incidents["other"], "lazarus", "government", "statement");
  reg::attribute(reg.incidents["other"], "lazarus", "government", "statement").denies = true;
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToOpen);
}

TEST_F(AchTest, AHardLinkToSomebodyElsesTheftSpeaksAgainstTheActor) {
  reg::attribute(other(), "others", "prosecutor", "indictment");
  link(asked(), "other", LinkKind::kJointFunds);
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToOther);
  EXPECT_EQ(matrix().least, std::vector{Hypothesis::kOtherThief});
  reg.incidents["other"].attributions[0].party = "panel";
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToOpen);
}

TEST_F(AchTest, AskedAboutAGroupALinkToTheWholeIsOpen) {
  reg::attribute(other(), "dprk", "government", "statement");
  link(asked(), "other", LinkKind::kSharedKey);
  EXPECT_EQ(matrix("lazarus").hard.at(0).rule, Rule::kHardLinkToOpen);
  EXPECT_EQ(matrix("dprk").hard.at(0).rule, Rule::kHardLinkToActor);
}

TEST_F(AchTest, ALinkReachesByWhatWasSaidByTheDay) {
  reg::attribute(other(), "dprk", "government", "statement").known_from = known("2022-01-01");
  link(asked(), "other", LinkKind::kSharedKey).known_from = known("2021-07-01");
  EXPECT_EQ(matrix("dprk", "2021-12-31").hard.at(0).rule, Rule::kHardLinkToOpen);
  EXPECT_EQ(matrix("dprk", "2022-01-01").hard.at(0).rule, Rule::kHardLinkToActor);
  EXPECT_TRUE(matrix("dprk", "2021-06-30").hard.empty());
}

TEST_F(AchTest, ALinkToSomebodyElseReachesByWhatWasSaidByTheDay) {
  reg::attribute(other(), "others", "prosecutor", "indictment").known_from = known("2022-01-01");
  link(asked(), "other", LinkKind::kSharedKey).known_from = known("2021-07-01");
  EXPECT_EQ(matrix("dprk", "2021-12-31").hard.at(0).rule, Rule::kHardLinkToOpen);
  EXPECT_EQ(matrix("dprk", "2022-01-01").hard.at(0).rule, Rule::kHardLinkToOther);
}

TEST_F(AchTest, ALaundererOrServiceIsLinkedAndNotTheThief) {
  reg::attribute(other(), "lazarus", "government", "statement");
  link(asked(), "other", LinkKind::kSharedLaunderer);
  link(asked(), "other", LinkKind::kSharedService);
  EXPECT_TRUE(matrix().hard.empty());
  ASSERT_EQ(matrix().soft.size(), 2u);
  for (const Row& row : matrix().soft) {
    EXPECT_EQ(row.rule, Rule::kServiceOnly);
    EXPECT_EQ(row.marks, kNothing);
  }
}

TEST_F(AchTest, WhatSomebodySaysToBeOneCampaignIsShownAndWeighsNothing) {
  reg::attribute(other(), "lazarus", "government", "statement");
  link(asked(), "other", LinkKind::kCampaign);
  link(asked(), "other", LinkKind::kCandidate);
  EXPECT_TRUE(matrix().hard.empty());
  ASSERT_EQ(matrix().soft.size(), 1u);
  EXPECT_EQ(matrix().soft[0].rule, Rule::kSaidOnly);
  EXPECT_EQ(matrix().soft[0].marks, kNothing);
  EXPECT_EQ(matrix().soft[0].diagnosticity(), 0);
}

TEST_F(AchTest, LinksOfOneReportCountOnce) {
  for (const char* id : {"one", "two"}) {
    reg::attribute(other(id), "lazarus", "government", "statement");
    link(asked(), id, LinkKind::kSharedAddress, "research");
  }
  EXPECT_EQ(matrix().inconsistency, (std::array{0, 2, 1}));
  EXPECT_EQ(matrix().hard.at(1).told_with, "L1");
  // The second takes the place of the first.
  EXPECT_TRUE(matrix().decisive.empty());
  asked().links[1].citation.source = "company-report";
  EXPECT_EQ(matrix().inconsistency, (std::array{0, 4, 2}));
}

// Of the three one takes the place of the first, not two.
TEST_F(AchTest, OneLinkStepsInForAnotherOfItsReport) {
  for (const char* id : {"a", "b", "c"}) {
    reg::attribute(other(id), "lazarus", "government", "statement");
    link(asked(), id, LinkKind::kSharedAddress, "research");
  }
  reg::attribute(other("d"), "others", "prosecutor", "indictment");
  link(asked(), "d", LinkKind::kSharedAddress, "company-report");
  EXPECT_EQ(matrix().inconsistency, (std::array{2, 2, 2}));
  EXPECT_EQ(matrix().decisive, std::vector<std::string>{"L4"});
}

// What was told with another speaks for no third.
TEST_F(AchTest, ALinkIsToldWithOneThatCounts) {
  for (const char* id : {"a", "b", "c"})
    reg::attribute(other(id), "lazarus", "government", "statement");
  link(asked(), "a", LinkKind::kSharedAddress, "research");
  link(asked(), "b", LinkKind::kSharedAddress, "research");
  link(asked(), "b", LinkKind::kSharedAddress, "company-report");
  link(asked(), "c", LinkKind::kSharedAddress, "company-report");
  EXPECT_EQ(matrix().hard.at(1).told_with, "L1");
  EXPECT_EQ(matrix().hard.at(2).told_with, "");
  EXPECT_EQ(matrix().inconsistency, (std::array{0, 4, 2}));
}

TEST_F(AchTest, ALinkThatOnlyTheAttributorTellsOfIsHisAttribution) {
  reg::attribute(other(), "lazarus", "government", "statement");
  link(asked(), "other", LinkKind::kSharedAddress, "statement");
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkOfAttributor);
  EXPECT_EQ(matrix().hard.at(0).marks, kNothing);
  // Another witness of the link, or another attribution of that standing, makes it one.
  link(asked(), "other", LinkKind::kSharedAddress, "research");
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToActor);
  asked().links.pop_back();
  reg::attribute(reg.incidents["other"], "lazarus", "government", "listing");
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToActor);
}

TEST_F(AchTest, ALinkWithoutASourceIsNotTheAttributors) {
  reg::attribute(other(), "lazarus", "government", "statement");
  link(asked(), "other", LinkKind::kSharedAddress, "");
  EXPECT_EQ(matrix().hard.at(0).rule, Rule::kHardLinkToActor);
}

}  // namespace
}  // namespace spoor::attribution
