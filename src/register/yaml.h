// Strict YAML: the part of it that means the same to everybody who reads the file.
//
// Of YAML only mappings, lists and texts are taken. Refused are anchors, aliases, tags, several
// documents, keys that are no texts or stand twice, bytes that are not UTF-8, control characters,
// and more than kYamlBytes, kYamlDepth or kYamlNodes. A number is the text that was written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::reg {

inline constexpr std::size_t kYamlBytes = std::size_t{4} << 20;
inline constexpr std::size_t kYamlDepth = 16;
inline constexpr std::size_t kYamlNodes = 200'000;

struct YamlNode {
  enum class Kind : std::uint8_t { kNothing, kText, kList, kMap };  // kNothing: `key:`, `~`, `null`
  struct Key {
    std::string text;
    std::uint64_t line = 0;
  };

  Kind kind = Kind::kNothing;
  std::uint64_t line = 0;        // from 1
  std::string text;              // of a text
  std::vector<Key> keys;         // of a mapping, in the order of the file
  std::vector<YamlNode> values;  // of a mapping, one a key; of a list its items
};

// The one document of a file whose name is `file` (for messages). Throws Error(kBadInput) with
// file and line.
YamlNode read_yaml(std::string_view text, const std::string& file);

}  // namespace spoor::reg
