// `spoor trace --back`: which earlier coins a coin's satoshis came from.
#pragma once

#include "cli/command.h"
#include "cli/trace_request.h"

namespace spoor::cli {

void run_trace_back(const TraceRequest& request, const Words& words);

}  // namespace spoor::cli
