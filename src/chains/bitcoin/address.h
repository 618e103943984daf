// Addresses as people write them: base58check, bech32 (BIP-173), bech32m (BIP-350), both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "chains/bitcoin/network.h"
#include "chains/bitcoin/script.h"
#include "crypto/base58.h"

namespace spoor::bitcoin {

// The address of an output script on that network; none where the type has none (P2PK, multisig,
// OP_RETURN, nonstandard).
std::optional<std::string> address_of(ByteSpan script, Network network);
// The same from type and payload (key hash, script hash, witness program) as kept in a ledger:
// what follows the 20 or 32 bytes of the type is not looked at. For kWitnessUnknown and kP2a give
// the whole script to address_of instead; here they have none.
std::optional<std::string> address_of(ScriptType type, ByteSpan payload, Network network);

// The output script of an address, or of `pk:HEX` (a P2PK key). Throws Error(kBadInput) that says
// what is wrong: checksum, length, mixed case, an address of another network.
Bytes script_of_address(std::string_view text, Network network);
// The same where the network is not known: the first of mainnet, testnet, regtest that reads it.
Bytes script_of_address(std::string_view text);

// The script that type and payload stand for; `type` must be templated.
Bytes script_of(ScriptType type, ByteSpan payload);
// The P2SH or P2WSH script that `inner` with its payload opens. Payloads are as kept in a ledger
// (see payload_bytes), so a script without a template is its SHA-256.
Bytes outer_script(ScriptType outer, ScriptType inner, ByteSpan inner_payload);
// The P2PK script of a key of 33 or 65 bytes.
Bytes p2pk_script(ByteSpan key);

// Codecs.
using spoor::base58check_decode;  // from crypto/base58.h
enum class Bech32Form { kBech32, kBech32m };
struct Bech32 {
  std::string prefix;  // lower case
  Bytes values;        // 5 bits each, without the checksum
  Bech32Form form;
};
std::string bech32_encode(const Bech32& data);
Bech32 bech32_decode(std::string_view text);  // to 90 characters; throws Error(kBadInput)
struct WitnessProgram {
  int version;
  Bytes program;
};
std::string segwit_encode(std::string_view prefix, int version, ByteSpan program);
WitnessProgram segwit_decode(std::string_view prefix, std::string_view text);

}  // namespace spoor::bitcoin
