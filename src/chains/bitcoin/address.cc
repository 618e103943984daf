#include "chains/bitcoin/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "crypto/alphabet.h"
#include "crypto/base58.h"
#include "crypto/hash.h"

namespace spoor::bitcoin {
namespace {

constexpr Alphabet kBech32("bech32", "qpzry9x8gf2tvdw0s3jn54khce6mua7l");

constexpr std::uint32_t kBech32Checksum = 1;
constexpr std::uint32_t kBech32mChecksum = 0x2bc830a3;
constexpr std::size_t kChecksumCharacters = 6;
constexpr std::size_t kMaxBech32 = 90;

std::uint32_t checksum_of(Bech32Form form) {
  return form == Bech32Form::kBech32 ? kBech32Checksum : kBech32mChecksum;
}

Bech32Form form_of(int version) {
  return version == 0 ? Bech32Form::kBech32 : Bech32Form::kBech32m;
}

// The BCH code of BIP-173, over the prefix and then the values of the data.
class Bech32Sum {
 public:
  explicit Bech32Sum(std::string_view prefix) {
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) >> 5);
    add(0);
    for (const char c : prefix) add(c & 31);
  }
  void add(std::uint32_t value) {
    static constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                                0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = sum_ >> 25;
    sum_ = (sum_ & 0x1ffffff) << 5 ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i)
      if ((top >> i & 1) != 0) sum_ ^= kGenerator[i];
  }
  std::uint32_t value() const { return sum_; }

 private:
  std::uint32_t sum_ = 1;
};

// Groups of `from` bits into groups of `to` bits, most significant first; the last is filled with
// zeros. What is left over at the end is in `rest` and `rest_bits`.
struct Regrouped {
  Bytes values;
  std::uint32_t rest = 0;
  unsigned rest_bits = 0;
};
Regrouped regroup(ByteSpan values, unsigned from, unsigned to) {
  Regrouped out;
  for (const std::uint8_t value : values) {
    out.rest = out.rest << from | value;
    out.rest_bits += from;
    while (out.rest_bits >= to) {
      out.rest_bits -= to;
      out.values.push_back(static_cast<std::uint8_t>(out.rest >> out.rest_bits));
      out.rest &= (1U << out.rest_bits) - 1;
    }
  }
  return out;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  bool lower = false;
  bool upper = false;
  for (char& c : out) {
    if (c < 33 || c > 126)
      throw_bad_input(
          fmt::format("not a bech32 character: byte 0x{:02x}", static_cast<unsigned char>(c)));
    lower |= c >= 'a' && c <= 'z';
    upper |= c >= 'A' && c <= 'Z';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower && upper) throw_bad_input("bech32 with upper and lower case mixed");
  return out;
}

// The first network whose bech32 prefix, in either case, the text starts with; none for base58.
std::optional<Network> network_of_bech32(std::string_view text) {
  for (const Network network : {Network::kMainnet, Network::kTestnet3, Network::kRegtest}) {
    const std::string_view prefix = params(network).bech32_prefix;
    if (text.size() > prefix.size() && text[prefix.size()] == '1' &&
        std::equal(prefix.begin(), prefix.end(), text.begin(),
                   [](char p, char c) { return c == p || c == p - 'a' + 'A'; }))
      return network;
  }
  return std::nullopt;
}

Bytes witness_script(int version, ByteSpan program) {
  Bytes out = {static_cast<std::uint8_t>(version == 0 ? 0 : 0x50 + version),
               static_cast<std::uint8_t>(program.size())};
  out.insert(out.end(), program.begin(), program.end());
  return out;
}

Bytes joined(std::initializer_list<std::uint8_t> head, ByteSpan middle,
             std::initializer_list<std::uint8_t> tail) {
  Bytes out(head);
  out.insert(out.end(), middle.begin(), middle.end());
  out.insert(out.end(), tail);
  return out;
}

std::string base58_address(std::uint8_t prefix, ByteSpan hash) {
  return base58check_encode(joined({prefix}, hash, {}));
}

Bytes script_of_base58(std::string_view text, const NetworkParams& network) {
  const Bytes bytes = base58check_decode(text);
  if (bytes.size() != 21)
    throw_bad_input(
        fmt::format("a base58 address holds 21 bytes, this one {}: '{}'", bytes.size(), text));
  const ByteSpan hash = ByteSpan(bytes).subspan(1);
  if (bytes[0] == network.p2pkh_prefix) return script_of(ScriptType::kP2pkh, hash);
  if (bytes[0] == network.p2sh_prefix) return script_of(ScriptType::kP2sh, hash);
  throw_bad_input(fmt::format("not an address of {}, its first byte is {}: '{}'", network.name,
                              bytes[0], text));
}

Bytes script_of_key(std::string_view hex) {
  const Bytes key = from_hex(hex);
  if (!is_public_key(key)) throw_bad_input("not a public key of 33 or 65 bytes after 'pk:'");
  return p2pk_script(key);
}

}  // namespace

std::string bech32_encode(const Bech32& data) {
  Bech32Sum sum(data.prefix);
  std::string out = data.prefix + '1';
  for (const std::uint8_t value : data.values) {
    sum.add(value);
    out.push_back(kBech32[value]);
  }
  for (std::size_t i = 0; i < kChecksumCharacters; ++i) sum.add(0);
  const std::uint32_t checksum = sum.value() ^ checksum_of(data.form);
  for (std::size_t i = 0; i < kChecksumCharacters; ++i)
    out.push_back(kBech32[checksum >> 5 * (kChecksumCharacters - 1 - i) & 31]);
  return out;
}

Bech32 bech32_decode(std::string_view text) {
  if (text.size() > kMaxBech32)
    throw_bad_input(fmt::format("bech32 longer than {} characters", kMaxBech32));
  const std::string lower = lower_case(text);
  const std::size_t separator = lower.rfind('1');
  if (separator == std::string::npos || separator == 0)
    throw_bad_input(fmt::format("bech32 without a prefix: '{}'", text));
  if (lower.size() - separator - 1 < kChecksumCharacters)
    throw_bad_input(fmt::format("bech32 too short for a checksum: '{}'", text));
  Bech32 out{lower.substr(0, separator), {}, Bech32Form::kBech32};
  Bech32Sum sum(out.prefix);
  for (const char c : lower.substr(separator + 1)) {
    out.values.push_back(kBech32.value(c));
    sum.add(out.values.back());
  }
  if (sum.value() == kBech32mChecksum)
    out.form = Bech32Form::kBech32m;
  else if (sum.value() != kBech32Checksum)
    throw_bad_input(fmt::format("bech32 checksum is wrong: '{}'", text), {},
                    "Look for a mistyped or missing character");
  out.values.resize(out.values.size() - kChecksumCharacters);
  return out;
}

std::string segwit_encode(std::string_view prefix, int version, ByteSpan program) {
  Bech32 data{std::string(prefix), {static_cast<std::uint8_t>(version)}, form_of(version)};
  const Regrouped groups = regroup(program, 8, 5);
  data.values.insert(data.values.end(), groups.values.begin(), groups.values.end());
  if (groups.rest_bits > 0)
    data.values.push_back(static_cast<std::uint8_t>(groups.rest << (5 - groups.rest_bits)));
  return bech32_encode(data);
}

WitnessProgram segwit_decode(std::string_view prefix, std::string_view text) {
  const Bech32 data = bech32_decode(text);
  const auto fail = [&](const char* message) {
    throw_bad_input(fmt::format("{}: '{}'", message, text));
  };
  if (data.prefix != prefix)
    throw_bad_input(
        fmt::format("an address of another network, it starts with '{}' and not '{}': "
                    "'{}'",
                    data.prefix, prefix, text));
  if (data.values.empty()) fail("a witness address without a version");
  const int version = data.values[0];
  if (version > 16) fail("the witness version is above 16");
  if (data.form != form_of(version))
    fail(version == 0 ? "witness version 0 must have a bech32 checksum, not bech32m"
                      : "witness versions above 0 must have a bech32m checksum, not bech32");
  const Regrouped groups = regroup(ByteSpan(data.values).subspan(1), 5, 8);
  if (groups.rest_bits >= 5 || groups.rest != 0)
    fail("the padding of the witness program is wrong");
  const std::size_t length = groups.values.size();
  if (length < 2 || length > 40) fail("a witness program has 2 to 40 bytes");
  if (version == 0 && length != 20 && length != 32)
    fail("a witness program of version 0 has 20 or 32 bytes");
  return {version, groups.values};
}

std::optional<std::string> address_of(ByteSpan script, Network network) {
  const ScriptClass found = classify(script);
  if (found.type == ScriptType::kP2a || found.type == ScriptType::kWitnessUnknown)
    return segwit_encode(params(network).bech32_prefix, script[0] == 0 ? 0 : script[0] - 0x50,
                         found.payload);
  return address_of(found.type, found.payload, network);
}

std::optional<std::string> address_of(ScriptType type, ByteSpan payload, Network network) {
  if (!is_templated(type)) return std::nullopt;
  const NetworkParams& p = params(network);
  const ByteSpan program = payload.first(payload_bytes(type));
  if (type == ScriptType::kP2pkh) return base58_address(p.p2pkh_prefix, program);
  if (type == ScriptType::kP2sh) return base58_address(p.p2sh_prefix, program);
  return segwit_encode(p.bech32_prefix, type == ScriptType::kP2tr ? 1 : 0, program);
}

Bytes script_of_address(std::string_view text, Network network) {
  if (text.starts_with("pk:")) return script_of_key(text.substr(3));
  const NetworkParams& p = params(network);
  if (!network_of_bech32(text)) return script_of_base58(text, p);
  const WitnessProgram program = segwit_decode(p.bech32_prefix, text);
  return witness_script(program.version, program.program);
}

Bytes script_of_address(std::string_view text) {
  if (const std::optional<Network> network = network_of_bech32(text))
    return script_of_address(text, *network);
  // Base58 of the other networks starts with m, n or 2.
  const bool is_mainnet = text.starts_with('1') || text.starts_with('3');
  return script_of_address(text, is_mainnet ? Network::kMainnet : Network::kTestnet3);
}

Bytes script_of(ScriptType type, ByteSpan payload) {
  ASSERT(is_templated(type));
  const ByteSpan program = payload.first(payload_bytes(type));
  if (type == ScriptType::kP2pkh) return joined({0x76, 0xa9, 20}, program, {0x88, 0xac});
  if (type == ScriptType::kP2sh) return joined({0xa9, 20}, program, {0x87});
  return witness_script(type == ScriptType::kP2tr ? 1 : 0, program);
}

Bytes outer_script(ScriptType outer, ScriptType inner, ByteSpan inner_payload) {
  ASSERT(outer == ScriptType::kP2sh || outer == ScriptType::kP2wsh);
  Hash256 hash;
  if (is_templated(inner))
    hash = sha256(script_of(inner, inner_payload));
  else
    std::ranges::copy(inner_payload.first(hash.size()), hash.begin());
  return outer == ScriptType::kP2wsh ? script_of(outer, hash) : script_of(outer, ripemd160(hash));
}

Bytes p2pk_script(ByteSpan key) {
  return joined({static_cast<std::uint8_t>(key.size())}, key, {0xac});
}

}  // namespace spoor::bitcoin
