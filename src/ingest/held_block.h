// A block that a source gives again: is it what the ledger holds?
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ingest/account_source.h"
#include "ledger/account_view.h"

namespace spoor::ingest {

// What of the block is another in the ledger, the first thing that is found; none where all is the
// same. `row` is the block's.
std::optional<std::string> difference(const ledger::AccountView& view, std::size_t row,
                                      const SourceBlock& given);

}  // namespace spoor::ingest
