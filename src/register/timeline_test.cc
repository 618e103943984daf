#include "register/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/test_register.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;

class TimelineTest : public ::testing::Test {
 protected:
  static std::optional<KnownFrom> known(const char* day) {
    return KnownFrom{parse_day(day), "article"};
  }
  Headline& headline(const char* name, const char* day, const char* actor = "dprk") {
    Headline made;
    made.claim.id = name;
    made.actor = actor;
    if (*day) made.claim.known_from = known(day);
    return reg.headlines[name] = made;
  }
  // "later: c2, un" and so on.
  std::vector<std::string> shown(const Timeline& timeline) const {
    std::vector<std::string> lines;
    for (const TimelineEntry& entry : timeline.entries) {
      std::string line = entry.incident->id + ":";
      for (const Said& said : entry.said)
        line += " " + (said.claim ? said.claim->id : "by " + said.attribution->party);
      lines.push_back(line);
    }
    return lines;
  }

  Register reg = empty_register();
  Selection selection;
};

TEST_F(TimelineTest, IncidentsByDateAndWhatWasSaidByFirstAppearance) {
  Incident& later = add_incident(reg, "a-later", "2020-09-26");
  add_claim(later, "paper", ClaimKind::kGross, "281", "USD", "panel", "panel-report").known_from =
      known("2021-03-04");
  add_claim(later, "leak", ClaimKind::kGross, "281", "USD", "panel", "article").known_from =
      known("2021-02-09");
  add_claim(later, "undated", ClaimKind::kGross, "150", "USD", "press", "article");
  attribute(later, "lazarus", "panel", "panel-report").known_from = known("2021-02-20");
  attribute(add_incident(reg, "z-earlier", "2016"), "lazarus", "panel", "panel-report");
  const Timeline all = timeline(reg, selection);
  EXPECT_THAT(shown(all), ElementsAre("z-earlier: by panel",
                                      "a-later: a-later/leak by panel a-later/paper "
                                      "a-later/undated"));
  EXPECT_EQ(to_text(all.entries[1].first_known->day), "2021-02-09");
  EXPECT_FALSE(all.entries[0].first_known);

  selection.known_by = parse_day("2021-02-20");
  const Timeline then = timeline(reg, selection);
  EXPECT_THAT(shown(then), ElementsAre("a-later: a-later/leak by panel"));
  EXPECT_EQ(then.claims_without_known_from, 1U);
  selection.known_by = parse_day("2021-02-19");
  EXPECT_THAT(shown(timeline(reg, selection)), ElementsAre());
  selection.level = Level::kNone;
  EXPECT_THAT(shown(timeline(reg, selection)), ElementsAre("a-later: a-later/leak"));
  EXPECT_EQ(timeline(reg, selection).attributions_without_known_from, 1U);
}

TEST_F(TimelineTest, HeadlinesAreKnownFromTheirFirstAppearance) {
  headline("of-2021", "2021-02-09");
  headline("of-2019", "2019-08-13");
  headline("undated", "");
  headline("of-others", "2019-08-13", "others");
  selection.known_by = parse_day("2019-08-13");
  const Timeline then = timeline(reg, selection);
  ASSERT_EQ(then.headlines.size(), 1U);
  EXPECT_EQ(then.headlines[0]->claim.id, "of-2019");
  EXPECT_EQ(then.headlines_without_known_from, 1U);
  selection.known_by = parse_day("2019-08-12");
  EXPECT_TRUE(timeline(reg, selection).headlines.empty());
  selection.known_by.reset();
  EXPECT_EQ(timeline(reg, selection).headlines.size(), 3U);
}

}  // namespace
}  // namespace spoor::reg
