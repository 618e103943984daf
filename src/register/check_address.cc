#include "register/check_address.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "crypto/keccak.h"

namespace spoor::reg {
namespace {

// One of these in front, and 20 bytes.
bool is_base58_address(std::string_view text, std::initializer_list<std::uint8_t> versions) {
  const Bytes bytes = bitcoin::base58check_decode(text);
  return bytes.size() == 21 && std::ranges::find(versions, bytes[0]) != versions.end();
}

bool is_litecoin(std::string_view text) {
  if (!text.starts_with("ltc1")) return is_base58_address(text, {0x30, 0x32, 0x05});
  bitcoin::segwit_decode("ltc", text);
  return true;
}

// XRP writes base58 with letters in another order.
bool is_xrp(std::string_view text) {
  constexpr std::string_view kTheirs = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  constexpr std::string_view kOurs = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::string ours;
  for (const char c : text) {
    const std::size_t at = kTheirs.find(c);
    if (at == std::string_view::npos) return false;
    ours.push_back(kOurs[at]);
  }
  return is_base58_address(ours, {0x00});
}

// All addresses there are Ethereum's; other networks may have them beside forms of their own.
constexpr auto kLikeEthereum = std::to_array<std::string_view>(
    {"ETH", "ETC", "BSC", "POLYGON", "ARB", "OP", "BASE", "BLAST", "FTM"});

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// EIP-55: a letter is a capital where the hash of the small letters has a digit of 8 or more.
bool is_ethereum(std::string_view text) {
  if (!text.starts_with("0x")) return false;
  const std::string_view digits = text.substr(2);
  if (digits.size() != 40 || !std::ranges::all_of(digits, is_hex_digit)) return false;
  std::string small(digits);
  for (char& c : small)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  std::string capitals = small;
  std::string mixed = small;
  const std::string hash = to_hex(keccak256(as_bytes(small)));
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (small[i] < 'a') continue;
    capitals[i] = static_cast<char>(small[i] - 'a' + 'A');
    if (hash[i] >= '8') mixed[i] = capitals[i];
  }
  return digits == small || digits == capitals || digits == mixed;
}

bool holds(std::string_view network, std::string_view text) {
  if (network == "BTC") {
    bitcoin::script_of_address(text, bitcoin::Network::kMainnet);
    return true;
  }
  if (network == "LTC") return is_litecoin(text);
  if (network == "DOGE") return is_base58_address(text, {0x1e, 0x16});
  if (network == "BCH" && (text.starts_with('1') || text.starts_with('3')))
    return is_base58_address(text, {0x00, 0x05});
  if (network == "TRON") return is_base58_address(text, {0x41});
  if (network == "XRP") return is_xrp(text);
  constexpr std::size_t kEthereumLength = 42;
  const bool is_like_ethereum = std::ranges::find(kLikeEthereum, network) != kLikeEthereum.end();
  if (is_like_ethereum || (text.starts_with("0x") && text.size() == kEthereumLength))
    return is_ethereum(text);
  return true;
}

}  // namespace

bool checksum_fails(std::string_view network, std::string_view address) {
  try {
    return !holds(network, address);
  } catch (const Error&) {
    return true;
  }
}

}  // namespace spoor::reg
