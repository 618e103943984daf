// Keccak-256 as Ethereum uses it: the padding from before NIST's SHA-3, which OpenSSL 3.0 lacks.
#pragma once

#include "base/bytes.h"

namespace spoor {

Hash256 keccak256(ByteSpan bytes);

}  // namespace spoor
