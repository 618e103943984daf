// Which register a command reads: one home for the places where it may stand.
#pragma once

#include "base/file.h"
#include "cli/command.h"

namespace spoor::cli {

Option register_option();  // --register DIR

// The folder of --register, or the first of these that holds a register: the environment's
// SPOOR_REGISTER, ./register, the project's own beside a build, and share/spoor/register of an
// installation. Throws Error(kIo) that names them where there is none.
Path register_folder(const Words& words);

}  // namespace spoor::cli
