// Where an output is to be written.
#pragma once

#include <string_view>

#include "base/file.h"

namespace spoor::cli {

// What could not be written at the end is told before hours of work: its folder is there, and what
// it replaces is a regular file. Throws Error(kIo), Error(kBadInput) that names the option.
void check_place(std::string_view option, const Path& file);

}  // namespace spoor::cli
