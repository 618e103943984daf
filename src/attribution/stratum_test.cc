#include "attribution/stratum.h"

#include <gtest/gtest.h>

#include "attribution/test_incidents.h"

namespace spoor::attribution {
namespace {

class StratumTest : public testing::Test {
 protected:
  StratumTest() : one(reg::add_incident(reg, "one", "2021-02-13")) {}
  Stratum of(std::string_view day = "") {
    View view{reg};
    if (!day.empty()) view.known_by = reg::parse_day(day);
    return stratum_of(view, one);
  }

  reg::Register reg = reg::empty_register();
  reg::Incident& one;
};

TEST_F(StratumTest, IsWayInSectorAndYears) {
  one.sector = reg::Sector::kExchange;
  EXPECT_EQ(of(), (Stratum{Entry::kNotRecorded, SectorGroup::kCustodians, Years::k2020To2022}));
  see_vector(one, "T1566.001");
  EXPECT_EQ(of().entry, Entry::kIntrusion);
  EXPECT_EQ(of().text(), "intrusion into a custodian, 2020 to 2022");
  see_vector(one, "T1190");
  EXPECT_EQ(of().entry, Entry::kExploit);
}

TEST_F(StratumTest, TakesAWordOfUnknownBasisButNoneThatIsUnconfirmedOrLater) {
  see_vector(one, "T1190").unconfirmed = true;
  EXPECT_EQ(of().entry, Entry::kNotRecorded);
  see_vector(one, "T1190", reg::Basis::kUnknown).known_from = known("2021-03-01");
  EXPECT_EQ(of("2021-02-28").entry, Entry::kNotRecorded);
  EXPECT_EQ(of("2021-03-01").entry, Entry::kExploit);
}

TEST_F(StratumTest, LaunderingSaysNothingOfTheWayIn) {
  see_step(one, "mixer");
  EXPECT_EQ(of().entry, Entry::kNotRecorded);
}

TEST_F(StratumTest, YearsBreakWhereLaunderingChanged) {
  const auto years = [&](std::string_view text) {
    one.occurred = reg::parse_period(text);
    return of().years;
  };
  EXPECT_EQ(years("2019-12-31"), Years::kTo2019);
  EXPECT_EQ(years("2020"), Years::k2020To2022);
  EXPECT_EQ(years("2022-12-31"), Years::k2020To2022);
  EXPECT_EQ(years("2023-01-01"), Years::kFrom2023);
}

TEST(DefinesStratum, OnlyWaysIn) {
  EXPECT_TRUE(defines_stratum(reg::ObservationKind::kVector, "T1190"));
  EXPECT_FALSE(defines_stratum(reg::ObservationKind::kVector, "T1566"));
  EXPECT_FALSE(defines_stratum(reg::ObservationKind::kInfrastructure, "T1190"));
}

}  // namespace
}  // namespace spoor::attribution
