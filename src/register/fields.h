// One mapping of a YAML file, read field by field: what is wrong is collected, with file and line,
// and reading goes on, so that a person sees all of it at once.
//
//   Fields fields(node, reading);
//   party.id = fields.id("id");
//   party.kind = fields.choice("kind", PartyKind::kPress);
//   fields.end();   // every key that nobody asked for is a finding
//
// A field that cannot be read has been complained of and gives what stands for "left out".
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "register/load.h"
#include "register/yaml.h"

namespace spoor::reg {

// One file while it is read.
struct Reading {
  std::string file;  // within the register's folder
  Findings& findings;

  void complain(std::uint64_t line, std::string says, std::string remedy = {}) {
    findings.push_back({{file, line}, std::move(says), std::move(remedy)});
  }
};

enum class Need : std::uint8_t { kOptional, kRequired };

class Fields {
 public:
  Fields(const YamlNode& node, Reading& reading);

  Place place() const { return {reading_.file, node_.line}; }
  bool has(std::string_view key) { return find(key, Need::kOptional) != nullptr; }
  bool is(std::string_view key, std::string_view word);
  // Says of that key's line, or of the mapping's where it is missing.
  void complain(std::string_view key, std::string says, std::string remedy = {});

  // On one line, up to 2,000 bytes.
  std::string text(std::string_view key, Need need = Need::kOptional);
  // On many lines, up to 20,000 bytes.
  std::string prose(std::string_view key, Need need = Need::kOptional);
  // Of a-z, 0-9 and '-', up to 80.
  std::string id(std::string_view key, Need need = Need::kOptional);
  // Letters of both cases too: "UN19".
  std::string source_id(std::string_view key, Need need = Need::kOptional);
  // "SCOPE/ID", of an "ID" or as it is written.
  std::string claim_id(std::string_view key, std::string_view scope, Need need = Need::kOptional);
  bool flag(std::string_view key);
  std::optional<std::uint64_t> count(std::string_view key, Need need = Need::kOptional);
  // An amount: not below zero.
  std::optional<Exact> amount(std::string_view key, Need need = Need::kOptional);
  std::optional<Day> day(std::string_view key, Need need = Need::kOptional);
  std::optional<Period> period(std::string_view key, Need need = Need::kOptional);
  template <class Enum>
  Enum choice(std::string_view key, Enum standard, Need need = Need::kOptional) {
    const std::string chosen = text(key, need);
    if (chosen.empty()) return standard;
    if (const std::optional<Enum> value = from_word<Enum>(chosen)) return *value;
    complain_of_choice(key, chosen, words_of<Enum>());
    return standard;
  }

  std::vector<std::string> texts(std::string_view key);
  std::vector<std::string> ids(std::string_view key);
  std::vector<std::string> source_ids(std::string_view key);
  std::vector<std::string> claim_ids(std::string_view key);
  // The fields of each mapping in a list, or of the one mapping under the key.
  void each(std::string_view key, const std::function<void(Fields&)>& read);
  void one(std::string_view key, const std::function<void(Fields&)>& read);
  // The keys of a mapping whose keys are values themselves ("2016: 1.5"), each to be read by its
  // name.
  std::vector<std::string> keys() const;

  // Complains of every key that was not asked for.
  void end();

  void complain_of_choice(std::string_view key, std::string_view chosen,
                          std::span<const std::string_view> words);

 private:
  const YamlNode* find(std::string_view key, Need need);
  const YamlNode* find(std::string_view key, YamlNode::Kind kind, Need need);
  std::string text_to(std::size_t most, std::string_view key, Need need);
  std::string checked_id(std::string id, std::string_view key, bool upper);
  std::string checked_claim_id(std::string id, std::string_view key);
  template <class Parse>
  auto parsed(std::string_view key, Need need, Parse parse)
      -> std::optional<decltype(parse(std::string()))>;

  const YamlNode& node_;
  Reading& reading_;
  std::vector<std::string> asked_;
};

}  // namespace spoor::reg
