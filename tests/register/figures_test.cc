// The figures of two articles and two reports, out of the project's own register.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "register/compare.h"
#include "register/load.h"
#include "register/timeline.h"
#include "register/totals.h"

namespace spoor::reg {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

class Figures : public ::testing::Test {
 protected:
  static Path folder() {
    const char* source = std::getenv("SPOOR_SOURCE_DIR");
    return Path(source ? source : ".") / "register";
  }
  static const Register& content() {
    static const Register loaded = load_register(folder());
    return loaded;
  }
  static const Rates& rates() {
    static const Rates loaded = load_rates(folder());
    return loaded;
  }
  static Comparison compared(const char* report) { return compare(content(), rates(), report); }
  static std::string in_millions(const Exact& amount, int decimals = 1) {
    return (amount / Exact(1'000'000)).fixed(decimals);
  }
  static std::vector<std::string> names(const std::vector<const ReportRow*>& rows) {
    std::vector<std::string> out;
    for (const ReportRow* row : rows) out.push_back(row->row);
    return out;
  }
  static std::vector<std::string> codes(const Comparison& comparison, bool in_list, bool in_rows) {
    std::vector<std::string> out;
    for (const CountryCount& country : comparison.countries)
      if ((country.listed > 0) == in_list && (country.rows > 0) == in_rows)
        out.push_back(country.code);
    return out;
  }
  static const AttemptAndLoss& attempt(const Comparison& comparison, const char* row) {
    return *std::ranges::find(comparison.attempts, row,
                              [](const AttemptAndLoss& found) { return found.row->row; });
  }
};

TEST_F(Figures, RowsOfTheReportOf2019) {
  const Comparison annex = compared("un-2019");
  EXPECT_EQ(annex.rows.size(), 36U);
  EXPECT_EQ(annex.all.rows, 35U);
  EXPECT_THAT(names(annex.duplicates), ElementsAre("B11"));
  EXPECT_EQ(annex.duplicates[0]->duplicate_of, "A15");
  EXPECT_THAT(names(annex.without_amount), ElementsAre("A16", "B7", "B8"));
  EXPECT_THAT(names(annex.inferred), ElementsAre("A11"));
  ASSERT_EQ(annex.headlines.size(), 1U);
  const Headline& headline = *annex.headlines[0].headline;
  EXPECT_EQ(headline.cases, 35U);
  EXPECT_EQ(headline.cases_bound, Bound::kAtLeast);
  EXPECT_EQ(headline.claim.amount, Exact(2'000'000'000));
  EXPECT_EQ(headline.claim.bound, Bound::kAtMost);
}

TEST_F(Figures, SumsOfTheReportOf2019) {
  const Comparison annex = compared("un-2019");
  EXPECT_EQ(annex.all.realised.as_printed.range->low, Exact(338'659'000));
  EXPECT_EQ(annex.all.realised.as_printed.bounds.of_sum(), Bound::kAtLeast);
  EXPECT_EQ(in_millions(annex.all.realised.as_printed.range->low), "338.7");
  EXPECT_EQ(in_millions(annex.all.realised.converted.range->low), "340.6");
  EXPECT_TRUE(annex.all.realised.converted.range->is_point());
  EXPECT_EQ(in_millions(annex.all.printed.as_printed.range->low), "2212.5");
  ASSERT_EQ(annex.sections.size(), 2U);
  EXPECT_EQ(annex.sections[0].section, "banks");
  EXPECT_EQ(in_millions(annex.sections[0].printed.as_printed.range->low), "2058.7");
  for (const Conversion& conversion : annex.conversions)
    EXPECT_EQ(to_text(conversion.day), "2019-08-30") << conversion.claim;
  const auto rupees = std::ranges::find(annex.conversions, "A15", &Conversion::claim);
  ASSERT_NE(rupees, annex.conversions.end());
  EXPECT_EQ(rupees->amount, Exact(139'000'000));
  EXPECT_EQ(to_text(rupees->quotes[0].day), "2019-08-30");
}

TEST_F(Figures, CountriesOfTheReportOf2019) {
  const Comparison annex = compared("un-2019");
  EXPECT_EQ(annex.listed_countries(), 17U);
  EXPECT_EQ(annex.listed_cases, 30U);
  EXPECT_EQ(annex.row_countries(), 23U);
  EXPECT_THAT(codes(annex, true, false), ElementsAre("PL"));
  std::vector<std::string> differ;
  for (const CountryCount& country : annex.countries)
    if (country.differs()) differ.push_back(country.code);
  EXPECT_THAT(differ, ElementsAre("NG"));
  EXPECT_THAT(codes(annex, false, true), ElementsAre("ES", "HK", "JP", "MX", "SG", "TH", "TW"));
}

TEST_F(Figures, AttemptsThatMayBeReadAsLosses) {
  const Comparison annex = compared("un-2019");
  const AttemptAndLoss& bangladesh = attempt(annex, "A3");
  EXPECT_EQ(bangladesh.attempted.range->low, Exact(951'000'000));
  EXPECT_EQ(bangladesh.realised.range->low, Exact(81'000'000));
  const AttemptAndLoss& far_eastern = attempt(annex, "A8");
  EXPECT_EQ(far_eastern.attempted.range->low, Exact(60'000'000));
  EXPECT_EQ(far_eastern.realised.range->low, Exact(500'000));
  EXPECT_EQ(far_eastern.row->note, "The article reports the attempt as stolen.");
}

TEST_F(Figures, TheArticleOf2019IsHeldAgainstTheSameRows) {
  const Comparison article = compared("ap-2019");
  EXPECT_EQ(article.rows_of->id, "un-2019");
  EXPECT_TRUE(article.all.realised == compared("un-2019").all.realised);
  EXPECT_EQ(article.headlines.at(0).headline->claim.amount, Exact(2'000'000'000));
}

TEST_F(Figures, TheArticleOf2021) {
  const Comparison article = compared("ap-2021");
  const Headline& headline = *article.headlines.at(0).headline;
  EXPECT_EQ(headline.claim.amount, Exact(316'400'000));
  EXPECT_EQ(headline.covers->last.number - headline.covers->first.number + 1, 700);
  std::vector<std::string> amounts;
  Exact together;
  for (const NamedClaim& named : article.named) {
    amounts.push_back(in_millions(named.value.range->low, 3));
    together += named.value.range->low;
    EXPECT_NE(named.claim->party, headline.claim.party);
    EXPECT_EQ(named.stands_beside, named.claim->citation.source == "AP2021");
  }
  EXPECT_THAT(amounts, ElementsAre("281.000", "23.000", "2.500", "0.272"));
  EXPECT_EQ(in_millions(together, 3), "306.772");
  const Exact two = article.named[0].value.range->low + article.named[1].value.range->low;
  EXPECT_EQ(percent(two, *headline.claim.amount).fixed(0), "96");
}

// Nothing of it is printed in euro, and all of it is converted on one day.
TEST_F(Figures, InEuroNothingIsPrintedAndEverythingIsOfOneDay) {
  const Comparison annex = compare(content(), rates(), "un-2019", {.currency = "EUR"});
  EXPECT_EQ(annex.all.realised.as_printed.range, std::nullopt);
  EXPECT_EQ(annex.all.printed.as_printed.left_out, annex.all.with_amount);
  EXPECT_EQ(in_millions(annex.all.realised.converted.range->low), "308.6");
  const Comparison article = compare(content(), rates(), "ap-2021", {.currency = "EUR"});
  EXPECT_EQ(article.conversions.size(), 5U);
  for (const Conversion& conversion : article.conversions)
    EXPECT_EQ(to_text(conversion.quotes.at(0).day), "2021-02-09") << conversion.claim;
  const Comparison by_unit = compared("un-2023-annex76");
  const auto ether = std::ranges::find(by_unit.rows, "3",
                                       [](const RowFigures& figures) { return figures.row->row; });
  ASSERT_NE(ether, by_unit.rows.end());
  EXPECT_EQ(ether->printed.converted.range, std::nullopt);
  EXPECT_EQ(by_unit.all.printed.converted.left_out, 2U);
}

TEST_F(Figures, TwoHundredAndSixtyMillionEuro) {
  const auto fits = [](const char* text) {
    const Exact euro = Exact(316'400'000) * rate_of(*rates().find("USD", "EUR", parse_day(text)));
    return euro.to_figures(2) == Exact(260'000'000);
  };
  for (const char* day : {"2021-02-05", "2021-02-08", "2021-02-09"}) EXPECT_TRUE(fits(day)) << day;
  EXPECT_FALSE(fits("2019-08-13"));
  const Period window = parse_period("2019/2020-11");
  std::vector<std::string> days;
  for (Day day = window.first; day <= window.last; ++day.number)
    if (const std::string text = to_text(day); fits(text.c_str())) days.push_back(text);
  EXPECT_THAT(days, ElementsAre("2020-08-31", "2020-09-01", "2020-11-30"));
}

TEST_F(Figures, TheReportOf2024) {
  const Comparison annex = compared("un-2024");
  EXPECT_EQ(annex.all.rows, 57U);
  EXPECT_EQ(annex.all.printed.as_printed.range->low, Exact(2'966'031'000));
  EXPECT_EQ(annex.headlines.at(0).headline->cases, 58U);
}

TEST_F(Figures, TheMonitoringReportOf2025) {
  const Comparison report = compared("msmt-2025");
  EXPECT_EQ(report.all.rows, 40U);
  EXPECT_EQ(report.all.printed.as_printed.range->low, Exact(2'837'334'000));
  EXPECT_THAT(report.all.not_realised, ElementsAre(ClaimKind::kFace));
  EXPECT_EQ(in_millions(report.all.realised.as_printed.range->low), "2547.3");
  EXPECT_EQ(report.headlines.at(0).headline->cases, 40U);
}

// Every level, so that nothing hides behind one.
Timeline known_by(const Register& content, const char* day) {
  Selection selection;
  selection.actor = kAnyActor;
  selection.level = Level::kNone;
  selection.known_by = parse_day(day);
  return timeline(content, selection);
}

std::vector<std::string> claims_in(const Timeline& timeline) {
  std::vector<std::string> ids;
  for (const TimelineEntry& entry : timeline.entries)
    for (const Said& said : entry.said)
      if (said.claim) ids.push_back(said.claim->id);
  for (const Headline* headline : timeline.headlines) ids.push_back(headline->claim.id);
  return ids;
}

// Of what is known by a day, every source was published by then, and so was the proof.
void expect_nothing_later(const Register& content, const Timeline& timeline, const char* text) {
  const Day day = parse_day(text);
  const auto look_at = [&](const Citation& citation, const std::optional<KnownFrom>& known) {
    ASSERT_TRUE(known);
    EXPECT_LE(known->day, day);
    for (const std::string& id : {citation.source, known->source}) {
      const Source& source = content.sources.at(id);
      if (source.published) {
        EXPECT_LE(source.published->first, day) << id;
      }
    }
  };
  for (const TimelineEntry& entry : timeline.entries)
    for (const Said& said : entry.said)
      look_at(said.claim ? said.claim->citation : said.attribution->citation, said.known_from());
  for (const Headline* headline : timeline.headlines)
    look_at(headline->claim.citation, headline->claim.known_from);
}

TEST_F(Figures, KnownOnTheDayOfTheFirstArticle) {
  const Timeline known = known_by(content(), "2019-08-13");
  const std::vector<std::string> claims = claims_in(known);
  EXPECT_THAT(claims, Contains("headlines/ap19-total"));
  EXPECT_THAT(claims, Not(Contains("headlines/un19-total")));
  EXPECT_THAT(claims, Not(Contains("headlines/ap21-total")));
  expect_nothing_later(content(), known, "2019-08-13");
  EXPECT_THAT(claims_in(known_by(content(), "2019-08-12")), Not(Contains("headlines/ap19-total")));
}

TEST_F(Figures, KnownOnTheDayOfTheSecondArticle) {
  const Timeline known = known_by(content(), "2021-02-09");
  const std::vector<std::string> claims = claims_in(known);
  for (const char* id :
       {"headlines/ap21-total", "kucoin-2020/ap2021", "harvest-finance-2020/ap2021"})
    EXPECT_THAT(claims, Contains(id));
  for (const char* id : {"headlines/un21-total", "kucoin-2020/un21", "kucoin-2020/un24"})
    EXPECT_THAT(claims, Not(Contains(id)));
  expect_nothing_later(content(), known, "2021-02-09");
  const std::vector<std::string> before = claims_in(known_by(content(), "2021-02-08"));
  EXPECT_THAT(before, Not(Contains("headlines/ap21-total")));
  EXPECT_THAT(before, Not(Contains("kucoin-2020/ap2021")));
}

TEST_F(Figures, ALeakAndThePaperThatFollowsCountOnce) {
  const Valuer valuer(rates(), {});
  const Account account =
      account_of(content(), content().incidents.at("kucoin-2020"), LossKind::kRealised, valuer);
  const auto panel = std::ranges::find(account.statements, "kucoin-2020/un21",
                                       [](const Statement& said) { return said.claim->id; });
  ASSERT_NE(panel, account.statements.end());
  EXPECT_EQ(panel->said.size(), 2U);
  EXPECT_EQ(to_text(panel->known_from->day), "2021-02-09");
}

TEST_F(Figures, EveryGroupingOfTheWholeAddsUp) {
  TotalsQuestion question;
  question.selection.actor = kAnyActor;
  question.selection.level = Level::kNone;
  for (const LossKind kind : {LossKind::kRealised, LossKind::kAttempted})
    for (const GroupBy by : {GroupBy::kIncident, GroupBy::kYear, GroupBy::kQuarter, GroupBy::kLevel,
                             GroupBy::kSector}) {
      question.kind = kind;
      question.by = by;
      const Totals found = totals(content(), rates(), question);
      Range sum;
      for (const Sum& group : found.groups) sum += group.chosen;
      EXPECT_EQ(sum, found.total.chosen);
      EXPECT_GT(found.total.valued, 10U);
      for (const PolicySum& policy : found.policies) {
        EXPECT_LE(found.total.over_policies.low, policy.range.low);
        EXPECT_LE(policy.range.high, found.total.over_policies.high);
      }
    }
}

}  // namespace
}  // namespace spoor::reg
