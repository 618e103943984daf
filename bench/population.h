// The addresses of a made chain. An address is a number; its type, its script and what spends it
// follow from the number and the seed alone, so that two hundred million of them need no memory.
//
// The types are those of today's mainnet outputs, roughly. Script hashes are hashes of real inner
// scripts; keys, key hashes and signatures are random bytes of the right form.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"
#include "bench/random.h"
#include "chains/bitcoin/script.h"

namespace spoor::bench {

// What an input shows. Views into the bytes that the last call of `unlock` wrote.
class Shown {
 public:
  ByteSpan script_sig() const { return script_sig_; }
  std::span<const ByteSpan> witness() const { return {items_.data(), item_count_}; }

 private:
  friend class Population;
  void clear();
  std::span<std::uint8_t> take(std::size_t bytes);
  void add_item(ByteSpan item) { items_[item_count_++] = item; }

  Bytes bytes_ = Bytes(1 << 17);
  std::size_t used_ = 0;
  std::array<ByteSpan, 4> items_;
  std::size_t item_count_ = 0;
  ByteSpan script_sig_;
};

class Population {
 public:
  explicit Population(std::uint64_t seed) : seed_(seed) {}
  std::uint64_t seed() const { return seed_; }

  bitcoin::ScriptType type(AddressId address) const;
  // May a busy service own it (a type that people pay to)?
  bool suits_service(AddressId address) const;
  Bytes script(AddressId address) const;
  // The redeem or witness script behind P2SH and P2WSH.
  Bytes inner_script(AddressId address) const;
  // What an input that spends a coin of the address shows.
  void unlock(AddressId address, Random& random, Shown& out) const;
  // The OP_RETURN script of a coin: a memo, a marker, a commitment.
  Bytes memo(CoinId coin) const;

 private:
  Random random_of(AddressId address) const { return Random(seed_ ^ mix(address.value)); }
  Hash256 payload(AddressId address) const;
  void unlock_script_hash(AddressId address, Random& random, Shown& out) const;
  void unlock_taproot(Random& random, Shown& out) const;

  std::uint64_t seed_;
};

}  // namespace spoor::bench
