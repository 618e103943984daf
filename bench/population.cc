#include "bench/population.h"

#include <algorithm>

#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "crypto/hash.h"
#include "simulator/scripts.h"
#include "simulator/serialise.h"

namespace spoor::bench {
namespace {

using bitcoin::ScriptType;

struct Share {
  ScriptType type;
  std::uint32_t per_10_000;
};
constexpr Share kShares[] = {
    {ScriptType::kP2wpkh, 4700}, {ScriptType::kP2tr, 2600},     {ScriptType::kP2pkh, 1300},
    {ScriptType::kP2sh, 1000},   {ScriptType::kP2wsh, 350},     {ScriptType::kMultisig, 35},
    {ScriptType::kP2pk, 10},     {ScriptType::kNonstandard, 5},
};
constexpr std::uint32_t kNestedPerMille = 650;     // of P2SH: a witness key inside
constexpr std::uint32_t kScriptPathPerMille = 80;  // of taproot spends
constexpr std::uint32_t kMostInscribed = 24'000;   // bytes
constexpr std::size_t kSignatureBytes = 71;
constexpr std::size_t kSchnorrBytes = 64;
constexpr std::size_t kKeyBytes = 33;

void fill_key(Random& random, std::span<std::uint8_t> key) {
  random.fill(key);
  key[0] = static_cast<std::uint8_t>(2 + (key[0] & 1));
}
void fill_signature(Random& random, std::span<std::uint8_t> out) {
  random.fill(out);
  out[0] = 0x30;
  out.back() = 1;
}

Bytes multisig(Random& random, int needed, int keys) {
  std::vector<simulator::PublicKey> points(static_cast<std::size_t>(keys));
  for (simulator::PublicKey& point : points) fill_key(random, point.compressed);
  return simulator::multisig(needed, points);
}

bool is_nested(Random& random) { return random.chance(kNestedPerMille); }

}  // namespace

void Shown::clear() {
  used_ = item_count_ = 0;
  script_sig_ = {};
}

std::span<std::uint8_t> Shown::take(std::size_t bytes) {
  ASSERT(bytes_.size() - used_ >= bytes);
  used_ += bytes;
  return std::span(bytes_).subspan(used_ - bytes, bytes);
}

ScriptType Population::type(AddressId address) const {
  std::uint32_t r = random_of(address).below(10'000);
  for (const Share& share : kShares) {
    if (r < share.per_10_000) return share.type;
    r -= share.per_10_000;
  }
  ASSERT(false);
  return ScriptType::kNonstandard;
}

bool Population::suits_service(AddressId address) const {
  return bitcoin::is_templated(type(address));
}

Bytes Population::inner_script(AddressId address) const {
  Random random = random_of(address);
  random.next();  // decided the type
  if (type(address) == ScriptType::kP2sh && is_nested(random)) {
    std::array<std::uint8_t, 20> key_hash;
    random.fill(key_hash);
    return bitcoin::script_of(ScriptType::kP2wpkh, key_hash);
  }
  return multisig(random, 2, 3);
}

Hash256 Population::payload(AddressId address) const {
  Hash256 out{};
  const ScriptType t = type(address);
  if (t == ScriptType::kP2sh) {
    std::ranges::copy(hash160(inner_script(address)), out.begin());
  } else if (t == ScriptType::kP2wsh) {
    out = sha256(inner_script(address));
  } else {
    Random random = random_of(address);
    random.next();
    random.fill(out);
  }
  return out;
}

Bytes Population::script(AddressId address) const {
  const ScriptType t = type(address);
  if (bitcoin::is_templated(t)) {
    const Hash256 bytes = payload(address);
    const bool long_one = t == ScriptType::kP2wsh || t == ScriptType::kP2tr;
    return bitcoin::script_of(t, ByteSpan(bytes).first(long_one ? 32 : 20));
  }
  Random random = random_of(address);
  random.next();
  if (t == ScriptType::kMultisig) return multisig(random, 1, 3);
  std::array<std::uint8_t, kKeyBytes> key;
  fill_key(random, key);
  Bytes script = simulator::pay_to_key(key);
  if (t == ScriptType::kNonstandard) script.insert(script.begin(), 0x61);  // OP_NOP
  return script;
}

void Population::unlock(AddressId address, Random& random, Shown& out) const {
  out.clear();
  const ScriptType t = type(address);
  if (t == ScriptType::kP2wpkh) {
    const auto signature = out.take(kSignatureBytes);
    const auto key = out.take(kKeyBytes);
    fill_signature(random, signature);
    fill_key(random, key);
    out.add_item(signature);
    out.add_item(key);
  } else if (t == ScriptType::kP2tr) {
    unlock_taproot(random, out);
  } else if (t == ScriptType::kP2sh || t == ScriptType::kP2wsh) {
    unlock_script_hash(address, random, out);
  } else if (t == ScriptType::kP2pkh) {
    const auto bytes = out.take(2 + kSignatureBytes + kKeyBytes);
    bytes[0] = kSignatureBytes;
    fill_signature(random, bytes.subspan(1, kSignatureBytes));
    bytes[1 + kSignatureBytes] = kKeyBytes;
    fill_key(random, bytes.last(kKeyBytes));
    out.script_sig_ = bytes;
  } else {  // a signature, for multisig after the extra item that its opcode takes
    const std::size_t zero = t == ScriptType::kMultisig ? 1 : 0;
    const auto bytes = out.take(zero + 1 + kSignatureBytes);
    bytes[0] = 0;
    bytes[zero] = kSignatureBytes;
    fill_signature(random, bytes.last(kSignatureBytes));
    out.script_sig_ = bytes;
  }
}

void Population::unlock_script_hash(AddressId address, Random& random, Shown& out) const {
  const Bytes inner = inner_script(address);
  const auto shown = out.take(inner.size());
  std::ranges::copy(inner, shown.begin());
  const auto first = out.take(kSignatureBytes);
  const auto second = out.take(kSignatureBytes);
  fill_signature(random, first);
  fill_signature(random, second);
  if (type(address) == ScriptType::kP2wsh) {
    for (const ByteSpan item : {ByteSpan(), ByteSpan(first), ByteSpan(second), ByteSpan(shown)})
      out.add_item(item);
    return;
  }
  const bool nested = inner.size() == 22;
  Bytes script_sig;
  if (!nested) {
    script_sig.push_back(0);
    simulator::append_push(script_sig, first);
    simulator::append_push(script_sig, second);
  } else {
    const auto key = out.take(kKeyBytes);
    fill_key(random, key);
    out.add_item(first);
    out.add_item(key);
  }
  simulator::append_push(script_sig, shown);
  const auto bytes = out.take(script_sig.size());
  std::ranges::copy(script_sig, bytes.begin());
  out.script_sig_ = bytes;
}

void Population::unlock_taproot(Random& random, Shown& out) const {
  const auto signature = out.take(kSchnorrBytes);
  random.fill(signature);
  out.add_item(signature);
  if (!random.chance(kScriptPathPerMille)) return;
  const auto script = out.take(kKeyBytes + 1 + random.log_uniform(kMostInscribed));
  const auto control = out.take(kKeyBytes);
  random.fill(script);
  random.fill(control);
  control[0] = 0xc0;  // leaf version
  out.add_item(script);
  out.add_item(control);
}

Bytes Population::memo(CoinId coin) const {
  Random random(mix(seed_) ^ mix(coin.value));
  Bytes data(random.chance(100) ? 80 : 8 + random.below(28));
  random.fill(data);
  return simulator::op_return(data);
}

}  // namespace spoor::bench
