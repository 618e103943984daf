#include "attribution/evidence.h"

#include <gtest/gtest.h>

#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

using reg::Basis;
using reg::LinkKind;
using reg::ObservationKind;

class EvidenceTest : public testing::Test {
 protected:
  EvidenceTest() : one(reg::add_incident(reg, "one", "2020-09-26")) {}
  Evidence evidence(std::string_view day = "") const {
    View view{reg};
    if (!day.empty()) view.known_by = reg::parse_day(day);
    return evidence_of(view, reg.incidents.at("one"));
  }

  reg::Register reg = reg::empty_register();
  reg::Incident& one;
};

TEST_F(EvidenceTest, OfAttributionsIsNone) {
  reg::attribute(one, "lazarus", "prosecutor", "indictment");
  EXPECT_TRUE(evidence().items.empty());
  EXPECT_TRUE(evidence().links.empty());
}

TEST_F(EvidenceTest, WeighsWhatSomebodySawOtherwiseThanByKnowingWho) {
  see_step(one, "mixer", Basis::kChain);
  see_step(one, "bridge", Basis::kAttributor);
  see_step(one, "otc", Basis::kUnknown);
  see_vector(one, "T1190", Basis::kVictim);
  std::map<std::string, Use> uses;
  for (const Item& item : evidence().items) uses[item.value] = item.use;
  EXPECT_EQ(uses["mixer"], Use::kWeighs);
  EXPECT_EQ(uses["bridge"], Use::kFromAttributor);
  EXPECT_EQ(uses["otc"], Use::kBasisUnknown);
  EXPECT_EQ(uses["T1190"], Use::kDefinesStratum);
}

TEST_F(EvidenceTest, ToldByMoreSourcesIsOneItemByItsBestBasis) {
  see_step(one, "mixer", Basis::kUnknown);
  see_step(one, "mixer", Basis::kChain).citation.source = "company-report";
  see_step(one, "mixer", Basis::kUnknown);
  const Evidence e = evidence();
  ASSERT_EQ(e.items.size(), 1u);
  EXPECT_EQ(e.items[0].use, Use::kWeighs);
  EXPECT_EQ(e.items[0].seen.front()->citation.source, "company-report");
  EXPECT_EQ(e.items[0].upstreams.size(), 2u);
}

TEST_F(EvidenceTest, ThatRepeatsAReportIsOfThatReport) {
  reg.sources["article"].repeats = "company-report";
  reg.sources["company-report"].repeats = "statement";
  see(one, ObservationKind::kLaundering, "mixer", Basis::kChain, "statement");
  see(one, ObservationKind::kLaundering, "mixer", Basis::kChain, "article");
  EXPECT_EQ(evidence().items[0].upstreams, std::set<std::string>{"statement"});
  EXPECT_EQ(upstream(reg, "article"), "statement");
}

TEST_F(EvidenceTest, ByADayIsWhatIsProvenToHaveBeenPublicThen) {
  see_step(one, "mixer").known_from = known("2020-10-01");
  see_step(one, "bridge").known_from = known("2021-02-10");
  see_step(one, "otc");
  see_step(one, "bank").unconfirmed = true;
  const Evidence e = evidence("2021-02-09");
  ASSERT_EQ(e.items.size(), 1u);
  EXPECT_EQ(e.items[0].value, "mixer");
  EXPECT_EQ(e.left_out.later, 1u);
  EXPECT_EQ(e.left_out.undated, 1u);
  EXPECT_EQ(e.left_out.unconfirmed, 1u);
  EXPECT_EQ(evidence().items.size(), 3u);
}

TEST_F(EvidenceTest, HasLinksFromBothEnds) {
  reg::Incident& two = reg::add_incident(reg, "two", "2020-10-01");
  reg::add_incident(reg, "three", "2020-10-02");
  link(two, "one", LinkKind::kSharedKey);
  link(reg.incidents["one"], "three", LinkKind::kSharedService);
  link(reg.incidents["one"], "two", LinkKind::kSharedKey);
  const Evidence e = evidence();
  ASSERT_EQ(e.links.size(), 2u);
  EXPECT_EQ(e.links[0].other->id, "two");
  EXPECT_EQ(e.links[0].said.size(), 2u);
  EXPECT_TRUE(is_hard(e.links[0].kind));
  EXPECT_FALSE(is_hard(e.links[1].kind));
}

TEST_F(EvidenceTest, LeftOutAtBothEndsOfALinkIsOneLink) {
  reg::add_incident(reg, "two", "2020-10-01");
  link(reg.incidents["one"], "two", LinkKind::kSharedKey);
  link(reg.incidents["two"], "one", LinkKind::kSharedKey);
  EXPECT_EQ(evidence("2021-02-09").left_out.undated, 1u);
}

TEST_F(EvidenceTest, OfTheSameIncidentUnderAnotherNameLinksNothing) {
  reg::Incident& twin = reg::add_incident(reg, "twin", "2020-09-26");
  twin.duplicate_of = "one";
  link(twin, "one", LinkKind::kSharedKey);
  EXPECT_TRUE(evidence().links.empty());
}

TEST_F(EvidenceTest, LinksToTheIncidentThatCounts) {
  reg::add_incident(reg, "two", "2020-10-01");
  reg::add_incident(reg, "two-again", "2020-10-01").duplicate_of = "two";
  link(reg.incidents["one"], "two-again", LinkKind::kSharedKey);
  ASSERT_EQ(evidence().links.size(), 1u);
  EXPECT_EQ(evidence().links[0].other->id, "two");
}

TEST_F(EvidenceTest, LinksToACampaignByWordAndNotToWhatMayBeOne) {
  reg::add_incident(reg, "two", "2020-10-01");
  link(reg.incidents["one"], "two", LinkKind::kCampaign);
  ASSERT_EQ(evidence().links.size(), 1u);
  EXPECT_FALSE(is_hard(evidence().links[0].kind));
  reg.incidents["one"].links.clear();
  link(reg.incidents["one"], "two", LinkKind::kCandidate);
  link(reg.incidents["one"], "two", LinkKind::kSameEvent);
  EXPECT_TRUE(evidence().links.empty());
}

TEST(Groups, PartWaysInFromToolsAndRoutesFromCashOut) {
  EXPECT_EQ(group_of(ObservationKind::kVector, "T1566.001"), Group::kVector);
  EXPECT_EQ(group_of(ObservationKind::kVector, "T1059.006"), Group::kMalware);
  EXPECT_EQ(group_of(ObservationKind::kLaundering, "mixer"), Group::kLaundering);
  EXPECT_EQ(group_of(ObservationKind::kLaundering, "otc"), Group::kCashOut);
  EXPECT_EQ(group_of(ObservationKind::kLaundering, "dormancy"), Group::kTiming);
  EXPECT_EQ(group_of(ObservationKind::kInfrastructure, "malware-family"), Group::kMalware);
  EXPECT_EQ(group_of(ObservationKind::kInfrastructure, "domain"), Group::kInfrastructure);
  EXPECT_EQ(group_of(ObservationKind::kRole, "cashout"), Group::kCashOut);
  EXPECT_EQ(group_of(ObservationKind::kRole, "mixer-depositor"), Group::kLaundering);
  EXPECT_EQ(group_of(ObservationKind::kRole, "test-infrastructure"), Group::kOrigin);
  EXPECT_EQ(group_of(ObservationKind::kRole, "victim"), Group::kTarget);
}

}  // namespace
}  // namespace spoor::attribution
