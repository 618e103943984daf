#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"

namespace spoor::cli {
namespace {

constexpr std::string_view kUnits = "KMGTkmgt";

}  // namespace

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

std::uint64_t Words::bytes(std::string_view name) const {
  std::string digits = text(name);
  unsigned shift = 0;
  const std::size_t unit = digits.empty() ? std::string_view::npos : kUnits.find(digits.back());
  if (unit != std::string_view::npos) {
    shift = 10 * (static_cast<unsigned>(unit % 4) + 1);
    digits.pop_back();
  }
  std::uint64_t number = 0;
  try {
    number = parse_u64(digits);
  } catch (const Error&) {  // told below
  }
  if (number == 0 || number > ~0ULL >> shift)
    throw_usage(fmt::format("{}: not an amount of memory: '{}'", name, text(name)),
                "Write bytes, or a number with K, M, G or T, as 512M");
  return number << shift;
}

std::vector<std::string> Words::list(std::string_view name) const {
  std::vector<std::string> parts;
  for (const std::string& value : texts(name))
    for (std::size_t at = 0; at <= value.size();) {
      const std::size_t end = std::min(value.find(',', at), value.size());
      if (end == at)
        throw_usage(fmt::format("{}: nothing stands between two commas: '{}'", name, value));
      parts.push_back(value.substr(at, end - at));
      at = end + 1;
    }
  return parts;
}

std::vector<const Option*> Words::given() const {
  std::vector<const Option*> out;
  for (const Option& declared : options_)
    if (given_.contains(declared.name)) out.push_back(&declared);
  return out;
}

}  // namespace spoor::cli
