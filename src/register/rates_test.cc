#include "register/rates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "register/test_folder.h"

namespace spoor::reg {
namespace {

using testing::HasSubstr;

// Friday to Tuesday, without the week-end; no rouble on Tuesday.
constexpr std::string_view kReference =
    "date,USD_per_EUR,INR_per_EUR,RUB_per_EUR\n"
    "2018-08-13,1.1403,79.7445,77.6060\n"
    "2018-08-10,1.1456,79.0845,76.8000\n"
    "2018-08-14,1.1406,79.7200,\n";

Rates reference_rates() {
  Rates rates;
  rates.add_reference(kReference, "ecb.csv");
  return rates;
}

Rates with_prices(const std::string& rows) {
  Rates rates = reference_rates();
  rates.add_prices("day,asset,currency,price,kind,publisher\n" + rows, "prices.csv");
  return rates;
}

Quote only(const Rates& rates, const char* from, const char* to, const char* day) {
  const std::optional<Quotes> quotes = rates.find(from, to, parse_day(day));
  if (!quotes || quotes->size() != 1) throw_bad_input("not one quote");
  return quotes->front();
}

void expect_refused(const std::function<void()>& what, std::string_view says) {
  try {
    what();
    FAIL() << "accepted, should say " << says;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBadInput);
    EXPECT_THAT(error.text(), HasSubstr(std::string(says)));
  }
}

TEST(Rates, OfTheEuroAreAsPublished) {
  const Rates rates = reference_rates();
  const Quote dollar = only(rates, "EUR", "USD", "2018-08-10");
  EXPECT_EQ(dollar.rate, Exact::parse("1.1456"));
  EXPECT_EQ(dollar.kind, PriceKind::kReference);
  EXPECT_EQ(dollar.publisher, "European Central Bank");
  EXPECT_EQ(only(rates, "USD", "EUR", "2018-08-10").rate, Exact(1) / Exact::parse("1.1456"));
}

TEST(Rates, CrossThroughTheEuroExactly) {
  const Quote cross = only(reference_rates(), "INR", "USD", "2018-08-13");
  EXPECT_EQ(cross.rate, Exact::parse("1.1403") / Exact::parse("79.7445"));
  EXPECT_EQ(cross.rate * Exact::parse("79.7445"), Exact::parse("1.1403"));
}

TEST(Rates, CarryForwardFourDaysAndNoMore) {
  const Rates rates = reference_rates();
  EXPECT_EQ(to_text(only(rates, "EUR", "USD", "2018-08-12").day), "2018-08-10");
  EXPECT_EQ(to_text(only(rates, "EUR", "USD", "2018-08-18").day), "2018-08-14");
  EXPECT_FALSE(rates.find("EUR", "USD", parse_day("2018-08-19")));
  EXPECT_FALSE(rates.find("EUR", "USD", parse_day("2018-08-09")));
  EXPECT_EQ(rates.why_none("EUR", "USD", parse_day("2018-08-19")),
            "no rate of EUR in USD for 2018-08-19 or the 4 days before");
}

TEST(Rates, OfACrossAreOfOneDay) {
  EXPECT_EQ(to_text(only(reference_rates(), "RUB", "USD", "2018-08-14").day), "2018-08-13");
}

TEST(Rates, OfOneUnitInItselfTakeNoStep) {
  EXPECT_TRUE(reference_rates().find("XMR", "XMR", parse_day("1999-01-01"))->empty());
}

TEST(Rates, OfAnAssetGoThroughACurrency) {
  const Rates rates = with_prices("2018-08-11,BTC,USD,6000,close,Exchange A\n");
  const std::optional<Quotes> quotes = rates.find("BTC", "EUR", parse_day("2018-08-12"));
  ASSERT_TRUE(quotes);
  ASSERT_EQ(quotes->size(), 2U);
  EXPECT_EQ((*quotes)[0].kind, PriceKind::kClose);
  EXPECT_EQ((*quotes)[0].publisher, "Exchange A");
  EXPECT_EQ(to_text((*quotes)[0].day), "2018-08-11");
  EXPECT_EQ(to_text((*quotes)[1].day), "2018-08-10");
  EXPECT_EQ(rate_of(*quotes), Exact(6000) / Exact::parse("1.1456"));
}

TEST(Rates, TakeADirectPriceBeforeALongerWayAndTheNewestOfTheWays) {
  const Rates rates = with_prices(
      "2018-08-10,BTC,EUR,5000,open,A\n"
      "2018-08-11,BTC,USD,6000,close,A\n"
      "2018-08-10,BTC,RUB,400000,close,A\n");
  EXPECT_EQ(only(rates, "BTC", "EUR", "2018-08-11").rate, Exact(5000));
  const std::optional<Quotes> rupee = rates.find("BTC", "INR", parse_day("2018-08-12"));
  ASSERT_TRUE(rupee);
  EXPECT_EQ(rupee->front().to, "USD");
}

TEST(Rates, SayWhatIsLacking) {
  const Rates rates = with_prices("2018-08-11,BTC,USD,6000,close,A\n");
  const Day day = parse_day("2018-08-11");
  EXPECT_EQ(rates.why_none("XMR", "USD", day), "nothing prices XMR");
  EXPECT_EQ(rates.why_none("BTC", "XMR", day), "nothing prices BTC in XMR");
  EXPECT_FALSE(rates.find("BTC", "USD", parse_day("2018-08-10")));
  EXPECT_FALSE(rates.find("BTC", "USD", parse_day("2018-08-16")));
}

TEST(Rates, RefuseABadReferenceWithItsLine) {
  const auto read = [](std::string_view csv) {
    return [csv] { Rates().add_reference(csv, "ecb.csv"); };
  };
  expect_refused(read("date,USD_per_EUR\n2018-08-10,0\n"), "ecb.csv, line 2: a rate is above 0");
  expect_refused(read("date,USD_per_EUR\n2018-08-10,-1\n"), "line 2");
  expect_refused(read("date,USD_per_EUR\n2018-08-10,N/A\n"), "line 2: not a number");
  expect_refused(read("date,USD_per_EUR\n10.8.2018,1\n"), "line 2: not a day");
  expect_refused(read("date,USD_per_EUR\n2018-08-10,1\n2018-08-10,1\n"), "line 3: a day");
  expect_refused(read("date,UDS_per_EUR\n"), "unknown column 'UDS_per_EUR'");
  expect_refused(read("date,EUR_per_EUR\n"), "unknown column");
  expect_refused(read("date,USD_per_EUR,USD_per_EUR\n"), "USD_per_EUR");
  expect_refused(read("day,USD_per_EUR\n"), "date");
  expect_refused(read(""), "ecb.csv");
}

TEST(Rates, RefuseBadPricesWithTheirLine) {
  const auto read = [](std::string rows) { return [rows] { with_prices(rows); }; };
  expect_refused(read("2018-08-11,BTC,USD,0,close,A\n"), "prices.csv, line 2: a rate is above 0");
  expect_refused(read("2018-08-11,BTC,USD,1,mean,A\n"), "unknown kind of price 'mean'");
  expect_refused(read("2018-08-11,BTC,USD,1,reference,A\n"), "unknown kind");
  expect_refused(read("2018-08-11,BTC,UDS,1,close,A\n"), "unknown currency 'UDS'");
  expect_refused(read("2018-08-11,,USD,1,close,A\n"), "not the name of an asset");
  expect_refused(read("2018-08-11,B TC,USD,1,close,A\n"), "not the name of an asset");
  expect_refused(read("2018-08-11,BTC,USD,1,close,\n"), "no publisher");
  expect_refused(read("2018-08-11,INR,USD,1,close,A\n"), "already");
  expect_refused(read("2018-08-11,USD,USD,1,close,A\n"), "already");
  expect_refused(read("2018-08-11,BTC,USD,1,close,A\n2018-08-11,BTC,USD,2,close,A\n"), "line 2");
  expect_refused(read("2018-08-11,BTC,USD,1,close,A\n2018-08-11,BTC,USD,1,open,A\n"), "line 3");
  EXPECT_NO_THROW(with_prices("2018-08-11,BTC,USD,1,close,A\n2018-08-11,BTC,USD,1.0,close,A\n"));
}

// A pipe would be waited for.
TEST(Rates, OfARegisterAreAPlainFile) {
  const TestFolder folder;
  std::filesystem::create_directory(folder.path() / "rates");
  ASSERT_EQ(::mkfifo((folder.path() / "rates" / "ecb.csv").c_str(), 0600), 0);
  expect_refused([&] { load_rates(folder.path(), {}); }, "ecb.csv: not a regular file");
}

}  // namespace
}  // namespace spoor::reg
