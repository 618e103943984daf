// Output scripts: what kind, and what a person would call them.
//
// `classify` sees the template of a script; it never runs one. Exact by the rules of Bitcoin Core's
// Solver; what has no template is nonstandard and is not called an address.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spoor::bitcoin {

// Values are on disk (5 bits in a coin row): never renumber.
enum class ScriptType : std::uint8_t {
  kNonstandard = 0,
  kP2pk = 1,
  kP2pkh = 2,
  kP2sh = 3,
  kP2wpkh = 4,
  kP2wsh = 5,
  kP2tr = 6,
  kP2a = 7,             // pay to anchor: OP_1 <4e73>
  kWitnessUnknown = 8,  // a witness program of a version or length with no meaning yet
  kMultisig = 9,        // bare m-of-n
  kOpReturn = 10,       // starts with OP_RETURN: no one can spend it
  kTooLong = 11,        // longer than 10,000 bytes: no one can spend it
};
inline constexpr int kScriptTypes = 12;
inline constexpr std::size_t kMaxScriptBytes = 10'000;

// "p2pkh", "op_return", "nonstandard" …: the names used in output.
std::string_view name(ScriptType type);
// Has the row an address that people write (base58 or bech32)?
bool has_address(ScriptType type);
// Is the whole script given by type and payload (p2pkh, p2sh, p2wpkh, p2wsh, p2tr)? The bytes of
// the others are kept in the ledger's heap.
bool is_templated(ScriptType type);
// Does it get an AddressId? All but OP_RETURN.
inline bool has_address_id(ScriptType type) { return type != ScriptType::kOpReturn; }
// Can no one ever spend it?
inline bool is_unspendable(ScriptType type) {
  return type == ScriptType::kOpReturn || type == ScriptType::kTooLong;
}

// Bytes of what stands for a script in tables: a key hash, script hash or taproot key; for types
// that are not templated the SHA-256 of the script.
inline std::size_t payload_bytes(ScriptType type) {
  using enum ScriptType;
  return type == kP2pkh || type == kP2sh || type == kP2wpkh ? 20 : 32;
}

struct ScriptClass {
  ScriptType type = ScriptType::kNonstandard;
  // The key hash, script hash, or taproot key for templated types: a view into the script.
  // Witness program for kP2a and kWitnessUnknown, public key for kP2pk; empty for the others.
  ByteSpan payload;
};

ScriptClass classify(ByteSpan script);

// Is it a public key by first byte and length (33 or 65 bytes)? Whether the point is on the curve
// is not asked, as in Core's templates.
bool is_public_key(ByteSpan bytes);

}  // namespace spoor::bitcoin
