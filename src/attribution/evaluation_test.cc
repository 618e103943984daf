#include "attribution/evaluation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attribution/baselines.h"
#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

const Score& of(const Trial& trial, Method method) {
  return trial.scores.at(static_cast<std::size_t>(method));
}

// A register in which mixers tell the actor from others, told by as many reports as incidents.
class EvaluationTest : public testing::Test {
 protected:
  explicit EvaluationTest(int of_each = 30) {
    for (int i = 0; i < of_each; ++i) {
      theft("actor-", i, true, i % 10 < 9 ? "mixer" : "bridge");
      theft("other-", i, false, i % 10 < 1 ? "mixer" : "bridge");
    }
  }
  void theft(const std::string& head, int i, bool is_actors, std::string_view step) {
    reg::Incident& incident =
        add_theft(reg, head + std::to_string(100 + i), is_actors, "T1566.001", step);
    if (i % 2 == 0) incident.occurred = reg::parse_period("2022-06-01");
  }
  Evaluation evaluation() const { return evaluate({reg}, "dprk"); }
  const Trial& both() {
    last_ = evaluation();
    return last_.trials.at(2);
  }

  reg::Register reg = reg::empty_register();
  Evaluation last_;
};

TEST_F(EvaluationTest, BeatsThePriorWhereThereIsSomethingToKnow) {
  const Trial& trial = both();
  EXPECT_EQ(trial.actors, 30u);
  EXPECT_EQ(trial.others, 30u);
  EXPECT_EQ(trial.prior, 0.5);
  EXPECT_TRUE(beats_prior(of(trial, Method::kAssessment)));
  EXPECT_EQ(of(trial, Method::kAssessment).answered, 60u);
  EXPECT_LT(of(trial, Method::kAssessment).log_loss, std::log(2.0));
}

TEST_F(EvaluationTest, IsThePriorWhereNothingIsSourcedAndShowsWhatTheTagsWouldClaim) {
  for (auto& [id, incident] : reg.incidents)
    for (reg::Observation& o : incident.observations) o.basis = reg::Basis::kUnknown;
  const Trial& trial = both();
  const Score& honest = of(trial, Method::kAssessment);
  EXPECT_EQ(honest.answered, 0u);
  EXPECT_EQ(honest.log_loss, of(trial, Method::kPriorOnly).log_loss);
  EXPECT_FALSE(beats_prior(honest));
  EXPECT_FALSE(honest.calibration);
  EXPECT_TRUE(beats_prior(of(trial, Method::kAsRecorded)));
}

TEST_F(EvaluationTest, ThatOneReportTellsAllLearnsNothing) {
  for (auto& [id, incident] : reg.incidents)
    for (reg::Observation& o : incident.observations) o.citation.source = "dataset";
  const Trial& trial = both();
  EXPECT_EQ(trial.mean_training, 0);
  EXPECT_EQ(of(trial, Method::kAssessment).answered, 0u);
}

TEST_F(EvaluationTest, PartsGoldFromSilver) {
  reg::attribute(reg.incidents["other-100"], "others", "court", "source-of-other-100");
  reg.sources["source-of-other-100"].kind = reg::SourceKind::kJudgment;
  const Evaluation e = evaluation();
  EXPECT_EQ(e.trials[0].actors, 30u);
  EXPECT_EQ(e.trials[0].others, 1u);
  EXPECT_EQ(e.trials[1].actors, 0u);
  EXPECT_EQ(e.trials[1].others, 29u);
}

TEST_F(EvaluationTest, JudgesLaterOnesFromEarlierOnes) {
  const Trial trial = evaluation().trials.at(3);
  EXPECT_EQ(trial.actors + trial.others, 30u);
  EXPECT_EQ(trial.mean_training, 30);
}

// Of the later ones nothing is known beforehand, how many are the actor's neither.
TEST_F(EvaluationTest, TakesThePriorOfLaterOnesFromEarlierOnes) {
  reg.incidents["actor-101"].sector = reg::Sector::kBank;
  const Trial trial = evaluation().trials.at(3);
  EXPECT_EQ(trial.actors, 15u);
  EXPECT_EQ(trial.others, 15u);
  EXPECT_NEAR(trial.prior, 14.5 / 30, 1e-12);
}

TEST_F(EvaluationTest, LeavesOtherSectorsOut) {
  reg.incidents["actor-100"].sector = reg::Sector::kBank;
  const Evaluation e = evaluation();
  EXPECT_EQ(e.other_sectors, 1u);
  EXPECT_EQ(e.trials[2].actors, 29u);
}

TEST_F(EvaluationTest, CountsWhatHardLinksReachAndWhereTheyMislead) {
  link(reg.incidents["actor-100"], "actor-101", reg::LinkKind::kSharedKey);
  link(reg.incidents["other-100"], "actor-102", reg::LinkKind::kSharedKey);
  link(reg.incidents["actor-100"], "other-101", reg::LinkKind::kSharedKey);
  const HardLinks h = evaluation().hard_links;
  // Nobody has the others officially: from them nothing reaches the actor's.
  EXPECT_EQ(h.reached, 4u);
  EXPECT_EQ(h.contradicted, 2u);
  EXPECT_NEAR(h.upper, upper_bound(2, 4), 1e-12);
}

TEST_F(EvaluationTest, CountsALinkThatMisleadsFromEitherSide) {
  reg::attribute(reg.incidents["other-100"], "others", "government", "source-of-other-100");
  link(reg.incidents["actor-100"], "other-100", reg::LinkKind::kSharedKey);
  const HardLinks h = evaluation().hard_links;
  EXPECT_EQ(h.reached, 2u);
  EXPECT_EQ(h.contradicted, 2u);
}

// Two of one thief, one of another: none of them is judged from anything that is his.
TEST_F(EvaluationTest, HoldsOutWholeActorsForTheOpenSet) {
  reg.actors["thief"] = {.id = "thief",
                         .name = "Thief",
                         .parent = "others",
                         .parent_citation = {},
                         .aliases = {},
                         .place = {}};
  for (const auto& [id, actor] : {std::pair("other-100", "thief"), std::pair("other-101", "thief"),
                                  std::pair("other-102", "others")})
    reg::attribute(reg.incidents[id], actor, "court", std::string("source-of-") + id);
  const Evaluation e = evaluation();
  EXPECT_EQ(e.held_out, 2u);
  EXPECT_EQ(e.open_set.actors, 0u);
  EXPECT_EQ(e.open_set.others, 3u);
  // 60 but for the three: a node and what is below it are one.
  EXPECT_EQ(e.open_set.mean_training, 57);
  EXPECT_EQ(e.open_set.prior, 0.5);
  EXPECT_EQ(of(e.open_set, Method::kAssessment).named.others, 3u);
}

TEST_F(EvaluationTest, CountsHowExploitsAreSpread) {
  add_theft(reg, "exploited", false, "T1190", "mixer");
  const Gathered found = evaluation().exploits;
  EXPECT_EQ(found.actor, (Counts{0, 30}));
  EXPECT_EQ(found.others, (Counts{1, 31}));
}

TEST_F(EvaluationTest, NamesTheTrialsInWhichAMethodIsBetterThanThePrior) {
  const Evaluation e = evaluation();
  EXPECT_EQ(where_better(e, Method::kAssessment),
            (std::vector<std::string>{"both", "later judged from earlier"}));
  EXPECT_TRUE(where_better(e, Method::kPriorOnly).empty());
}

TEST_F(EvaluationTest, IsTheSameEveryTime) {
  const Evaluation one = evaluation();
  const Evaluation two = evaluation();
  for (std::size_t t = 0; t < one.trials.size(); ++t)
    for (std::size_t m = 0; m < kMethods; ++m) {
      EXPECT_EQ(one.trials[t].scores[m].log_loss, two.trials[t].scores[m].log_loss);
      EXPECT_EQ(one.trials[t].scores[m].brier_to_prior.low,
                two.trials[t].scores[m].brier_to_prior.low);
    }
}

TEST(SizeRatio, LearnsTheThresholdThatFitsTheOthers) {
  std::vector<Sized> others;
  for (int i = 0; i < 10; ++i) {
    others.push_back({Side::kActor, 100.0 + i});
    others.push_back({Side::kOthers, 1.0 + i});
  }
  const double large = size_ratio(105, others, 0.5);
  EXPECT_NEAR(large, (10.5 / 11) / (0.5 / 11), 1e-12);
  EXPECT_NEAR(size_ratio(50, others, 0.5), 1 / large, 1e-12);
  EXPECT_EQ(size_ratio(std::nullopt, others, 0.5), 1);
  EXPECT_EQ(size_ratio(100, {}, 0.5), 1);
}

TEST(SizeRatio, NeverSaysSmallThereforeThem) {
  const std::vector<Sized> others = {
      {Side::kActor, 1}, {Side::kActor, 2}, {Side::kOthers, 100}, {Side::kOthers, 200}};
  EXPECT_GE(size_ratio(150, others, 0.5), 1);
}

TEST(OverlapRatio, FollowsTheNearest) {
  reg::Register reg = reg::empty_register();
  add_theft(reg, "a", true, "T1566.001", "mixer");
  add_theft(reg, "b", false, "T1190", "mixer");
  add_theft(reg, "c", false, "T1078", "");
  const Cases cases = cases_of({reg}, "dprk");
  const Case& b = cases.cases[1];
  const std::vector<const Case*> others = {&cases.cases[0], &cases.cases[2]};
  // b's mixer is half of what a has, and nothing of c.
  EXPECT_NEAR(overlap_ratio(b, others, false), (1.5 / 2) / (0.5 / 2), 1e-12);
  EXPECT_EQ(overlap_ratio(cases.cases[2], others, false), (0.5 / 2) / (1.5 / 2));
  reg::Incident& d = add_theft(reg, "d", false, "", "");
  EXPECT_EQ(overlap_ratio(case_of({reg}, d, "dprk"), others, false), 1);
  const std::vector<const Case*> actors_only = {&cases.cases[0]};
  EXPECT_EQ(overlap_ratio(cases.cases[2], actors_only, false), 1);
}

TEST(OverlapRatio, ForgetsTheNearWhereOneIsNearer) {
  reg::Register reg = reg::empty_register();
  add_theft(reg, "a-near", false, "T1078", "mixer");
  add_theft(reg, "b-nearer", true, "T1566.001", "mixer");
  add_theft(reg, "c-asked", false, "T1566.001", "mixer");
  const Cases cases = cases_of({reg}, "dprk");
  const std::vector<const Case*> others = {&cases.cases[0], &cases.cases[1]};
  EXPECT_NEAR(overlap_ratio(cases.cases[2], others, false), (1.5 / 2) / (0.5 / 2), 1e-12);
}

}  // namespace
}  // namespace spoor::attribution
