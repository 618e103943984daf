#include "register/level.h"

#include <gtest/gtest.h>

namespace spoor::reg {
namespace {

// A register of one incident, of parties and sources that are named after their kinds.
class LevelTest : public testing::Test {
 protected:
  LevelTest() {
    party("court", PartyKind::kCourt);
    party("doj", PartyKind::kProsecutor);
    party("ofac", PartyKind::kSanctionsAuthority);
    party("police", PartyKind::kGovernment);
    party("panel", PartyKind::kPanel);
    party("state", PartyKind::kMemberState);
    party("company", PartyKind::kCompany);
    party("exchange", PartyKind::kVictim);
    for (const auto& [id, kind] : std::initializer_list<std::pair<const char*, SourceKind>>{
             {"judgment", SourceKind::kJudgment},
             {"indictment", SourceKind::kIndictment},
             {"complaint", SourceKind::kCriminalComplaint},
             {"forfeiture", SourceKind::kForfeitureComplaint},
             {"listing", SourceKind::kListing},
             {"statement", SourceKind::kStatement},
             {"panel-report", SourceKind::kPanelReport},
             {"research", SourceKind::kResearch},
             {"article", SourceKind::kArticle}})
      reg.sources[id].kind = kind;
    actor("dprk", "");
    actor("lazarus", "dprk");
    actor("apt38", "lazarus");
    actor("kimsuky", "dprk");
    actor("others", "");
  }

  void party(const char* id, PartyKind kind) { reg.parties[id].kind = kind; }
  void actor(const char* id, const char* parent) { reg.actors[id].parent = parent; }
  static Attribution said(const char* actor, const char* party, const char* source) {
    Attribution out;
    out.actor = actor;
    out.party = party;
    out.citation.source = source;
    return out;
  }
  Attribution& says(const char* actor, const char* party, const char* source) {
    incident.attributions.push_back(said(actor, party, source));
    return incident.attributions.back();
  }
  void denies(const char* actor, const char* party, const char* source) {
    says(actor, party, source).denies = true;
  }
  Level of(const char* party, const char* source) const {
    return level_of(reg, said("dprk", party, source));
  }
  Level stands(const char* actor) const { return standing(reg, incident, actor).level; }

  Register reg;
  Incident incident;
};

TEST_F(LevelTest, FollowsFromWhoSaysItInWhat) {
  EXPECT_EQ(of("court", "judgment"), Level::kConvicted);
  EXPECT_EQ(of("doj", "indictment"), Level::kCharged);
  EXPECT_EQ(of("doj", "complaint"), Level::kCharged);
  EXPECT_EQ(of("ofac", "listing"), Level::kListed);
  EXPECT_EQ(of("doj", "forfeiture"), Level::kStated);
  EXPECT_EQ(of("ofac", "statement"), Level::kStated);
  EXPECT_EQ(of("police", "statement"), Level::kStated);
  EXPECT_EQ(of("panel", "panel-report"), Level::kSuspected);
  EXPECT_EQ(of("state", "panel-report"), Level::kSuspected);
  EXPECT_EQ(of("company", "research"), Level::kAssessed);
  EXPECT_EQ(of("exchange", "statement"), Level::kAssessed);
}

TEST_F(LevelTest, AGovernmentAtSecondHandIsNotAGovernmentSpeaking) {
  EXPECT_EQ(of("police", "panel-report"), Level::kSuspected);
  EXPECT_EQ(of("police", "article"), Level::kAssessed);
  EXPECT_EQ(of("doj", "research"), Level::kAssessed);
  EXPECT_EQ(of("court", "article"), Level::kAssessed);
}

TEST_F(LevelTest, APanelReportThatLeaksIsStillThePanelsSuspicion) {
  EXPECT_EQ(of("panel", "article"), Level::kSuspected);
}

TEST_F(LevelTest, TheBestOfAllThatWasSaidCounts) {
  says("dprk", "company", "research");
  const Attribution charged = says("lazarus", "doj", "indictment");
  says("dprk", "panel", "panel-report");
  const Standing s = standing(reg, incident, "dprk");
  EXPECT_EQ(s.level, Level::kCharged);
  ASSERT_EQ(s.by.size(), 1u);
  EXPECT_EQ(s.by[0]->party, charged.party);
  EXPECT_TRUE(s.dissents.empty());
}

TEST_F(LevelTest, AllThatReachTheLevelAreNamed) {
  says("dprk", "panel", "panel-report");
  says("lazarus", "state", "panel-report");
  EXPECT_EQ(standing(reg, incident, "dprk").by.size(), 2u);
}

TEST_F(LevelTest, NobodySaysIt) {
  EXPECT_EQ(stands("dprk"), Level::kNone);
  says("others", "doj", "indictment");
  EXPECT_EQ(stands("dprk"), Level::kNone);
}

TEST_F(LevelTest, ANodeIncludesWhatIsBelowItAndNothingAboveOrBeside) {
  says("apt38", "company", "research");
  EXPECT_EQ(stands("dprk"), Level::kAssessed);
  EXPECT_EQ(stands("lazarus"), Level::kAssessed);
  EXPECT_EQ(stands("kimsuky"), Level::kNone);
  EXPECT_TRUE(is_within(reg, "apt38", "dprk"));
  EXPECT_TRUE(is_within(reg, "dprk", "dprk"));
  EXPECT_FALSE(is_within(reg, "dprk", "apt38"));
  EXPECT_FALSE(is_within(reg, "unheard-of", "dprk"));
}

TEST_F(LevelTest, ATreeThatGoesRoundEnds) {
  reg.actors["dprk"].parent = "apt38";
  EXPECT_FALSE(is_within(reg, "apt38", "others"));
}

TEST_F(LevelTest, ADissentOfEqualOrBetterStandingDisputes) {
  says("dprk", "panel", "panel-report");
  denies("dprk", "company", "research");
  EXPECT_EQ(stands("dprk"), Level::kSuspected);
  EXPECT_EQ(standing(reg, incident, "dprk").dissents.size(), 1u);
  denies("dprk", "state", "panel-report");
  EXPECT_EQ(stands("dprk"), Level::kDisputed);
  EXPECT_EQ(standing(reg, incident, "dprk").dissents.size(), 2u);
  EXPECT_EQ(standing(reg, incident, "dprk").by.size(), 1u);
}

TEST_F(LevelTest, WhoDeniesOneGroupLeavesTheOthersOpen) {
  says("dprk", "company", "research");
  denies("lazarus", "company", "research");
  EXPECT_EQ(stands("dprk"), Level::kAssessed);
  incident.attributions[0].actor = "apt38";
  EXPECT_EQ(stands("dprk"), Level::kDisputed);
}

TEST_F(LevelTest, WhatOneOfTwoSaysStandsWhereOnlyTheOtherIsDenied) {
  says("lazarus", "panel", "panel-report");
  says("dprk", "state", "panel-report");
  denies("lazarus", "panel", "panel-report");
  EXPECT_EQ(stands("dprk"), Level::kSuspected);
  EXPECT_EQ(stands("lazarus"), Level::kDisputed);
}

TEST_F(LevelTest, ADenialOfTheWholeReachesItsGroups) {
  says("apt38", "company", "research");
  denies("dprk", "police", "statement");
  EXPECT_EQ(stands("apt38"), Level::kDisputed);
}

TEST_F(LevelTest, ADenialAloneLaysItNowhere) {
  denies("dprk", "police", "statement");
  EXPECT_EQ(stands("dprk"), Level::kNone);
  EXPECT_EQ(standing(reg, incident, "dprk").dissents.size(), 1u);
}

TEST_F(LevelTest, WhatIsUnconfirmedNeverCounts) {
  says("dprk", "doj", "indictment").unconfirmed = true;
  EXPECT_EQ(stands("dprk"), Level::kNone);
}

TEST_F(LevelTest, KnownByCountsWhatIsProvenToHaveBeenPublic) {
  says("dprk", "doj", "indictment");
  says("dprk", "panel", "article").known_from = {{Day{100}, "article"}};
  says("dprk", "ofac", "listing").known_from = {{Day{101}, "listing"}};
  denies("dprk", "ofac", "listing");
  EXPECT_EQ(standing(reg, incident, "dprk", Day{99}).level, Level::kNone);
  EXPECT_EQ(standing(reg, incident, "dprk", Day{100}).level, Level::kSuspected);
  EXPECT_EQ(standing(reg, incident, "dprk", Day{101}).level, Level::kListed);
}

TEST_F(LevelTest, WordsGoBothWays) {
  for (int i = 0; i < 8; ++i) {
    const Level level = static_cast<Level>(i);
    EXPECT_EQ(level_from_word(word(level)), level);
  }
  EXPECT_FALSE(level_from_word("proven"));
}

}  // namespace
}  // namespace spoor::reg
