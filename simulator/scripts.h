// Output scripts of every kind, and what an input shows to spend them.
//
// Keys are real points of the curve, derived from names: the same name is the same key in every
// chain and on every machine. Signatures have the size and the place of real ones, but sign
// nothing: no part of spoor checks them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace spoor::simulator {

struct PublicKey {
  std::array<std::uint8_t, 33> compressed;
  std::array<std::uint8_t, 65> uncompressed;
};
PublicKey key_of(std::string_view name);

Bytes pay_to_key(ByteSpan key);       // P2PK, 33 or 65 bytes
Bytes pay_to_key_hash(ByteSpan key);  // P2PKH of the key
Bytes pay_to_script_hash(ByteSpan redeem_script);
Bytes pay_to_witness_key(ByteSpan compressed_key);
Bytes pay_to_witness_script(ByteSpan witness_script);
Bytes pay_to_taproot(ByteSpan x_only_key);
Bytes pay_to_anchor();
Bytes pay_to_witness_program(int version, ByteSpan program);  // version 0 to 16
Bytes multisig(int needed, std::span<const PublicKey> keys);  // bare m of n, n to 16
Bytes op_return(ByteSpan data);

// The shortest push of `data`: a length byte, or OP_PUSHDATA1, 2, 4.
void append_push(Bytes& script, ByteSpan data);

// What an input shows: one of the two, or both (nested segwit).
struct Unlock {
  Bytes script_sig;
  std::vector<Bytes> witness;
};
// A signature-shaped thing, 71 bytes.
Bytes signature();

}  // namespace spoor::simulator
