#include "register/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "base/near_word.h"

namespace spoor::reg {
namespace {

constexpr std::size_t kLongestText = 2'000;
constexpr std::size_t kLongestProse = 20'000;
constexpr std::size_t kLongestId = 80;
constexpr int kLastYear = 2100;
constexpr std::uint64_t kMostCounted = 1'000'000'000'000'000;

std::string_view name_of(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::kNothing:
      return "nothing";
    case YamlNode::Kind::kText:
      return "a single value";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a mapping";
  }
  return {};
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin));
}

bool is_id(std::string_view id, bool upper) {
  return !id.empty() && id.size() <= kLongestId && std::ranges::all_of(id, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           (upper && c >= 'A' && c <= 'Z');
  });
}

Exact parse_amount(const std::string& text) {
  Exact amount = Exact::parse(text);
  if (amount < Exact(0)) throw_bad_input(fmt::format("an amount below zero: '{}'", text));
  return amount;
}

Day checked_year(Day day) {
  if (year_of(day) > kLastYear)
    throw_bad_input(fmt::format("a day after {}: '{}'", kLastYear, to_text(day)));
  return day;
}

Period parse_checked_period(const std::string& text) {
  Period period = parse_period(text);
  checked_year(period.last);
  return period;
}

}  // namespace

Fields::Fields(const YamlNode& node, Reading& reading) : node_(node), reading_(reading) {
  if (node_.kind != YamlNode::Kind::kMap)
    reading_.complain(node_.line,
                      fmt::format("here stands {}, where a mapping is due", name_of(node_.kind)),
                      "Write `key: value` lines");
}

const YamlNode* Fields::find(std::string_view key, Need need) {
  if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
  const auto found = std::ranges::find(node_.keys, key, &YamlNode::Key::text);
  if (found != node_.keys.end())
    return &node_.values[static_cast<std::size_t>(found - node_.keys.begin())];
  if (need == Need::kRequired && node_.kind == YamlNode::Kind::kMap)
    reading_.complain(node_.line, fmt::format("'{}' is missing", key));
  return nullptr;
}

const YamlNode* Fields::find(std::string_view key, YamlNode::Kind kind, Need need) {
  const YamlNode* value = find(key, need);
  if (value == nullptr || value->kind == kind) return value;
  complain(key,
           fmt::format("'{}' has {}, where {} is due", key, name_of(value->kind), name_of(kind)),
           value->kind == YamlNode::Kind::kNothing
               ? "Leave the key out, or write the value; the word null needs quotes"
               : "");
  return nullptr;
}

void Fields::complain(std::string_view key, std::string says, std::string remedy) {
  const auto found = std::ranges::find(node_.keys, key, &YamlNode::Key::text);
  reading_.complain(found == node_.keys.end() ? node_.line : found->line, std::move(says),
                    std::move(remedy));
}

void Fields::complain_of_choice(std::string_view key, std::string_view chosen,
                                std::span<const std::string_view> words) {
  const std::vector<std::string> known(words.begin(), words.end());
  complain(key, fmt::format("'{}' cannot be '{}'", key, chosen),
           suggestion(chosen, known, fmt::format("The words are {}", fmt::join(known, ", "))));
}

bool Fields::is(std::string_view key, std::string_view word) {
  const YamlNode* value = find(key, Need::kOptional);
  return value != nullptr && value->kind == YamlNode::Kind::kText && value->text == word;
}

std::string Fields::text_to(std::size_t most, std::string_view key, Need need) {
  const YamlNode* value = find(key, YamlNode::Kind::kText, need);
  if (value == nullptr) return {};
  if (value->text.size() > most) {
    complain(key, fmt::format("'{}' has {} bytes; there may be {}", key, value->text.size(), most));
    return {};
  }
  std::string text = trimmed(value->text);
  if (text.empty()) complain(key, fmt::format("'{}' is empty", key), "Leave the key out");
  return text;
}

std::string Fields::text(std::string_view key, Need need) {
  std::string text = text_to(kLongestText, key, need);
  if (text.find('\n') != std::string::npos) {
    complain(key, fmt::format("'{}' has several lines, where one is due", key));
    return {};
  }
  return text;
}

std::string Fields::prose(std::string_view key, Need need) {
  return text_to(kLongestProse, key, need);
}

std::string Fields::checked_id(std::string id, std::string_view key, bool upper) {
  if (id.empty() || is_id(id, upper)) return id;
  complain(key, fmt::format("'{}' is no id: '{}'", key, id),
           upper ? "Ids of sources have letters, digits and '-'"
                 : "Ids have small letters, digits and '-'");
  return {};
}

std::string Fields::id(std::string_view key, Need need) {
  return checked_id(text(key, need), key, false);
}

std::string Fields::source_id(std::string_view key, Need need) {
  return checked_id(text(key, need), key, true);
}

std::string Fields::checked_claim_id(std::string id, std::string_view key) {
  const std::size_t slash = id.find('/');
  if (slash != std::string::npos && is_id(id.substr(0, slash), false) &&
      is_id(id.substr(slash + 1), false))
    return id;
  complain(key, fmt::format("'{}' is no claim: '{}'", key, id), "Write INCIDENT/CLAIM");
  return {};
}

std::string Fields::claim_id(std::string_view key, std::string_view scope, Need need) {
  std::string written = text(key, need);
  if (written.empty() || written.find('/') != std::string::npos)
    return written.empty() ? written : checked_claim_id(std::move(written), key);
  const std::string checked = checked_id(std::move(written), key, false);
  return checked.empty() ? checked : fmt::format("{}/{}", scope, checked);
}

template <class Parse>
auto Fields::parsed(std::string_view key, Need need, Parse parse)
    -> std::optional<decltype(parse(std::string()))> {
  const std::string written = text(key, need);
  if (written.empty()) return std::nullopt;
  try {
    return parse(written);
  } catch (const Error& error) {
    complain(key, fmt::format("'{}': {}", key, error.message()), error.remedy());
    return std::nullopt;
  }
}

bool Fields::flag(std::string_view key) {
  const std::string written = text(key);
  if (!written.empty() && written != "true" && written != "false")
    complain(key, fmt::format("'{}' is true or false, not '{}'", key, written));
  return written == "true";
}

std::optional<std::uint64_t> Fields::count(std::string_view key, Need need) {
  return parsed(key, need, [](const std::string& written) {
    const std::uint64_t count = parse_u64(written);
    if (count > kMostCounted) throw_bad_input(fmt::format("a count above {}", kMostCounted));
    return count;
  });
}

std::optional<Exact> Fields::amount(std::string_view key, Need need) {
  return parsed(key, need, parse_amount);
}

std::optional<Day> Fields::day(std::string_view key, Need need) {
  return parsed(key, need,
                [](const std::string& written) { return checked_year(parse_day(written)); });
}

std::optional<Period> Fields::period(std::string_view key, Need need) {
  return parsed(key, need, parse_checked_period);
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> out;
  const YamlNode* list = find(key, YamlNode::Kind::kList, Need::kOptional);
  if (list == nullptr) return out;
  for (const YamlNode& item : list->values) {
    std::string text = trimmed(item.text);
    if (text.empty() || text.size() > kLongestText)
      reading_.complain(item.line, fmt::format("'{}' is a list of texts", key));
    else
      out.push_back(std::move(text));
  }
  return out;
}

std::vector<std::string> Fields::ids(std::string_view key) {
  std::vector<std::string> out = texts(key);
  std::erase_if(out, [&](const std::string& id) { return checked_id(id, key, false).empty(); });
  return out;
}

std::vector<std::string> Fields::source_ids(std::string_view key) {
  std::vector<std::string> out = texts(key);
  std::erase_if(out, [&](const std::string& id) { return checked_id(id, key, true).empty(); });
  return out;
}

std::vector<std::string> Fields::claim_ids(std::string_view key) {
  std::vector<std::string> out = texts(key);
  std::erase_if(out, [&](const std::string& id) { return checked_claim_id(id, key).empty(); });
  return out;
}

void Fields::each(std::string_view key, const std::function<void(Fields&)>& read) {
  const YamlNode* list = find(key, YamlNode::Kind::kList, Need::kOptional);
  if (list == nullptr) return;
  for (const YamlNode& item : list->values) {
    Fields fields(item, reading_);
    if (item.kind != YamlNode::Kind::kMap) continue;
    read(fields);
    fields.end();
  }
}

void Fields::one(std::string_view key, const std::function<void(Fields&)>& read) {
  const YamlNode* map = find(key, YamlNode::Kind::kMap, Need::kOptional);
  if (map == nullptr) return;
  Fields fields(*map, reading_);
  read(fields);
  fields.end();
}

std::vector<std::string> Fields::keys() const {
  std::vector<std::string> out;
  for (const YamlNode::Key& key : node_.keys) out.push_back(key.text);
  return out;
}

void Fields::end() {
  for (const YamlNode::Key& key : node_.keys) {
    if (std::ranges::find(asked_, key.text) != asked_.end()) continue;
    reading_.complain(
        key.line, fmt::format("unknown key '{}'", key.text),
        suggestion(key.text, asked_, fmt::format("Known here: {}", fmt::join(asked_, ", "))));
  }
}

}  // namespace spoor::reg
