#include "dossier/caveats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/story_report.h"

namespace spoor::dossier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::StoryReport;

TEST(Warnings, OfWhatTheFiguresDoNotHold) {
  StoryReport story;
  EXPECT_THAT(warnings(story.report()),
              ElementsAre(HasSubstr("0.00011000 BTC was declared stolen where another label")));
  for (tracing::LabelTotals& totals : story.result.totals) totals.overlap = {};
  EXPECT_THAT(warnings(story.report()), IsEmpty());

  story.result.unknown_fees = 1'234;
  EXPECT_THAT(warnings(story.report()),
              ElementsAre(HasSubstr("1,234 transactions paid a fee that is not known")));
  story.result.unknown_fees = 0;

  auto& kinds = story.result.totals[0].by_kind;
  kinds[static_cast<std::size_t>(tracing::RowKind::kUnknownInput)] = Satoshi{7};
  EXPECT_THAT(warnings(story.report()),
              ElementsAre(HasSubstr("0.00000007 BTC met an input of unknown value")));
  story.view.genesis_rooted = false;
  story.view.first_height = 100;
  EXPECT_THAT(warnings(story.report()), ElementsAre(HasSubstr("begins at block 100"),
                                                    HasSubstr("met an input of unknown value")));
}

TEST(Warnings, OfTheLimitAndOfPoison) {
  StoryReport story(tracing::kPoison);
  story.result.hit_limit = true;
  EXPECT_THAT(warnings(story.report()),
              ElementsAre(HasSubstr("The limit of 5,000,000 transactions was reached"),
                          HasSubstr("Poison marks everything")));
}

}  // namespace
}  // namespace spoor::dossier
