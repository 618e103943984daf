#include "register/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"

namespace spoor::reg {
namespace {

// Line feeds, carriage returns and tabs aside. The upper ones have two bytes, the first 0xc2.
bool has_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7f) return true;
    if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0)
      return true;
  }
  return false;
}

void check_bytes(std::string_view text, const std::string& file) {
  if (text.size() > kYamlBytes)
    throw_bad_input(fmt::format("the file has {} bytes; there may be {}", text.size(), kYamlBytes),
                    {.file = file});
  std::uint64_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!is_utf8(line))
      throw_bad_input("the line is not UTF-8", {.file = file, .line = number},
                      "Save the file in UTF-8");
    if (has_control_character(line))
      throw_bad_input("the line has a control character", {.file = file, .line = number},
                      "Take it out; a tab or a line break is all there may be");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Builds the tree from the parser's events, and refuses what is not in our part of YAML.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1)
      refuse(mark, "a second document begins here", "Put it into a file of its own");
  }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "an alias (*name)", "Write out what it stands for");
  }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse(mark, "an anchor (&name)", "Write the thing out wherever it is meant");
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (awaits_key()) refuse(mark, "a key without a text", "Write a word before the colon");
    place(node_at(mark, YamlNode::Kind::kNothing));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    check_tag(mark, tag);
    // An escape in a quoted text can write what check_bytes has not seen.
    if (!is_utf8(value) || has_control_character(value))
      refuse(mark, "a text with a control character", "Take it out");
    if (awaits_key()) return add_key(mark, value);
    YamlNode node = node_at(mark, YamlNode::Kind::kText);
    node.text = value;
    place(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    std::set<std::string, std::less<>> seen;  // its keys
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string says, std::string remedy) const {
    throw_bad_input(std::move(says), {.file = file_, .line = line_of(mark)}, std::move(remedy));
  }
  static std::uint64_t line_of(const YAML::Mark& mark) {
    return mark.line < 0 ? 1 : static_cast<std::uint64_t>(mark.line) + 1;
  }

  // "?" and "!" are what the parser gives to plain and to quoted texts without a tag.
  void check_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    refuse(mark, fmt::format("a tag: '{}'", tag), "Take it out; every field has one type");
  }

  bool awaits_key() const {
    return !open_.empty() && open_.back().node.kind == YamlNode::Kind::kMap &&
           open_.back().node.keys.size() == open_.back().node.values.size();
  }

  YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (++nodes_ > kYamlNodes)
      refuse(mark, fmt::format("the file has more than {} values", kYamlNodes), "Split it");
    return {.kind = kind, .line = line_of(mark), .text = {}, .keys = {}, .values = {}};
  }

  void add_key(const YAML::Mark& mark, const std::string& text) {
    if (!open_.back().seen.insert(text).second)
      refuse(mark, fmt::format("the key '{}' stands twice", text), "Keep one of the two");
    open_.back().node.keys.push_back({.text = text, .line = line_of(mark)});
  }

  void open(const YAML::Mark& mark, const std::string& tag, YamlNode::Kind kind) {
    check_tag(mark, tag);
    if (awaits_key())
      refuse(mark, "a key that is no text", "A key is a word; or a bracket before is never closed");
    if (open_.size() >= kYamlDepth)
      refuse(mark, fmt::format("more than {} levels", kYamlDepth), "Make it flatter");
    open_.push_back({.node = node_at(mark, kind), .seen = {}});
  }

  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (open_.empty())
      root_ = std::move(node);
    else
      open_.back().node.values.push_back(std::move(node));
  }

  const std::string& file_;
  std::vector<Open> open_;
  YamlNode root_;
  std::size_t documents_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace

YamlNode read_yaml(std::string_view text, const std::string& file) {
  check_bytes(text, file);
  // The parser takes the end of the file for the end of a quote or of a bracket, but not this.
  std::istringstream stream{std::string(text) + "\n...\n"};
  TreeBuilder builder(file);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    const auto line = static_cast<std::uint64_t>(std::max(error.mark.line, 0)) + 1;
    throw_bad_input("not YAML: " + error.msg, {.file = file, .line = line},
                    "Look at the indentation, colons and quotes here and above");
  }
  YamlNode root = builder.take();
  if (root.kind == YamlNode::Kind::kNothing) throw_bad_input("the file is empty", {.file = file});
  return root;
}

}  // namespace spoor::reg
