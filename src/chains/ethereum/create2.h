// Proof that a contract is a pool of a known factory.
//
// Any contract can emit a Swap, and launderers deploy pools of their own. But where a factory
// creates its pools by CREATE2, a pool's address is a hash of the factory, the pool's code and its
// two tokens: nobody else can have it. So the tokens that moved through a contract prove what it
// is, without the event that created it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "chains/ethereum/address.h"

namespace spoor::ethereum {

struct Factory {
  std::uint64_t chain_id;
  std::string_view name;
  Address address;
  Hash256 init_code_hash;
  // Of V3: the fees that its pools can have, in millionths; part of the salt. Empty: V2's salt.
  std::span<const std::uint32_t> fees;
};

// The factories that spoor knows, on all networks. Their rows are data: see create2.cc.
std::span<const Factory> known_factories();

// The contract that `deployer` creates by CREATE2 (EIP-1014).
Address create2_address(const Address& deployer, const Hash256& salt,
                        const Hash256& init_code_hash);
// The pool of two tokens, given in either order. `fee` only where the factory has fees.
Address pool_address(const Factory& factory, const Address& a, const Address& b, std::uint32_t fee);

struct PoolProof {
  const Factory* factory;
  Address token0, token1;  // in the pool's order
  std::uint32_t fee;       // 0 for V2
};
// Tries every two of the tokens that moved through `contract` in one transaction with every factory
// of the chain. Only the first kMostTokens are tried (the work grows by the square).
inline constexpr std::size_t kMostTokens = 32;
std::optional<PoolProof> prove_pool(const Address& contract, std::span<const Address> tokens,
                                    std::uint64_t chain_id, std::span<const Factory> factories);

}  // namespace spoor::ethereum
