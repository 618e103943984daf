#include "attribution/cases.h"

#include <gtest/gtest.h>

#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

class CasesTest : public testing::Test {
 protected:
  reg::Incident& theft(const std::string& id) {
    reg::Incident& incident = reg::add_incident(reg, id, "2021-05-01");
    return incident;
  }
  Cases cases(std::string_view actor = "dprk") const { return cases_of({reg}, actor); }
  const Case& only(const Cases& all) const {
    EXPECT_EQ(all.cases.size(), 1u);
    return all.cases.front();
  }

  reg::Register reg = reg::empty_register();
};

TEST_F(CasesTest, TakeTheirSideFromWhatAttributorsSay) {
  reg::attribute(theft("a"), "lazarus", "prosecutor", "indictment");
  reg::attribute(theft("b"), "dprk", "company", "company-report");
  reg::attribute(theft("c"), "others", "court", "judgment");
  theft("d");
  const Cases all = cases();
  ASSERT_EQ(all.cases.size(), 4u);
  EXPECT_EQ(all.cases[0].side, Side::kActor);
  EXPECT_TRUE(all.cases[0].is_gold);
  EXPECT_EQ(all.cases[1].side, Side::kActor);
  EXPECT_FALSE(all.cases[1].is_gold);
  EXPECT_EQ(all.cases[2].side, Side::kOthers);
  EXPECT_TRUE(all.cases[2].is_gold);
  EXPECT_EQ(all.cases[3].side, Side::kOthers);
  EXPECT_FALSE(all.cases[3].is_gold);
}

TEST_F(CasesTest, LeaveOutWhatIsDisputedEvenByALesserVoice) {
  reg::Incident& one = theft("a");
  reg::attribute(one, "dprk", "panel", "panel-report");
  reg::attribute(one, "dprk", "researcher", "research").denies = true;
  reg::Incident& two = theft("b");
  reg::attribute(two, "dprk", "panel", "panel-report");
  reg::attribute(two, "others", "press", "article");
  EXPECT_TRUE(cases().cases.empty());
  EXPECT_EQ(cases().disputed, 2u);
}

TEST_F(CasesTest, AConvictionThatWasSetAsideIsNoGold) {
  reg::Incident& one = theft("a");
  reg::attribute(one, "others", "court", "judgment");
  reg::attribute(one, "others", "court", "judgment").denies = true;
  EXPECT_EQ(only(cases()).side, Side::kOthers);
  EXPECT_FALSE(only(cases()).is_gold);
}

TEST_F(CasesTest, WhoIsOnlyDeniedIsAnOther) {
  reg::attribute(theft("a"), "dprk", "researcher", "research").denies = true;
  EXPECT_EQ(only(cases()).side, Side::kOthers);
}

TEST_F(CasesTest, LeaveOutDoublesAttemptsAndWhatIsUnconfirmedOrWider) {
  theft("a").duplicate_of = "b";
  theft("b").outcome = reg::Outcome::kAttempt;
  reg::attribute(theft("c"), "dprk", "press", "memory").unconfirmed = true;
  reg::attribute(theft("d"), "dprk", "government", "statement");
  const Cases all = cases("lazarus");
  EXPECT_TRUE(all.cases.empty());
  EXPECT_EQ(all.doubles, 1u);
  EXPECT_EQ(all.no_theft, 1u);
  EXPECT_EQ(all.wider, 1u);
  EXPECT_EQ(all.unconfirmed, 1u);
}

TEST_F(CasesTest, AsOfADayAreWhatWasSaidByThen) {
  reg::attribute(theft("a"), "dprk", "government", "statement").known_from = known("2021-06-01");
  reg::add_incident(reg, "b", "2021-07-01");
  const Cases all = cases_of({reg, reg::parse_day("2021-05-31")}, "dprk");
  EXPECT_EQ(only(all).side, Side::kOthers);
  EXPECT_EQ(all.later, 1u);
}

TEST_F(CasesTest, WhatIsLaidElsewhereOnlyLaterIsNotDisputedYet) {
  reg::attribute(theft("a"), "dprk", "government", "statement").known_from = known("2021-06-01");
  reg::attribute(reg.incidents["a"], "others", "press", "article").known_from = known("2022-01-01");
  EXPECT_EQ(cases_of({reg, reg::parse_day("2021-12-31")}, "dprk").disputed, 0u);
  EXPECT_EQ(cases_of({reg, reg::parse_day("2022-01-01")}, "dprk").disputed, 1u);
}

TEST_F(CasesTest, AreTheftsAlone) {
  for (const std::string_view outcome : reg::words_of<reg::Outcome>())
    theft(std::string(outcome)).outcome = *reg::from_word<reg::Outcome>(outcome);
  EXPECT_EQ(only(cases()).incident->id, "theft");
  EXPECT_EQ(cases().no_theft, reg.incidents.size() - 1);
}

TEST_F(CasesTest, AreBlockedByACampaignFromEitherEnd) {
  link(theft("a"), "b", reg::LinkKind::kCampaign);
  theft("b");
  theft("c");
  const Cases all = cases();
  EXPECT_TRUE(is_blocked(all.cases[0], all.cases[0]));
  EXPECT_TRUE(is_blocked(all.cases[0], all.cases[1]));
  EXPECT_TRUE(is_blocked(all.cases[1], all.cases[0]));
  EXPECT_FALSE(is_blocked(all.cases[0], all.cases[2]));
}

TEST_F(CasesTest, AreBlockedByTheReportThatTheyGoBackTo) {
  reg.sources["article"].repeats = "panel-report";
  reg::attribute(theft("a"), "dprk", "panel", "panel-report");
  reg::attribute(theft("b"), "dprk", "press", "article");
  see(theft("c"), reg::ObservationKind::kLaundering, "mixer", reg::Basis::kChain, "panel-report");
  reg::attribute(theft("d"), "dprk", "government", "statement");
  const Cases all = cases();
  EXPECT_TRUE(is_blocked(all.cases[0], all.cases[1]));
  EXPECT_TRUE(is_blocked(all.cases[0], all.cases[2]));
  EXPECT_FALSE(is_blocked(all.cases[0], all.cases[3]));
  EXPECT_EQ(unblocked(all.cases, all.cases[0]).size(), 1u);
}

}  // namespace
}  // namespace spoor::attribution
