#include "ingest/address_ids.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <span>

#include "ingest/address_walk.h"

namespace spoor::ingest {
namespace {

constexpr std::size_t kSmallBatch = 1 << 16;  // scripts

// Has the committed address that payload?
bool has_payload(const ledger::Ledger& ledger, AddressId address, const Batch& batch,
                 std::uint64_t payload_offset) {
  const ByteSpan program = ledger.view().addresses[address.value].program();
  return payload_offset + program.size() <= batch.payloads.size() &&
         std::equal(program.begin(), program.end(),
                    batch.payloads.begin() + static_cast<std::ptrdiff_t>(payload_offset));
}

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
  AddressWalk walk(committed);
  Ranks ranks(batch.appearances.size());
  for_each_script(batch.scripts, [&](std::span<const ScriptEntry> group) {
    const ScriptEntry& script = group.front();
    const std::uint32_t first = script.appearance;
    const AddressId id = walk.find({script.key_hi, script.key_lo}, [&](AddressId found) {
      return found.value < batch.base.addresses &&
             (!small || has_payload(committed, found, batch, offsets[first]));
    });
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
