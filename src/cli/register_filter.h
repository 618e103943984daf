// Which incidents a command is asked about: options that `register list`, `totals` and `timeline`
// share, and the words in which a title repeats them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "register/selection.h"

namespace spoor::cli {

// --actor, --level, --from, --to, --sector, --country, --known-by.
std::vector<Option> filter_options();
// Throws Error(kUsage).
reg::Selection selection_of(const Words& words);
// "dprk and below, suspected and above without disputed, from 2019-01-01, known by 2021-02-09".
std::string selection_text(const reg::Selection& selection);

// The value of an option that takes a day, or a date that may be a month, a year or a span. Throw
// Error(kUsage) that names the option.
std::optional<reg::Day> maybe_day(const Words& words, std::string_view name);
std::optional<reg::Period> maybe_period(const Words& words, std::string_view name);

}  // namespace spoor::cli
