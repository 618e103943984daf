// The bitcoin networks: magic, genesis, address prefixes, subsidy schedule.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace spoor::bitcoin {

enum class Network : std::uint8_t { kMainnet, kTestnet3, kTestnet4, kSignet, kRegtest };

struct NetworkParams {
  Network network;
  std::string_view name;  // "mainnet", "testnet3", "testnet4", "signet", "regtest"
  std::array<std::uint8_t, 4> magic;
  Hash256 genesis;  // wire order
  std::uint8_t p2pkh_prefix;
  std::uint8_t p2sh_prefix;
  std::string_view bech32_prefix;
  std::uint32_t halving_interval;  // blocks
};

const NetworkParams& params(Network network);
std::optional<Network> network_of_magic(ByteSpan four_bytes);
std::optional<Network> network_of_name(std::string_view name);

}  // namespace spoor::bitcoin
