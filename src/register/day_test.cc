#include "register/day.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor::reg {
namespace {

TEST(Day, IsReadAndWrittenTheSame) {
  EXPECT_EQ(parse_day("1970-01-01").number, 0);
  EXPECT_EQ(parse_day("2016-02-29").number, 16860);
  for (const char* text : {"1970-01-01", "2000-02-29", "2016-02-04", "2199-12-31"})
    EXPECT_EQ(to_text(parse_day(text)), text);
  EXPECT_EQ(year_of(parse_day("2020-12-31")), 2020);
  EXPECT_EQ(year_of(parse_day("2021-01-01")), 2021);
}

TEST(Day, RefusesWhatIsNotInTheCalendar) {
  for (const char* text :
       {"", "2016", "2016-02", "2016-2-4", "2016-02-30", "2015-02-29", "2016-13-01", "2016-00-01",
        "2016-01-00", "1969-12-31", "2200-01-01", "2016/02/04", "2016-02-04 ", " 2016-02-04",
        "2016-02-4a", "+016-02-04", "2016-02-04T00:00:00Z"})
    EXPECT_THROW(parse_day(text), Error) << text;
}

TEST(Period, ReachesFromItsFirstDayToItsLast) {
  const auto holds = [](const char* text, const char* first, const char* last) {
    const Period period = parse_period(text);
    EXPECT_EQ(to_text(period.first), first) << text;
    EXPECT_EQ(to_text(period.last), last) << text;
    EXPECT_EQ(period.text, text);
  };
  holds("2016-02-04", "2016-02-04", "2016-02-04");
  holds("2016-02", "2016-02-01", "2016-02-29");
  holds("2015-02", "2015-02-01", "2015-02-28");
  holds("2016", "2016-01-01", "2016-12-31");
  holds("2017-05/2017-09", "2017-05-01", "2017-09-30");
  holds("2015-12-24/2016", "2015-12-24", "2016-12-31");
  EXPECT_TRUE(parse_period("2016-02-04").is_day());
  EXPECT_FALSE(parse_period("2016-02").is_day());
}

TEST(Day, SaysThatAMonthIsNoDay) {
  try {
    parse_day("2016-02");
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.text(), "not a day: '2016-02'. Write 2016-02-04, in the years 1970 to 2199");
  }
}

TEST(Period, RefusesAnEndBeforeItsBeginning) {
  for (const char* text : {"2017-09/2017-05", "2017/2016", "/2016", "2016/", "2016/2017/2018",
                           "2016-1", "16", "2016-13", "soon"})
    EXPECT_THROW(parse_period(text), Error) << text;
}

TEST(Period, IsOrderedByFirstDayThenLast) {
  EXPECT_LT(parse_period("2016-02-01"), parse_period("2016-02"));
  EXPECT_LT(parse_period("2016-01-31"), parse_period("2016-02-01"));
  EXPECT_EQ(parse_period("2016-02"), parse_period("2016-02-01/2016-02-29"));
}

}  // namespace
}  // namespace spoor::reg
