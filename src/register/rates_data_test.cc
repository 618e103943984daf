// Prices that others publish, rewritten into our form. What a column is called is not what it
// holds: the file of twelve currencies has the price at 00:00 UTC, the open; CoinGecko's rows are
// snapshots of 00:00 UTC, so the close of the day before.
#include <gtest/gtest.h>

#include <map>

#include "base/csv.h"
#include "base/error.h"
#include "base/test_data.h"
#include "register/rates.h"

namespace spoor::reg {
namespace {

using ByDay = std::map<std::string, std::string>;

class PublishedPrices : public RealDataTest {
 protected:
  // The first ten characters of one column to the other column.
  ByDay column(const char* name, const char* day, const char* price) const {
    const CsvTable table = parse_csv(read_file(file(name)), name);
    const std::size_t days = table.column(day), prices = table.column(price);
    ByDay found;
    for (const CsvRow& row : table.rows)
      if (!row.fields[prices].empty()) found[row.fields[days].substr(0, 10)] = row.fields[prices];
    return found;
  }
  ByDay opens() const { return column("prices/btc_daily_12ccy_2012-2026.csv", "Date", "BTC_USD"); }
  ByDay closes() const { return column("prices/yahoo_BTC-USD_to_2024-12-07.csv", "Date", "Close"); }
  ByDay snapshots() const {
    return column("prices/coingecko_BTC-USD_to_2022-05-04.csv", "snapped_at", "price");
  }
  static std::string in_our_form(const ByDay& prices, const std::string& kind,
                                 const std::string& publisher, bool with_head = true) {
    std::string csv = with_head ? "day,asset,currency,price,kind,publisher\n" : "";
    for (const auto& [day, price] : prices)
      csv += day + ",BTC,USD," + price + "," + kind + "," + publisher + "\n";
    return csv;
  }
  static Quote bitcoin(const Rates& rates, const char* day) {
    return rates.find("BTC", "USD", parse_day(day)).value().at(0);
  }
};

TEST_F(PublishedPrices, AnOpenIsAnOpen) {
  Rates rates;
  rates.add_prices(in_our_form(opens(), "open", "historical-bitcoin-prices"), "open.csv");
  const Quote quote = bitcoin(rates, "2024-05-31");
  EXPECT_EQ(quote.kind, PriceKind::kOpen);
  EXPECT_EQ((Exact::parse("4502.9") * quote.rate).fixed(1), "307800232.4");
  EXPECT_FALSE(rates.find("BTC", "USD", parse_day("2011-12-31")));
}

TEST_F(PublishedPrices, OpenAndCloseOfAWildDayAreFarApart) {
  Rates rates;
  rates.add_prices(in_our_form(closes(), "close", "Yahoo Finance"), "close.csv");
  const Exact close = bitcoin(rates, "2020-03-12").rate;
  const Exact open = Exact::parse(opens().at("2020-03-12"));
  EXPECT_EQ(close.fixed(2), "4970.79");
  EXPECT_EQ((open / close * Exact(100)).fixed(0), "160");
}

TEST_F(PublishedPrices, TwoThatDifferForOneDayAreRefused) {
  Rates rates;
  EXPECT_THROW(rates.add_prices(
                   in_our_form(opens(), "open", "A") + in_our_form(closes(), "close", "B", false),
                   "both.csv"),
               Error);
}

TEST_F(PublishedPrices, ASnapshotIsTheCloseOfTheDayBeforeOnlySince2018) {
  const ByDay close = closes();
  struct Count {
    std::uint64_t days = 0, nearer_to_the_day_before = 0;
  };
  Count until_2017, since_2018;
  for (const auto& [day, price] : snapshots()) {
    const auto today = close.find(day);
    const auto before = close.find(to_text(Day{parse_day(day).number - 1}));
    if (today == close.end() || before == close.end()) continue;
    const auto distance = [snapshot = Exact::parse(price)](const std::string& other) {
      const Exact off = Exact::parse(other) - snapshot;
      return off < Exact(0) ? Exact(0) - off : off;
    };
    Count& count = day < "2018" ? until_2017 : since_2018;
    ++count.days;
    count.nearer_to_the_day_before += distance(before->second) < distance(today->second);
  }
  EXPECT_EQ(until_2017.days, 1200U);
  EXPECT_EQ(until_2017.nearer_to_the_day_before, 192U);
  EXPECT_EQ(since_2018.days, 1585U);
  EXPECT_EQ(since_2018.nearer_to_the_day_before, 1399U);
}

}  // namespace
}  // namespace spoor::reg
