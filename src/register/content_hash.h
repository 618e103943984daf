// What a register says, in one number: two folders with the same files have the same hash.
#pragma once

#include <string>

#include "base/file.h"

namespace spoor::reg {

// SHA-256, in hex, over each regular file below the folder, in the order of their names: the length
// of its name, its name from the folder on, its length, its bytes. Lengths are 8 bytes,
// little-endian. Names that begin with a dot are passed over, and what is below them.
std::string content_hash(const Path& folder);

}  // namespace spoor::reg
