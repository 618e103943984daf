#include "register/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "register/test_register.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class CompareTest : public ::testing::Test {
 protected:
  CompareTest() {
    rates.add_reference("date,USD_per_EUR,INR_per_EUR\n2019-08-30,1.1,77\n", "ecb.csv");
    Source& panel = reg.sources["panel-report"];
    panel.published = parse_period("2019-08-30");
    Report& report = reg.reports["annex"];
    report.id = "annex";
    report.citation.source = "panel-report";
    report.covers = parse_period("2016/2018");
  }
  ReportRow& row(const char* name, const char* section, std::vector<ReportPart> parts) {
    ReportRow made;
    made.row = name;
    made.section = section;
    made.parts = std::move(parts);
    return reg.reports["annex"].rows.emplace_back(made);
  }
  static ReportPart part(ClaimKind kind, const char* amount, const char* unit = "USD",
                         Bound bound = Bound::kExact) {
    return {.kind = kind, .amount = Exact::parse(amount), .unit = unit, .bound = bound};
  }
  Headline& headline(const char* name, const char* amount, const char* report = "annex") {
    Headline made;
    made.claim.id = std::string("headlines/") + name;
    if (*amount) made.claim.amount = Exact::parse(amount);
    made.claim.unit = "USD";
    made.claim.party = "panel";
    made.claim.citation.source = "panel-report";
    reg.reports[report].headlines.push_back(name);
    return reg.headlines[name] = made;
  }
  Comparison compared(const char* report = "annex", const char* currency = "USD") const {
    return compare(reg, rates, report, {.currency = currency});
  }
  static std::optional<Range> point(std::int64_t amount) {
    return Range{Exact(amount), Exact(amount)};
  }

  Register reg = empty_register();
  Rates rates;
};

TEST_F(CompareTest, ARowIsPrintedWithItsAttemptAndRealisedWithItsLoss) {
  row("A1", "banks", {part(ClaimKind::kAttempted, "951"), part(ClaimKind::kNet, "81")});
  row("A2", "banks", {part(ClaimKind::kGross, "18", "USD", Bound::kAtLeast)});
  row("A3", "banks", {part(ClaimKind::kAttempted, "60")});
  row("A4", "banks", {part(ClaimKind::kGross, "101"), part(ClaimKind::kNet, "90")});
  row("A5", "banks", {part(ClaimKind::kFace, "290")});
  row("A6", "banks", {});
  row("A7", "banks", {part(ClaimKind::kAttempted, "30"), part(ClaimKind::kGross, "20")});
  const Comparison found = compared();
  EXPECT_EQ(found.all.printed.as_printed.range, point(951 + 18 + 60 + 101 + 290 + 30));
  EXPECT_EQ(found.all.realised.as_printed.range, point(81 + 18 + 90 + 20));
  EXPECT_EQ(found.all.printed.as_printed.bounds.of_sum(), Bound::kAtLeast);
  EXPECT_THAT(found.all.not_realised,
              ElementsAre(ClaimKind::kAttempted, ClaimKind::kGross, ClaimKind::kFace));
  EXPECT_EQ(found.all.with_amount, 6U);
  ASSERT_EQ(found.without_amount.size(), 1U);
  EXPECT_EQ(found.without_amount[0]->row, "A6");
  ASSERT_EQ(found.attempts.size(), 2U);
  EXPECT_EQ(found.attempts[0].attempted.range->low, Exact(951));
  EXPECT_EQ(found.attempts[0].realised.range->low, Exact(81));
  EXPECT_THAT(found.sections, IsEmpty());
}

TEST_F(CompareTest, OtherUnitsAreConvertedAtThePublicationAndKeptApart) {
  row("A15", "banks", {part(ClaimKind::kGross, "13"), part(ClaimKind::kGross, "140", "INR")});
  row("B1", "crypto", {part(ClaimKind::kGross, "70", "XMR")});
  const Comparison found = compared();
  EXPECT_EQ(found.all.realised.as_printed.range, point(13));
  EXPECT_EQ(found.all.realised.converted.range, point(15));
  ASSERT_EQ(found.conversions.size(), 1U);
  EXPECT_EQ(to_text(found.conversions[0].day), "2019-08-30");
  ASSERT_EQ(found.not_valued.size(), 1U);
  EXPECT_EQ(found.not_valued[0].unit, "XMR");
  ASSERT_EQ(found.sections.size(), 2U);
  EXPECT_EQ(found.sections[0].realised.converted.range, point(15));
  reg.sources["panel-report"].published = std::nullopt;
  EXPECT_EQ(compared().not_valued.size(), 2U);
}

// Of an attempt and its loss each is converted, and told of once where it is both.
TEST_F(CompareTest, EveryConversionBehindARowIsThereOnce) {
  row("A1", "banks", {part(ClaimKind::kAttempted, "951"), part(ClaimKind::kNet, "140", "INR")});
  row("A2", "banks", {part(ClaimKind::kAttempted, "70", "XMR"), part(ClaimKind::kNet, "7", "XMR")});
  row("A3", "banks", {part(ClaimKind::kGross, "70", "INR")});
  const Comparison found = compared();
  ASSERT_EQ(found.conversions.size(), 2U);
  EXPECT_EQ(found.conversions[0].amount, Exact(140));
  EXPECT_EQ(found.conversions[1].amount, Exact(70));
  ASSERT_EQ(found.not_valued.size(), 2U);
  EXPECT_EQ(found.not_valued[1].amount, Exact(7));
}

// 10 dollars are 9.09 euro; nothing that is printed is in euro, and that is not zero.
TEST_F(CompareTest, WhatIsPrintedInNoRowIsNoFigure) {
  row("A1", "banks", {part(ClaimKind::kGross, "11")});
  row("A2", "banks", {part(ClaimKind::kGross, "22"), part(ClaimKind::kGross, "5", "EUR")});
  row("B1", "crypto", {part(ClaimKind::kGross, "70", "XMR", Bound::kAtLeast)});
  row("B2", "crypto", {});
  const Comparison found = compared("annex", "EUR");
  EXPECT_EQ(found.all.with_amount, 3U);
  const Amounts& all = found.all.realised;
  EXPECT_EQ(all.as_printed.range, point(5));
  EXPECT_EQ(all.as_printed.rows, 1U);
  EXPECT_EQ(all.as_printed.in_part, 1U);
  EXPECT_EQ(all.as_printed.left_out, 2U);
  EXPECT_EQ(all.converted.range, point(35));
  EXPECT_EQ(all.converted.rows, 2U);
  EXPECT_EQ(all.converted.in_part, 0U);
  EXPECT_EQ(all.converted.left_out, 1U);
  EXPECT_EQ(all.converted.bounds, Bounds());
  ASSERT_EQ(found.sections.size(), 2U);
  EXPECT_EQ(found.sections[1].realised.as_printed.range, std::nullopt);
  EXPECT_EQ(found.sections[1].realised.converted.range, std::nullopt);
  EXPECT_EQ(found.rows[2].printed.converted.range, std::nullopt);
}

TEST_F(CompareTest, RowsThatRepeatAnotherAreInNoSum) {
  row("A15", "banks", {part(ClaimKind::kGross, "13")}).countries = {"IN"};
  ReportRow& again = row("B11", "crypto", {part(ClaimKind::kGross, "13")});
  again.duplicate_of = "A15";
  again.countries = {"IN"};
  const Comparison found = compared();
  EXPECT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.all.rows, 1U);
  EXPECT_EQ(found.all.printed.as_printed.range, point(13));
  EXPECT_EQ(found.countries.at(0).rows, 2U);
  EXPECT_EQ(found.countries.at(0).without_duplicates, 1U);
}

TEST_F(CompareTest, TwoRowsOfOneIncidentAreShownWhereNoneIsMarked) {
  add_incident(reg, "cosmos", "2018-08");
  for (const char* name : {"A15", "B11"})
    row(name, "banks", {part(ClaimKind::kGross, "13")}).incident = "cosmos";
  EXPECT_THAT(compared().unmarked, ElementsAre(Pair("cosmos", ElementsAre("A15", "B11"))));
  reg.reports["annex"].rows[1].duplicate_of = "A15";
  EXPECT_THAT(compared().unmarked, IsEmpty());
}

TEST_F(CompareTest, AnArticleIsHeldAgainstTheRowsOfTheReportThatItTellsOf) {
  row("A1", "banks", {part(ClaimKind::kGross, "13")}).countries = {"IN", "XX"};
  headline("paper", "2000").claim.repeats = "headlines/article";
  headline("article", "2000", "press").countries = 17;
  Report& press = reg.reports["press"];
  press.id = "press";
  press.country_list = {{"IN", 3}, {"PL", 1}};
  reg.reports["another"].country_list = {{"KR", 10}};
  const Comparison article = compared("press");
  ASSERT_NE(article.rows_of, nullptr);
  EXPECT_EQ(article.rows_of->id, "annex");
  EXPECT_EQ(article.all.realised.as_printed.range, point(13));
  EXPECT_EQ(article.listed_cases, 4U);
  EXPECT_EQ(article.listed_countries(), 2U);
  EXPECT_EQ(article.row_countries(), 1U);
  EXPECT_EQ(compared("annex").list_of, &press);
  EXPECT_EQ(compared("another").rows_of, nullptr);
}

TEST_F(CompareTest, AHeadlineOfAShorterWindowIsHeldAgainstTheRowsWithinIt) {
  add_incident(reg, "first", "2016-05");
  add_incident(reg, "second", "2018-05");
  row("A1", "banks", {part(ClaimKind::kGross, "13")}).incident = "first";
  row("A2", "banks", {part(ClaimKind::kGross, "7")}).incident = "second";
  ReportRow& again = row("A3", "banks", {part(ClaimKind::kGross, "7")});
  again.incident = "second";
  again.duplicate_of = "A2";
  headline("all", "20").covers = parse_period("2016/2018");
  headline("last-year", "7").covers = parse_period("2018");
  const Comparison found = compared();
  ASSERT_EQ(found.headlines.size(), 2U);
  EXPECT_TRUE(found.headlines[0].is_of_all_rows);
  EXPECT_EQ(found.headlines[0].rows.realised.as_printed.range, point(20));
  EXPECT_FALSE(found.headlines[1].is_of_all_rows);
  EXPECT_EQ(found.headlines[1].rows.realised.as_printed.range, point(7));
  EXPECT_EQ(found.headlines[1].rows.rows, 1U);
}

TEST_F(CompareTest, ClaimsWithinTheHeadlineStandTheLargestFirst) {
  Incident& kucoin = add_incident(reg, "kucoin", "2020-09-26");
  add_claim(kucoin, "panel", ClaimKind::kGross, "281", "USD", "panel", "panel-report");
  add_claim(kucoin, "small", ClaimKind::kGross, "23", "USD", "panel", "panel-report");
  headline("whole", "316.4").claim.party = "member-state";
  headline("other", "5");
  reg.reports["annex"].named = {"kucoin/small", "kucoin/panel", "headlines/other"};
  std::vector<std::string> names;
  for (const NamedClaim& named : compared().named) names.push_back(named.claim->id);
  EXPECT_THAT(names, ElementsAre("kucoin/panel", "kucoin/small", "headlines/other"));
  reg.incidents["kucoin"].claims[0].citation.source = "article";
  names.clear();
  for (const NamedClaim& named : compared().named) names.push_back(named.claim->id);
  EXPECT_THAT(names, ElementsAre("kucoin/small", "headlines/other", "kucoin/panel"));
  EXPECT_EQ(percent(Exact(304), Exact::parse("316.4")).fixed(0), "96");
}

TEST_F(CompareTest, RowsStandBesideTheClaimsAboutTheirIncident) {
  Incident& nicehash = add_incident(reg, "nicehash", "2017-12-06");
  add_claim(nicehash, "charged", ClaimKind::kGross, "75", "USD", "prosecutor", "indictment");
  add_claim(nicehash, "panel", ClaimKind::kGross, "65", "USD", "panel", "panel-report");
  row("B9", "crypto", {part(ClaimKind::kGross, "70")}).incident = "nicehash";
  row("B10", "crypto", {part(ClaimKind::kGross, "1")}).incident = "nicehash";
  const Comparison found = compared();
  EXPECT_EQ(found.rows[0].incident->chosen->low, Exact(75));
  EXPECT_EQ(found.rows[0].incident->over_policies, (Range{Exact(65), Exact(75)}));
  EXPECT_EQ(found.incidents.chosen->low, Exact(75));
  EXPECT_EQ(found.incidents.incidents, 1U);
}

TEST_F(CompareTest, SumsOverIncidentsKeepTheirBoundsAndCountOfWhichNobodyStatesALoss) {
  const auto lost = [&](const char* id, const char* amount, Bound bound) {
    add_claim(add_incident(reg, id, "2018"), "a", ClaimKind::kGross, amount, "USD", "panel",
              "panel-report")
        .bound = bound;
    row(id, "banks", {part(ClaimKind::kGross, "1")}).incident = id;
  };
  lost("a", "10", Bound::kAtLeast);
  lost("b", "20", Bound::kAtMost);
  lost("c", "", Bound::kExact);
  const Comparison found = compared();
  EXPECT_EQ(found.incidents.incidents, 3U);
  EXPECT_EQ(found.incidents.stated, 2U);
  EXPECT_EQ(found.incidents.chosen, point(30));
  EXPECT_EQ(found.rows[0].incident->bounds, Bounds(Bound::kAtLeast));
  EXPECT_EQ(word(found.incidents.bounds), "mixed");
}

TEST_F(CompareTest, AClaimBesideTheHeadlineIsAsCertainAsItSays) {
  Incident& theft = add_incident(reg, "theft", "2020-09-26");
  add_claim(theft, "a", ClaimKind::kGross, "281", "USD", "panel", "panel-report").bound =
      Bound::kAbout;
  add_claim(theft, "b", ClaimKind::kGross, "7", "XMR", "panel", "panel-report");
  headline("whole", "316.4");
  reg.reports["annex"].named = {"theft/a", "theft/b"};
  const Comparison found = compared();
  const Tally dollars = found.named.at(0).tally(), monero = found.named.at(1).tally();
  EXPECT_EQ(dollars.range, point(281));
  EXPECT_EQ(dollars.bounds, Bounds(Bound::kAbout));
  EXPECT_EQ(dollars.rows, 1U);
  EXPECT_EQ(dollars.left_out, 0U);
  EXPECT_EQ(monero.range, std::nullopt);
  EXPECT_EQ(monero.rows, 0U);
  EXPECT_EQ(monero.left_out, 1U);
}

// In euro at 1.1 on the day of the publication, whenever the claims were stated.
TEST_F(CompareTest, EverythingIsValuedOnOneBasis) {
  rates = {};
  rates.add_reference("date,USD_per_EUR\n2018-08-10,1.25\n2019-08-29,1\n2019-08-30,1.1\n",
                      "ecb.csv");
  Incident& bank = add_incident(reg, "bank", "2018-08-10");
  Claim& claim = add_claim(bank, "a", ClaimKind::kGross, "110", "USD", "panel", "panel-report");
  claim.stated_at = parse_period("2019-08-29");
  row("A1", "banks", {part(ClaimKind::kGross, "110")}).incident = "bank";
  headline("whole", "220").covers = parse_period("2018-08-10");
  reg.reports["annex"].named = {"bank/a"};
  const auto values = [](const Comparison& found) {
    return std::vector{found.headlines[0].value.range, found.named[0].value.range,
                       found.rows[0].realised.converted.range, found.rows[0].incident->chosen};
  };
  const Comparison published = compared("annex", "EUR");
  EXPECT_THAT(values(published), ElementsAre(point(200), point(100), point(100), point(100)));
  std::vector<std::string> noted;
  for (const Conversion& conversion : published.conversions) {
    noted.push_back(conversion.claim);
    EXPECT_EQ(to_text(conversion.quotes.at(0).day), "2019-08-30");
  }
  EXPECT_THAT(noted, ElementsAre("A1", "bank/a", "headlines/whole", "bank/a"));
  const ValueBasis event{.currency = "EUR", .at = ValuedAt::kEvent};
  EXPECT_THAT(values(compare(reg, rates, "annex", {.basis = event})),
              ElementsAre(point(176), point(88), point(88), point(88)));
}

TEST_F(CompareTest, OnlyWhatIsNoRepetitionCountsAgainstTheList) {
  EXPECT_FALSE(
      (CountryCount{.code = "IN", .listed = 3, .rows = 4, .without_duplicates = 3}).differs());
  EXPECT_TRUE(
      (CountryCount{.code = "NG", .listed = 1, .rows = 2, .without_duplicates = 2}).differs());
  EXPECT_FALSE(
      (CountryCount{.code = "PL", .listed = 1, .rows = 0, .without_duplicates = 0}).differs());
}

TEST_F(CompareTest, AReportThatIsNotThereIsAnError) { EXPECT_THROW(compared("annexe"), Error); }

}  // namespace
}  // namespace spoor::reg
