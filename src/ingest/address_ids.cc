#include "ingest/address_ids.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <span>

#include "base/error.h"

namespace spoor::ingest {
namespace {

using ledger::AddressEntry;
using ledger::RunCursor;

constexpr std::size_t kSmallBatch = 1 << 16;  // scripts

// Finds the ids that scripts have already.
class KnownAddresses {
 public:
  KnownAddresses(const ledger::Ledger& ledger, const Batch& batch, bool check)
      : ledger_(ledger), batch_(batch), check_(check) {
    for (const auto& run : ledger.address_runs()) cursors_.emplace_back(run.view());
  }

  // Keys ascend from call to call. `payload` is that of the script.
  AddressId find(const ScriptEntry& script, std::size_t payload_offset) {
    const AddressEntry from{.key_hi = script.key_hi, .key_lo = script.key_lo, .address = 0};
    for (RunCursor<AddressEntry>& cursor : cursors_) {
      const AddressEntry* entry = cursor.seek(from);
      for (std::size_t i = 0; entry != nullptr && i < cursor.rest().size(); ++i, ++entry) {
        if (entry->key() != from.key()) break;
        if (entry->counts(cursor.range()) && is_same(*entry, payload_offset))
          return AddressId{entry->address};
      }
    }
    return AddressId::invalid();
  }

 private:
  bool is_same(const AddressEntry& entry, std::size_t payload_offset) const {
    if (entry.address >= ledger_.view().addresses.size()) return false;
    if (!check_) return true;
    const ByteSpan program = ledger_.view().addresses[entry.address].program();
    return payload_offset + program.size() <= batch_.payloads.size() &&
           std::equal(program.begin(), program.end(),
                      batch_.payloads.begin() + static_cast<std::ptrdiff_t>(payload_offset));
  }

  const ledger::Ledger& ledger_;
  const Batch& batch_;
  bool check_;
  std::vector<RunCursor<AddressEntry>> cursors_;
};

std::vector<std::uint64_t> payload_offsets(const Batch& batch) {
  std::vector<std::uint64_t> offsets;
  std::uint64_t at = 0;
  for (const Appearance& appearance : batch.appearances) {
    offsets.push_back(at);
    at += bitcoin::payload_bytes(script_type(batch, appearance));
  }
  return offsets;
}

// Calls `group` with each run of equal hashes.
template <class Group>
void for_each_script(std::span<const ScriptEntry> scripts, Group group) {
  for (std::size_t begin = 0; begin < scripts.size();) {
    std::size_t end = begin + 1;
    while (end < scripts.size() && scripts[end].key_hi == scripts[begin].key_hi &&
           scripts[end].key_lo == scripts[begin].key_lo)
      ++end;
    group(scripts.subspan(begin, end - begin));
    begin = end;
  }
}

// Rank of each marked bit.
class Ranks {
 public:
  explicit Ranks(std::size_t bits) : words_(bits / 64 + 1), before_(bits / 64 + 1) {}
  void mark(std::uint32_t bit) { words_[bit / 64] |= 1ULL << bit % 64; }
  std::vector<std::uint32_t> finish() {
    std::vector<std::uint32_t> marked;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      before_[w] = static_cast<std::uint32_t>(marked.size());
      for (std::uint64_t rest = words_[w]; rest != 0; rest &= rest - 1)
        marked.push_back(static_cast<std::uint32_t>(w * 64) +
                         static_cast<std::uint32_t>(std::countr_zero(rest)));
    }
    return marked;
  }
  std::uint32_t rank(std::uint32_t bit) const {
    const std::uint64_t below = words_[bit / 64] & ((1ULL << bit % 64) - 1);
    return before_[bit / 64] + static_cast<std::uint32_t>(std::popcount(below));
  }

 private:
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;
};

}  // namespace

AddressIds assign_address_ids(const ledger::Ledger& committed, Batch& batch) {
  // Sorted by hash, then appearance: the first of a group appeared first.
  tbb::parallel_sort(batch.scripts.begin(), batch.scripts.end());
  const bool small = batch.scripts.size() <= kSmallBatch;
  const std::vector<std::uint64_t> offsets =
      small ? payload_offsets(batch) : std::vector<std::uint64_t>{};
  AddressIds out;
  out.of_appearance.resize(batch.appearances.size());
  KnownAddresses known(committed, batch, small);
  Ranks ranks(batch.appearances.size());
  for_each_script(batch.scripts, [&](std::span<const ScriptEntry> group) {
    const std::uint32_t first = group.front().appearance;
    const AddressId id = known.find(group.front(), small ? offsets[first] : 0);
    for (const ScriptEntry& entry : group) out.of_appearance[entry.appearance] = id.value;
    if (!id.valid()) ranks.mark(first);
  });
  out.first_appearance = ranks.finish();
  for_each_script(batch.scripts, [&](std::span<const ScriptEntry> group) {
    const std::uint32_t first = group.front().appearance;
    if (out.of_appearance[first] != AddressId::invalid().value) return;
    const auto id = static_cast<std::uint32_t>(batch.base.addresses) + ranks.rank(first);
    for (const ScriptEntry& entry : group) out.of_appearance[entry.appearance] = id;
    out.new_entries.push_back(
        {.key_hi = group.front().key_hi, .key_lo = group.front().key_lo, .address = id});
  });
  return out;
}

}  // namespace spoor::ingest
