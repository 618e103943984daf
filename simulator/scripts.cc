#include "simulator/scripts.h"

#include <secp256k1.h>

#include <string>

#include "base/error.h"
#include "crypto/hash.h"
#include "simulator/serialise.h"

namespace spoor::simulator {
namespace {

constexpr std::uint8_t kPushData1 = 0x4c;
constexpr std::uint8_t kPushData2 = 0x4d;
constexpr std::uint8_t kPushData4 = 0x4e;
constexpr std::uint8_t kOp1 = 0x51;
constexpr std::uint8_t kReturn = 0x6a;
constexpr std::uint8_t kDup = 0x76;
constexpr std::uint8_t kEqual = 0x87;
constexpr std::uint8_t kEqualVerify = 0x88;
constexpr std::uint8_t kHash160 = 0xa9;
constexpr std::uint8_t kCheckSig = 0xac;
constexpr std::uint8_t kCheckMultisig = 0xae;

std::uint8_t small_number(int n) { return static_cast<std::uint8_t>(n == 0 ? 0 : kOp1 + n - 1); }

// Made once and kept until the process ends.
const secp256k1_context* curve() {
  static const secp256k1_context* const context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
  return context;
}

}  // namespace

PublicKey key_of(std::string_view name) {
  const Hash256 secret = sha256(as_bytes("spoor simulator: " + std::string(name)));
  secp256k1_pubkey point;
  ASSERT(secp256k1_ec_pubkey_create(curve(), &point, secret.data()) == 1);
  PublicKey key;
  std::size_t size = key.compressed.size();
  secp256k1_ec_pubkey_serialize(curve(), key.compressed.data(), &size, &point,
                                SECP256K1_EC_COMPRESSED);
  size = key.uncompressed.size();
  secp256k1_ec_pubkey_serialize(curve(), key.uncompressed.data(), &size, &point,
                                SECP256K1_EC_UNCOMPRESSED);
  return key;
}

void append_push(Bytes& script, ByteSpan data) {
  if (data.size() < kPushData1) {
    script.push_back(static_cast<std::uint8_t>(data.size()));
  } else if (data.size() <= 0xff) {
    script.push_back(kPushData1);
    script.push_back(static_cast<std::uint8_t>(data.size()));
  } else if (data.size() <= 0xffff) {
    script.push_back(kPushData2);
    append_le(script, static_cast<std::uint16_t>(data.size()));
  } else {
    script.push_back(kPushData4);
    append_le(script, static_cast<std::uint32_t>(data.size()));
  }
  append(script, data);
}

Bytes pay_to_key(ByteSpan key) {
  Bytes script;
  append_push(script, key);
  script.push_back(kCheckSig);
  return script;
}

Bytes pay_to_key_hash(ByteSpan key) {
  Bytes script{kDup, kHash160};
  append_push(script, hash160(key));
  append(script, std::array{kEqualVerify, kCheckSig});
  return script;
}

Bytes pay_to_script_hash(ByteSpan redeem_script) {
  Bytes script{kHash160};
  append_push(script, hash160(redeem_script));
  script.push_back(kEqual);
  return script;
}

Bytes pay_to_witness_program(int version, ByteSpan program) {
  Bytes script{small_number(version)};
  append_push(script, program);
  return script;
}

Bytes pay_to_witness_key(ByteSpan compressed_key) {
  return pay_to_witness_program(0, hash160(compressed_key));
}

Bytes pay_to_witness_script(ByteSpan witness_script) {
  return pay_to_witness_program(0, sha256(witness_script));
}

Bytes pay_to_taproot(ByteSpan x_only_key) { return pay_to_witness_program(1, x_only_key); }

Bytes pay_to_anchor() { return pay_to_witness_program(1, Bytes{0x4e, 0x73}); }

Bytes multisig(int needed, std::span<const PublicKey> keys) {
  Bytes script{small_number(needed)};
  for (const PublicKey& key : keys) append_push(script, key.compressed);
  script.push_back(small_number(static_cast<int>(keys.size())));
  script.push_back(kCheckMultisig);
  return script;
}

Bytes op_return(ByteSpan data) {
  Bytes script{kReturn};
  if (!data.empty()) append_push(script, data);
  return script;
}

Bytes signature() {
  Bytes out(71, 0x5a);
  out[0] = 0x30;  // DER: a sequence of
  out[1] = 68;
  out[2] = out[36] = 2;  // two integers
  out[3] = out[37] = 32;
  out.back() = 1;  // SIGHASH_ALL
  return out;
}

}  // namespace spoor::simulator
