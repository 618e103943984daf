#include "simulator/payee.h"

#include <algorithm>
#include <string>

#include "base/amount.h"
#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/script.h"
#include "simulator/serialise.h"

namespace spoor::simulator {
namespace {

constexpr int kMostWitnessVersion = 16;
constexpr std::uint64_t kMostKeys = 16;

Bytes bytes_of(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

Bytes pushes(std::initializer_list<ByteSpan> items) {
  Bytes script;
  for (const ByteSpan item : items) append_push(script, item);
  return script;
}

// "2/alice+bob": the multisig script and its number of signatures.
struct Signers {
  Bytes script;
  int needed;
};

Signers signers_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    throw_bad_input("signers are written like 2/alice+bob: " + std::string(text));
  std::vector<PublicKey> keys;
  for (std::string_view rest = text.substr(slash + 1); !rest.empty();) {
    const std::size_t plus = std::min(rest.find('+'), rest.size());
    keys.push_back(key_of(rest.substr(0, plus)));
    rest.remove_prefix(std::min(plus + 1, rest.size()));
  }
  const std::uint64_t needed = parse_u64(text.substr(0, slash));
  if (needed == 0 || needed > keys.size() || keys.size() > kMostKeys)
    throw_bad_input("signers must be at least one of at most 16: " + std::string(text));
  return {multisig(static_cast<int>(needed), keys), static_cast<int>(needed)};
}

// OP_0 (an old mistake of CHECKMULTISIG), then the signatures.
std::vector<Bytes> multisig_stack(const Signers& signers) {
  std::vector<Bytes> stack(1);
  stack.resize(1 + static_cast<std::size_t>(signers.needed), signature());
  return stack;
}

Bytes multisig_script_sig(const Signers& signers) {
  Bytes script;
  for (const Bytes& item : multisig_stack(signers)) append_push(script, item);
  return script;
}

Payee to_key(std::string_view kind, std::string_view name) {
  const PublicKey key = key_of(name);
  const Bytes compressed = bytes_of(key.compressed);
  const Unlock signed_script{pushes({signature(), compressed}), {}};
  if (kind == "p2pk") return {pay_to_key(compressed), {pushes({signature()}), {}}};
  if (kind == "p2pk-uncompressed")
    return {pay_to_key(key.uncompressed), {pushes({signature()}), {}}};
  if (kind == "p2pkh") return {pay_to_key_hash(compressed), signed_script};
  if (kind == "p2wpkh") return {pay_to_witness_key(compressed), {{}, {signature(), compressed}}};
  return {pay_to_taproot(ByteSpan(compressed).subspan(1)), {{}, {Bytes(64, 0x5a)}}};
}

Payee to_script_hash(std::string_view text) {
  if (text.find('/') != std::string_view::npos) {
    const Signers signers = signers_of(text);
    Unlock unlock{multisig_script_sig(signers), {}};
    append_push(unlock.script_sig, signers.script);
    return {pay_to_script_hash(signers.script), unlock};
  }
  const Payee inner = to_key("p2wpkh", text);
  return {pay_to_script_hash(inner.script), {pushes({inner.script}), inner.unlock.witness}};
}

Payee to_witness_script(std::string_view text) {
  const bool several = text.find('/') != std::string_view::npos;
  const Signers signers = signers_of(several ? std::string(text) : "1/" + std::string(text));
  Unlock unlock{{}, multisig_stack(signers)};
  unlock.witness.push_back(signers.script);
  return {pay_to_witness_script(signers.script), unlock};
}

Payee to_witness_program(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos)
    throw_bad_input("a witness program is written like witness:16:HEX");
  const std::uint64_t version = parse_u64(text.substr(0, colon));
  if (version > kMostWitnessVersion) throw_bad_input("witness versions end at 16");
  const Bytes program = from_hex(text.substr(colon + 1));
  return {pay_to_witness_program(static_cast<int>(version), program), {}};
}

Payee to_op_return(std::string_view text) {
  return {op_return(text.starts_with("0x") ? from_hex(text.substr(2)) : bytes_of(as_bytes(text))),
          {}};
}

Payee of_kind(std::string_view kind, std::string_view rest, bitcoin::Network network) {
  for (const std::string_view known : {"p2pk", "p2pk-uncompressed", "p2pkh", "p2wpkh", "p2tr"})
    if (kind == known) return to_key(kind, rest);
  if (kind == "p2sh") return to_script_hash(rest);
  if (kind == "p2wsh") return to_witness_script(rest);
  if (kind == "multisig") {
    const Signers signers = signers_of(rest);
    return {signers.script, {multisig_script_sig(signers), {}}};
  }
  if (kind == "op_return") return to_op_return(rest);
  if (kind == "witness") return to_witness_program(rest);
  if (kind == "script") return {from_hex(rest), {}};
  if (kind == "address") return {bitcoin::script_of_address(rest, network), {}};
  throw_bad_input("no such kind of payee: " + std::string(kind), {}, "docs/cases.md lists them");
}

}  // namespace

Payee payee_of(std::string_view word, bitcoin::Network network) {
  if (word == "op_return") return {op_return({}), {}};
  if (word == "anchor") return {pay_to_anchor(), {}};
  if (word == "too-long") return {Bytes(bitcoin::kMaxScriptBytes + 1, 0x61), {}};  // OP_NOPs
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) return to_key("p2wpkh", word);
  return of_kind(word.substr(0, colon), word.substr(colon + 1), network);
}

}  // namespace spoor::simulator
