// Exact numbers: amounts of money and assets, rates, and what comes of multiplying and dividing
// them. Nothing is rounded before it is printed. Immutable; copies are cheap.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace spoor::reg {

class Exact {
 public:
  Exact() : Exact(0) {}
  Exact(std::int64_t whole);  // NOLINT: a whole number is an exact one
  // "951000000", "-0.25", "4502.9": a sign, digits, a point. No exponents, no separators, at most
  // 60 digits. Throws Error(kBadInput).
  static Exact parse(std::string_view text);

  friend Exact operator+(const Exact& a, const Exact& b);
  friend Exact operator-(const Exact& a, const Exact& b);
  friend Exact operator*(const Exact& a, const Exact& b);
  // Throws Error(kBadInput) where b is 0.
  friend Exact operator/(const Exact& a, const Exact& b);
  Exact& operator+=(const Exact& b) { return *this = *this + b; }
  friend std::strong_ordering operator<=>(const Exact& a, const Exact& b);
  friend bool operator==(const Exact& a, const Exact& b) { return (a <=> b) == 0; }

  // Rounded half to even, once: "338.7" with one decimal.
  std::string fixed(int decimals) const;
  // To that many significant figures, half to even: 263112345 to two is 260000000.
  Exact to_figures(int figures) const;
  // All of its decimals where they end within 30 ("4502.9"), else fixed(30).
  std::string text() const;
  // For logarithms and drawing only, never for a sum.
  double approximately() const;

 private:
  struct Number;
  explicit Exact(std::shared_ptr<const Number> number) : number_(std::move(number)) {}
  std::shared_ptr<const Number> number_;
};

}  // namespace spoor::reg
