// The parts of a bench: what `run_part` runs in a process of its own.
#pragma once

#include <string>
#include <vector>

namespace spoor::bench {

// Does what the words say and prints figures as lines "name value". Throws Error(kUsage) where
// there is no such part.
void do_part(const std::vector<std::string>& words);

}  // namespace spoor::bench
