// `spoor ledger info` of an account ledger.
#pragma once

#include <cstdint>
#include <string>

#include "base/file.h"

namespace spoor::cli {

std::string account_info(const Path& ledger, bool json);
std::uint64_t bytes_on_disk(const Path& folder);

}  // namespace spoor::cli
