#include "register/known_by.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "register/load.h"
#include "register/test_register.h"
#include "register/timeline.h"
#include "register/totals.h"

namespace spoor::reg {
namespace {

class KnownByTest : public ::testing::Test {
 protected:
  static KnownFrom known(const char* day) { return {parse_day(day), "article"}; }
  Claim& claim(Incident& incident, const char* name, const char* day) {
    Claim& made =
        add_claim(incident, name, ClaimKind::kGross, "10", "USD", "panel", "panel-report");
    if (*day) made.known_from = known(day);
    return made;
  }
  void publish(const char* source, const char* when) {
    reg.sources[source].published = parse_period(when);
  }
  KnownBy on(const char* day) const { return known_by(reg, parse_day(day)); }

  Register reg = empty_register();
};

TEST_F(KnownByTest, FactsGoByTheirFirstAppearance) {
  Incident& theft = add_incident(reg, "theft", "2020-09-26");
  claim(theft, "leak", "2021-02-09");
  claim(theft, "paper", "2021-03-04");
  claim(theft, "undated", "");
  attribute(theft, "dprk", "panel", "panel-report").known_from = known("2021-03-04");
  theft.observations.resize(2);
  theft.observations[0].known_from = known("2021-02-09");
  theft.links.resize(1);
  const KnownBy found = on("2021-02-09");
  const Incident& kept = found.content.incidents.at("theft");
  ASSERT_EQ(kept.claims.size(), 1U);
  EXPECT_EQ(kept.claims[0].id, "theft/leak");
  EXPECT_EQ(kept.observations.size(), 1U);
  EXPECT_EQ(found.later.text(), "1 claim, 1 attribution");
  EXPECT_EQ(found.unproven.text(), "1 claim, 1 observation, 1 link");
}

TEST_F(KnownByTest, AnIncidentOfWhichNothingWasPublicGoes) {
  claim(add_incident(reg, "later", "2019"), "c", "2021-03-04");
  claim(add_incident(reg, "unproven", "2019"), "c", "");
  claim(add_incident(reg, "known", "2019"), "c", "2020-01-01");
  claim(add_incident(reg, "not-begun", "2022"), "c", "2020-01-01");
  const KnownBy found = on("2021-02-09");
  ASSERT_EQ(found.content.incidents.size(), 1U);
  EXPECT_TRUE(found.content.incidents.contains("known"));
  EXPECT_EQ(found.later.of(FactKind::kIncident), 2U);
  EXPECT_EQ(found.unproven.of(FactKind::kIncident), 1U);
}

TEST_F(KnownByTest, AnIncidentIsKnownByAnyOneThingThatWasSaidOfIt) {
  claim(add_incident(reg, "lost", "2019"), "c", "2020-01-01");
  attribute(add_incident(reg, "laid", "2019"), "dprk", "panel", "panel-report").known_from =
      known("2020-01-01");
  Observation seen;
  seen.known_from = known("2020-01-01");
  add_incident(reg, "seen", "2019").observations = {seen};
  add_incident(reg, "silent", "2019");
  for (const char* const id : {"lost", "laid", "seen"}) {
    EXPECT_TRUE(was_public(reg.incidents.at(id), parse_day("2020-01-01"))) << id;
    EXPECT_FALSE(was_public(reg.incidents.at(id), parse_day("2019-12-31"))) << id;
  }
  EXPECT_FALSE(was_public(reg.incidents.at("silent"), parse_day("2020-01-01")));
  EXPECT_EQ(on("2020-01-01").content.incidents.size(), 3U);
}

TEST_F(KnownByTest, ReportsSeriesAndDisputesGoByTheirSources) {
  publish("panel-report", "2021-02-09");
  publish("article", "2021-02-10");
  publish("research", "2020/2026");
  int series = 0;
  for (const char* const source : {"panel-report", "article", "research", "statement"}) {
    Report report;
    report.id = source;
    report.citation.source = source;
    reg.reports[source] = report;
    YearlyTotal yearly;
    yearly.citation.source = source;
    yearly.edition = std::to_string(series++);
    reg.yearly_totals.push_back(yearly);
    Dispute dispute;
    dispute.id = source;
    dispute.sources = {"panel-report", source};
    reg.disputes.push_back(dispute);
  }
  const KnownBy found = on("2021-02-09");
  ASSERT_EQ(found.content.reports.size(), 1U);
  ASSERT_EQ(found.content.yearly_totals.size(), 1U);
  EXPECT_EQ(found.content.yearly_totals[0].edition, "0");
  ASSERT_EQ(found.content.disputes.size(), 1U);
  EXPECT_EQ(found.content.disputes[0].id, "panel-report");
  EXPECT_EQ(found.later.text(), "1 report, 1 yearly series, 1 dispute");
  EXPECT_EQ(found.unproven.text(), "2 reports, 2 yearly series, 2 disputes");
}

TEST_F(KnownByTest, WhatStaysNamesNothingThatWent) {
  Incident& theft = add_incident(reg, "theft", "2020");
  claim(theft, "first", "2020-05-01");
  claim(theft, "second", "2021-05-01").repeats = "theft/first";
  claim(theft, "third", "2020-06-01").repeats = "theft/second";
  claim(add_incident(reg, "gone", "2020"), "c", "2021-05-01");
  Headline headline;
  headline.claim = theft.claims[0];
  headline.claim.id = "headlines/h";
  headline.claim.about = {"theft", "gone"};
  headline.claim.repeats = "headlines/later";
  reg.headlines["h"] = headline;
  publish("panel-report", "2020-06-01");
  Report report;
  report.citation.source = "panel-report";
  report.headlines = {"h", "later"};
  report.named = {"theft/second", "theft/first"};
  report.rows.resize(1);
  report.rows[0].incident = "gone";
  reg.reports["r"] = report;
  Link link;
  link.to = "gone";
  link.known_from = known("2020-05-01");
  theft.links = {link};
  Dispute dispute;
  dispute.sources = {"panel-report"};
  dispute.incidents = {"gone", "theft"};
  reg.disputes = {dispute};
  const Register kept = on("2021-02-09").content;
  EXPECT_TRUE(kept.incidents.at("theft").links.empty());
  EXPECT_EQ(kept.disputes.at(0).incidents, std::vector<std::string>{"theft"});
  EXPECT_EQ(kept.incidents.at("theft").claims[1].repeats, "theft/first");
  EXPECT_EQ(kept.headlines.at("h").claim.about, std::vector<std::string>{"theft"});
  EXPECT_EQ(kept.headlines.at("h").claim.repeats, "");
  EXPECT_EQ(kept.reports.at("r").headlines, std::vector<std::string>{"h"});
  EXPECT_EQ(kept.reports.at("r").named, std::vector<std::string>{"theft/first"});
  EXPECT_EQ(kept.reports.at("r").rows[0].incident, "");
}

// On the project's own register: what was public by a day gives the totals and the timeline that a
// question about the day gives, and nothing more.
TEST_F(KnownByTest, GivesTheTotalsAndTheTimelineOfThatDay) {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  const Path folder = Path(root == nullptr ? "." : root) / "register";
  const Register all = load_register(folder);
  const Rates rates = load_rates(folder);
  for (const char* const day : {"2016-06-01", "2019-08-13", "2021-02-09", "2024-03-07"}) {
    TotalsQuestion question;
    question.by = GroupBy::kSource;
    question.selection.known_by = parse_day(day);
    const Register kept = known_by(all, parse_day(day)).content;
    const Totals of_all = totals(all, rates, question), of_kept = totals(kept, rates, question);
    EXPECT_EQ(of_all.total.incidents, of_kept.total.incidents) << day;
    EXPECT_TRUE(of_all.total.chosen == of_kept.total.chosen) << day;
    EXPECT_TRUE(of_all.total.over_policies == of_kept.total.over_policies) << day;
    EXPECT_EQ(of_all.groups.size(), of_kept.groups.size()) << day;
    question.selection.level = Level::kNone;
    const Timeline then = timeline(all, question.selection);
    question.selection.known_by.reset();
    const Timeline now = timeline(kept, question.selection);
    EXPECT_EQ(then.headlines.size(), now.headlines.size()) << day;
    for (const TimelineEntry& entry : then.entries)
      EXPECT_TRUE(kept.incidents.contains(entry.incident->id)) << day << entry.incident->id;
    for (const TimelineEntry& entry : now.entries)
      for (const Said& said : entry.said) {
        ASSERT_TRUE(said.known_from().has_value());
        EXPECT_LE(said.known_from()->day, parse_day(day));
      }
  }
}

}  // namespace
}  // namespace spoor::reg
