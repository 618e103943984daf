// Address text, and numbers of 256 bits: what is read must be written back to the same text (bech32
// in lower case), and the codecs must be each other's inverse.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/u256.h"
#include "chains/bitcoin/address.h"
#include "chains/ethereum/address.h"
#include "crypto/base58.h"
#include "fuzz/harness.h"

namespace {

using namespace spoor;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

void check_network(std::string_view text, bitcoin::Network network) {
  Bytes script;
  if (!fuzz::accepted([&] { script = bitcoin::script_of_address(text, network); })) return;
  const std::optional<std::string> again = bitcoin::address_of(script, network);
  if (text.starts_with("pk:")) {
    MUST(bitcoin::classify(script).type == bitcoin::ScriptType::kP2pk);
    return;
  }
  MUST(again.has_value());
  MUST(*again == text || *again == lower(text));
}

void check_codecs(std::string_view text) {
  Bytes bytes;
  if (fuzz::accepted([&] { bytes = base58_decode(text); })) {
    MUST(base58_encode(bytes) == text);
  }
  if (fuzz::accepted([&] { bytes = base58check_decode(text); })) {
    MUST(base58check_encode(bytes) == text);
  }
  bitcoin::WitnessProgram program;
  if (fuzz::accepted([&] { program = bitcoin::segwit_decode("bc", text); })) {
    MUST(bitcoin::segwit_encode("bc", program.version, program.program) == lower(text));
  }
}

void check_accounts(std::string_view text) {
  ethereum::Address address;
  if (fuzz::accepted([&] { address = ethereum::parse_address(text); })) {
    MUST(ethereum::lower_hex(address) == lower(text));
    MUST(ethereum::parse_address(ethereum::eip55(address)) == address);
  }
  if (fuzz::accepted([&] { address = ethereum::parse_tron(text); })) {
    MUST(ethereum::tron(address) == text);
  }
  U256 number;
  if (fuzz::accepted([&] { number = U256::parse(text); })) {
    MUST(U256::parse(to_decimal(number)) == number);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_network(text, bitcoin::Network::kMainnet);
  check_network(text, bitcoin::Network::kRegtest);
  check_codecs(text);
  check_accounts(text);
  // The bytes as data, the other way.
  const ByteSpan bytes(data, std::min<std::size_t>(size, 64));
  const Bytes copy(bytes.begin(), bytes.end());
  MUST(base58_decode(base58_encode(bytes)) == copy);
  MUST(base58check_decode(base58check_encode(bytes)) == copy);
  return 0;
}
