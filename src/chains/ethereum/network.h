// Account networks by chain id: what their native asset is called, and what of a fee is destroyed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "chains/ethereum/address.h"

namespace spoor::ethereum {

// Tron has no EVM chain id of its own; this is what its JSON-RPC answers, the last four bytes of
// its first block's hash.
inline constexpr std::uint64_t kTronChainId = 728'126'428;

enum class AddressForm { kHex, kTron };

// Which parts of a transaction's fee nobody receives. What goes to a contract or an account (base
// fees on Polygon, Optimism, Base, Arbitrum, Gnosis) is not destroyed.
struct BurntParts {
  bool base_fee = false;
  bool blob_fee = false;
  bool tip = false;

  bool operator==(const BurntParts&) const = default;
};

struct Network {
  std::uint64_t chain_id = 0;
  std::string_view name;  // as in `--ledger` and in reports: "ethereum"
  std::string_view native_symbol;
  unsigned native_decimals = 18;
  std::optional<Address> wrapped_native = {};
  BurntParts burnt = {};
  std::uint64_t burnt_since = 0;  // block
  // Below this block receipts have no status, and less gas used than allowed proves success.
  std::uint64_t status_since = 0;
  AddressForm form = AddressForm::kHex;

  BurntParts burnt_at(std::uint64_t block) const {
    return block < burnt_since ? BurntParts{} : burnt;
  }
};

// The network of a chain id. One that is not known is named "unknown", its native asset "native"
// with 18 decimals, and nothing is known to be burnt.
Network network_of(std::uint64_t chain_id);
std::span<const Network> known_networks();  // by chain id

// An address as people of that network write it, and back. Throws Error(kBadInput).
std::string address_text(const Network& network, const Address& address);
Address parse_address(const Network& network, std::string_view text);

}  // namespace spoor::ethereum
