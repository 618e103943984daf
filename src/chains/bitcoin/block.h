// Blocks and transactions as they stand on the wire (and in block files): bytes in, views out.
//
// `parse_block` makes one pass over the bytes and allocates nothing once its vectors have grown;
// all spans point into the input. It checks the form (lengths, counts, one coinbase first, values
// in range), not scripts or signatures. Source: Bitcoin Core's serialisation, BIP-144.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"

namespace spoor::bitcoin {

inline constexpr std::uint64_t kMaxMoney = 2'100'000'000'000'000;  // satoshi
inline constexpr std::size_t kHeaderBytes = 80;
// Nothing serialised is longer (Core's MAX_SIZE); eight times the largest valid block.
inline constexpr std::size_t kMaxSerialisedBytes = 0x02000000;

struct BlockHeader {
  std::int32_t version;
  Hash256 previous;
  Hash256 merkle_root;
  std::uint32_t time;
  std::uint32_t bits;
  std::uint32_t nonce;
};

struct Outpoint {
  Hash256 txid;
  std::uint32_t vout;
  auto operator<=>(const Outpoint&) const = default;
};

struct InputView {
  ByteSpan outpoint;  // 36 bytes: txid, vout
  ByteSpan script_sig;
  ByteSpan witness;  // the serialised witness stack of this input, empty where there is none
  std::uint32_t sequence;
};

struct OutputView {
  Satoshi value;
  ByteSpan script;
};

struct TxView {
  std::int32_t version;
  std::uint32_t locktime;
  std::uint32_t first_input;  // rows of ParsedBlock::inputs
  std::uint32_t input_count;
  std::uint32_t first_output;  // rows of ParsedBlock::outputs
  std::uint32_t output_count;
  std::uint32_t size;  // bytes with witnesses
  std::uint32_t weight;
  ByteSpan bytes;  // the whole transaction
  ByteSpan body;   // from the input count to the last output: what a txid covers
                   // between version and locktime
};

struct ParsedBlock {
  BlockHeader header;
  ByteSpan header_bytes;
  Hash256 hash;
  std::uint32_t size;
  std::uint32_t weight;
  std::vector<TxView> transactions;
  std::vector<InputView> inputs;  // the coinbase's too
  std::vector<OutputView> outputs;
  std::vector<Hash256> txids;  // filled by hash_transactions
};

BlockHeader parse_header(ByteSpan eighty_bytes);
Hash256 hash_header(ByteSpan eighty_bytes);

// The block must fill `bytes` exactly. Throws Error(kBadInput) with the offset in `bytes`.
void parse_block(ByteSpan bytes, ParsedBlock& out);
// One transaction; it must fill `bytes` exactly.
void parse_transaction(ByteSpan bytes, ParsedBlock& out);
// Fills `txids` (double SHA-256 without witnesses).
void hash_transactions(ParsedBlock& block);
// True where the header's merkle root is that of the txids, and the list was not doubled up
// (CVE-2012-2459).
bool merkle_root_matches(const ParsedBlock& block);
// True where the witnesses are those that the coinbase commits to (BIP-141) or, where it commits to
// none, where there are none. Two such copies of a block with one merkle root are the same bytes.
bool witness_commitment_holds(const ParsedBlock& block);
// The height that a coinbase states (BIP-34): the first push of its scriptSig read as a script
// number; none where it has no such form.
std::optional<std::uint32_t> bip34_height(const ParsedBlock& block);

}  // namespace spoor::bitcoin
