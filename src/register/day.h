// Days of the calendar and spans of them, as sources give them: a day, a month, a year, or from one
// to another. No times of day and no time zones: a source that gives one has a day of its own.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace spoor::reg {

// Days since 1970-01-01, proleptic Gregorian.
struct Day {
  std::int32_t number = 0;
  constexpr auto operator<=>(const Day&) const = default;
};

// "2016-02-04". Throws Error(kBadInput) on anything else, on days that are not in the calendar, and
// outside 1970 to 2199.
Day parse_day(std::string_view text);
std::string to_text(Day day);
int year_of(Day day);

// First and last day, both in it. Prints as it was written: "2016-02-04", "2016-02", "2016",
// "2017-05/2017-09".
struct Period {
  Day first;
  Day last;
  std::string text;

  bool is_day() const { return first == last; }
  auto operator<=>(const Period& o) const {
    const auto by_first = first <=> o.first;
    return by_first != 0 ? by_first : last <=> o.last;
  }
  bool operator==(const Period& o) const { return (*this <=> o) == 0; }
};

// Throws Error(kBadInput); an end before its beginning is refused too.
Period parse_period(std::string_view text);

}  // namespace spoor::reg
