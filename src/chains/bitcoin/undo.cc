#include "chains/bitcoin/undo.h"

#include <fmt/format.h>
#include <secp256k1.h>

#include <algorithm>
#include <array>
#include <limits>

#include "chains/bitcoin/address.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/script.h"

namespace spoor::bitcoin {
namespace {

constexpr std::uint64_t kSpecialKinds = 6;
// Code, amount and script kind take a byte each, at least.
constexpr std::size_t kLeastCoinBytes = 3;
constexpr std::size_t kLeastTxBytes = 1 + kLeastCoinBytes;

using CompressedKey = std::array<std::uint8_t, 33>;

// With both coordinates, where the record holds x and the parity of y.
std::array<std::uint8_t, 65> uncompressed(const CompressedKey& compressed, std::size_t offset) {
  secp256k1_pubkey key;
  if (secp256k1_ec_pubkey_parse(secp256k1_context_static, &key, compressed.data(),
                                compressed.size()) != 1)
    throw_bad_input("a compressed public key is not on the curve", {.offset = offset});
  std::array<std::uint8_t, 65> out;
  std::size_t length = out.size();
  secp256k1_ec_pubkey_serialize(secp256k1_context_static, out.data(), &length, &key,
                                SECP256K1_EC_UNCOMPRESSED);
  return out;
}

SpentCoin read_coin(ByteReader& in) {
  if (read_varint(in) >> 1 > 0) read_varint(in);  // height, then the version that Core once kept
  const std::size_t start = in.position();
  const std::uint64_t value = decompress_amount(read_varint(in));
  if (value > kMaxMoney)
    throw_bad_input(fmt::format("a spent coin is above 21 million bitcoin: {} satoshi", value),
                    {.offset = start});
  return {Satoshi{value}, read_compressed_script(in)};
}

}  // namespace

std::uint64_t read_varint(ByteReader& in) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const std::size_t start = in.position();
  std::uint64_t value = 0;
  for (;;) {
    const std::uint8_t byte = in.u8();
    if (value > kMost >> 7) throw_bad_input("varint is above 64 bits", {.offset = start});
    value = value << 7 | (byte & 0x7f);
    if ((byte & 0x80) == 0) return value;
    // One more byte means at least one more: so that each number has one form.
    if (value == kMost) throw_bad_input("varint is above 64 bits", {.offset = start});
    ++value;
  }
}

std::uint64_t decompress_amount(std::uint64_t x) {
  if (x == 0) return 0;
  --x;
  // x = 10 * (9 * n + d - 1) + e for n·10 + d times 10^e, where d is the last digit that is not 0;
  // x = 10 * (n - 1) + 9 where nine zeros or more end it.
  const std::uint64_t zeros = x % 10;
  x /= 10;
  std::uint64_t value = zeros < 9 ? x / 9 * 10 + x % 9 + 1 : x + 1;
  for (std::uint64_t i = 0; i < zeros; ++i)
    if (__builtin_mul_overflow(value, std::uint64_t{10}, &value))
      throw_bad_input(fmt::format("compressed amount is above 64 bits: {}", x));
  return value;
}

Bytes read_compressed_script(ByteReader& in) {
  const std::uint64_t kind = read_varint(in);
  if (kind >= kSpecialKinds) {
    const ByteSpan script = in.take(kind - kSpecialKinds);
    return {script.begin(), script.end()};
  }
  if (kind == 0) return script_of(ScriptType::kP2pkh, in.take(20));
  if (kind == 1) return script_of(ScriptType::kP2sh, in.take(20));
  const std::size_t start = in.position();
  CompressedKey key{static_cast<std::uint8_t>(kind < 4 ? kind : kind - 2)};
  std::ranges::copy(in.take(32), key.begin() + 1);
  return kind < 4 ? p2pk_script(key) : p2pk_script(uncompressed(key, start));
}

std::vector<std::vector<SpentCoin>> parse_undo(ByteSpan record) {
  if (record.size() > kMaxSerialisedBytes)
    throw_bad_input(
        fmt::format("undo record longer than {} bytes: {}", kMaxSerialisedBytes, record.size()));
  ByteReader in(record);
  std::vector<std::vector<SpentCoin>> out(static_cast<std::size_t>(in.count(kLeastTxBytes)));
  for (std::vector<SpentCoin>& coins : out) {
    const std::size_t start = in.position();
    const std::uint64_t count = in.count(kLeastCoinBytes);
    if (count == 0) throw_bad_input("a transaction without spent coins", {.offset = start});
    coins.reserve(static_cast<std::size_t>(count));
    for (std::uint64_t i = 0; i < count; ++i) coins.push_back(read_coin(in));
  }
  if (!in.at_end())
    throw_bad_input("bytes are left after the last spent coin", {.offset = in.position()});
  return out;
}

}  // namespace spoor::bitcoin
