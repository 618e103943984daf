#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"

namespace spoor::cli {

const Option& Words::option(std::string_view name) const {
  const auto found = std::ranges::find(options_, name, &Option::name);
  ASSERT(found != options_.end());
  return *found;
}

bool Words::has(std::string_view name) const { return given_.contains(option(name).name); }

const std::string& Words::text(std::string_view name) const {
  const Option& declared = option(name);
  const auto found = given_.find(name);
  return found == given_.end() || found->second.empty() ? declared.standard : found->second.front();
}

std::optional<std::string> Words::maybe(std::string_view name) const {
  const std::string& value = text(name);
  return value.empty() ? std::nullopt : std::optional(value);
}

std::vector<std::string> Words::texts(std::string_view name) const {
  const auto found = given_.find(option(name).name);
  return found == given_.end() ? std::vector<std::string>{} : found->second;
}

std::uint64_t Words::number(std::string_view name) const {
  try {
    return parse_u64(text(name));
  } catch (const Error& error) {
    throw_usage(fmt::format("{}: {}", name, error.message()), "Give a whole number");
  }
}

std::optional<std::uint64_t> Words::maybe_number(std::string_view name) const {
  return maybe(name) ? std::optional(number(name)) : std::nullopt;
}

std::vector<const Option*> Words::given() const {
  std::vector<const Option*> out;
  for (const Option& declared : options_)
    if (given_.contains(declared.name)) out.push_back(&declared);
  return out;
}

}  // namespace spoor::cli
