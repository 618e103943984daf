#include "chains/bitcoin/network.h"

#include <algorithm>

namespace spoor::bitcoin {
namespace {

consteval std::uint8_t nibble(char c) {
  return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// A block hash as people write it, in wire order.
consteval Hash256 displayed(std::string_view text) {
  Hash256 out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    out[31 - i] = static_cast<std::uint8_t>(nibble(text[2 * i]) << 4 | nibble(text[2 * i + 1]));
  return out;
}

// Source: Bitcoin Core, src/kernel/chainparams.cpp. Signet is the public one: another challenge has
// another magic.
constexpr std::array<NetworkParams, 5> kNetworks = {{
    {.network = Network::kMainnet,
     .name = "mainnet",
     .magic = {0xf9, 0xbe, 0xb4, 0xd9},
     .genesis = displayed("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
     .p2pkh_prefix = 0,
     .p2sh_prefix = 5,
     .bech32_prefix = "bc",
     .halving_interval = 210'000},
    {.network = Network::kTestnet3,
     .name = "testnet3",
     .magic = {0x0b, 0x11, 0x09, 0x07},
     .genesis = displayed("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
     .p2pkh_prefix = 111,
     .p2sh_prefix = 196,
     .bech32_prefix = "tb",
     .halving_interval = 210'000},
    {.network = Network::kTestnet4,
     .name = "testnet4",
     .magic = {0x1c, 0x16, 0x3f, 0x28},
     .genesis = displayed("00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"),
     .p2pkh_prefix = 111,
     .p2sh_prefix = 196,
     .bech32_prefix = "tb",
     .halving_interval = 210'000},
    {.network = Network::kSignet,
     .name = "signet",
     .magic = {0x0a, 0x03, 0xcf, 0x40},
     .genesis = displayed("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
     .p2pkh_prefix = 111,
     .p2sh_prefix = 196,
     .bech32_prefix = "tb",
     .halving_interval = 210'000},
    {.network = Network::kRegtest,
     .name = "regtest",
     .magic = {0xfa, 0xbf, 0xb5, 0xda},
     .genesis = displayed("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
     .p2pkh_prefix = 111,
     .p2sh_prefix = 196,
     .bech32_prefix = "bcrt",
     .halving_interval = 150},
}};

template <class Match>
std::optional<Network> find_network(Match match) {
  const auto found = std::find_if(kNetworks.begin(), kNetworks.end(), match);
  return found == kNetworks.end() ? std::nullopt : std::optional(found->network);
}

}  // namespace

const NetworkParams& params(Network network) {
  return kNetworks[static_cast<std::size_t>(network)];
}

std::optional<Network> network_of_magic(ByteSpan four_bytes) {
  return find_network(
      [&](const NetworkParams& p) { return std::ranges::equal(p.magic, four_bytes); });
}

std::optional<Network> network_of_name(std::string_view name) {
  return find_network([&](const NetworkParams& p) { return p.name == name; });
}

}  // namespace spoor::bitcoin
