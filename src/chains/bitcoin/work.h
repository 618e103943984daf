// Proof of work: targets, and how much work a block states. In a header of its own because
// boost::multiprecision costs seconds to compile.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace spoor::bitcoin {

using Work = boost::multiprecision::uint256_t;

// None where `bits` states a negative, zero or overflowing target, as Core's SetCompact.
std::optional<Work> target_of_bits(std::uint32_t bits);
// Does the hash reach the target that the bits state?
bool proof_of_work_holds(const Hash256& hash, std::uint32_t bits);
// floor(2^256 / (target + 1)), as Core counts the work of one block; 0 for bits without a target.
Work work_of_bits(std::uint32_t bits);

}  // namespace spoor::bitcoin
