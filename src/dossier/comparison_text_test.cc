#include "dossier/comparison_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/test_register.h"

namespace spoor::dossier {
namespace {

using reg::Bound;
using reg::ClaimKind;
using reg::Exact;
using reg::Range;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Range millions_of(int low, int high) {
  const Exact million(1'000'000);
  return {Exact(low) * million, Exact(high) * million};
}

TEST(ComparisonText, NothingIsNoFigureAndNotZero) {
  EXPECT_EQ(tally_text({}), "no figure");
  reg::Tally tally;
  tally.range = millions_of(3, 3);
  tally.bounds += Bound::kAtLeast;
  EXPECT_EQ(tally_text(tally, 1, " million"), "at least 3.0 million");
}

TEST(ComparisonText, DifferencesAndSharesOfRangesAreRanges) {
  EXPECT_EQ(difference_text(millions_of(3, 3), millions_of(3, 3)), "equal to the headline");
  EXPECT_EQ(difference_text(millions_of(3, 4), millions_of(7, 9)),
            "3.0 to 6.0 less than the headline");
  EXPECT_EQ(difference_text(millions_of(9, 9), millions_of(7, 7)), "2.0 more than the headline");
  EXPECT_EQ(difference_text(millions_of(3, 8), millions_of(7, 9)), "in the range of the headline");
  EXPECT_EQ(difference_text(millions_of(5, 10), millions_of(7, 9)), "in the range of the headline");
  EXPECT_EQ(difference_text({}, millions_of(7, 9)), "which cannot be held against the headline");
  EXPECT_EQ(share_text(millions_of(3, 4), millions_of(5, 10)), "30 to 80 %");
}

TEST(ComparisonText, WhatIsPrintedAndNotRealisedIsNamedByItsKind) {
  EXPECT_EQ(included_text({}), "");
  EXPECT_EQ(included_text({ClaimKind::kFace}), "face value included");
  EXPECT_EQ(included_text({ClaimKind::kAttempted, ClaimKind::kFace}),
            "attempts and face value included");
}

TEST(ComparisonText, SaysHowManyRowsAreInNoSum) {
  reg::RowSum sum;
  EXPECT_THAT(left_out_texts(sum, "EUR"), IsEmpty());
  sum.printed.as_printed.left_out = 3;
  sum.printed.as_printed.in_part = 1;
  sum.realised = sum.printed;
  sum.printed.converted.left_out = 2;
  EXPECT_THAT(
      left_out_texts(sum, "EUR"),
      ElementsAre("In no sum as printed in EUR: 3 rows and a part of 1 row, printed in other "
                  "units.",
                  "In no sum at all: 2 rows, in units that have no rate."));
}

// A headline of 100 by a member state; 40 of the panel in the same paper, 8 in another.
TEST(ComparisonText, TheConditionStandsOverEverySumOfNamedClaims) {
  reg::Register reg = reg::empty_register();
  reg::Incident& theft = add_incident(reg, "theft", "2020-09-26");
  add_claim(theft, "a", ClaimKind::kGross, "40000000", "USD", "panel", "article");
  add_claim(theft, "b", ClaimKind::kGross, "8000000", "USD", "panel", "panel-report");
  reg::Headline& headline = reg.headlines["whole"];
  headline.claim.id = "headlines/whole";
  headline.claim.amount = Exact(100'000'000);
  headline.claim.unit = "USD";
  headline.claim.party = "member-state";
  headline.claim.citation.source = "article";
  reg::Report& report = reg.reports["r"];
  report.id = "r";
  report.citation.source = "article";
  report.headlines = {"whole"};
  report.named = {"theft/b", "theft/a"};
  const auto texts = [&] {
    return condition_texts(reg::compare(reg, {}, "r"), [](const std::string& id) { return id; });
  };
  EXPECT_THAT(texts(),
              ElementsAre("Beside it in its paper (article): 40.0, 60.0 less than the headline and "
                          "40 % of it, if it is in it: another claimant stated it (member-state; "
                          "these: panel). No source of the register says so.",
                          HasSubstr("48.0, 52.0 less than the headline and 48 % of it, if both are "
                                    "in it: another claimant stated it")));
  EXPECT_THAT(texts().at(1), HasSubstr("One stands not in its paper, but in panel-report, and no "
                                       "source of the register places it in it: theft/b."));
  report.named = {"theft/a"};
  headline.claim.party = "panel";
  EXPECT_THAT(texts(), ElementsAre(HasSubstr("the same claimant states both, and not that")));
}

}  // namespace
}  // namespace spoor::dossier
