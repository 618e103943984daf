// The real first block of each network, byte for byte.
#pragma once

#include "base/bytes.h"
#include "chains/bitcoin/network.h"

namespace spoor::simulator {

Bytes genesis_block(bitcoin::Network network);

}  // namespace spoor::simulator
