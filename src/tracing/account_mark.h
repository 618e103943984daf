// Tainted money of account chains: its label, and what the claim that it is here rests on.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "base/u256.h"
#include "tracing/label.h"

namespace spoor::tracing {

// Bits.
enum Basis : std::uint8_t {
  kShown = 0,
  kInferred = 1,  // a conversion by net, or a person's choice, lies on the way
  kOpening = 2,   // an opening balance that the trace assumed lies on the way
};

// In purses and flows label and basis are one thing, a mark, so that what rests on little is never
// merged with what is shown. Marks order as (label, basis); clean money is kClean.
using Mark = Label;
using Marked = PortionOf<U256>;  // its label is a mark
using MarkedList = std::vector<Marked>;
inline constexpr std::size_t kMostAccountLabels = 16'383;

inline Mark mark(Label label, std::uint8_t basis) {
  DASSERT(label != kClean && label.value <= kMostAccountLabels);
  return Mark{static_cast<std::uint16_t>(label.value << 2 | basis)};
}
inline Label label_of(Mark mark) { return Label{static_cast<std::uint16_t>(mark.value >> 2)}; }
inline std::uint8_t basis_of(Mark mark) { return mark.value & 3; }
inline Mark with_basis(Mark mark, std::uint8_t basis) {
  if (mark == kClean) return mark;
  return Mark{static_cast<std::uint16_t>(mark.value | basis)};
}

}  // namespace spoor::tracing
