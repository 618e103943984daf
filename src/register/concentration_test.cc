#include "register/concentration.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace spoor::reg {
namespace {

Totals totals_of(const Register& reg) {
  static const Rates none;
  TotalsQuestion question;
  question.selection.actor = kAnyActor;
  question.selection.level = Level::kNone;
  return totals(reg, none, question);
}

TEST(Concentration, SumsTheLargestFirst) {
  Register reg = empty_register();
  for (const auto& [id, amount] :
       {std::pair("a", "10"), std::pair("b", "60"), std::pair("c", "30"), std::pair("d", "")})
    add_claim(add_incident(reg, id, "2020"), "x", ClaimKind::kGross, amount, "USD", "press",
              "article");
  const Totals totals = totals_of(reg);
  const std::vector<Largest> all = concentration(totals);
  ASSERT_EQ(all.size(), 3U);  // nobody knows what d is
  EXPECT_EQ(all[0].last->id, "b");
  EXPECT_EQ(all[0].least_percent, Exact(60));
  EXPECT_EQ(all[0].most_percent, Exact(60));
  EXPECT_EQ(all[1].last->id, "c");
  EXPECT_EQ(all[1].sum.low, Exact(90));
  EXPECT_EQ(all[1].least_percent, Exact(90));
  EXPECT_EQ(all[2].least_percent, Exact(100));
}

// 100 or 300 beside 50 or 100: a half, or six parts of seven.
TEST(Concentration, WhereFiguresAreRangesSoAreTheShares) {
  Register reg = empty_register();
  for (const auto& [id, amounts] :
       {std::pair("large", std::pair("100", "300")), std::pair("small", std::pair("50", "100"))}) {
    Incident& incident = add_incident(reg, id, "2020");
    for (const char* const amount : {amounts.first, amounts.second})
      add_claim(incident, amount, ClaimKind::kGross, amount, "USD", "press", "article");
  }
  const Totals totals = totals_of(reg);
  const std::vector<Largest> all = concentration(totals);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].last->id, "large");
  EXPECT_EQ(all[0].least_percent, Exact(50));
  EXPECT_EQ(all[0].most_percent, Exact(600) / Exact(7));
  EXPECT_EQ(all[1].least_percent, Exact(100));
  EXPECT_EQ(all[1].most_percent, Exact(100));
}

TEST(Concentration, OfNothingThereIsNone) {
  const Register reg = empty_register();
  EXPECT_TRUE(concentration(totals_of(reg)).empty());
}

}  // namespace
}  // namespace spoor::reg
