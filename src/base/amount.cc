#include "base/amount.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "base/error.h"

namespace spoor {

std::string to_btc(Satoshi amount) {
  return fmt::format("{}.{:08}", amount.value / 100'000'000, amount.value % 100'000'000);
}

std::uint64_t parse_u64(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range)
    throw_bad_input(fmt::format("number is too large: {}", text));
  if (error != std::errc{} || end != text.data() + text.size())
    throw_bad_input(fmt::format("not a whole number: '{}'", text));
  return value;
}

std::string with_commas(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back(',');
    out.push_back(digits[i]);
  }
  return out;
}

std::string utc_time(std::uint64_t unix_seconds) {
  using namespace std::chrono;
  const sys_seconds time{seconds{static_cast<std::int64_t>(unix_seconds)}};
  const sys_days day = floor<days>(time);
  const year_month_day ymd{day};
  const hh_mm_ss hms{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                     hms.hours().count(), hms.minutes().count(), hms.seconds().count());
}

std::uint64_t parse_utc(std::string_view text) {
  using namespace std::chrono;
  const auto fail = [&] {
    throw_bad_input(fmt::format("not a date: '{}'", text), {},
                    "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ, in UTC");
  };
  const bool with_time = text.size() == 20;
  if (text.size() != 10 && !with_time) fail();
  const std::string_view form = "dddd-dd-ddTdd:dd:ddZ";
  for (std::size_t i = 0; i < text.size(); ++i)
    if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) fail();
  const auto number = [&](std::size_t at, std::size_t n) {
    return static_cast<unsigned>(parse_u64(text.substr(at, n)));
  };
  const year_month_day ymd{year{static_cast<int>(number(0, 4))}, month{number(5, 2)},
                           day{number(8, 2)}};
  if (!ymd.ok() || ymd.year() < year{1970}) fail();
  auto time = sys_seconds{sys_days{ymd}}.time_since_epoch().count();
  if (with_time) {
    if (number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) fail();
    time += number(11, 2) * 3600 + number(14, 2) * 60 + number(17, 2);
  }
  return static_cast<std::uint64_t>(time);
}

}  // namespace spoor
