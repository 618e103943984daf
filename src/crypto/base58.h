// Base58 and its form with a checksum: the addresses of bitcoin, and of Tron.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spoor {

inline constexpr std::size_t kMaxBase58 = 1'000;  // characters read; the work grows by the square
std::string base58_encode(ByteSpan bytes);
Bytes base58_decode(std::string_view text);  // throws Error(kBadInput)
std::string base58check_encode(ByteSpan bytes);
Bytes base58check_decode(std::string_view text);

}  // namespace spoor
