// Undo records as Core's undo.h and compressor.h write them; the reader is chains/bitcoin/undo.h.
#include <secp256k1.h>

#include "chains/bitcoin/script.h"
#include "simulator/block_files.h"
#include "simulator/serialise.h"

namespace spoor::simulator {
namespace {

constexpr std::uint64_t kSpecialScripts = 6;

// Core compresses an uncompressed key only where it is a point of the curve.
bool is_curve_point(ByteSpan key) {
  secp256k1_pubkey parsed;
  return secp256k1_ec_pubkey_parse(secp256k1_context_static, &parsed, key.data(), key.size()) == 1;
}

// The kind and 20 or 32 bytes that stand for a script; empty where it has no short form.
Bytes short_form(ByteSpan script) {
  const bitcoin::ScriptClass found = bitcoin::classify(script);
  Bytes out;
  if (found.type == bitcoin::ScriptType::kP2pkh) {
    out.push_back(0);
    append(out, found.payload);
  } else if (found.type == bitcoin::ScriptType::kP2sh) {
    out.push_back(1);
    append(out, found.payload);
  } else if (found.type == bitcoin::ScriptType::kP2pk && found.payload.size() == 33) {
    append(out, found.payload);  // its first byte is 2 or 3
  } else if (found.type == bitcoin::ScriptType::kP2pk && found.payload.front() == 4 &&
             is_curve_point(found.payload)) {
    out.push_back(4 | (found.payload.back() & 1));
    append(out, found.payload.subspan(1, 32));
  }
  return out;
}

void append_coin(Bytes& out, const UndoCoin& coin) {
  append_varint(out, std::uint64_t{coin.height} * 2 + (coin.coinbase ? 1 : 0));
  if (coin.height > 0) out.push_back(0);  // where old versions kept the transaction's version
  append_varint(out, compress_amount(coin.value.value));
  append_compressed_script(out, coin.script);
}

}  // namespace

// Base 128, most significant group first, one subtracted from each group but the last, so that
// each number has one form.
void append_varint(Bytes& out, std::uint64_t n) {
  std::uint8_t groups[10];
  std::size_t count = 0;
  while (true) {
    groups[count] = static_cast<std::uint8_t>((n & 0x7f) | (count > 0 ? 0x80 : 0));
    if (n <= 0x7f) break;
    n = (n >> 7) - 1;
    ++count;
  }
  for (std::size_t i = count + 1; i > 0; --i) out.push_back(groups[i - 1]);
}

// Trailing decimal zeros become an exponent e (to 9), the last digit d is kept apart.
std::uint64_t compress_amount(std::uint64_t n) {
  if (n == 0) return 0;
  std::uint64_t e = 0;
  while (n % 10 == 0 && e < 9) {
    n /= 10;
    ++e;
  }
  if (e == 9) return 1 + (n - 1) * 10 + 9;
  const std::uint64_t d = n % 10;
  return 1 + (n / 10 * 9 + d - 1) * 10 + e;
}

void append_compressed_script(Bytes& out, ByteSpan script) {
  const Bytes compressed = short_form(script);
  if (!compressed.empty()) return append(out, compressed);
  append_varint(out, script.size() + kSpecialScripts);
  append(out, script);
}

Bytes undo_record(std::span<const std::vector<UndoCoin>> transactions) {
  Bytes out;
  append_compact_size(out, transactions.size());
  for (const std::vector<UndoCoin>& coins : transactions) {
    append_compact_size(out, coins.size());
    for (const UndoCoin& coin : coins) append_coin(out, coin);
  }
  return out;
}

}  // namespace spoor::simulator
