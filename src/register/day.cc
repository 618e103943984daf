#include "register/day.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "base/error.h"

namespace spoor::reg {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;

// Exactly `size` digits.
std::optional<unsigned> digits(std::string_view text, std::size_t size) {
  if (text.size() != size) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

std::optional<std::chrono::year> year_in(std::string_view text) {
  const std::optional<unsigned> number = digits(text, 4);
  if (!number || *number < kFirstYear || *number > kLastYear) return std::nullopt;
  return std::chrono::year(static_cast<int>(*number));
}

std::optional<std::chrono::year_month> month_in(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const std::optional<std::chrono::year> year = year_in(text.substr(0, 4));
  const std::optional<unsigned> month = digits(text.substr(5), 2);
  if (!year || !month) return std::nullopt;
  const std::chrono::year_month found = *year / static_cast<int>(*month);
  return found.ok() ? std::optional(found) : std::nullopt;
}

Day day_at(sys_days at) { return {static_cast<std::int32_t>(at.time_since_epoch().count())}; }

std::optional<Day> day_in(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return std::nullopt;
  const std::optional<std::chrono::year_month> month = month_in(text.substr(0, 7));
  const std::optional<unsigned> day = digits(text.substr(8), 2);
  if (!month || !day) return std::nullopt;
  const year_month_day found = *month / static_cast<int>(*day);
  return found.ok() ? std::optional(day_at(found)) : std::nullopt;
}

[[noreturn]] void refuse(std::string_view text) {
  throw_bad_input(fmt::format("not a date: '{}'", text), {},
                  fmt::format("Write 2016-02-04, 2016-02 or 2016, in the years {} to {}",
                              kFirstYear, kLastYear));
}

Period without_span(std::string_view text) {
  if (const std::optional<Day> day = day_in(text)) return {*day, *day, std::string(text)};
  if (const std::optional<std::chrono::year_month> month = month_in(text))
    return {day_at(*month / 1), day_at(year_month_day_last(*month / std::chrono::last)),
            std::string(text)};
  if (const std::optional<std::chrono::year> year = year_in(text))
    return {day_at(*year / 1 / 1), day_at(*year / 12 / 31), std::string(text)};
  refuse(text);
}

year_month_day calendar(Day day) { return year_month_day(sys_days(std::chrono::days(day.number))); }

}  // namespace

Day parse_day(std::string_view text) {
  const std::optional<Day> day = day_in(text);
  if (day) return *day;
  throw_bad_input(fmt::format("not a day: '{}'", text), {},
                  fmt::format("Write 2016-02-04, in the years {} to {}", kFirstYear, kLastYear));
}

std::string to_text(Day day) {
  const year_month_day date = calendar(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int year_of(Day day) { return static_cast<int>(calendar(day).year()); }

Period parse_period(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return without_span(text);
  const Period from = without_span(text.substr(0, slash));
  const Period to = without_span(text.substr(slash + 1));
  if (to.last < from.first)
    throw_bad_input(fmt::format("the span ends before it begins: '{}'", text));
  return {from.first, to.last, std::string(text)};
}

}  // namespace spoor::reg
