#include "ingest/address_ids.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <span>

#include "ingest/address_walk.h"

namespace spoor::ingest {
namespace {

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

AddressIds assign_address_ids(const KnownAddresses& known, std::size_t appearances,
                              std::vector<ScriptEntry>& scripts, const IsSame& is_same) {
  // Sorted by hash, then appearance: the first of a group appeared first.
  tbb::parallel_sort(scripts.begin(), scripts.end());
  AddressIds out;
  out.of_appearance.resize(appearances);
  AddressWalk walk(known.runs);
  Ranks ranks(appearances);
  for_each_script(scripts, [&](std::span<const ScriptEntry> group) {
    const ScriptEntry& script = group.front();
    const std::uint32_t first = script.appearance;
    const AddressId id = walk.find({script.key_hi, script.key_lo}, [&](AddressId found) {
      return found.value < known.count && (!is_same || is_same(found, first));
    });
    for (const ScriptEntry& entry : group) out.of_appearance[entry.appearance] = id.value;
    if (!id.valid()) ranks.mark(first);
  });
  out.first_appearance = ranks.finish();
  for_each_script(scripts, [&](std::span<const ScriptEntry> group) {
    const std::uint32_t first = group.front().appearance;
    if (out.of_appearance[first] != AddressId::invalid().value) return;
    const auto id = static_cast<std::uint32_t>(known.count) + ranks.rank(first);
    for (const ScriptEntry& entry : group) out.of_appearance[entry.appearance] = id;
    out.new_entries.push_back(
        {.key_hi = group.front().key_hi, .key_lo = group.front().key_lo, .address = id});
  });
  return out;
}

}  // namespace spoor::ingest
