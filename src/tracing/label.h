// Labels, and amounts that carry one. Knows nothing of ledgers, so that purses can be used on any
// chain.
#pragma once

#include <compare>
#include <cstdint>

#include "base/types.h"

namespace spoor::tracing {

// Label n is the n-th in the order of their bytes, from 1; 0 is "no label", clean money.
using Label = Id<struct LabelTag, std::uint16_t, 0>;
inline constexpr Label kClean = Label::invalid();
inline constexpr std::size_t kMostLabels = 65'535;

// An amount under one label. In a list it is either a stretch of a queue (ordered doctrines: lists
// are in order and include clean stretches) or a label's part of a whole (sorted by label, clean
// left out).
template <class Amount>
struct PortionOf {
  Label label;
  Amount amount;
  auto operator<=>(const PortionOf&) const = default;
};
using Portion = PortionOf<Satoshi>;

}  // namespace spoor::tracing
