#include "attribution/assessment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attribution/narrative.h"
#include "attribution/test_incidents.h"
#include "base/error.h"

namespace spoor::attribution {
namespace {

using reg::Basis;
using reg::LinkKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class AssessmentTest : public testing::Test {
 protected:
  AssessmentTest() { add_theft(reg, "asked", false, "T1078", "mixer"); }
  reg::Incident& asked() { return reg.incidents.at("asked"); }
  View view(std::string_view day = "") const {
    View out{reg};
    if (!day.empty()) out.known_by = reg::parse_day(day);
    return out;
  }
  std::unique_ptr<Assessment> assessment(std::string_view day = "") const {
    return assess(view(day), "asked", "dprk");
  }
  // Enough incidents of the stratum to measure both items by; mixers are the actor's.
  void measure() {
    for (int i = 0; i < 20; ++i) {
      add_theft(reg, "actor-" + std::to_string(i), true, "T1566.001", i < 18 ? "mixer" : "bridge");
      add_theft(reg, "other-" + std::to_string(i), false, "T1566.001", i < 2 ? "mixer" : "bridge");
    }
  }
  static ErrorCode code_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& e) {
      return e.code();
    }
    return ErrorCode::kInternal;
  }

  reg::Register reg = reg::empty_register();
};

TEST_F(AssessmentTest, CannotTellWhereNoItemIsMeasured) {
  const auto a = assessment();
  EXPECT_TRUE(a->curve.empty());
  EXPECT_EQ(a->confidence, Confidence::kLow);
  EXPECT_THAT(answer(*a, view()), ElementsAre(HasSubstr("cannot tell"), HasSubstr("is low")));
}

TEST_F(AssessmentTest, IsACurveOverPriorsWhereAnItemIsMeasured) {
  measure();
  const auto a = assessment();
  ASSERT_EQ(a->curve.size(), kPriors.size());
  EXPECT_GT(a->curve[0].posterior, 0.05);
  for (std::size_t i = 1; i < a->curve.size(); ++i)
    EXPECT_GT(a->curve[i].posterior, a->curve[i - 1].posterior);
  for (const CurvePoint& point : a->curve) EXPECT_EQ(point.word, likelihood_word(point.posterior));
  EXPECT_EQ(a->compared, 40u);
}

// Mixers differ and ways in do not; then ways in do as well.
TEST_F(AssessmentTest, IsMoreConfidentWhereTwoGroupsDiffer) {
  measure();
  EXPECT_EQ(assessment()->confidence, Confidence::kLow);
  for (int i = 0; i < 18; ++i)
    reg.incidents["actor-" + std::to_string(i)].observations[0].value = "T1078";
  EXPECT_EQ(assessment()->confidence, Confidence::kModerate);
}

TEST_F(AssessmentTest, NeverHasLikelihoodAndConfidenceInOneSentence) {
  measure();
  const auto a = assessment();
  for (const std::string& sentence : answer(*a, view()))
    EXPECT_FALSE(sentence.find("likely") != std::string::npos &&
                 sentence.find("onfidence") != std::string::npos)
        << sentence;
}

// What others say of the incident changes what is told of them, and nothing else.
TEST_F(AssessmentTest, IsTheSameWhoeverIsBlamed) {
  measure();
  const auto before = assessment();
  reg::attribute(asked(), "lazarus", "court", "judgment");
  reg::attribute(asked(), "lazarus", "prosecutor", "indictment");
  const auto after = assessment();
  EXPECT_EQ(answer(*before, view()), answer(*after, view()));
  EXPECT_EQ(before->weight.log10, after->weight.log10);
  EXPECT_EQ(before->matrix.inconsistency, after->matrix.inconsistency);
  EXPECT_EQ(before->said.size(), 0u);
  EXPECT_EQ(after->said.size(), 2u);
}

TEST_F(AssessmentTest, TellsWhatOthersSayInTimeAndCountsWhatItDoesNotShow) {
  reg::attribute(asked(), "lazarus", "panel", "panel-report").stated_at =
      reg::parse_period("2024-03-07");
  reg::attribute(asked(), "lazarus", "press", "article");
  reg::attribute(asked(), "lazarus", "company", "company-report").stated_at =
      reg::parse_period("2021-02");
  reg::attribute(asked(), "lazarus", "press", "memory").unconfirmed = true;
  for (reg::Attribution& a : asked().attributions) a.known_from = known("2024-03-08");
  const auto a = assessment();
  ASSERT_EQ(a->said.size(), 3u);
  EXPECT_EQ(a->said[0].level, reg::Level::kAssessed);
  EXPECT_EQ(a->said[1].level, reg::Level::kSuspected);
  EXPECT_EQ(a->said[2].attribution->party, "press");
  EXPECT_EQ(a->said_unseen, 1u);
  EXPECT_EQ(assessment("2024-03-07")->said_unseen, 4u);
}

TEST_F(AssessmentTest, IsAsConfidentAsTheReportsOfAHardLinkAreIndependentAndReliable) {
  reg::attribute(reg::add_incident(reg, "theirs", "2021-06-01"), "lazarus", "government",
                 "statement");
  link(asked(), "theirs", LinkKind::kSharedKey, "statement");
  EXPECT_EQ(assessment()->confidence, Confidence::kLow);  // one report says both
  asked().links[0].citation.source = "research";
  EXPECT_EQ(assessment()->confidence, Confidence::kLow);  // where in it?
  asked().links[0].citation.locator = "page 3";
  EXPECT_EQ(assessment()->confidence, Confidence::kModerate);
  reg.sources["research"].grade = "C3";
  EXPECT_EQ(assessment()->confidence, Confidence::kLow);
  reg.sources["research"].grade = "A2";
  link(asked(), "theirs", LinkKind::kSharedKey, "company-report").citation.locator = "page 4";
  EXPECT_EQ(assessment()->confidence, Confidence::kHigh);
  reg.sources["company-report"].repeats = "research";
  EXPECT_EQ(assessment()->confidence, Confidence::kModerate);
  reg.incidents["theirs"].attributions[0].party = "panel";
  EXPECT_EQ(assessment()->confidence, Confidence::kLow);
}

TEST_F(AssessmentTest, SaysWhatWouldChangeItAndWhatIsMissing) {
  see_step(asked(), "otc", Basis::kUnknown);
  const auto a = assessment();
  EXPECT_THAT(would_change(*a, view()),
              ElementsAre(HasSubstr("A key, an address"), HasSubstr("Who saw otc"),
                          HasSubstr("T1078"), HasSubstr("mixer")));
  EXPECT_THAT(not_checked(*a), testing::Contains(HasSubstr("infrastructure: nothing recorded")));
  EXPECT_THAT(not_checked(*a), testing::Contains(HasSubstr("shared keys")));
  EXPECT_THAT(not_checked(*a), Not(testing::Contains(HasSubstr("laundering route"))));
}

TEST_F(AssessmentTest, CountsWhatItLeavesOutOnADay) {
  asked().observations[0].known_from = known("2021-06-01");
  const auto a = assessment("2021-05-31");
  EXPECT_TRUE(a->evidence.items.empty());
  EXPECT_THAT(would_change(*a, view()), testing::Contains(HasSubstr("for the 1 that has none")));
  EXPECT_THAT(not_checked(*a), testing::Contains(HasSubstr("1 proven public only later")));
  EXPECT_THAT(not_checked(*a), testing::Contains(HasSubstr("1 for want of a day")));
}

TEST_F(AssessmentTest, OfFalseFlagSpeaksWhereThereIsAFlag) {
  EXPECT_EQ(false_flag(*assessment()).size(), 2u);
  link(asked(), "theirs", LinkKind::kSharedKey);
  reg::add_incident(reg, "theirs", "2021-06-01");
  EXPECT_EQ(false_flag(*assessment()).size(), 3u);
  asked().links.clear();
  asked().observations.clear();
  EXPECT_THAT(false_flag(*assessment()), ElementsAre(HasSubstr("Nothing stands here")));
}

TEST_F(AssessmentTest, RefusesWhatItCannotBeAsked) {
  reg::add_incident(reg, "twin", "2021-05-01").duplicate_of = "asked";
  EXPECT_EQ(code_of([&] { assess(view(), "nowhere", "dprk"); }), ErrorCode::kNotFound);
  EXPECT_EQ(code_of([&] { assess(view(), "asked", "nobody"); }), ErrorCode::kNotFound);
  EXPECT_EQ(code_of([&] { assess(view(), "twin", "dprk"); }), ErrorCode::kNotFound);
  EXPECT_EQ(code_of([&] { assess(view("2021-04-30"), "asked", "dprk"); }), ErrorCode::kUsage);
}

TEST_F(AssessmentTest, OfWhatHadBegunByTheDayCanBeAsked) {
  asked().occurred = reg::parse_period("2021-05");
  EXPECT_EQ(assessment("2021-05-01")->incident, &asked());
  EXPECT_EQ(code_of([&] { assessment("2021-04-30"); }), ErrorCode::kUsage);
}

}  // namespace
}  // namespace spoor::attribution
