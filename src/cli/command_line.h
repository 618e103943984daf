// The words after `spoor`: which command they call, and with what. CLI11 does the parsing and is
// seen by command_line.cc alone.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace spoor::cli {

struct Call {
  enum class Kind : std::uint8_t { kRun, kHelp, kVersion };
  Kind kind = Kind::kRun;
  const Command* command = nullptr;  // to run, or to explain; null: the program or a group
  std::string group;                 // "ledger" where the help of a group was asked for
  Words words;
};

// Options that every command takes: --quiet, --help.
const std::vector<Option>& common_options();

// The words without the program's name. Throws Error(kUsage) that suggests the nearest word.
Call parse_command_line(const std::vector<std::string>& words,
                        const std::vector<Command>& commands);

}  // namespace spoor::cli
