#include "ingest/unspent_table.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace spoor::ingest {

UnspentTable::UnspentTable(SameOutpoint same) : same_(std::move(same)), shards_(kShards) {}

void UnspentTable::reserve(std::uint64_t coins) {
  const std::uint64_t each = coins / kShards;
  if (each < 8) return;
  // The fullest of 65,536 shards exceeds the mean by about 4.5 standard deviations; those that do
  // grow once.
  const auto capacity = static_cast<std::uint32_t>(each * 100 / 80 + 8);
  for (Shard& shard : shards_)
    if (shard.capacity < capacity) grow(shard, capacity);
}

CoinId UnspentTable::insert(const Hash128& hash, const OutpointBytes& outpoint, CoinId coin) {
  Shard& shard = shards_[shard_of(hash)];
  const std::uint64_t tag = tag_of(hash);
  if (Slot* slot = find(shard, tag); slot != nullptr) [[unlikely]] {
    const CoinId present = slot->coin();
    if (same_(present, outpoint)) {
      slot->set(tag, coin);
      return present;
    }
    const auto [entry, added] = side_.try_emplace(outpoint, coin);
    return added ? CoinId::invalid() : std::exchange(entry->second, coin);
  }
  if ((shard.used + 1ULL) * 100 > shard.capacity * 85ULL)
    grow(shard, std::max(8U, shard.capacity + shard.capacity / 4));
  place(shard, tag, coin);
  ++shard.used;
  ++size_;
  return CoinId::invalid();
}

CoinId UnspentTable::take(const Hash128& hash, const OutpointBytes& outpoint) {
  if (!side_.empty()) [[unlikely]] {
    if (const auto entry = side_.find(outpoint); entry != side_.end()) {
      const CoinId coin = entry->second;
      side_.erase(entry);
      return coin;
    }
  }
  Shard& shard = shards_[shard_of(hash)];
  Slot* slot = find(shard, tag_of(hash));
  if (slot == nullptr) return CoinId::invalid();
  const CoinId coin = slot->coin();
  erase(shard, slot);
  --size_;
  return coin;
}

std::uint64_t UnspentTable::memory_bytes() const {
  std::uint64_t bytes = shards_.size() * sizeof(Shard);
  for (const Shard& shard : shards_) bytes += shard.capacity * sizeof(Slot);
  return bytes;
}

UnspentTable::Slot* UnspentTable::find(Shard& shard, std::uint64_t tag) {
  if (shard.capacity == 0) return nullptr;
  for (std::uint32_t i = home(tag, shard.capacity); !shard.slots[i].free();) {
    if (shard.slots[i].tag() == tag) return &shard.slots[i];
    if (++i == shard.capacity) i = 0;
  }
  return nullptr;
}

void UnspentTable::place(Shard& shard, std::uint64_t tag, CoinId coin) {
  std::uint32_t i = home(tag, shard.capacity);
  while (!shard.slots[i].free())
    if (++i == shard.capacity) i = 0;
  shard.slots[i].set(tag, coin);
}

void UnspentTable::grow(Shard& shard, std::uint32_t capacity) {
  const std::unique_ptr<Slot[]> old =
      std::exchange(shard.slots, std::make_unique_for_overwrite<Slot[]>(capacity));
  const std::uint32_t old_capacity = std::exchange(shard.capacity, capacity);
  for (std::uint32_t i = 0; i < capacity; ++i) shard.slots[i].clear();
  for (std::uint32_t i = 0; i < old_capacity; ++i)
    if (!old[i].free()) place(shard, old[i].tag(), old[i].coin());
}

// Moves later slots of the same probe sequence back, so that no tombstones are needed.
void UnspentTable::erase(Shard& shard, Slot* slot) {
  --shard.used;
  const std::uint32_t capacity = shard.capacity;
  auto hole = static_cast<std::uint32_t>(slot - shard.slots.get());
  for (std::uint32_t i = hole;;) {
    if (++i == capacity) i = 0;
    const Slot& next = shard.slots[i];
    if (next.free()) break;
    // The slot may move to the hole unless its home lies between the hole and where it is.
    const std::uint32_t at_home = home(next.tag(), capacity);
    const std::uint32_t distance = i >= at_home ? i - at_home : i + capacity - at_home;
    const std::uint32_t gap = i >= hole ? i - hole : i + capacity - hole;
    if (distance >= gap) {
      shard.slots[hole] = next;
      hole = i;
    }
  }
  shard.slots[hole].clear();
}

}  // namespace spoor::ingest
