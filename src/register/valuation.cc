#include "register/valuation.h"

#include <fmt/format.h>

#include <iterator>

#include "base/error.h"

namespace spoor::reg {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Value not_valued(const std::string& claim, const std::optional<Exact>& amount,
                 const std::string& unit, std::string reason) {
  return {.range = {},
          .conversions = {},
          .not_valued = {
              {.claim = claim, .amount = amount, .unit = unit, .reason = std::move(reason)}}};
}

bool was_public(const Claim& claim, std::optional<Day> known_by) {
  return !known_by || !claim.known_from || claim.known_from->day <= *known_by;
}

}  // namespace

std::string ValueBasis::text() const {
  switch (at) {
    case ValuedAt::kEvent:
      return fmt::format("in {}, other units at the rates of the event", currency);
    case ValuedAt::kStatement:
      return fmt::format("in {}, other units at the rates of the day of the statement", currency);
    case ValuedAt::kDay:
      return when ? fmt::format("in {}, other units at the rates of {}", currency, when->text)
                  : fmt::format("in {}, other units not valued for want of a day", currency);
  }
  ASSERT(false);
  return {};
}

Range& Range::operator+=(const Range& other) {
  low += other.low;
  high += other.high;
  return *this;
}

Value& Value::operator+=(Value other) {
  if (range && other.range)
    *range += *other.range;
  else if (other.range)
    range = other.range;
  append(conversions, std::move(other.conversions));
  append(not_valued, std::move(other.not_valued));
  return *this;
}

Value Valuer::value(const Incident& incident, const Claim& claim,
                    std::optional<Day> known_by) const {
  if (claim.unconfirmed) return not_valued(claim.id, claim.amount, claim.unit, "not confirmed");
  if (!was_public(claim, known_by))
    return not_valued(claim.id, claim.amount, claim.unit, "not known by that day");
  if (!claim.is_sum_of_parts) {
    if (!claim.amount) return not_valued(claim.id, {}, claim.unit, "names no figure");
    return value(claim.id, *claim.amount, claim.unit, date_of(incident, claim));
  }
  Value sum;
  for (const Claim& part : incident.claims)
    if (part.part_of == claim.id && !part.is_sum_of_parts) sum += value(incident, part, known_by);
  return sum;
}

Value Valuer::value(const std::string& claim, const Exact& amount, const std::string& unit,
                    const std::optional<Period>& when) const {
  Value value;
  if (unit == basis_.currency) {
    value.range = Range{amount, amount};
    return value;
  }
  if (!when) return not_valued(claim, amount, unit, "it has no date for a rate");
  const Found& found = ends_of(unit, *when);
  if (const auto* reason = std::get_if<std::string>(&found))
    return not_valued(claim, amount, unit, *reason);
  const Ends& ends = std::get<Ends>(found);
  const auto convert = [&](Day day) {
    const Quotes quotes = *rates_->find(unit, basis_.currency, day);
    const Exact result = amount * rate_of(quotes);
    value.conversions.push_back({.claim = claim,
                                 .amount = amount,
                                 .unit = unit,
                                 .day = day,
                                 .quotes = quotes,
                                 .result = result});
    return result;
  };
  const Exact least = convert(ends.least);
  const Exact most = ends.most == ends.least ? least : convert(ends.most);
  value.range = least <= most ? Range{least, most} : Range{most, least};
  return value;
}

const Valuer::Found& Valuer::ends_of(const std::string& unit, const Period& when) const {
  const std::tuple key(unit, when.first, when.last);
  const auto found = found_.find(key);
  return found != found_.end() ? found->second
                               : found_.emplace(key, find_ends(unit, when)).first->second;
}

Valuer::Found Valuer::find_ends(const std::string& unit, const Period& when) const {
  Ends ends{when.first, when.first};
  std::optional<Range> seen;
  for (Day day = when.first; day <= when.last; ++day.number) {
    const std::optional<Quotes> quotes = rates_->find(unit, basis_.currency, day);
    if (!quotes) return rates_->why_none(unit, basis_.currency, day);
    const Exact rate = rate_of(*quotes);
    if (!seen) seen = Range{rate, rate};
    if (rate < seen->low) seen->low = rate, ends.least = day;
    if (rate > seen->high) seen->high = rate, ends.most = day;
  }
  return ends;
}

std::optional<Period> Valuer::date_of(const Incident& incident, const Claim& claim) const {
  switch (basis_.at) {
    case ValuedAt::kEvent:
      return incident.occurred;
    case ValuedAt::kStatement:
      return claim.stated_at;
    case ValuedAt::kDay:
      return basis_.when;
  }
  ASSERT(false);
  return {};
}

}  // namespace spoor::reg
