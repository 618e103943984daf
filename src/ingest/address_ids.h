// Address ids: dense numbers of scripts in the order of their first appearance in the chain, worked
// out a batch at a time without a map of all addresses.
//
// The batch's scripts are sorted by their 96-bit keyed hash; equal hashes are one script (a chance
// of 10^-11 over the whole chain, and nobody can aim without the key). The sorted hashes are sought
// in the sorted runs of the address index, galloping: a small append costs a few searches, a large
// batch one walk. Scripts found there have their id, the others are new: a bitmap marks where each
// appeared first, and its id is the rank there. So ids do not depend on how the chain was cut into
// batches.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/batch.h"
#include "ledger/writer.h"

namespace spoor::ingest {

struct AddressIds {
  std::vector<std::uint32_t> of_appearance;       // AddressId of Batch::appearances
  std::vector<std::uint32_t> first_appearance;    // of the new addresses, in the order of their ids
  std::vector<ledger::AddressEntry> new_entries;  // for the index, sorted
};

// Sorts batch.scripts. Few scripts (a small append) have each hit checked against the address
// table.
AddressIds assign_address_ids(const ledger::Ledger& committed, Batch& batch);

}  // namespace spoor::ingest
