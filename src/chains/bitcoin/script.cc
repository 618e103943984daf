#include "chains/bitcoin/script.h"

#include <algorithm>
#include <optional>

namespace spoor::bitcoin {
namespace {

constexpr std::uint8_t kOp0 = 0x00;
constexpr std::uint8_t kPushData1 = 0x4c;
constexpr std::uint8_t kPushData2 = 0x4d;
constexpr std::uint8_t kPushData4 = 0x4e;
constexpr std::uint8_t kOp1 = 0x51;
constexpr std::uint8_t kOp16 = 0x60;
constexpr std::uint8_t kOpReturnCode = 0x6a;
constexpr std::uint8_t kOpDup = 0x76;
constexpr std::uint8_t kOpEqual = 0x87;
constexpr std::uint8_t kOpEqualVerify = 0x88;
constexpr std::uint8_t kOpHash160 = 0xa9;
constexpr std::uint8_t kOpCheckSig = 0xac;
constexpr std::uint8_t kOpCheckMultisig = 0xae;

constexpr unsigned kMaxMultisigKeys = 20;

// One instruction: its code, and the bytes that it pushes where it is a push.
struct Instruction {
  std::uint8_t code = 0;
  ByteSpan data;
};

// Takes the next instruction off the front of `script`; none at the end or where a push is cut.
std::optional<Instruction> next_instruction(ByteSpan& script) {
  if (script.empty()) return std::nullopt;
  const std::uint8_t code = script[0];
  const std::size_t length_bytes = code == kPushData1   ? 1
                                   : code == kPushData2 ? 2
                                   : code == kPushData4 ? 4
                                                        : 0;
  if (script.size() < 1 + length_bytes) return std::nullopt;
  std::size_t length = code < kPushData1 ? code : 0;
  for (std::size_t i = 0; i < length_bytes; ++i)
    length |= static_cast<std::size_t>(script[1 + i]) << (8 * i);
  script = script.subspan(1 + length_bytes);
  if (script.size() < length) return std::nullopt;
  const Instruction out{code, script.first(length)};
  script = script.subspan(length);
  return out;
}

// A count of keys in its shortest form: OP_1 to OP_16, else a push of one byte (17 to 20).
std::optional<unsigned> key_count(const Instruction& in) {
  if (in.code >= kOp1 && in.code <= kOp16) return in.code - kOp1 + 1U;
  if (in.code == 1 && in.data[0] > 16 && in.data[0] <= kMaxMultisigKeys) return in.data[0];
  return std::nullopt;
}

bool is_multisig(ByteSpan script) {
  if (script.empty() || script.back() != kOpCheckMultisig) return false;
  const std::optional<Instruction> first = next_instruction(script);
  const std::optional<unsigned> needed = first ? key_count(*first) : std::nullopt;
  if (!needed) return false;
  unsigned keys = 0;
  std::optional<Instruction> in = next_instruction(script);
  for (; in && is_public_key(in->data); in = next_instruction(script)) ++keys;
  const std::optional<unsigned> stated = in ? key_count(*in) : std::nullopt;
  return stated == keys && *needed <= keys && script.size() == 1;
}

ScriptType witness_type(std::uint8_t version_code, ByteSpan program) {
  if (version_code == kOp0) {
    if (program.size() == 20) return ScriptType::kP2wpkh;
    return program.size() == 32 ? ScriptType::kP2wsh : ScriptType::kNonstandard;
  }
  if (version_code == kOp1 && program.size() == 32) return ScriptType::kP2tr;
  if (version_code == kOp1 && program.size() == 2 && program[0] == 0x4e && program[1] == 0x73)
    return ScriptType::kP2a;
  return ScriptType::kWitnessUnknown;
}

bool is_witness_program(ByteSpan s) {
  return s.size() >= 4 && s.size() <= 42 && (s[0] == kOp0 || (s[0] >= kOp1 && s[0] <= kOp16)) &&
         s[1] + 2U == s.size();
}

bool is_p2pkh(ByteSpan s) {
  return s.size() == 25 && s[0] == kOpDup && s[1] == kOpHash160 && s[2] == 20 &&
         s[23] == kOpEqualVerify && s[24] == kOpCheckSig;
}

bool is_p2sh(ByteSpan s) {
  return s.size() == 23 && s[0] == kOpHash160 && s[1] == 20 && s[22] == kOpEqual;
}

bool is_p2pk(ByteSpan s) {
  return (s.size() == 35 || s.size() == 67) && s[0] + 2U == s.size() && s.back() == kOpCheckSig &&
         is_public_key(s.subspan(1, s.size() - 2));
}

}  // namespace

bool is_public_key(ByteSpan bytes) {
  if (bytes.empty()) return false;
  if (bytes[0] == 2 || bytes[0] == 3) return bytes.size() == 33;
  return (bytes[0] == 4 || bytes[0] == 6 || bytes[0] == 7) && bytes.size() == 65;
}

std::string_view name(ScriptType type) {
  static constexpr std::array<std::string_view, kScriptTypes> kNames = {
      "nonstandard", "p2pk", "p2pkh",           "p2sh",     "p2wpkh",    "p2wsh",
      "p2tr",        "p2a",  "witness_unknown", "multisig", "op_return", "too_long"};
  const auto index = static_cast<std::size_t>(type);
  return index < kNames.size() ? kNames[index] : "unknown";
}

bool has_address(ScriptType type) {
  return is_templated(type) || type == ScriptType::kP2a || type == ScriptType::kWitnessUnknown;
}

bool is_templated(ScriptType type) {
  return type >= ScriptType::kP2pkh && type <= ScriptType::kP2tr;
}

ScriptClass classify(ByteSpan script) {
  if (is_p2pkh(script)) return {ScriptType::kP2pkh, script.subspan(3, 20)};
  if (is_p2sh(script)) return {ScriptType::kP2sh, script.subspan(2, 20)};
  if (is_witness_program(script)) {
    const ScriptType type = witness_type(script[0], script.subspan(2));
    return {type, type == ScriptType::kNonstandard ? ByteSpan{} : script.subspan(2)};
  }
  if (!script.empty() && script[0] == kOpReturnCode) return {ScriptType::kOpReturn, {}};
  if (script.size() > kMaxScriptBytes) return {ScriptType::kTooLong, {}};
  if (is_p2pk(script)) return {ScriptType::kP2pk, script.subspan(1, script.size() - 2)};
  if (is_multisig(script)) return {ScriptType::kMultisig, {}};
  return {ScriptType::kNonstandard, {}};
}

}  // namespace spoor::bitcoin
