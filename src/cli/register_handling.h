// To whom an export of the register may be shown.
#pragma once

#include "cli/command.h"
#include "register/sieve.h"

namespace spoor::cli {

Option handling_option();  // --handling LEVEL
reg::Handling handling_of(const Words& words);

// On standard error, where something was left out.
void notice_left_out(const reg::LeftOut& left_out, reg::Handling handling);

}  // namespace spoor::cli
