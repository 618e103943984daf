#include "chains/ethereum/create2.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/u256.h"
#include "crypto/keccak.h"

namespace spoor::ethereum {
namespace {

Hash256 hash_of(std::initializer_list<ByteSpan> parts) {
  std::array<std::uint8_t, 96> joined{};
  auto at = joined.begin();
  for (const ByteSpan part : parts) at = std::ranges::copy(part, at).out;
  return keccak256({joined.begin(), at});
}

// Uniswap's pools of 0.01 %, 0.05 %, 0.3 % and 1 %.
constexpr std::array<std::uint32_t, 4> kUniswapFees = {100, 500, 3'000, 10'000};

// Sources: Uniswap/v2-core, v2-sdk, v3-core, v3-sdk; sushiswap/sdk. Held by real swaps in the test.
constexpr std::array<Factory, 3> kFactories = {{
    {1,
     "Uniswap V2",
     {hex_literal("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f")},
     hex_literal("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f"),
     {}},
    {1,
     "SushiSwap V2",
     {hex_literal("0xc0aee478e3658e2610c5f7a4a2e1777ce9e4f2ac")},
     hex_literal("0xe18a34eb0e04b04f7a0ac29a6e80748dca96319b42c54d679cb821dca90c6303"),
     {}},
    {1,
     "Uniswap V3",
     {hex_literal("0x1f98431c8ad98523631ae4a59f267346ea31f984")},
     hex_literal("0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54"),
     kUniswapFees},
}};

std::optional<std::uint32_t> fee_that_fits(const Address& contract, const Factory& factory,
                                           const Address& a, const Address& b) {
  static constexpr std::array<std::uint32_t, 1> kNone = {0};
  for (const std::uint32_t fee : factory.fees.empty() ? std::span(kNone) : factory.fees)
    if (pool_address(factory, a, b, fee) == contract) return fee;
  return std::nullopt;
}

}  // namespace

std::span<const Factory> known_factories() { return kFactories; }

Address create2_address(const Address& deployer, const Hash256& salt,
                        const Hash256& init_code_hash) {
  static constexpr std::array<std::uint8_t, 1> kMark = {0xff};
  const Hash256 hash = hash_of({kMark, deployer.bytes, salt, init_code_hash});
  Address out;
  std::copy(hash.end() - 20, hash.end(), out.bytes.begin());
  return out;
}

Address pool_address(const Factory& factory, const Address& a, const Address& b,
                     std::uint32_t fee) {
  const auto& [token0, token1] = std::minmax(a, b);
  const Hash256 salt = factory.fees.empty()
                           ? hash_of({token0.bytes, token1.bytes})
                           : hash_of({word_of(token0), word_of(token1), U256(fee).to_big_endian()});
  return create2_address(factory.address, salt, factory.init_code_hash);
}

std::optional<PoolProof> prove_pool(const Address& contract, std::span<const Address> tokens,
                                    std::uint64_t chain_id, std::span<const Factory> factories) {
  tokens = tokens.first(std::min(tokens.size(), kMostTokens));
  for (const Factory& factory : factories) {
    if (factory.chain_id != chain_id) continue;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      for (const Address& other : tokens.subspan(i + 1)) {
        const auto fee = fee_that_fits(contract, factory, tokens[i], other);
        if (fee)
          return PoolProof{&factory, std::min(tokens[i], other), std::max(tokens[i], other), *fee};
      }
  }
  return std::nullopt;
}

}  // namespace spoor::ethereum
