#include "register/exact.h"

#include <fmt/format.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "base/error.h"

namespace spoor::reg {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

struct Exact::Number {
  cpp_rational value;
};

namespace {

constexpr std::size_t kMostDigits = 60;
constexpr int kMostDecimals = 30;  // of text()

cpp_int power_of_ten(int exponent) {
  return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent));
}

cpp_rational shifted(const cpp_rational& value, int decimals) {
  return decimals >= 0 ? cpp_rational(value * power_of_ten(decimals))
                       : cpp_rational(value / power_of_ten(-decimals));
}

// Half to even.
cpp_int rounded(const cpp_rational& value) {
  const cpp_int whole = abs(numerator(value));
  const cpp_int& part = denominator(value);
  cpp_int quotient = whole / part;
  const cpp_int twice_rest = 2 * (whole % part);
  if (twice_rest > part || (twice_rest == part && bit_test(quotient, 0))) ++quotient;
  return value < 0 ? cpp_int(-quotient) : quotient;
}

// The e of 10^e <= value < 10^(e+1); the value is above 0.
int order_of(const cpp_rational& value) {
  const int guess = static_cast<int>(numerator(value).str().size()) -
                    static_cast<int>(denominator(value).str().size());
  return shifted(value, -guess) < 1 ? guess - 1 : guess;
}

// A sign, digits, and perhaps a point and digits.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto takes_digits = [&text] {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(end);
    return end > 0;
  };
  if (!takes_digits()) return false;
  if (!text.starts_with('.')) return text.empty();
  text.remove_prefix(1);
  return takes_digits() && text.empty();
}

cpp_int integer_of(std::string_view digits) {
  cpp_int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

Exact::Exact(std::int64_t whole) : number_(std::make_shared<Number>(Number{whole})) {}

Exact Exact::parse(std::string_view text) {
  constexpr std::string_view kRemedy = "Write digits and a point, as 4502.9, to 60 digits";
  const std::string shown = fmt::format("{:.70}", text);
  if (!is_decimal(text))
    throw_bad_input(fmt::format("not a number: '{}'", shown), {}, std::string(kRemedy));
  const bool negative = text.front() == '-';
  std::string digits(text.substr(negative ? 1 : 0));
  const std::size_t point = digits.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  std::erase(digits, '.');
  if (digits.size() > kMostDigits)
    throw_bad_input(fmt::format("a number of more than {} digits: '{}'", kMostDigits, shown), {},
                    std::string(kRemedy));
  const cpp_int whole = integer_of(digits);
  const cpp_rational value(negative ? cpp_int(-whole) : whole,
                           power_of_ten(static_cast<int>(decimals)));
  return Exact(std::make_shared<Number>(Number{value}));
}

Exact operator+(const Exact& a, const Exact& b) {
  return Exact(std::make_shared<Exact::Number>(
      Exact::Number{cpp_rational(a.number_->value + b.number_->value)}));
}

Exact operator-(const Exact& a, const Exact& b) {
  return Exact(std::make_shared<Exact::Number>(
      Exact::Number{cpp_rational(a.number_->value - b.number_->value)}));
}

Exact operator*(const Exact& a, const Exact& b) {
  return Exact(std::make_shared<Exact::Number>(
      Exact::Number{cpp_rational(a.number_->value * b.number_->value)}));
}

Exact operator/(const Exact& a, const Exact& b) {
  if (b.number_->value == 0) throw_bad_input("division by zero");
  return Exact(std::make_shared<Exact::Number>(
      Exact::Number{cpp_rational(a.number_->value / b.number_->value)}));
}

std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
  return a.number_->value.compare(b.number_->value) <=> 0;
}

std::string Exact::fixed(int decimals) const {
  ASSERT(decimals >= 0);
  const cpp_int units = rounded(shifted(number_->value, decimals));
  std::string digits = cpp_int(abs(units)).str();
  const auto size = static_cast<std::size_t>(decimals);
  if (digits.size() <= size) digits.insert(0, size + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - size, ".");
  return units < 0 ? "-" + digits : digits;
}

Exact Exact::to_figures(int figures) const {
  ASSERT(figures > 0);
  const cpp_rational& value = number_->value;
  if (value == 0) return *this;
  const int decimals = figures - 1 - order_of(abs(value));
  const cpp_rational kept(rounded(shifted(value, decimals)));
  return Exact(std::make_shared<Number>(Number{shifted(kept, -decimals)}));
}

std::string Exact::text() const {
  std::string all = fixed(kMostDecimals);
  if (denominator(shifted(number_->value, kMostDecimals)) != 1) return all;
  all.erase(all.find_last_not_of('0') + 1);
  if (all.ends_with('.')) all.pop_back();
  return all;
}

double Exact::approximately() const { return number_->value.convert_to<double>(); }

}  // namespace spoor::reg
