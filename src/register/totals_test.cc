#include "register/totals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "base/error.h"
#include "register/test_register.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kReference =
    "date,USD_per_EUR,INR_per_EUR\n2020-01-02,1.25,80\n2020-01-06,1.2,90\n2020-01-09,1.3,85\n"
    "2020-01-13,1.25,80\n2020-01-17,1.25,80\n2020-01-21,1.25,80\n2020-01-25,1.25,80\n"
    "2020-01-29,1.25,80\n";

Country in_country(const char* code) {
  Country country;
  country.code = code;
  return country;
}

class TotalsTest : public ::testing::Test {
 protected:
  TotalsTest() { rates.add_reference(kReference, "ecb.csv"); }

  // Suspected by the Panel, with one gross figure of it.
  Incident& theft(const char* id, const char* occurred, const char* amount = "10",
                  const char* unit = "USD") {
    Incident& incident = add_incident(reg, id, occurred);
    attribute(incident, "lazarus", "panel", "panel-report");
    if (*amount)
      add_claim(incident, "panel", ClaimKind::kGross, amount, unit, "panel", "panel-report");
    return incident;
  }
  Totals ask() const { return totals(reg, rates, question); }
  std::map<std::string, std::string> sums(GroupBy by) {
    question.by = by;
    std::map<std::string, std::string> out;
    for (const Sum& group : ask().groups)
      out[group.label] = group.chosen.low.text() + " of " + std::to_string(group.incidents);
    return out;
  }

  Register reg = empty_register();
  Rates rates;
  TotalsQuestion question;
};

TEST_F(TotalsTest, AddWhatReachesTheLevelAndShowEveryLevel) {
  theft("a", "2020-01-02", "10");
  attribute(theft("b", "2020-01-02", "20"), "apt38", "prosecutor", "indictment");
  Incident& assessed = add_incident(reg, "c", "2020-01-02");
  add_claim(assessed, "x", ClaimKind::kGross, "40", "USD", "company", "company-report");
  attribute(assessed, "lazarus", "company", "company-report");
  Incident& disputed = theft("d", "2020-01-02", "80");
  attribute(disputed, "lazarus", "panel", "panel-report").denies = true;
  Incident& of_others = add_incident(reg, "e", "2020-01-02");
  add_claim(of_others, "x", ClaimKind::kGross, "160", "USD", "panel", "panel-report");
  attribute(of_others, "others", "panel", "panel-report");

  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(30));
  EXPECT_EQ(found.total.incidents, 2U);
  std::map<std::string, std::string> levels;
  for (const Sum& level : found.levels) levels[level.label] = level.chosen.low.text();
  EXPECT_EQ(levels, (std::map<std::string, std::string>{{"convicted", "0"},
                                                        {"charged", "20"},
                                                        {"listed", "0"},
                                                        {"stated", "0"},
                                                        {"suspected", "10"},
                                                        {"assessed", "40"},
                                                        {"disputed", "80"},
                                                        {"none", "160"}}));
  question.selection.level = Level::kAssessed;
  EXPECT_EQ(ask().total.chosen.low, Exact(70));
  question.selection.level = Level::kDisputed;
  EXPECT_EQ(ask().total.chosen.low, Exact(150));
  question.selection.actor = "apt38";
  EXPECT_EQ(ask().total.chosen.low, Exact(20));
  question.selection.actor = "any";
  question.selection.level = Level::kSuspected;
  EXPECT_EQ(ask().total.chosen.low, Exact(190));
  question.selection.actor = "lazaruss";
  EXPECT_THROW(ask(), Error);
}

TEST_F(TotalsTest, OfAnyActorAnIncidentStandsAsTheBestOfThem) {
  Incident& incident = theft("a", "2020-01-02", "10");
  attribute(incident, "others", "court", "judgment");
  question.selection.actor = kAnyActor;
  question.selection.level = Level::kConvicted;
  EXPECT_EQ(ask().total.chosen.low, Exact(10));
  incident.attributions = {};
  attribute(incident, "dprk", "court", "judgment");
  attribute(incident, "others", "panel", "panel-report");
  EXPECT_EQ(ask().total.chosen.low, Exact(10));
}

TEST_F(TotalsTest, CountADuplicateOnce) {
  theft("cosmos", "2020-01-02", "13");
  theft("cosmos-again", "2020-01-02", "13").duplicate_of = "cosmos";
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(13));
  EXPECT_THAT(found.duplicates, ElementsAre("cosmos-again"));
}

TEST_F(TotalsTest, KindsAreNeverAddedToEachOther) {
  Incident& bank = theft("bank", "2020-01-02", "");
  add_claim(bank, "ordered", ClaimKind::kAttempted, "951", "USD", "panel", "panel-report");
  add_claim(bank, "net", ClaimKind::kNet, "81", "USD", "panel", "panel-report");
  EXPECT_EQ(ask().total.chosen.low, Exact(81));
  EXPECT_EQ(sums(GroupBy::kKind),
            (std::map<std::string, std::string>{
                {"realised", "81 of 1"}, {"attempted", "951 of 1"}, {"net", "81 of 1"}}));
  question.kind = LossKind::kAttempted;
  EXPECT_EQ(ask().total.chosen.low, Exact(951));
}

TEST_F(TotalsTest, NameWhatIsInNoSum) {
  theft("counted", "2020-01-02", "10");
  theft("nothing-said", "2020-01-02", "");
  add_claim(theft("no-figure", "2020-01-02", ""), "x", ClaimKind::kGross, "", "USD", "panel",
            "panel-report");
  theft("monero", "2020-01-02", "70", "XMR");
  add_claim(theft("press-only", "2020-01-02", ""), "x", ClaimKind::kGross, "5", "USD", "press",
            "article");
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(15));
  EXPECT_EQ(found.total.incidents, 5U);
  EXPECT_EQ(found.total.valued, 2U);
  EXPECT_THAT(found.without_claim, ElementsAre("nothing-said"));
  EXPECT_THAT(found.without_figure, ElementsAre("no-figure"));
  EXPECT_THAT(found.fell_back, ElementsAre("press-only"));
  ASSERT_EQ(found.not_valued.size(), 1U);
  EXPECT_EQ(found.not_valued[0].amount, Exact(70));
  EXPECT_EQ(found.not_valued[0].reason, "nothing prices XMR");
  question.policy = parse_policy("source=article");
  EXPECT_THAT(ask().not_of_source, ElementsAre("counted", "monero"));
  question.policy = parse_policy("source=UN99");
  EXPECT_THROW(ask(), Error);
}

TEST_F(TotalsTest, TheRangeOverPoliciesIsAlwaysThere) {
  Incident& incident = theft("kucoin", "2020-01-02", "281");
  const auto press = [&](const char* name, const char* amount, const char* stated) {
    add_claim(incident, name, ClaimKind::kGross, amount, "USD", "press", "article").stated_at =
        parse_period(stated);
  };
  press("first", "150", "2020-01-02");
  press("last", "275", "2020-01-09");
  press("highest", "300", "2020-01-03");
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(281));
  EXPECT_EQ(found.total.over_policies, (Range{Exact(150), Exact(300)}));
  ASSERT_EQ(found.policies.size(), 4U);
  EXPECT_EQ(found.policies[0].policy.text(), "latest");
  EXPECT_EQ(found.policies[0].range.low, Exact(275));
}

// The Panel's figure cannot be valued and that of the press can, which is no reason to take it.
TEST_F(TotalsTest, WhatOnlyAnotherPolicyCanValueIsCountedApart) {
  add_claim(theft("monero", "2020-01-02", "70", "XMR"), "x", ClaimKind::kGross, "5", "USD", "press",
            "article");
  const Sum total = ask().total;
  EXPECT_EQ(total.chosen.high, Exact(0));
  EXPECT_EQ(total.valued, 0U);
  EXPECT_EQ(total.valued_by_any, 1U);
  EXPECT_EQ(total.over_policies.high, Exact(5));
}

TEST_F(TotalsTest, ALeakAndThePaperThatFollowsAreEachAFigureOfTheirSource) {
  Incident& incident = theft("kucoin", "2020-01-02", "281");
  add_claim(incident, "leak", ClaimKind::kGross, "280", "USD", "panel", "article");
  incident.claims[0].repeats = "kucoin/leak";
  EXPECT_EQ(sums(GroupBy::kSource), (std::map<std::string, std::string>{
                                        {"article", "281 of 1"}, {"panel-report", "281 of 1"}}));
}

TEST_F(TotalsTest, AMonthOfUnknownDayGivesARangeWithBothConversions) {
  theft("cosmos", "2020-01", "9000", "INR");
  question.selection.from = parse_day("2020-01-01");
  EXPECT_THAT(ask().total.valued, 0U);  // no rate on the first of January
  theft("cosmos", "2020-01-02/2020-01-31", "9000", "INR");
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(9000) * Exact::parse("1.2") / Exact(90));
  EXPECT_EQ(found.total.chosen.high, Exact(9000) * Exact::parse("1.25") / Exact(80));
  EXPECT_EQ(found.conversions.size(), 2U);
}

TEST_F(TotalsTest, EveryConversionBehindASumIsThereOnce) {
  Incident& bank = theft("bank", "2020-01-02", "80", "INR");
  add_claim(bank, "ordered", ClaimKind::kAttempted, "900", "INR", "panel", "panel-report");
  add_claim(add_incident(reg, "of-nobody", "2020-01-02"), "x", ClaimKind::kGross, "7", "INR",
            "press", "article");
  const auto claims = [&](GroupBy by) {
    question.by = by;
    std::vector<std::string> out;
    for (const Conversion& conversion : ask().conversions) out.push_back(conversion.claim);
    return out;
  };
  EXPECT_THAT(claims(GroupBy::kNothing), ElementsAre("bank/panel", "of-nobody/x"));
  EXPECT_THAT(claims(GroupBy::kKind), ElementsAre("bank/panel", "of-nobody/x", "bank/ordered"));
}

TEST_F(TotalsTest, AWindowLeavesOutWhatLiesAcrossItsEnds) {
  theft("inside", "2019-03", "1");
  theft("across", "2018-12/2019-01", "2");
  theft("outside", "2018-12", "4");
  question.selection.from = parse_day("2019-01-01");
  question.selection.to = parse_day("2019-12-31");
  EXPECT_EQ(ask().total.chosen.low, Exact(1));
  EXPECT_THAT(ask().across_the_window, ElementsAre("across"));
}

TEST_F(TotalsTest, KnownByUsesTheFirstAppearanceAlone) {
  Incident& incident = theft("kucoin", "2020-09-26", "281");
  incident.attributions[0].known_from = KnownFrom{parse_day("2021-02-09"), "article"};
  incident.claims[0].known_from = KnownFrom{parse_day("2021-02-09"), "article"};
  incident.claims[0].published = parse_period("2020-10-01");
  Incident& undated = theft("undated", "2020-09-26", "7");
  undated.attributions[0].known_from = KnownFrom{parse_day("2021-02-09"), "article"};
  attribute(undated, "lazarus", "press", "article");
  question.selection.known_by = parse_day("2021-02-09");
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen.low, Exact(281));
  EXPECT_EQ(found.total.incidents, 2U);
  EXPECT_EQ(found.claims_without_known_from, 1U);
  EXPECT_EQ(found.attributions_without_known_from, 1U);
  question.selection.known_by = parse_day("2021-02-08");
  EXPECT_EQ(ask().total.incidents, 0U);
}

// Not even as one that nobody lays to anybody.
TEST_F(TotalsTest, WhatHadNotBegunIsNotThereOnThatDay) {
  theft("later", "2021-02", "5").attributions.at(0).known_from = {parse_day("2021-01-01"),
                                                                  "article"};
  question.selection.level = Level::kNone;
  question.selection.known_by = parse_day("2021-01-31");
  EXPECT_EQ(ask().total.incidents, 0U);
  question.selection.known_by = parse_day("2021-02-01");
  EXPECT_EQ(ask().total.incidents, 1U);
}

TEST_F(TotalsTest, WhatNobodyProvesToHaveBeenPublicIsNotCountedOnThatDay) {
  Incident& known = theft("known", "2020-01-02", "5");
  known.claims.at(0).known_from = {parse_day("2020-02-01"), "article"};
  theft("unproven", "2020-01-02", "7");
  question.selection.level = Level::kNone;
  question.selection.known_by = parse_day("2021-02-01");
  const Totals found = ask();
  EXPECT_EQ(found.total.incidents, 1U);
  EXPECT_EQ(found.not_public, 1U);
  EXPECT_EQ(found.claims_without_known_from, 1U);
  question.selection.level = Level::kSuspected;
  EXPECT_EQ(ask().not_public, 0U);
}

TEST_F(TotalsTest, BoundsOfASumFollowFromAllItsParts) {
  const auto bounded = [&](const char* id, Bound bound) {
    theft(id, "2020-01-02", "10").claims.at(0).bound = bound;
  };
  bounded("a", Bound::kExact);
  bounded("b", Bound::kAbout);
  bounded("c", Bound::kAtLeast);
  EXPECT_EQ(ask().total.bounds.of_sum(), Bound::kAtLeast);
  bounded("d", Bound::kAtMost);
  bounded("e", Bound::kAtLeast);
  const Bounds found = ask().total.bounds;
  EXPECT_EQ(found.of_sum(), std::nullopt);
  EXPECT_EQ(found.about, 1U);
  EXPECT_EQ(found.at_least, 2U);
  EXPECT_EQ(found.at_most, 1U);
}

TEST_F(TotalsTest, OfWhatIsNotLaidToTheActorNobodyIsToldToBeIts) {
  attribute(add_incident(reg, "of-others", "2020-01-02"), "others", "panel", "panel-report");
  question.selection.level = Level::kNone;
  EXPECT_EQ(sums(GroupBy::kActor),
            (std::map<std::string, std::string>{{"not laid to dprk", "0 of 1"}}));
  question.selection.actor = kAnyActor;
  EXPECT_EQ(sums(GroupBy::kActor), (std::map<std::string, std::string>{{"others", "0 of 1"}}));
}

TEST_F(TotalsTest, GroupsPartTheIncidentsOrSayThatTheyDoNot) {
  Incident& a = theft("a", "2019-12-31", "1");
  a.sector = Sector::kBank;
  a.countries = {in_country("VN"), in_country("SG")};
  theft("b", "2020", "2").countries = {in_country("SG")};
  theft("c", "2019-12/2020-01", "4").sector = Sector::kBank;
  attribute(reg.incidents["c"], "apt38", "panel", "panel-report");
  using Sums = std::map<std::string, std::string>;
  EXPECT_EQ(sums(GroupBy::kYear),
            (Sums{{"2019", "1 of 1"}, {"2020", "2 of 1"}, {"2019/2020", "4 of 1"}}));
  EXPECT_EQ(
      sums(GroupBy::kQuarter),
      (Sums{{"2019-Q4", "1 of 1"}, {"2020-Q1/2020-Q4", "2 of 1"}, {"2019-Q4/2020-Q1", "4 of 1"}}));
  EXPECT_EQ(sums(GroupBy::kSector), (Sums{{"bank", "5 of 2"}, {"other", "2 of 1"}}));
  EXPECT_EQ(sums(GroupBy::kLevel), (Sums{{"suspected", "7 of 3"}}));
  EXPECT_EQ(sums(GroupBy::kCountry), (Sums{{"VN", "1 of 1"}, {"SG", "3 of 2"}, {"XX", "4 of 1"}}));
  EXPECT_EQ(sums(GroupBy::kActor), (Sums{{"lazarus", "7 of 3"}, {"apt38", "4 of 1"}}));
  EXPECT_EQ(sums(GroupBy::kSource), (Sums{{"panel-report", "7 of 3"}}));
  EXPECT_EQ(sums(GroupBy::kIncident), (Sums{{"a", "1 of 1"}, {"b", "2 of 1"}, {"c", "4 of 1"}}));
  for (const GroupBy by : {GroupBy::kActor, GroupBy::kCountry, GroupBy::kSource, GroupBy::kKind})
    EXPECT_FALSE(adds_up(by));
  question.selection.country = "SG";
  EXPECT_EQ(ask().total.incidents, 2U);
  question.selection.sector = Sector::kBank;
  EXPECT_EQ(ask().total.incidents, 1U);
}

TEST_F(TotalsTest, AnEmptyRegisterComesToNothing) {
  const Totals found = ask();
  EXPECT_EQ(found.total.chosen, (Range{Exact(0), Exact(0)}));
  EXPECT_THAT(found.counted, IsEmpty());
  EXPECT_EQ(found.levels.size(), 8U);
}

// Incidents with claims of every kind by parties of every kind, all of which can be valued.
Register random_register(const std::vector<std::string>& ids) {
  static const std::vector<std::string> kDates = {"2020-01-02", "2020-01-06/2020-01-14",
                                                  "2020-01-20"};
  Register reg = empty_register();
  for (const std::string& id : ids) {
    Incident& incident = add_incident(reg, id, *rc::gen::elementOf(kDates));
    incident.sector = static_cast<Sector>(*rc::gen::inRange(0, 3));
    if (*rc::gen::arbitrary<bool>()) attribute(incident, "lazarus", "panel", "panel-report");
    if (*rc::gen::arbitrary<bool>()) attribute(incident, "apt38", "company", "company-report");
    const int claims = *rc::gen::inRange(0, 5);
    for (int i = 0; i < claims; ++i) {
      const auto party =
          *rc::gen::elementOf(std::vector<std::string>{"panel", "press", "victim", "prosecutor"});
      Claim& claim = add_claim(
          incident, "c" + std::to_string(i),
          *rc::gen::elementOf(
              std::vector{ClaimKind::kGross, ClaimKind::kNet, ClaimKind::kAttempted}),
          std::to_string(*rc::gen::inRange(0, 1000)),
          *rc::gen::elementOf(std::vector<std::string>{"USD", "INR", "EUR"}), party,
          *rc::gen::elementOf(std::vector<std::string>{"article", "indictment", "panel-report"}));
      claim.stated_at = parse_period(*rc::gen::elementOf(kDates));
    }
  }
  return reg;
}

RC_GTEST_PROP(TotalsLaws, PartitionsAddUpAndEveryPolicyLiesBetweenLowestAndHighest, ()) {
  const Register reg = random_register({"a", "b", "c", "d", "e", "f"});
  Rates rates;
  rates.add_reference(kReference, "ecb.csv");
  TotalsQuestion question;
  question.selection.level = Level::kNone;
  question.kind = *rc::gen::elementOf(std::vector{LossKind::kRealised, LossKind::kAttempted});
  question.basis.at = *rc::gen::elementOf(std::vector{ValuedAt::kEvent, ValuedAt::kStatement});
  question.policy = parse_policy(*rc::gen::elementOf(
      std::vector<std::string>{"latest", "official", "lowest", "highest", "source=article"}));
  for (const GroupBy by :
       {GroupBy::kIncident, GroupBy::kYear, GroupBy::kQuarter, GroupBy::kLevel, GroupBy::kSector}) {
    question.by = by;
    const Totals found = totals(reg, rates, question);
    Range sum;
    for (const Sum& group : found.groups) sum += group.chosen;
    RC_ASSERT(sum == found.total.chosen);
    for (const PolicySum& policy : found.policies) {
      RC_ASSERT(found.total.lowest.low <= policy.range.low);
      RC_ASSERT(policy.range.high <= found.total.highest.high);
      RC_ASSERT(policy.range.low <= policy.range.high);
    }
    RC_ASSERT(found.not_valued.empty());
  }
}

RC_GTEST_PROP(TotalsLaws, TheOrderOfIncidentsAndClaimsDoesNotMatter, ()) {
  const Register reg = random_register({"a", "b", "c", "d"});
  Register other = reg;
  other.incidents.clear();
  const std::map<std::string, std::string> names = {{"a", "z"}, {"b", "y"}, {"c", "x"}, {"d", "w"}};
  for (const auto& [id, incident] : reg.incidents) {
    Incident renamed = incident;
    renamed.id = names.at(id);
    for (Claim& claim : renamed.claims) claim.about = {renamed.id};
    std::reverse(renamed.claims.begin(), renamed.claims.end());
    other.incidents[renamed.id] = renamed;
  }
  Rates rates;
  rates.add_reference(kReference, "ecb.csv");
  TotalsQuestion question;
  question.selection.level = Level::kAssessed;
  const Totals one = totals(reg, rates, question), two = totals(other, rates, question);
  RC_ASSERT(one.total.chosen == two.total.chosen);
  RC_ASSERT(one.total.over_policies == two.total.over_policies);
  RC_ASSERT(one.total.valued == two.total.valued);
}

}  // namespace
}  // namespace spoor::reg
