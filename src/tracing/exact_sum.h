// Sums over many labels. A coin's value fits 64 bits by far and so does what conserves value; but
// poison gives every label the whole of a coin, and 65,535 labels may all mark 21 million bitcoin.
#pragma once

#include <cstdint>

#include "base/error.h"
#include "base/types.h"

namespace spoor::tracing {

// Throws Error(kBadInput) where the sum exceeds 64 bits.
inline void add_exactly(std::uint64_t& sum, std::uint64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    throw_bad_input("the amounts of all labels together exceed 64 bits", {},
                    "Trace fewer labels in one run");
}
inline void add_exactly(Satoshi& sum, Satoshi amount) { add_exactly(sum.value, amount.value); }

}  // namespace spoor::tracing
