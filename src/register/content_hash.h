// What a register says, in one number: two folders with the same files have the same hash.
#pragma once

#include <string>

#include "base/file.h"

namespace spoor::reg {

// SHA-256, in hex, over each regular file of the folder and of incidents/, reports/ and rates/ in
// it (links lead where they lead for the reader), in the order of their names: the length of its
// name, its name from the folder on, its length, its bytes. Lengths are 8 bytes, little-endian.
// Names that begin with a dot are passed over. Throws Error(kBadInput) where a file has more than
// 64 MiB.
std::string content_hash(const Path& folder);

}  // namespace spoor::reg
