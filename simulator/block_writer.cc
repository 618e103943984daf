#include "simulator/block_writer.h"

#include "base/error.h"
#include "chains/bitcoin/work.h"
#include "crypto/hash.h"
#include "simulator/serialise.h"

namespace spoor::simulator {
namespace {

constexpr std::size_t kMostCountBytes = 9;
constexpr std::size_t kRoom = bitcoin::kHeaderBytes + kMostCountBytes;
constexpr std::size_t kBitsOffset = 72;
constexpr std::size_t kNonceOffset = 76;

}  // namespace

void BlockWriter::begin() {
  block_.resize(kRoom);
  txids_.clear();
}

void BlockWriter::begin_transaction(std::int32_t version) {
  version_ = version;
  inputs_.clear();
  outputs_.clear();
  witnesses_.clear();
  input_count_ = output_count_ = witness_count_ = 0;
}

void BlockWriter::input(const bitcoin::Outpoint& coin, ByteSpan script_sig,
                        std::uint32_t sequence) {
  append(inputs_, coin.txid);
  append_le(inputs_, coin.vout);
  append_sized(inputs_, script_sig);
  append_le(inputs_, sequence);
  ++input_count_;
}

void BlockWriter::witness(std::span<const ByteSpan> items) {
  ASSERT(witness_count_ < input_count_);
  witnesses_.resize(witnesses_.size() + (input_count_ - 1 - witness_count_));  // empty stacks
  append_compact_size(witnesses_, items.size());
  for (const ByteSpan item : items) append_sized(witnesses_, item);
  witness_count_ = input_count_;
}

void BlockWriter::output(Satoshi value, ByteSpan script) {
  append_le(outputs_, value.value);
  append_sized(outputs_, script);
  ++output_count_;
}

const Hash256& BlockWriter::end_transaction(std::uint32_t locktime) {
  const std::size_t begin = block_.size();
  append_le(block_, version_);
  if (witness_count_ > 0) append(block_, std::array<std::uint8_t, 2>{0, 1});  // BIP-144
  const std::size_t body = block_.size();
  append_compact_size(block_, input_count_);
  append(block_, inputs_);
  append_compact_size(block_, output_count_);
  append(block_, outputs_);
  const std::size_t body_end = block_.size();
  if (witness_count_ > 0) {
    witnesses_.resize(witnesses_.size() + (input_count_ - witness_count_));
    append(block_, witnesses_);
  }
  append_le(block_, locktime);

  // The id leaves the witnesses out; without them it covers the bytes as they stand.
  const ByteSpan bytes(block_);
  if (witness_count_ == 0) return txids_.emplace_back(sha256d(bytes.subspan(begin)));
  return txids_.emplace_back(sha256d(bytes.subspan(begin, sizeof version_),
                                     bytes.subspan(body, body_end - body),
                                     bytes.last(sizeof locktime)));
}

void write_header(const HeaderFields& fields, const Hash256& merkle_root,
                  std::span<std::uint8_t> header) {
  store_le(header.data(), fields.version);
  std::ranges::copy(fields.previous, header.data() + 4);
  std::ranges::copy(merkle_root, header.data() + 36);
  store_le(header.data() + 68, fields.time);
  store_le(header.data() + kBitsOffset, fields.bits);
  store_le(header.data() + kNonceOffset, std::uint32_t{0});
}

Hash256 mine(std::span<std::uint8_t> header) {
  const auto bits = load_le<std::uint32_t>(header.data() + kBitsOffset);
  for (std::uint32_t nonce = 0;; ++nonce) {
    store_le(header.data() + kNonceOffset, nonce);
    const Hash256 hash = bitcoin::hash_header(header);
    if (bitcoin::proof_of_work_holds(hash, bits)) return hash;
    ASSERT(nonce != 0xffffffff);
  }
}

ByteSpan BlockWriter::assemble(const HeaderFields& fields) {
  Bytes count;
  append_compact_size(count, txids_.size());
  start_ = kRoom - count.size() - bitcoin::kHeaderBytes;
  write_header(fields, merkle_root(txids_), header());
  std::ranges::copy(count, block_.data() + start_ + bitcoin::kHeaderBytes);
  return ByteSpan(block_).subspan(start_);
}

ByteSpan BlockWriter::finish(const HeaderFields& fields) {
  const ByteSpan block = assemble(fields);
  hash_ = mine(header());
  return block;
}

ByteSpan BlockWriter::finish_with_nonce(const HeaderFields& fields, std::uint32_t nonce) {
  const ByteSpan block = assemble(fields);
  store_le(header().data() + kNonceOffset, nonce);
  hash_ = bitcoin::hash_header(header());
  return block;
}

// Numbers 1 to 16 have an opcode of their own (OP_1 …), as in Core's CScript << height; 0 is OP_0.
Bytes coinbase_script(std::uint32_t height, std::uint32_t extra) {
  Bytes out;
  if (height == 0) {
    out.push_back(0x00);
  } else if (height <= 16) {
    out.push_back(static_cast<std::uint8_t>(0x50 + height));
  } else {
    Bytes number;
    for (std::uint32_t rest = height; rest > 0; rest >>= 8)
      number.push_back(static_cast<std::uint8_t>(rest));
    if (number.back() & 0x80) number.push_back(0);  // the top bit would be the sign
    append_sized(out, number);
  }
  out.push_back(4);
  append_le(out, extra);
  return out;
}

Hash256 merkle_root(std::span<const Hash256> txids) {
  ASSERT(!txids.empty());
  std::vector<Hash256> row(txids.begin(), txids.end());
  while (row.size() > 1) {
    if (row.size() % 2 == 1) row.push_back(row.back());
    for (std::size_t i = 0; i < row.size() / 2; ++i)
      row[i] = sha256d(row[2 * i], row[2 * i + 1], {});
    row.resize(row.size() / 2);
  }
  return row[0];
}

}  // namespace spoor::simulator
