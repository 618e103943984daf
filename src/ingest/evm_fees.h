// What a transaction of an EVM chain paid for being carried out.
#pragma once

#include <optional>

#include "ingest/evm_link.h"

namespace spoor::ingest {

struct EvmFee {
  std::optional<U256> burnt;
  std::optional<U256> tip;  // all that is not burnt
};

// Gas used × effective price + blob gas × blob price + l1 fee; what of it nobody receives is a
// property of the network. Unknown as a whole where a part that it needs is not told. Throws
// Error(kBadInput) where the price is below the burnt base fee, or a product has no 256 bits.
EvmFee fee_of(const EvmTx& tx, std::uint32_t block, const std::optional<U256>& base_fee,
              const EvmContext& context);

}  // namespace spoor::ingest
