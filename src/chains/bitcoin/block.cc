#include "chains/bitcoin/block.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "crypto/hash.h"

namespace spoor::bitcoin {
namespace {

constexpr std::size_t kOutpointBytes = 36;
constexpr std::size_t kLeastInputBytes = kOutpointBytes + 1 + 4;
constexpr std::size_t kLeastOutputBytes = 8 + 1;
constexpr std::size_t kLeastTxBytes = 4 + 1 + kLeastInputBytes + 1 + kLeastOutputBytes + 4;

// OP_RETURN, a push of 36 bytes, and the four that mark a commitment to witnesses.
constexpr std::array<std::uint8_t, 6> kCommitmentHead = {0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed};

[[noreturn]] void fail(const char* message, std::size_t offset) {
  throw_bad_input(message, {.offset = offset});
}

bool is_null_outpoint(ByteSpan outpoint) {
  if (load_le<std::uint32_t>(outpoint.data() + 32) != 0xffffffff) return false;
  return std::all_of(outpoint.begin(), outpoint.begin() + 32, [](auto b) { return b == 0; });
}

void clear(ByteSpan bytes, ParsedBlock& out) {
  if (bytes.size() > kMaxSerialisedBytes)
    throw_bad_input(fmt::format("longer than {} bytes: {}", kMaxSerialisedBytes, bytes.size()));
  out.header = {};
  out.header_bytes = {};
  out.hash = {};
  out.size = static_cast<std::uint32_t>(bytes.size());
  out.weight = 0;
  out.transactions.clear();
  out.inputs.clear();
  out.outputs.clear();
  out.txids.clear();
}

void parse_inputs(ByteReader& in, std::uint64_t count, ParsedBlock& out) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t start = in.position();
    const ByteSpan outpoint = in.take(kOutpointBytes);
    if (count > 1 && is_null_outpoint(outpoint)) [[unlikely]]
      fail("an input spends the null outpoint, and is not a coinbase", start);
    const ByteSpan script_sig = in.take(in.compact_size());
    out.inputs.push_back({outpoint, script_sig, {}, in.u32()});
  }
}

void parse_outputs(ByteReader& in, std::uint64_t count, ParsedBlock& out) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t start = in.position();
    const std::uint64_t value = in.u64();
    // Each is small enough that the sum cannot wrap.
    if (value > kMaxMoney || (sum += value) > kMaxMoney) [[unlikely]]
      fail("output values are above 21 million bitcoin", start);
    out.outputs.push_back({Satoshi{value}, in.take(in.compact_size())});
  }
}

// The witness stacks of the last `count` inputs. BIP-144: the marker must not stand where all
// stacks are empty.
void parse_witnesses(ByteReader& in, ByteSpan bytes, std::uint64_t count, ParsedBlock& out) {
  const std::size_t begin = in.position();
  bool any = false;
  for (InputView& input : std::span(out.inputs).last(static_cast<std::size_t>(count))) {
    const std::size_t start = in.position();
    const std::uint64_t items = in.count(1);
    for (std::uint64_t i = 0; i < items; ++i) in.skip(in.compact_size());
    if (items > 0) input.witness = bytes.subspan(start, in.position() - start);
    any |= items > 0;
  }
  if (!any) fail("a witness marker, but every witness is empty", begin);
}

// True where marker and flag stand in the place of the input count.
bool skip_marker(ByteReader& in, ByteSpan bytes) {
  const std::size_t at = in.position();
  if (bytes.size() - at < 2 || bytes[at] != 0) return false;
  if (bytes[at + 1] != 1) fail("no inputs, and no witness marker", at);
  in.skip(2);
  return true;
}

void parse_one(ByteReader& in, ByteSpan bytes, ParsedBlock& out) {
  TxView tx;
  const std::size_t start = in.position();
  tx.version = in.i32();
  const bool has_witness = skip_marker(in, bytes);
  const std::size_t body = in.position();
  const std::uint64_t inputs = in.count(kLeastInputBytes);
  if (inputs == 0) fail("a transaction without inputs", start);
  tx.first_input = static_cast<std::uint32_t>(out.inputs.size());
  tx.input_count = static_cast<std::uint32_t>(inputs);
  parse_inputs(in, inputs, out);
  const std::uint64_t outputs = in.count(kLeastOutputBytes);
  if (outputs == 0) fail("a transaction without outputs", start);
  tx.first_output = static_cast<std::uint32_t>(out.outputs.size());
  tx.output_count = static_cast<std::uint32_t>(outputs);
  parse_outputs(in, outputs, out);
  tx.body = bytes.subspan(body, in.position() - body);
  if (has_witness) parse_witnesses(in, bytes, inputs, out);
  tx.locktime = in.u32();
  tx.bytes = bytes.subspan(start, in.position() - start);
  tx.size = static_cast<std::uint32_t>(tx.bytes.size());
  tx.weight = static_cast<std::uint32_t>(3 * (tx.body.size() + 8) + tx.bytes.size());
  out.transactions.push_back(tx);
}

bool is_coinbase(const ParsedBlock& block, const TxView& tx) {
  return tx.input_count == 1 && is_null_outpoint(block.inputs[tx.first_input].outpoint);
}

// One level up a merkle tree; an odd last hash is paired with itself.
void to_next_level(std::vector<Hash256>& level) {
  if (level.size() % 2 == 1) level.push_back(level.back());
  for (std::size_t i = 0; i < level.size() / 2; ++i)
    level[i] = sha256d(level[2 * i], level[2 * i + 1], {});
  level.resize(level.size() / 2);
}

// Of several commitments in the coinbase the last counts.
std::optional<ByteSpan> witness_commitment(const ParsedBlock& block) {
  std::optional<ByteSpan> found;
  for (std::uint32_t i = 0; i < block.transactions.at(0).output_count; ++i) {
    const ByteSpan script = block.outputs[i].script;
    if (script.size() >= kCommitmentHead.size() + 32 &&
        std::ranges::equal(script.first(kCommitmentHead.size()), kCommitmentHead))
      found = script.subspan(kCommitmentHead.size(), 32);
  }
  return found;
}

}  // namespace

BlockHeader parse_header(ByteSpan eighty_bytes) {
  ByteReader in(eighty_bytes);
  BlockHeader out;
  out.version = in.i32();
  std::ranges::copy(in.take(32), out.previous.begin());
  std::ranges::copy(in.take(32), out.merkle_root.begin());
  out.time = in.u32();
  out.bits = in.u32();
  out.nonce = in.u32();
  return out;
}

Hash256 hash_header(ByteSpan eighty_bytes) { return sha256d(eighty_bytes.first(kHeaderBytes)); }

void parse_block(ByteSpan bytes, ParsedBlock& out) {
  clear(bytes, out);
  ByteReader in(bytes);
  const ByteSpan header = in.take(kHeaderBytes);
  out.header = parse_header(header);
  out.header_bytes = header;
  out.hash = hash_header(header);
  const std::uint64_t count = in.count(kLeastTxBytes);
  if (count == 0) fail("a block without transactions", kHeaderBytes);
  out.weight = static_cast<std::uint32_t>(4 * in.position());
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t start = in.position();
    parse_one(in, bytes, out);
    const TxView& tx = out.transactions.back();
    if (is_coinbase(out, tx) != (i == 0))
      fail(i == 0 ? "the first transaction is no coinbase" : "a second coinbase", start);
    out.weight += tx.weight;
  }
  if (!in.at_end()) fail("bytes are left after the last transaction", in.position());
}

void parse_transaction(ByteSpan bytes, ParsedBlock& out) {
  clear(bytes, out);
  ByteReader in(bytes);
  parse_one(in, bytes, out);
  if (!in.at_end()) fail("bytes are left after the transaction", in.position());
  out.weight = out.transactions.back().weight;
}

void hash_transactions(ParsedBlock& block) {
  block.txids.resize(block.transactions.size());
  for (std::size_t i = 0; i < block.txids.size(); ++i) {
    const TxView& tx = block.transactions[i];
    block.txids[i] = tx.bytes.size() == tx.body.size() + 8
                         ? sha256d(tx.bytes)
                         : sha256d(tx.bytes.first(4), tx.body, tx.bytes.last(4));
  }
}

bool merkle_root_matches(const ParsedBlock& block) {
  std::vector<Hash256> level = block.txids;
  if (level.empty()) return false;
  while (level.size() > 1) {
    // Two equal neighbours would hash as an odd tail that was doubled, so that two lists of
    // transactions have one root.
    for (std::size_t i = 0; i + 1 < level.size(); i += 2)
      if (level[i] == level[i + 1]) return false;
    to_next_level(level);
  }
  return level[0] == block.header.merkle_root;
}

bool witness_commitment_holds(const ParsedBlock& block) {
  const std::optional<ByteSpan> commitment = witness_commitment(block);
  if (!commitment)
    return std::ranges::all_of(block.inputs,
                               [](const InputView& input) { return input.witness.empty(); });
  // One item of 32 bytes: what the commitment covers beside the tree.
  const ByteSpan reserved = block.inputs[0].witness;
  if (reserved.size() != 1 + 1 + 32 || reserved[0] != 1) return false;
  std::vector<Hash256> level(block.transactions.size());  // the coinbase stands as zeros
  for (std::size_t i = 1; i < level.size(); ++i) level[i] = sha256d(block.transactions[i].bytes);
  while (level.size() > 1) to_next_level(level);
  return std::ranges::equal(sha256d(level[0], reserved.last(32), {}), *commitment);
}

std::optional<std::uint32_t> bip34_height(const ParsedBlock& block) {
  const ByteSpan script = block.inputs.at(0).script_sig;
  if (script.empty()) return std::nullopt;
  const std::uint8_t first = script[0];
  if (first == 0) return 0;                                               // OP_0
  if (first > 0x50 && first <= 0x60) return std::uint32_t{first} - 0x50;  // OP_1 to OP_16
  if (first > 4 || script.size() < 1U + first) return std::nullopt;
  const ByteSpan number = script.subspan(1, first);
  // A script number: little-endian, the top bit is the sign, no zero byte more than that needs.
  if (number.back() >= 0x80) return std::nullopt;
  if (number.back() == 0 && (first == 1 || number[first - 2U] < 0x80)) return std::nullopt;
  std::uint32_t height = 0;
  for (std::size_t i = 0; i < first; ++i) height |= std::uint32_t{number[i]} << (8 * i);
  return height;
}

}  // namespace spoor::bitcoin
