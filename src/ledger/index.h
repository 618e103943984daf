// Indexes: immutable sorted runs over ranges of rows, named in the manifest.
//
//   txid     (first 8 bytes of the txid, TxId)          12 bytes, sorted by both
//   address  (96-bit keyed hash of the script, AddressId) 16 bytes, sorted by hash
//   history  (AddressId, CoinId)                         9 bytes, sorted by both
//   reveal   (AddressId, row of reveals)                 8 bytes, sorted by both
//
// of an account ledger
//
//   txid     (first 8 bytes of the hash, AccountTx)     13 bytes, sorted by both
//   address  (96-bit keyed hash of kind and address)    16 bytes, sorted by hash
//   history  (AddressId, AssetId, AccountTx)            13 bytes, sorted by all three
//
// A look-up is a binary search in each run, and each hit is checked against the column. Sorted runs
// beat key-value stores here because the data is append-only. Runs are merged as they multiply: a
// new run swallows its predecessors while they are less than twice its size, so there are at most
// about log2(rows) of them.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "base/file.h"
#include "base/types.h"
#include "ledger/even_search.h"
#include "ledger/layout.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

struct TxidEntry {
  std::array<std::uint8_t, 8> prefix_bytes;  // big-endian, so that bytes sort as numbers do
  std::uint32_t tx;

  TxidEntry() = default;
  TxidEntry(const Hash256& txid, TxId id) : tx(id.value) {
    std::memcpy(prefix_bytes.data(), txid.data(), prefix_bytes.size());
  }
  auto operator<=>(const TxidEntry&) const = default;
  std::uint64_t place() const {
    return __builtin_bswap64(load_le<std::uint64_t>(prefix_bytes.data()));
  }
  bool counts(const RunRange& range) const { return tx >= range.lo && tx < range.hi; }
};
static_assert(sizeof(TxidEntry) == 12);

// The 96 bits of a script's keyed hash that stand for it in the address index.
struct ScriptKey {
  std::uint64_t hi = 0;
  std::uint32_t lo = 0;
  auto operator<=>(const ScriptKey&) const = default;
};
ScriptKey script_key(const SipKey& key, ByteSpan script);
inline constexpr std::size_t kMaxAccountBytes = 255;  // of a name; an address has 20
// The same of an account: its kind, then its 20 bytes or its name.
ScriptKey account_key(const SipKey& key, std::uint8_t kind, ByteSpan bytes);

struct AddressEntry {
  std::uint64_t key_hi;
  std::uint32_t key_lo;
  std::uint32_t address;

  ScriptKey key() const { return {key_hi, key_lo}; }
  auto operator<=>(const AddressEntry&) const = default;
  std::uint64_t place() const { return key_hi; }
  bool counts(const RunRange& range) const { return address >= range.lo && address < range.hi; }
};
static_assert(sizeof(AddressEntry) == 16);

struct HistoryEntry {
  std::array<std::uint8_t, 4> address_bytes;
  U40 coin_bytes;  // with kPrehistoryBit for a coin from before the ledger

  HistoryEntry() = default;
  HistoryEntry(AddressId address, CoinId coin) : coin_bytes(coin.value) {
    store_le(address_bytes.data(), address.value);
  }
  AddressId address() const { return AddressId{load_le<std::uint32_t>(address_bytes.data())}; }
  CoinId coin() const { return CoinId{coin_bytes.get()}; }
  std::uint64_t place() const { return address().value; }
  friend std::strong_ordering operator<=>(const HistoryEntry& a, const HistoryEntry& b) {
    if (const auto order = a.address() <=> b.address(); order != 0) return order;
    return a.coin() <=> b.coin();
  }
  bool counts(const RunRange& range) const {
    const std::uint64_t c = coin().value;
    if ((c & kPrehistoryBit) == 0) return c >= range.lo && c < range.hi;
    const std::uint64_t row = c & ~kPrehistoryBit;
    return row >= range.prehistory_lo && row < range.prehistory_hi;
  }
};
static_assert(sizeof(HistoryEntry) == 9);

struct RevealEntry {
  std::uint32_t address;
  std::uint32_t row;

  auto operator<=>(const RevealEntry&) const = default;
  std::uint64_t place() const { return address; }
  bool counts(const RunRange& range) const { return row >= range.lo && row < range.hi; }
};
static_assert(sizeof(RevealEntry) == 8);

struct AccountTxidEntry {
  std::array<std::uint8_t, 8> prefix_bytes;  // big-endian, so that bytes sort as numbers do
  U40 tx_bytes;

  AccountTxidEntry() = default;
  AccountTxidEntry(const Hash256& hash, AccountTx tx) : tx_bytes(tx.value) {
    std::memcpy(prefix_bytes.data(), hash.data(), prefix_bytes.size());
  }
  AccountTx tx() const { return AccountTx{tx_bytes.get()}; }
  std::uint64_t place() const {
    return __builtin_bswap64(load_le<std::uint64_t>(prefix_bytes.data()));
  }
  bool operator==(const AccountTxidEntry& o) const { return (*this <=> o) == 0; }
  friend std::strong_ordering operator<=>(const AccountTxidEntry& a, const AccountTxidEntry& b) {
    if (const auto order = a.place() <=> b.place(); order != 0) return order;
    return a.tx() <=> b.tx();
  }
  bool counts(const RunRange& range) const {
    return tx().value >= range.lo && tx().value < range.hi;
  }
};
static_assert(sizeof(AccountTxidEntry) == 13);

// A transaction that touches the account: settled as a whole, so it stands here once.
struct AccountHistoryEntry {
  std::array<std::uint8_t, 4> address_bytes;
  std::array<std::uint8_t, 4> asset_bytes;
  U40 tx_bytes;

  AccountHistoryEntry() = default;
  AccountHistoryEntry(AddressId address, AssetId asset, AccountTx tx) : tx_bytes(tx.value) {
    store_le(address_bytes.data(), address.value);
    store_le(asset_bytes.data(), asset.value);
  }
  AddressId address() const { return AddressId{load_le<std::uint32_t>(address_bytes.data())}; }
  AssetId asset() const { return AssetId{load_le<std::uint32_t>(asset_bytes.data())}; }
  AccountTx tx() const { return AccountTx{tx_bytes.get()}; }
  // Address and asset as one number.
  std::uint64_t place() const { return std::uint64_t{address().value} << 32 | asset().value; }
  bool operator==(const AccountHistoryEntry& o) const { return (*this <=> o) == 0; }
  friend std::strong_ordering operator<=>(const AccountHistoryEntry& a,
                                          const AccountHistoryEntry& b) {
    if (const auto order = a.place() <=> b.place(); order != 0) return order;
    return a.tx() <=> b.tx();
  }
  bool counts(const RunRange& range) const {
    return tx().value >= range.lo && tx().value < range.hi;
  }
};
static_assert(sizeof(AccountHistoryEntry) == 13);

template <class Entry>
struct RunView {
  std::span<const Entry> entries;
  RunRange range;
};

// The entries of a run from the first that is not below `entry` on. `place()` of an entry is the
// number by which a run is sorted first.
template <class Entry>
std::span<const Entry> entries_from(std::span<const Entry> run, const Entry& entry) {
  return run.subspan(first_not(
      run.size(), entry.place(), [&](std::uint64_t row) { return run[row].place(); },
      [&](std::uint64_t row) { return run[row] < entry; }));
}

// Walks a run for ascending keys: a gallop from the last place, so that few keys cost a search each
// and many keys cost one sequential walk.
template <class Entry>
class RunCursor {
 public:
  explicit RunCursor(RunView<Entry> run) : rest_(run.entries), range_(run.range) {}

  // The first entry not below `entry`, or nullptr. Keys must not descend from call to call.
  const Entry* seek(const Entry& entry) {
    std::size_t step = 1;
    while (step < rest_.size() && rest_[step] < entry) step *= 2;
    const auto window = rest_.subspan(step / 2, std::min(rest_.size(), step + 1) - step / 2);
    const auto found = std::lower_bound(window.begin(), window.end(), entry);
    rest_ = rest_.subspan(step / 2 + static_cast<std::size_t>(found - window.begin()));
    return rest_.empty() ? nullptr : &rest_.front();
  }
  const RunRange& range() const { return range_; }
  std::span<const Entry> rest() const { return rest_; }

 private:
  std::span<const Entry> rest_;
  RunRange range_;
};

// A run file mapped for reading. Throws Error(kCorrupt) where it is shorter than the manifest says.
template <class Entry>
class MappedRun {
 public:
  MappedRun(const Path& folder, IndexKind kind, const Run& run);
  RunView<Entry> view() const { return {entries_, range_}; }
  void expect(MappedFile::Access access) const { file_.expect(access); }

 private:
  MappedFile file_;
  std::span<const Entry> entries_;
  RunRange range_;
};
extern template class MappedRun<TxidEntry>;
extern template class MappedRun<AddressEntry>;
extern template class MappedRun<HistoryEntry>;
extern template class MappedRun<RevealEntry>;
extern template class MappedRun<AccountTxidEntry>;
extern template class MappedRun<AccountHistoryEntry>;

// Calls `visit(entry)` for each entry that counts, over all runs, from `key` on for as long as
// `is_meant(entry)`. Each is to be checked against its column.
template <class Entry, class IsMeant, class Visit>
void for_each_hit(const std::vector<MappedRun<Entry>>& runs, const Entry& key, IsMeant is_meant,
                  Visit visit) {
  for (const MappedRun<Entry>& run : runs) {
    const auto [entries, range] = run.view();
    for (const Entry& entry : entries_from(entries, key)) {
      if (!is_meant(entry)) break;
      if (entry.counts(range)) visit(entry);
    }
  }
}

// The address under that key of which `is_it(address)` holds.
template <class IsIt>
std::optional<AddressId> find_by_key(const std::vector<MappedRun<AddressEntry>>& runs,
                                     const ScriptKey& key, IsIt is_it) {
  std::optional<AddressId> found;
  for_each_hit(
      runs, AddressEntry{.key_hi = key.hi, .key_lo = key.lo, .address = 0},
      [&](const AddressEntry& entry) { return !found && entry.key() == key; },
      [&](const AddressEntry& entry) {
        if (is_it(AddressId{entry.address})) found = AddressId{entry.address};
      });
  return found;
}

// Writes `entries` (sorted) as the run of that serial number and merges it with its predecessors as
// above. Gives the files of runs that it replaced, to be deleted after the commit. Runs of
// different indexes may be added at once.
template <class Entry>
std::vector<Path> add_run(const Path& folder, IndexKind kind, std::uint64_t serial,
                          std::span<const Entry> entries, RunRange range, std::vector<Run>& runs);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const TxidEntry>, RunRange, std::vector<Run>&);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const AddressEntry>, RunRange,
                                          std::vector<Run>&);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const HistoryEntry>, RunRange,
                                          std::vector<Run>&);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const RevealEntry>, RunRange,
                                          std::vector<Run>&);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const AccountTxidEntry>, RunRange,
                                          std::vector<Run>&);
extern template std::vector<Path> add_run(const Path&, IndexKind, std::uint64_t,
                                          std::span<const AccountHistoryEntry>, RunRange,
                                          std::vector<Run>&);

}  // namespace spoor::ledger
