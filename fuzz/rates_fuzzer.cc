// The files of reference rates and of prices: whatever is accepted gives rates above 0 of a day
// that is not after the one asked for, and at most four days before it.
#include <string_view>

#include "fuzz/harness.h"
#include "register/rates.h"

namespace {

using namespace spoor;
using namespace spoor::reg;

void look_up(const Rates& rates, const char* from, const char* to) {
  const Day first = parse_day("2019-12-28");
  for (Day day = first; day.number < first.number + 20; ++day.number) {
    const std::optional<Quotes> quotes = rates.find(from, to, day);
    if (!quotes) {
      MUST(!rates.why_none(from, to, day).empty());
      continue;
    }
    MUST(!quotes->empty() && quotes->size() <= 2);
    MUST(quotes->front().from == from && quotes->back().to == to);
    for (const Quote& quote : *quotes) {
      MUST(quote.rate > Exact(0));
      MUST(quote.day <= day && quote.day.number >= day.number - kCarriedDays);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The two files, one after the other; a zero byte stands between them.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t between = std::min(text.find('\0'), size);
  Rates rates;
  const bool has_reference =
      fuzz::accepted([&] { rates.add_reference(text.substr(0, between), "ecb.csv"); });
  if (!has_reference) rates = Rates();
  const std::string_view prices = text.substr(std::min(between + 1, size));
  if (!fuzz::accepted([&] { rates.add_prices(prices, "prices.csv"); }) && !has_reference) return 0;
  for (const char* from : {"USD", "INR", "BTC"})
    for (const char* to : {"EUR", "KRW"}) look_up(rates, from, to);
  return 0;
}
