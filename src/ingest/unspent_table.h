// The set of unspent coins, from outpoint to coin id: the one hash table of our own, because at the
// tip it holds 173 million coins and every other table costs three to six times as much.
//
// 65,536 shards of open addressing with linear probing; each grows alone, by a quarter, at a load
// of 0.75, so that no moment needs twice the memory. A slot is 12 bytes: a 56-bit tag and a 40-bit
// coin id. Shard and tag come from one keyed 128-bit hash of (txid, vout): 72 bits decide, and the
// key is random a process, so that nobody can aim at a collision. Two present outpoints with equal
// bits are told apart exactly (the second goes to a side map); an absent outpoint is taken for a
// present one with a chance of 4·10^-14 a look-up at full size. Only a sum could show that later:
// the ledger keeps the coin that an input spends, not its outpoint.
//
// It holds no values and is never saved: it is rebuilt from the columns.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"
#include "crypto/hash.h"

namespace spoor::ingest {

using OutpointBytes = std::array<std::uint8_t, 36>;  // txid, vout as on the wire
inline OutpointBytes outpoint_bytes(const Hash256& txid, std::uint32_t vout) {
  OutpointBytes out;
  std::memcpy(out.data(), txid.data(), txid.size());
  store_le(out.data() + txid.size(), vout);
  return out;
}
inline OutpointBytes outpoint_bytes(ByteSpan from_block) {
  OutpointBytes out;
  std::memcpy(out.data(), from_block.data(), out.size());
  return out;
}
inline Hash256 txid_of(const OutpointBytes& outpoint) {
  Hash256 txid;
  std::memcpy(txid.data(), outpoint.data(), txid.size());
  return txid;
}
inline std::uint32_t vout_of(const OutpointBytes& outpoint) {
  return load_le<std::uint32_t>(outpoint.data() + sizeof(Hash256));
}

class UnspentTable {
 public:
  // Tells whether a coin's outpoint is this one; asked only where tags are equal at an insertion.
  using SameOutpoint = std::function<bool(CoinId, const OutpointBytes&)>;

  explicit UnspentTable(SameOutpoint same);

  // Room for that many coins at once, instead of growing to it.
  void reserve(std::uint64_t coins);
  // Starts to load the memory that a look-up of this hash will need.
  void prefetch(const Hash128& hash) const {
    const Shard& shard = shards_[shard_of(hash)];
    if (shard.capacity > 0) __builtin_prefetch(&shard.slots[home(tag_of(hash), shard.capacity)]);
  }
  // Adds the coin. Where the same outpoint is there already, the new coin takes its place and the
  // old one is returned (the duplicates before BIP-30); else invalid().
  CoinId insert(const Hash128& hash, const OutpointBytes& outpoint, CoinId coin);
  // Removes the coin of that outpoint and returns it; invalid() where it is not there.
  CoinId take(const Hash128& hash, const OutpointBytes& outpoint);

  std::uint64_t size() const { return size_ + side_.size(); }
  std::uint64_t memory_bytes() const;

 private:
  struct Slot {
    std::uint32_t words[3];
    std::uint64_t tag() const { return words[0] | std::uint64_t{words[1] & 0xffffffU} << 32; }
    CoinId coin() const { return CoinId{words[1] >> 24 | std::uint64_t{words[2]} << 8}; }
    void set(std::uint64_t tag, CoinId coin) {
      words[0] = static_cast<std::uint32_t>(tag);
      words[1] = static_cast<std::uint32_t>(tag >> 32) |
                 static_cast<std::uint32_t>(coin.value & 0xff) << 24;
      words[2] = static_cast<std::uint32_t>(coin.value >> 8);
    }
    bool free() const { return !coin().valid(); }
    void clear() { set(0, CoinId::invalid()); }
  };
  static_assert(sizeof(Slot) == 12);
  struct Shard {
    std::unique_ptr<Slot[]> slots;
    std::uint32_t capacity = 0;
    std::uint32_t used = 0;
  };
  static constexpr std::uint32_t kShards = 1 << 16;
  // 16 to 20 bytes a coin. At 85 an insertion, which must see a free slot, looks at 22 slots on
  // average, at 75 at 8.
  static constexpr std::uint64_t kMostLoadPercent = 75;

  static std::uint32_t shard_of(const Hash128& h) { return static_cast<std::uint32_t>(h.hi >> 48); }
  static std::uint64_t tag_of(const Hash128& h) {
    return (h.hi & 0xffffffffffffULL) << 8 | h.lo >> 56;
  }
  static std::uint32_t home(std::uint64_t tag, std::uint32_t capacity) {
    return static_cast<std::uint32_t>((tag >> 24) * capacity >> 32);
  }
  static void grow(Shard& shard, std::uint32_t capacity);
  static Slot* find_or_free(Shard& shard, std::uint64_t tag);
  static void erase(Shard& shard, Slot* slot);

  SameOutpoint same_;
  std::vector<Shard> shards_;
  std::map<OutpointBytes, CoinId> side_;
  std::uint64_t size_ = 0;
};

}  // namespace spoor::ingest
