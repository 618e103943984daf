// Address ids: dense numbers of scripts, or of accounts, in the order of their first appearance in
// the chain, worked out a batch at a time without a map of all addresses.
//
// The batch's scripts are sorted by their 96-bit keyed hash; equal hashes are one script (a chance
// of 10^-11 over the whole chain, and nobody can aim without the key). The sorted hashes are sought
// in the sorted runs of the address index, galloping: a small append costs a few searches, a large
// batch one walk. Scripts found there have their id, the others are new: a bitmap marks where each
// appeared first, and its id is the rank there. So ids do not depend on how the chain was cut into
// batches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/types.h"
#include "ledger/index.h"

namespace spoor::ingest {

// One appearance of a script or an account, by its keyed hash.
struct ScriptEntry {
  std::uint64_t key_hi;
  std::uint32_t key_lo;
  std::uint32_t appearance;  // from 0 in the batch
  auto operator<=>(const ScriptEntry&) const = default;
};
static_assert(sizeof(ScriptEntry) == 16);

// What is committed: the runs of the address index, and how many addresses there are.
struct KnownAddresses {
  const std::vector<ledger::MappedRun<ledger::AddressEntry>>& runs;
  std::uint64_t count;
};
// Is that committed address what appeared there?
using IsSame = std::function<bool(AddressId, std::uint32_t appearance)>;

struct AddressIds {
  std::vector<std::uint32_t> of_appearance;       // AddressId
  std::vector<std::uint32_t> first_appearance;    // of the new addresses, in the order of their ids
  std::vector<ledger::AddressEntry> new_entries;  // for the index, sorted
};

// Few scripts (a small append) have each hit checked against the address table.
inline constexpr std::size_t kSmallBatch = 1 << 16;

// Sorts `scripts`. Appearances are numbered below `appearances`; `is_same` is asked of each hit,
// and may be empty.
AddressIds assign_address_ids(const KnownAddresses& known, std::size_t appearances,
                              std::vector<ScriptEntry>& scripts, const IsSame& is_same);

}  // namespace spoor::ingest
