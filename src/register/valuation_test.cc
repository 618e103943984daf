#include "register/valuation.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace spoor::reg {
namespace {

class ValuationTest : public ::testing::Test {
 protected:
  ValuationTest() {
    rates.add_reference(
        "date,USD_per_EUR,INR_per_EUR\n"
        "2018-08-01,1.2,80\n2018-08-03,1.2,79\n2018-08-07,1.2,81\n2018-08-10,1.2,80\n"
        "2018-08-13,1.2,80\n2018-08-17,1.2,80\n2018-08-20,1.2,80\n2018-08-24,1.2,80\n"
        "2018-08-28,1.2,80\n2019-08-30,1.1,79.2\n",
        "ecb.csv");
  }
  Valuer valuer(ValuedAt at, const char* day = "1970-01-01") const {
    return {rates, {.currency = "USD", .at = at, .when = parse_period(day)}};
  }
  Claim& claim(std::string_view amount, const char* unit) {
    return add_claim(incident, "c" + std::to_string(incident.claims.size()), ClaimKind::kGross,
                     amount, unit, "panel", "panel-report");
  }

  Register reg = empty_register();
  Incident& incident = add_incident(reg, "cosmos", "2018-08-11");
  Rates rates;
};

TEST_F(ValuationTest, AClaimInTheWantedCurrencyIsNotRevalued) {
  const Value value = valuer(ValuedAt::kEvent).value(incident, claim("13000000", "USD"));
  EXPECT_EQ(value.range, (Range{Exact(13000000), Exact(13000000)}));
  EXPECT_TRUE(value.conversions.empty());
  EXPECT_TRUE(value.is_whole());
}

TEST_F(ValuationTest, EachBasisHasItsDay) {
  Claim& rupees = claim("80", "INR");
  rupees.stated_at = parse_period("2019-08-30");
  const Value event = valuer(ValuedAt::kEvent).value(incident, rupees);
  EXPECT_EQ(event.range->low, Exact::parse("1.2"));
  ASSERT_EQ(event.conversions.size(), 1U);
  EXPECT_EQ(to_text(event.conversions[0].day), "2018-08-11");
  EXPECT_EQ(to_text(event.conversions[0].quotes[0].day), "2018-08-10");
  EXPECT_EQ(event.conversions[0].result, Exact::parse("1.2"));
  EXPECT_EQ(valuer(ValuedAt::kStatement).value(incident, rupees).range->low,
            Exact(80) * Exact::parse("1.1") / Exact::parse("79.2"));
  EXPECT_EQ(valuer(ValuedAt::kDay, "2018-08-07").value(incident, rupees).range->low,
            Exact(80) * Exact::parse("1.2") / Exact(81));
}

TEST_F(ValuationTest, AMonthGivesTheLeastAndTheMostOfItsDays) {
  incident.occurred = parse_period("2018-08");
  const Value value = valuer(ValuedAt::kEvent).value(incident, claim("100", "INR"));
  ASSERT_TRUE(value.is_whole());
  EXPECT_EQ(value.range->low, Exact(120) / Exact(81));
  EXPECT_EQ(value.range->high, Exact(120) / Exact(79));
  ASSERT_EQ(value.conversions.size(), 2U);
  EXPECT_EQ(to_text(value.conversions[0].quotes[0].day), "2018-08-07");
  EXPECT_EQ(to_text(value.conversions[1].quotes[0].day), "2018-08-03");
}

TEST_F(ValuationTest, WithoutARateItStaysInItsOwnUnit) {
  const Value monero = valuer(ValuedAt::kEvent).value(incident, claim("70", "XMR"));
  EXPECT_FALSE(monero.range);
  ASSERT_EQ(monero.not_valued.size(), 1U);
  EXPECT_EQ(monero.not_valued[0].unit, "XMR");
  EXPECT_EQ(monero.not_valued[0].amount, Exact(70));
  EXPECT_EQ(monero.not_valued[0].reason, "nothing prices XMR");
  incident.occurred = parse_period("2018-08/2018-09");
  const Value span = valuer(ValuedAt::kEvent).value(incident, claim("70", "INR"));
  EXPECT_FALSE(span.range);
  EXPECT_EQ(span.not_valued.at(0).reason,
            "no rate of INR in USD for 2018-09-02 or the 4 days before");
  EXPECT_EQ(
      valuer(ValuedAt::kStatement).value(incident, claim("70", "INR")).not_valued.at(0).reason,
      "it has no date for a rate");
}

TEST_F(ValuationTest, PartsAreValuedEachByItselfAndAdd) {
  const std::string whole = claim("", "USD").id;
  incident.claims.back().is_sum_of_parts = true;
  claim("13", "USD").part_of = whole;
  claim("80", "INR").part_of = whole;
  claim("70", "XMR").part_of = whole;
  claim("1", "USD").part_of = "cosmos/other";
  Claim& unsure = claim("5", "USD");
  unsure.part_of = whole;
  unsure.unconfirmed = true;
  const Value value = valuer(ValuedAt::kEvent).value(incident, incident.claims.front());
  EXPECT_EQ(value.range->low, Exact::parse("14.2"));
  EXPECT_FALSE(value.is_whole());
  ASSERT_EQ(value.not_valued.size(), 2U);
  EXPECT_EQ(value.not_valued[0].unit, "XMR");
  EXPECT_EQ(value.not_valued[1].reason, "not confirmed");
}

TEST_F(ValuationTest, APartThatWasNotKnownYetIsNotValued) {
  const std::string whole = claim("", "USD").id;
  incident.claims.back().is_sum_of_parts = true;
  claim("13", "USD").part_of = whole;
  Claim& later = claim("7", "USD");
  later.part_of = whole;
  later.known_from = KnownFrom{parse_day("2019-08-30"), "panel-report"};
  const auto known_by = [&](const char* day) {
    return valuer(ValuedAt::kEvent).value(incident, incident.claims.front(), parse_day(day));
  };
  EXPECT_EQ(known_by("2019-08-30").range->low, Exact(20));
  EXPECT_EQ(known_by("2019-08-29").range->low, Exact(13));
  EXPECT_EQ(known_by("2019-08-29").not_valued.at(0).reason, "not known by that day");
}

}  // namespace
}  // namespace spoor::reg
