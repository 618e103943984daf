// Opening balances, as a user gives them: `address,asset,block,amount`, the balance before that
// block in base units. An opening comes into the ledger with the first block at or behind its own.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "ingest/account_batch.h"
#include "ledger/account_view.h"

namespace spoor::ingest {

// Kind and bytes of an account or asset as people write it: "0x…", a Tron address, or else a name
// of 1 to 255 bytes. Throws Error(kBadInput) where it begins with 0x and is no address.
Bytes identity_of(std::string_view text);

// Sorted by block, account and asset ("native" is the native one). Throws Error(kBadInput) with
// file and line; two balances of one account before one block are refused.
std::vector<GivenOpening> read_openings(const Path& file);

// Does a ledger whose last block is not below the opening's hold it?
bool holds_opening(const ledger::AccountView& view, const GivenOpening& given);

}  // namespace spoor::ingest
