// Help pages, made from the tables of the commands.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace spoor::cli {

// A page like those of `man`, eighty columns wide.
std::string manual_page(const Command& command);
// The page of the program ("") or of a group of commands ("ledger").
std::string group_page(const std::string& group, const std::vector<Command>& commands);

}  // namespace spoor::cli
