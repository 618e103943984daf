#include "register/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/policy.h"
#include "register/test_register.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;

class AccountTest : public ::testing::Test {
 protected:
  Claim& claim(const char* name, ClaimKind kind, const char* amount, const char* party,
               const char* source) {
    return add_claim(theft, name, kind, amount, "USD", party, source);
  }
  Account account(LossKind kind = LossKind::kRealised, const char* known_by = nullptr) const {
    const std::optional<Day> day =
        known_by ? std::optional(parse_day(known_by)) : std::optional<Day>();
    return account_of(reg, theft, kind, valuer, day);
  }
  std::vector<std::string> names(const Account& of) const {
    std::vector<std::string> out;
    for (const Statement& statement : of.statements)
      out.push_back(statement.claim->id.substr(theft.id.size() + 1));
    return out;
  }

  Register reg = empty_register();
  Incident& theft = add_incident(reg, "theft", "2020-09-26");
  Rates rates;
  Valuer valuer{rates, {}};
};

TEST_F(AccountTest, RealisedIsNetElseGrossOfEachParty) {
  claim("ordered", ClaimKind::kAttempted, "951", "panel", "panel-report");
  claim("panel-gross", ClaimKind::kGross, "101", "panel", "panel-report");
  claim("panel-net", ClaimKind::kNet, "81", "panel", "panel-report");
  claim("press-gross", ClaimKind::kGross, "100", "press", "article");
  claim("cost", ClaimKind::kCost, "15", "victim", "victim-statement");
  EXPECT_THAT(names(account()), ElementsAre("panel-net", "press-gross"));
  EXPECT_THAT(names(account(LossKind::kAttempted)), ElementsAre("ordered"));
  EXPECT_THAT(names(account(LossKind::kGross)), ElementsAre("panel-gross", "press-gross"));
  EXPECT_THAT(names(account(LossKind::kNet)), ElementsAre("panel-net"));
  EXPECT_THAT(names(account(LossKind::kCost)), ElementsAre("cost"));
  EXPECT_THAT(names(account(LossKind::kFace)), ElementsAre());
  EXPECT_THAT(names(account(LossKind::kDemanded)), ElementsAre());
}

TEST_F(AccountTest, ANetFigureThatIsNotConfirmedLeavesTheGrossOne) {
  claim("gross", ClaimKind::kGross, "101", "panel", "panel-report");
  claim("net", ClaimKind::kNet, "81", "panel", "panel-report").unconfirmed = true;
  claim("unnamed", ClaimKind::kNet, "", "panel", "panel-report");
  EXPECT_THAT(names(account()), ElementsAre("gross"));
  EXPECT_EQ(account().without_figure.size(), 1U);
}

TEST_F(AccountTest, WhatIsAboutSeveralIncidentsNeverCountsForOne) {
  claim("both", ClaimKind::kGross, "60", "panel", "panel-report").about = {"theft", "other"};
  claim("none", ClaimKind::kGross, "60", "panel", "panel-report").about = {};
  EXPECT_THAT(names(account()), ElementsAre());
}

TEST_F(AccountTest, PartsAreNoStatementOfTheirOwn) {
  Claim& whole = claim("whole", ClaimKind::kGross, "", "panel", "panel-report");
  whole.is_sum_of_parts = true;
  for (const char* part : {"a", "b"})
    claim(part, ClaimKind::kGross, "5", "panel", "panel-report").part_of = "theft/whole";
  theft.claims.back().bound = Bound::kAtLeast;
  const Account found = account();
  EXPECT_THAT(names(found), ElementsAre("whole"));
  EXPECT_EQ(found.statements[0].value.range->low, Exact(10));
  EXPECT_EQ(found.statements[0].bound, Bound::kAtLeast);
}

TEST_F(AccountTest, ALeakAndThePaperThatFollowsAreOneStatement) {
  claim("leak", ClaimKind::kGross, "280", "panel", "article").known_from =
      KnownFrom{parse_day("2021-02-09"), "article"};
  Claim& paper = claim("paper", ClaimKind::kGross, "281", "panel", "panel-report");
  paper.repeats = "theft/leak";
  paper.known_from = KnownFrom{parse_day("2021-03-04"), "panel-report"};
  claim("press", ClaimKind::kGross, "150", "press", "article").repeats = "theft/leak";
  const Account all = account();
  EXPECT_THAT(names(all), ElementsAre("paper", "press"));
  EXPECT_EQ(to_text(all.statements[0].known_from->day), "2021-02-09");
  EXPECT_EQ(all.statements[0].said.size(), 2U);
}

// The party's own paper before a report of it, then the better grade, then the later one.
TEST_F(AccountTest, OfClaimsThatAreOneStatementTheBestPaperSpeaks) {
  const auto says = [&](const char* name, const char* source, const char* stated) {
    Claim& made = claim(name, ClaimKind::kGross, "281", "panel", source);
    made.stated_at = parse_period(stated);
    if (theft.claims.size() > 1) made.repeats = "theft/first";
  };
  says("first", "panel-report", "2021-03-04");
  says("later", "panel-report", "2024-03-07");
  EXPECT_THAT(names(account()), ElementsAre("later"));
  says("better", "member-state-report", "2020-01-01");
  reg.sources["member-state-report"].grade = "A1";
  EXPECT_THAT(names(account()), ElementsAre("better"));
  says("told", "article", "2025");
  reg.sources["article"].grade = "A1";
  EXPECT_THAT(names(account()), ElementsAre("better"));
  reg.sources["member-state-report"].grade = "";
  EXPECT_THAT(names(account()), ElementsAre("later"));
}

TEST_F(AccountTest, NetFiguresThatGoBackToOneGrossFigureAreStatementsOfTheirOwn) {
  claim("gross", ClaimKind::kGross, "101", "panel", "panel-report");
  claim("net", ClaimKind::kNet, "81", "panel", "panel-report").repeats = "theft/gross";
  claim("net-later", ClaimKind::kNet, "66", "panel", "panel-report").repeats = "theft/gross";
  EXPECT_THAT(names(account()), ElementsAre("net", "net-later"));
}

TEST_F(AccountTest, OnlyWhatIsProvenToHaveBeenPublicIsKnown) {
  claim("leak", ClaimKind::kGross, "280", "panel", "article").known_from =
      KnownFrom{parse_day("2021-02-09"), "article"};
  Claim& paper = claim("paper", ClaimKind::kGross, "281", "panel", "panel-report");
  paper.repeats = "theft/leak";
  paper.known_from = KnownFrom{parse_day("2021-03-04"), "panel-report"};
  claim("undated", ClaimKind::kGross, "150", "press", "article").published =
      parse_period("2020-09-27");
  EXPECT_THAT(names(account(LossKind::kRealised, "2021-02-09")), ElementsAre("leak"));
  EXPECT_THAT(names(account(LossKind::kRealised, "2021-02-08")), ElementsAre());
  EXPECT_THAT(names(account(LossKind::kRealised, "2021-03-04")), ElementsAre("paper"));
  EXPECT_EQ(account(LossKind::kRealised, "2021-03-04").without_known_from.size(), 1U);
  // It would not count on any day.
  claim("unsure", ClaimKind::kGross, "150", "press", "article").unconfirmed = true;
  EXPECT_EQ(account(LossKind::kRealised, "2021-03-04").without_known_from.size(), 1U);
}

TEST_F(AccountTest, AStandpointIsWhoSpeaksInWhatPaper) {
  const auto is = [&](const char* party, const char* source, Standpoint standpoint) {
    EXPECT_EQ(standpoint_of(reg, claim("x", ClaimKind::kGross, "1", party, source)), standpoint)
        << party << " in " << source;
  };
  is("court", "judgment", Standpoint::kCourt);
  is("prosecutor", "indictment", Standpoint::kSworn);
  is("prosecutor", "criminal-complaint", Standpoint::kSworn);
  is("government", "forfeiture-complaint", Standpoint::kSworn);
  is("sanctions-authority", "listing", Standpoint::kGovernment);
  is("prosecutor", "statement", Standpoint::kGovernment);
  is("government", "panel-report", Standpoint::kMonitors);
  is("government", "article", Standpoint::kOther);
  is("panel", "article", Standpoint::kMonitors);
  is("member-state", "panel-report", Standpoint::kMonitors);
  is("victim", "victim-statement", Standpoint::kVictim);
  is("company", "company-report", Standpoint::kOther);
  is("press", "judgment", Standpoint::kOther);
  is("nobody", "judgment", Standpoint::kOther);
}

TEST_F(AccountTest, BoundsOfASumFollowFromThemOrAreMixed) {
  Bounds bounds;
  EXPECT_EQ(bounds.of_sum(), Bound::kExact);
  bounds += Bound::kExact;
  bounds += Bound::kAbout;
  EXPECT_EQ(bounds.of_sum(), Bound::kAbout);
  Bounds floor = bounds;
  floor += Bound::kAtLeast;
  EXPECT_EQ(floor.of_sum(), Bound::kAtLeast);
  bounds += Bound::kAtMost;
  EXPECT_EQ(word(bounds), "at-most");
  bounds += floor;
  EXPECT_EQ(bounds.of_sum(), std::nullopt);
  EXPECT_EQ(word(bounds), "mixed");
  EXPECT_EQ(bounds.about, 2U);
  EXPECT_EQ(bounds.at_least, 1U);
  EXPECT_EQ(bounds.at_most, 1U);
  Bounds sum;
  sum += bounds;
  EXPECT_EQ(sum, bounds);
}

class PolicyTest : public AccountTest {
 protected:
  Choice chosen(const char* policy) {
    kept = account();
    return choose(kept, parse_policy(policy));
  }
  std::vector<std::string> chosen_names(const char* policy) {
    std::vector<std::string> out;
    for (const Statement* statement : chosen(policy).chosen)
      out.push_back(statement->claim->id.substr(theft.id.size() + 1));
    return out;
  }
  Claim& stated(const char* name, const char* amount, const char* party, const char* source,
                const char* when) {
    Claim& made = claim(name, ClaimKind::kGross, amount, party, source);
    made.stated_at = parse_period(when);
    return made;
  }
  Account kept;
};

TEST_F(PolicyTest, EachPolicyTakesItsOwn) {
  stated("first-press", "150", "press", "article", "2020-09-26");
  stated("panel", "281", "panel", "panel-report", "2021-03-04");
  stated("charged", "250", "prosecutor", "indictment", "2021-02-17");
  stated("late-company", "400", "company", "company-report", "2024");
  EXPECT_THAT(chosen_names("latest"), ElementsAre("late-company"));
  EXPECT_THAT(chosen_names("official"), ElementsAre("charged"));
  EXPECT_THAT(chosen_names("lowest"), ElementsAre("first-press"));
  EXPECT_THAT(chosen_names("highest"), ElementsAre("late-company"));
  EXPECT_THAT(chosen_names("source=article"), ElementsAre("first-press"));
  EXPECT_THAT(chosen_names("source=judgment"), ElementsAre());
  EXPECT_FALSE(chosen("official").fell_back);
}

TEST_F(PolicyTest, TiesGoByGradeAndThenGiveARange) {
  stated("panel-1", "281", "panel", "panel-report", "2021-03-04");
  stated("panel-2", "275", "panel", "panel-report", "2024-03-07");
  EXPECT_EQ(chosen("official").range, (Range{Exact(275), Exact(281)}));
  stated("monitors", "270", "member-state", "member-state-report", "2025");
  reg.sources["member-state-report"].grade = "A1";
  EXPECT_EQ(chosen("official").range, (Range{Exact(270), Exact(270)}));
  reg.sources["member-state-report"].grade = "";
  EXPECT_EQ(chosen("official").range, (Range{Exact(275), Exact(281)}));
}

TEST_F(PolicyTest, WhereNobodyOfficialSpeaksTheBestGradeDoes) {
  stated("press", "150", "press", "article", "2020-09-26");
  stated("company", "160", "company", "company-report", "2020-09-26");
  reg.sources["company-report"].grade = "B1";
  EXPECT_THAT(chosen_names("official"), ElementsAre("company"));
  EXPECT_TRUE(chosen("official").fell_back);
}

TEST_F(PolicyTest, AStatementWithoutADateIsNeverTheLatest) {
  stated("dated", "1", "press", "article", "1999");
  claim("undated", ClaimKind::kGross, "2", "press", "article");
  EXPECT_THAT(chosen_names("latest"), ElementsAre("dated"));
}

// "2020" may be said on its last day.
TEST_F(PolicyTest, TheLatestIsTheOneThatMayHaveBeenSaidLast) {
  stated("june", "1", "press", "article", "2020-06-30");
  stated("that-year", "2", "press", "article", "2020");
  EXPECT_THAT(chosen_names("latest"), ElementsAre("that-year"));
}

TEST_F(PolicyTest, WhatCannotBeValuedIsNeitherLowestNorHighest) {
  stated("dollars", "150", "press", "article", "2020-09-26");
  stated("monero", "1", "panel", "panel-report", "2020-09-26").unit = "XMR";
  EXPECT_THAT(chosen_names("lowest"), ElementsAre("dollars"));
  EXPECT_THAT(chosen_names("highest"), ElementsAre("dollars"));
  const Choice official = chosen("official");
  EXPECT_FALSE(official.range);
  EXPECT_EQ(official.chosen.at(0)->value.not_valued.at(0).unit, "XMR");
}

TEST_F(PolicyTest, WhereNoneIsValuedWhollyThoseThatAreInPartCompete) {
  stated("parts", "", "panel", "panel-report", "2021").is_sum_of_parts = true;
  for (const auto& [name, unit] : {std::pair("dollars", "USD"), std::pair("monero", "XMR")}) {
    Claim& part = stated(name, "7", "panel", "panel-report", "2021");
    part.part_of = "theft/parts";
    part.unit = unit;
  }
  stated("only-monero", "1", "press", "article", "2020").unit = "XMR";
  for (const char* policy : {"lowest", "highest"}) {
    EXPECT_THAT(chosen_names(policy), ElementsAre("parts"));
    EXPECT_EQ(chosen(policy).range, (Range{Exact(7), Exact(7)}));
  }
}

// What is known of its worth is a floor, and must not stand as the least that anybody states.
TEST_F(PolicyTest, WhatIsValuedInPartDoesNotCompeteWithWhatIsValuedWholly) {
  stated("parts", "", "panel", "panel-report", "2021").is_sum_of_parts = true;
  for (const auto& [name, unit] : {std::pair("dollars", "USD"), std::pair("monero", "XMR")}) {
    Claim& part = stated(name, "7", "panel", "panel-report", "2021");
    part.part_of = "theft/parts";
    part.unit = unit;
  }
  stated("whole", "5", "press", "article", "2020");
  stated("more", "9", "victim", "victim-statement", "2020");
  EXPECT_THAT(chosen_names("lowest"), ElementsAre("whole"));
  EXPECT_THAT(chosen_names("highest"), ElementsAre("more"));
  theft.claims.pop_back();
  EXPECT_THAT(chosen_names("highest"), ElementsAre("whole"));
}

// 10 euro were between 10 and 20 dollars in those days.
TEST_F(PolicyTest, OfRangesTheExtremesAreNamedByTheirOwnEnd) {
  rates.add_reference("date,USD_per_EUR\n2020-09-25,1\n2020-09-28,2\n", "ecb.csv");
  theft.occurred = parse_period("2020-09-25/2020-09-28");
  stated("euro", "10", "panel", "panel-report", "2021").unit = "EUR";
  stated("dollars", "15", "press", "article", "2021");
  EXPECT_EQ(chosen("lowest").range, (Range{Exact(10), Exact(15)}));
  EXPECT_THAT(chosen_names("lowest"), ElementsAre("euro"));
  EXPECT_EQ(chosen("highest").range, (Range{Exact(15), Exact(20)}));
  EXPECT_THAT(chosen_names("highest"), ElementsAre("euro"));
}

TEST_F(PolicyTest, AnAccountWithoutStatementsChoosesNone) {
  for (const char* policy : {"latest", "official", "lowest", "highest", "source=article"}) {
    EXPECT_TRUE(chosen(policy).chosen.empty());
    EXPECT_FALSE(chosen(policy).range);
  }
}

TEST_F(PolicyTest, WordsOfPolicies) {
  EXPECT_EQ(parse_policy("source=UN19").text(), "source=UN19");
  EXPECT_EQ(parse_policy("latest").text(), "latest");
  for (const char* text : {"", "source", "source=", "newest", "Official"})
    EXPECT_ANY_THROW(parse_policy(text)) << text;
}

}  // namespace
}  // namespace spoor::reg
