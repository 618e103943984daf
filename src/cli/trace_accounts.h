// `spoor trace` where the ledger is one of accounts.
#pragma once

#include "cli/command.h"

namespace spoor::cli {

// Throws Error(kUsage) where an option has no meaning on accounts, with the reason.
void run_trace_accounts(const Words& words);

}  // namespace spoor::cli
