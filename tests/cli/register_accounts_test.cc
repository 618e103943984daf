// `spoor register totals`, `compare`, `timeline` and `convert`, on a small register.
#include <cstdlib>
#include <filesystem>

#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RegisterAccounts : public ProgramTest {
 protected:
  RegisterAccounts() {
    ::unsetenv("SPOOR_REGISTER");
    for (const char* folder : {"register/incidents", "register/reports", "register/rates"})
      std::filesystem::create_directories(scratch_ / folder);
    write("register/register.yaml", "schema: 1\nname: Small\n");
    write("register/sources.yaml", R"(sources:
  - {id: UN19, kind: panel-report, title: Report, published: 2019-08-30, grade: B2}
  - {id: AP19, kind: article, title: Article, published: 2019-08-13, grade: B3}
)");
    write("register/parties.yaml",
          "parties: [{id: un-panel, name: Panel, kind: panel}, {id: press, name: Press, kind: "
          "press}]\n");
    write("register/actors.yaml",
          "actors: [{id: dprk, name: DPRK}, {id: thieves, name: Thieves}]\n");
    write("register/incidents/bank-2016.yaml", R"(id: bank-2016
name: A bank
occurred: 2016-02-04
victim: A bank
sector: bank
countries: [{code: BD, source: UN19, locator: row A1}]
attributions:
  - {actor: dprk, party: un-panel, source: UN19, known_from: {day: 2019-08-30, source: UN19}}
claims:
  - {id: ordered, kind: attempted, amount: 951000000, unit: USD, party: un-panel, source: UN19}
  - {id: net, kind: net, amount: 81000000, unit: USD, party: un-panel, source: UN19,
     known_from: {day: 2019-08-30, source: UN19}}
  - {id: press, amount: 100000000, unit: USD, bound: about, party: press, source: AP19,
     known_from: {day: 2019-08-13, source: AP19}}
)");
    write("register/incidents/exchange-2017.yaml", R"(id: exchange-2017
name: An exchange
occurred: 2017-02-01
victim: An exchange
sector: exchange
countries: [{code: KR, source: UN19, locator: row B1}, {code: SG, source: UN19, locator: row B1}]
attributions: [{actor: dprk, party: un-panel, source: UN19}]
assets: [{asset: XMR, amount: 70, source: UN19}]
claims: [{id: un19, amount: 70, unit: XMR, party: un-panel, source: UN19}]
)");
    write("register/headlines.yaml", R"(headlines:
  - {id: total, says: All of them, amount: 2000000000, unit: USD, bound: at-most, party: un-panel,
     source: AP19, known_from: {day: 2019-08-13, source: AP19}, covers: 2016/2017, cases: 3,
     actor: dprk}
)");
    write("register/reports/annex.yaml", R"(id: annex
title: Annex
source: UN19
covers: 2016/2017
headlines: [total]
country_list: {BD: 1, PL: 1}
rows:
  - {row: A1, section: banks, target: A bank, countries: [BD], reads_as: attempt,
     incident: bank-2016, parts: [{kind: attempted, amount: 951000000, unit: USD},
     {kind: net, amount: 81000000, unit: USD}]}
  - {row: B1, section: others, countries: [KR], reads_as: theft, incident: exchange-2017,
     parts: [{kind: gross, amount: 800000, unit: KRW}]}
)");
    write("register/rates/ecb.csv",
          "date,USD_per_EUR,KRW_per_EUR\n2019-08-30,1.25,1600\n2019-09-02,1.2,1600\n");
  }
};

TEST_F(RegisterAccounts, TotalsNameTheirQuestionAndWhatIsInNoSum) {
  const std::string text = good({"register", "totals", "--by", "sector"});
  EXPECT_THAT(
      text,
      AllOf(StartsWith("Realised losses in millions of USD\ndprk and below, suspected and above "
                       "without disputed; policy official; in USD, other units"),
            HasSubstr("\nbank              1       1       81.0      81.0 to 100.0\n"),
            HasSubstr("\nexchange          1       0  no figure          no figure\n"),
            HasSubstr("\ntotal             2       1       81.0      81.0 to 100.0\n"),
            HasSubstr("exchange-2017/un19: 70 XMR; nothing prices XMR\n")));
  EXPECT_THAT(good({"register", "totals", "--kind", "attempted"}),
              AllOf(HasSubstr("\ntotal          2       1     951.0              951.0\n"),
                    HasSubstr("nobody states a loss of that kind (1): exchange-2017\n")));
}

TEST_F(RegisterAccounts, TotalsInEveryForm) {
  for (const char* by :
       {"incident", "year", "quarter", "actor", "level", "sector", "country", "source", "kind"})
    good_json("register-totals", {"register", "totals", "--by", by});
  good_json("register-totals", {"register", "totals", "--known-by", "2019-08-13", "--policy",
                                "source=AP19", "--level", "none"});
  EXPECT_THAT(good({"register", "totals", "--by", "country", "--format", "csv"}),
              HasSubstr("\nBD,1,1,exact,81.0,81.0,81.0,100.0\nKR,1,0,exact,,,,\n"));
  EXPECT_THAT(good({"register", "totals", "--by", "country"}),
              HasSubstr("Lines by country do not add up to the total: an incident counts in "
                        "each that it has.\n"));
}

// At level `none` the sum is nobody's in particular, and says so.
TEST_F(RegisterAccounts, TotalsSayWhoseTheIncidentsAre) {
  EXPECT_THAT(good({"register", "totals", "--level", "none"}),
              AllOf(HasSubstr("\nall incidents, laid to dprk and below or not; policy"),
                    Not(HasSubstr("dprk and below, at every level"))));
  EXPECT_THAT(good({"register", "totals", "--level", "none", "--actor", "any"}),
              HasSubstr("\nall incidents, laid to anybody or to nobody; policy"));
  const std::string of_others =
      good({"register", "totals", "--actor", "thieves", "--level", "none", "--by", "actor"});
  EXPECT_THAT(of_others,
              AllOf(HasSubstr("\nnot laid to thieves"), HasSubstr("\nnone: not laid to thieves"),
                    HasSubstr("counts under each that its best attribution names")));
  EXPECT_THAT(good({"register", "totals", "--kind", "face"}),
              StartsWith("Face values in millions of USD\n"));
}

TEST_F(RegisterAccounts, TotalsWithAFileOfPrices) {
  write("prices.csv",
        "day,asset,currency,price,kind,publisher\n2017-01-31,XMR,EUR,80,close,Exchange\n"
        "2017-02-01,XMR,USD,100,snapshot,Exchange\n");
  const std::string text =
      good({"register", "totals", "--prices", "prices.csv", "--decimals", "3"});
  EXPECT_THAT(text, HasSubstr("exchange-2017/un19: 70 XMR = 7,000.00 USD: XMR in USD 100 of "
                              "2017-02-01 (Exchange, snapshot)\n"));
  EXPECT_THAT(text, HasSubstr("81.007"));
  good_json("register-totals", {"register", "totals", "--prices", "prices.csv"});
  write("bad.csv",
        "day,asset,currency,price,kind,publisher\n2017-01-31,XMR,EUR,-80,close,Exchange\n");
  expect_failure(3, "bad.csv, line 2: a rate is above 0",
                 {"register", "totals", "--prices", "bad.csv"});
}

TEST_F(RegisterAccounts, TotalsOfADayOfKnowledge) {
  const std::string text =
      good({"register", "totals", "--known-by", "2019-08-13", "--level", "none"});
  EXPECT_THAT(text, AllOf(HasSubstr("known by 2019-08-13"), HasSubstr("100.0"),
                          HasSubstr("no first appearance is proven: 1 claim, 1 attribution\n")));
}

TEST_F(RegisterAccounts, WrongWordsOfTotals) {
  const auto fails = [&](int code, const char* says, std::vector<std::string> more) {
    more.insert(more.begin(), {"register", "totals"});
    expect_failure(code, says, more);
  };
  fails(4, "the register has no actor 'lazarus'", {"--actor", "lazarus"});
  fails(4, "the register has no source 'UN20'", {"--policy", "source=UN20"});
  fails(2, "no such policy: 'newest'", {"--policy", "newest"});
  fails(2, "--level is one of", {"--level", "proven"});
  fails(2, "--at: not a day: 'monday'", {"--at", "monday"});
  fails(2, "--from: not a date", {"--from", "2016-13"});
  fails(2, "--to: the window ends before it begins", {"--from", "2021", "--to", "2019"});
  fails(2, "--country: no such country", {"--country", "Korea"});
  fails(2, "--currency: no such currency", {"--currency", "UDS"});
  fails(2, "--decimals is at most 12", {"--decimals", "13"});
}

TEST_F(RegisterAccounts, CompareShowsEveryDifference) {
  const std::string text = good({"register", "compare", "annex"});
  for (const char* part :
       {"headlines/total: at most 2,000,000,000 USD; 3 cases\n",
        "2 rows without duplicates, 1 less than the headline\n",
        "realised by the rows 81.0, 1,919.0 less than the headline\n",
        "printed by the rows, attempts included, 951.0, 1,049.0 less than the headline\n",
        "the list of annex has 2 countries and sums to 2 cases\n",
        "in the list and in no row: PL\n", "in rows and not in the list: KR\n",
        "B1: 800,000 KRW = 625.00 USD: KRW in USD 0.00078125 of 2019-08-30 (European Central Bank, "
        "reference)\n"})
    EXPECT_THAT(text, HasSubstr(part));
  good_json("register-compare", {"register", "compare", "annex"});
  EXPECT_THAT(
      good({"register", "compare", "annex", "--format", "csv"}),
      HasSubstr(
          "\nA1,banks,,bank-2016,attempted,exact,951.0,951.0,exact,81.0,81.0,exact,81.0,81.0\n"));
  good_json("register-compare", {"register", "compare", "annex", "--currency", "EUR"});
  const std::string euro = good({"register", "compare", "annex", "--currency", "EUR"});
  for (const char* part :
       {"realised by the rows 64.8 (converted), 1,535.2 less than the headline\n",
        "In no sum as printed in EUR: 2 rows, printed in other units.\n",
        "bank-2016/press: 100,000,000 USD = 80,000,000.00 EUR: USD in EUR 0.8 of 2019-08-30"})
    EXPECT_THAT(euro, HasSubstr(part));
  EXPECT_THAT(euro, testing::ContainsRegex("\nall +2 +2 +no figure +no figure +64.8\n"));
  expect_failure(4, "the register has no report 'annexe'. Did you mean",
                 {"register", "compare", "annexe"});
}

TEST_F(RegisterAccounts, TimelineKnowsNothingLater) {
  const std::string text = good({"register", "timeline"});
  EXPECT_THAT(text, HasSubstr("\n2016-02-04  A bank (bank-2016), suspected (un-panel)\n"
                              "  2019-08-13  AP19  about 100,000,000 USD gross, by press\n"));
  EXPECT_THAT(text, HasSubstr("  not proven  UN19  951,000,000 USD attempted, by un-panel\n"));
  const std::string then =
      good({"register", "timeline", "--known-by", "2019-08-13", "--level", "none"});
  EXPECT_THAT(then, AllOf(HasSubstr("bank-2016), none\n"), HasSubstr("by press"),
                          Not(HasSubstr("81,000,000")), HasSubstr("2,000,000,000 USD")));
  good_json("register-timeline", {"register", "timeline"});
  good_json("register-timeline", {"register", "timeline", "--known-by", "2019-08-13"});
  EXPECT_THAT(good({"register", "timeline", "--format", "csv"}),
              HasSubstr("\n2016-02-04,bank-2016,claim,2019-08-13,AP19,press,,"));
}

TEST_F(RegisterAccounts, ConvertSaysOnWhichDaysAFigureFits) {
  const std::vector<std::string> words = {"register", "convert", "100", "USD", "EUR"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    return more;
  };
  EXPECT_THAT(good(with({"--day", "2019-08-31"})),
              HasSubstr("\n2019-08-31   80.00    USD in EUR 0.8 of 2019-08-30 (European Central "
                        "Bank, reference)\n"));
  const std::vector<std::string> span = {
      "--days", "2019-08-29/2019-09-02", "--figures", "1", "--equals", "80"};
  EXPECT_THAT(good(with(span)),
              AllOf(HasSubstr("4 of 4 days come to 80 at 1 figure.\n"),
                    HasSubstr("1 day is left out: no rate of USD in EUR for 2019-08-29")));
  good_json("register-convert", with(span));
  good_json("register-convert", with({"--day", "2019-08-31"}));
  EXPECT_THAT(good(with({"--day", "2019-09-02", "--format", "csv"})),
              HasSubstr("\n2019-09-02,83.33,,0.8333333333,2019-09-02,reference,European Central "
                        "Bank\n"));
  expect_failure(4, "no rate of USD in EUR for 2020-01-01", with({"--day", "2020-01-01"}));
  expect_failure(2, "one of --day and --days is needed", words);
  expect_failure(2, "--equals needs --figures", with({"--day", "2019-09-02", "--equals", "80"}));
}

}  // namespace
}  // namespace spoor
