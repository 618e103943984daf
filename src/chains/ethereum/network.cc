#include "chains/ethereum/network.h"

#include <algorithm>
#include <array>

namespace spoor::ethereum {
namespace {

constexpr BurntParts kBaseAndBlobFee = {.base_fee = true, .blob_fee = true};
constexpr BurntParts kWholeFee = {.base_fee = true, .blob_fee = true, .tip = true};

// Blocks: Byzantium 4,370,000 and London 12,965,000 on Ethereum.
constexpr auto kNetworks = std::to_array<Network>({
    {.chain_id = 1,
     .name = "ethereum",
     .native_symbol = "ETH",
     .wrapped_native = Address{hex_literal("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")},
     .burnt = kBaseAndBlobFee,
     .burnt_since = 12'965'000,
     .status_since = 4'370'000},
    {.chain_id = 10,
     .name = "optimism",
     .native_symbol = "ETH",
     .wrapped_native = Address{hex_literal("0x4200000000000000000000000000000000000006")}},
    {.chain_id = 56,
     .name = "bsc",
     .native_symbol = "BNB",
     .wrapped_native = Address{hex_literal("0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c")}},
    {.chain_id = 100,
     .name = "gnosis",
     .native_symbol = "xDAI",
     .wrapped_native = Address{hex_literal("0xe91d153e0b41518a2ce8dd3d7944fa863463a97d")}},
    {.chain_id = 137,
     .name = "polygon",
     .native_symbol = "POL",
     .wrapped_native = Address{hex_literal("0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270")}},
    {.chain_id = 250,
     .name = "fantom",
     .native_symbol = "FTM",
     .wrapped_native = Address{hex_literal("0x21be370d5312f44cb42ce377bc9b8a0cef1a4c83")}},
    {.chain_id = 8'453,
     .name = "base",
     .native_symbol = "ETH",
     .wrapped_native = Address{hex_literal("0x4200000000000000000000000000000000000006")}},
    {.chain_id = 42'161,
     .name = "arbitrum",
     .native_symbol = "ETH",
     .wrapped_native = Address{hex_literal("0x82af49447d8a07e3bd95bd0d56f35241523fbab1")}},
    {.chain_id = 43'114,
     .name = "avalanche",
     .native_symbol = "AVAX",
     .wrapped_native = Address{hex_literal("0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7")},
     .burnt = kWholeFee},
    {.chain_id = kTronChainId,
     .name = "tron",
     .native_symbol = "TRX",
     .native_decimals = 6,
     .burnt = kWholeFee,
     .form = AddressForm::kTron},
});

}  // namespace

std::span<const Network> known_networks() { return kNetworks; }

Network network_of(std::uint64_t chain_id) {
  const auto* const found = std::ranges::find(kNetworks, chain_id, &Network::chain_id);
  if (found != kNetworks.end()) return *found;
  return {.chain_id = chain_id, .name = "unknown", .native_symbol = "native"};
}

std::string address_text(const Network& network, const Address& address) {
  return network.form == AddressForm::kTron ? tron(address) : eip55(address);
}

Address parse_address(const Network& network, std::string_view text) {
  return network.form == AddressForm::kTron ? parse_tron(text) : parse_address(text);
}

}  // namespace spoor::ethereum
