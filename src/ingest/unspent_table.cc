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
  const auto capacity = static_cast<std::uint32_t>(each * 100 / (kMostLoadPercent - 4) + 8);
  for (Shard& shard : shards_)
    if (shard.capacity < capacity) grow(shard, capacity);
}

CoinId UnspentTable::insert(const Hash128& hash, const OutpointBytes& outpoint, CoinId coin) {
  Shard& shard = shards_[shard_of(hash)];
  const std::uint64_t tag = tag_of(hash);
  if ((shard.used + 1ULL) * 100 > shard.capacity * kMostLoadPercent)
    grow(shard, std::max(8U, shard.capacity + shard.capacity / 4));
  Slot* slot = find_or_free(shard, tag);
  if (slot->free()) {
    slot->set(tag, coin);
    ++shard.used;
    ++size_;
    return CoinId::invalid();
  }
  const CoinId present = slot->coin();
  if (same_(present, outpoint)) {
    slot->set(tag, coin);
    return present;
  }
  const auto [entry, added] = side_.try_emplace(outpoint, coin);
  return added ? CoinId::invalid() : std::exchange(entry->second, coin);
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
  if (shard.used == 0) return CoinId::invalid();
  Slot* slot = find_or_free(shard, tag_of(hash));
  if (slot->free()) return CoinId::invalid();
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

// The slot with the tag, else the free slot where it would go.
UnspentTable::Slot* UnspentTable::find_or_free(Shard& shard, std::uint64_t tag) {
  Slot* const slots = shard.slots.get();
  Slot* slot = slots + home(tag, shard.capacity);
  while (!slot->free() && slot->tag() != tag)
    if (++slot == slots + shard.capacity) slot = slots;
  return slot;
}

void UnspentTable::grow(Shard& shard, std::uint32_t capacity) {
  const std::unique_ptr<Slot[]> old =
      std::exchange(shard.slots, std::make_unique_for_overwrite<Slot[]>(capacity));
  const std::uint32_t old_capacity = std::exchange(shard.capacity, capacity);
  for (std::uint32_t i = 0; i < capacity; ++i) shard.slots[i].clear();
  // Tags in a shard differ: equal ones are in the side map.
  for (std::uint32_t i = 0; i < old_capacity; ++i)
    if (!old[i].free()) *find_or_free(shard, old[i].tag()) = old[i];
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
