// What one unit was worth in another on a day: reference rates of the European Central Bank, and a
// user's file of prices for what it does not quote. docs/format/register.md has both forms.
//
//   INR in USD on Sunday 2018-08-12: both rates of Friday the 10th, USD_per_EUR / INR_per_EUR
//   BTC in EUR: the user's price in a currency, then that currency's reference rate
//
// Rates are exact. One holds on its day and, where none was published, on the four days after.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "register/day.h"
#include "register/exact.h"

namespace spoor::reg {

inline constexpr std::int32_t kCarriedDays = 4;

enum class PriceKind : std::uint8_t { kReference, kOpen, kClose, kSnapshot };
std::string_view word(PriceKind kind);

// One step of a conversion: an amount of `from`, times `rate`, is one of `to`.
struct Quote {
  std::string from;
  std::string to;
  Exact rate;
  Day day;  // on which it was published, at most kCarriedDays before the day asked for
  PriceKind kind = PriceKind::kReference;
  std::string publisher;
};
using Quotes = std::vector<Quote>;

// The product of the rates; 1 where there are none.
Exact rate_of(const Quotes& quotes);

class Rates {
 public:
  // Both throw Error(kBadInput) with file and line: numbers above 0, each day once, known columns.
  // The reference rates come first: a price of one quoted currency in another is refused.
  void add_reference(std::string_view csv, const std::string& file);
  void add_prices(std::string_view csv, const std::string& file);

  // The steps from one unit to the other on that day: none where they are the same, one, or two. Of
  // several currencies that lead there, the one whose price is newest, then the first by its name.
  // Nothing where a rate is lacking.
  std::optional<Quotes> find(const std::string& from, const std::string& to, Day day) const;
  // Why `find` gives nothing: "nothing prices XMR".
  std::string why_none(const std::string& from, const std::string& to, Day day) const;

 private:
  struct Reference {
    Day day;
    std::vector<std::optional<Exact>> per_euro;  // of each of currencies_
    std::uint64_t line = 0;
  };
  struct Price {
    Exact price;
    PriceKind kind = PriceKind::kOpen;
    std::string publisher;
    std::uint64_t line = 0;
  };
  using Prices = std::map<Day, Price>;

  bool is_quoted(const std::string& currency) const;
  std::optional<Exact> per_euro(const Reference& row, const std::string& currency) const;
  std::optional<Quote> reference(const std::string& from, const std::string& to, Day day) const;
  std::optional<Quote> price(const std::string& from, const std::string& to, Day day) const;

  std::vector<std::string> currencies_;
  std::vector<Reference> reference_;  // by day
  std::map<std::pair<std::string, std::string>, Prices> prices_;
};

// The rates of a register's folder (none where it has no rates/ecb.csv), and a file of prices where
// one is given.
Rates load_rates(const Path& register_folder, const std::optional<Path>& prices = {});

}  // namespace spoor::reg
