// Transactions in, the bytes of a block out: the serialiser under everything that makes chains
// here. All buffers are kept from block to block, so that hashing the transactions is what remains.
//
//   BlockWriter w;
//   w.begin_transaction();
//   w.input(kNoOutpoint, coinbase_script(1, 0));
//   w.output(Satoshi{5'000'000'000}, script);
//   w.end_transaction();
//   ByteSpan block = w.finish({.previous = parent, .time = 1296689202});
//
// It writes what it is told: coinbase first, values and spends are the caller's business.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"
#include "chains/bitcoin/block.h"

namespace spoor::simulator {

inline constexpr std::uint32_t kRegtestBits = 0x207fffff;  // every second nonce will do
inline constexpr std::uint32_t kFinalSequence = 0xffffffff;
// What the input of a coinbase points to.
inline constexpr bitcoin::Outpoint kNoOutpoint{Hash256{}, 0xffffffff};

struct HeaderFields {
  std::int32_t version = 4;
  Hash256 previous = {};
  std::uint32_t time = 0;
  std::uint32_t bits = kRegtestBits;
};

class BlockWriter {
 public:
  BlockWriter() { begin(); }

  // Forgets the block before, keeps the memory.
  void begin();

  void begin_transaction(std::int32_t version = 2);
  void input(const bitcoin::Outpoint& coin, ByteSpan script_sig,
             std::uint32_t sequence = kFinalSequence);
  // The witness stack of the input added last; inputs without one need no call.
  void witness(std::span<const ByteSpan> items);
  void output(Satoshi value, ByteSpan script);
  // The transaction's id, without witnesses.
  const Hash256& end_transaction(std::uint32_t locktime = 0);

  // Merkle root, then nonces from 0 until the hash reaches the target of `bits`. The view lives
  // until the next call of begin().
  ByteSpan finish(const HeaderFields& fields);
  // The same with a nonce that is known, whether it reaches the target or not.
  ByteSpan finish_with_nonce(const HeaderFields& fields, std::uint32_t nonce);

  const Hash256& hash() const { return hash_; }                 // after finish
  const std::vector<Hash256>& txids() const { return txids_; }  // in block order
  std::size_t bytes_so_far() const { return block_.size(); }

 private:
  ByteSpan assemble(const HeaderFields& fields);
  std::span<std::uint8_t> header() {
    return std::span(block_).subspan(start_, bitcoin::kHeaderBytes);
  }

  Bytes block_;   // room for header and count, then the transactions
  Bytes inputs_;  // of the transaction under way
  Bytes outputs_;
  Bytes witnesses_;
  std::int32_t version_ = 0;
  std::uint64_t input_count_ = 0;
  std::uint64_t output_count_ = 0;
  std::uint64_t witness_count_ = 0;
  std::size_t start_ = 0;  // of the header in block_
  std::vector<Hash256> txids_;
  Hash256 hash_{};
};

// The scriptSig of a coinbase: the height as BIP-34 wants it, then a number that sets apart
// coinbases of one height on two branches.
Bytes coinbase_script(std::uint32_t height, std::uint32_t extra);

// Writes the eighty bytes of a header, the nonce as 0.
void write_header(const HeaderFields& fields, const Hash256& merkle_root,
                  std::span<std::uint8_t> header);
// Tries nonces from 0 until the header's hash, which is returned, reaches the target of its bits.
Hash256 mine(std::span<std::uint8_t> header);

// The merkle root of at least one id.
Hash256 merkle_root(std::span<const Hash256> txids);

}  // namespace spoor::simulator
