#include "register/names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "base/near_word.h"

namespace spoor::reg {
namespace {

constexpr std::size_t kMostMeant = 3;
constexpr std::size_t kShortestPart = 3;

// Small letters, digits and the bytes of other scripts: "KuCoin (2020)" and "kucoin-2020" are one.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      out.push_back(static_cast<char>(c - 'A' + 'a'));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0)
      out.push_back(c);
  }
  return out;
}

struct Key {
  std::string text;  // folded
  const std::string* id;
};

std::vector<Key> keys_of(const std::vector<Named>& known) {
  std::vector<Key> keys;
  for (const Named& thing : known) {
    keys.push_back({folded(thing.id), &thing.id});
    for (const std::string& name : thing.names) keys.push_back({folded(name), &thing.id});
  }
  std::ranges::stable_sort(keys, {}, [](const Key& key) { return key.text.size(); });
  return keys;
}

template <class Matches>
std::vector<std::string> ids_where(const std::vector<Key>& keys, Matches matches) {
  std::vector<std::string> ids;
  for (const Key& key : keys)
    if (ids.size() < kMostMeant && matches(key.text) &&
        std::ranges::find(ids, *key.id) == ids.end())
      ids.push_back(*key.id);
  return ids;
}

}  // namespace

std::vector<std::string> other_names(const Incident& incident) {
  return {incident.name, incident.victim};
}
std::vector<std::string> other_names(const Report& report) { return {report.title}; }
std::vector<std::string> other_names(const Headline& headline) { return {headline.says}; }
std::vector<std::string> other_names(const Source& source) {
  return {source.title, source.reference};
}
std::vector<std::string> other_names(const Actor& actor) {
  std::vector<std::string> names = {actor.name};
  for (const Alias& alias : actor.aliases) names.push_back(alias.name);
  return names;
}
std::vector<std::string> other_names(const Party& party) { return {party.name}; }

std::vector<std::string> meant_by(std::string_view asked, const std::vector<Named>& known) {
  const std::string word = folded(asked);
  if (word.empty()) return {};
  const std::vector<Key> keys = keys_of(known);
  std::vector<std::string> ids = ids_where(keys, [&](const std::string& k) { return k == word; });
  if (ids.empty() && word.size() >= kShortestPart)
    ids = ids_where(keys, [&](const std::string& k) { return k.find(word) != std::string::npos; });
  if (!ids.empty()) return ids;
  std::vector<std::string> texts;
  for (const Key& key : keys) texts.push_back(key.text);
  const std::optional<std::string> near = near_word(word, texts);
  if (!near) return {};
  return {*std::ranges::find(keys, *near, &Key::text)->id};
}

void throw_no_such(std::string_view kind, std::string_view asked, const std::vector<Named>& known,
                   std::string_view otherwise) {
  const std::vector<std::string> ids = meant_by(asked, known);
  const std::string question =
      ids.empty() ? "" : fmt::format("Did you mean '{}'? ", fmt::join(ids, "' or '"));
  throw_not_found(fmt::format("the register has no {} '{}'", kind, asked),
                  fmt::format("{}{}", question, otherwise));
}

}  // namespace spoor::reg
