// What a claim comes to in a wanted currency, on a declared basis.
//
// A claim that is stated in the wanted currency is not revalued. Every other goes through the rates
// of one day: of the incident, of the statement, or of a day that is named. A date that is a month
// or a span gives a range, the least and the most over its days. What has no rate is not valued: it
// stays in its own unit, with the reason, and is never zero.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "register/model.h"
#include "register/rates.h"

namespace spoor::reg {

enum class ValuedAt : std::uint8_t { kEvent, kStatement, kDay };

struct ValueBasis {
  std::string currency = "USD";
  ValuedAt at = ValuedAt::kEvent;
  // Of kDay; a span gives a range. None: what is stated in another unit is not valued.
  std::optional<Period> when = {};

  // "at the rates of the event, in USD"
  std::string text() const;
};

struct Range {
  Exact low;
  Exact high;

  bool is_point() const { return low == high; }
  Range& operator+=(const Range& other);
  bool operator==(const Range&) const = default;
};

// An amount that went through the rates of one day. Where a range was made of it, there is one for
// the least and one for the most.
struct Conversion {
  std::string claim;  // its id, or the name of what it stands for
  Exact amount;
  std::string unit;
  Day day;  // asked for
  Quotes quotes;
  Exact result;
};

struct NotValued {
  std::string claim;
  std::optional<Exact> amount;
  std::string unit;
  std::string reason;
};

struct Value {
  std::optional<Range> range;  // none: no part of it could be valued
  std::vector<Conversion> conversions;
  std::vector<NotValued> not_valued;

  bool is_whole() const { return range && not_valued.empty(); }
  Value& operator+=(Value other);
};

// Keeps what it has looked up; the rates must outlive it.
class Valuer {
 public:
  Valuer(const Rates& rates, ValueBasis basis) : rates_(&rates), basis_(std::move(basis)) {}

  const ValueBasis& basis() const { return basis_; }
  // Of a claim of the incident. A sum of parts is the sum of what its parts come to, each by
  // itself; a part that is unconfirmed, or not known by that day, is not valued.
  Value value(const Incident& incident, const Claim& claim, std::optional<Day> known_by = {}) const;
  // Of an amount at the rates of that day or span; none: it has no date.
  Value value(const std::string& claim, const Exact& amount, const std::string& unit,
              const std::optional<Period>& when) const;

 private:
  // The days of a span on which the rate is least and most, or why there is none.
  struct Ends {
    Day least;
    Day most;
  };
  using Found = std::variant<Ends, std::string>;
  const Found& ends_of(const std::string& unit, const Period& when) const;
  Found find_ends(const std::string& unit, const Period& when) const;
  std::optional<Period> date_of(const Incident& incident, const Claim& claim) const;

  const Rates* rates_;
  ValueBasis basis_;
  mutable std::map<std::tuple<std::string, Day, Day>, Found> found_;
};

}  // namespace spoor::reg
