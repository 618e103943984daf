// What a command is: the words that it takes, what its help says, and the function that runs it.
//
// A command declares its options once, in a table; the parser, the help page and the suggestions
// for misspelt words all read that table.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::cli {

struct Option {
  enum class Takes : std::uint8_t { kNothing, kOne, kOneOrNothing, kMany };

  std::string name;   // "--ledger"; without dashes it is an argument that is told by its place
  std::string value;  // what stands for the value in the help: "DIR", or "N" for a whole number,
                      // which is checked; empty for a flag
  std::string help;   // sentences, with units
  Takes takes = Takes::kOne;
  bool required = false;
  std::string standard = {};              // the value where none is given
  std::vector<std::string> choices = {};  // all values that there are; empty: any

  bool is_argument() const { return !name.starts_with('-'); }
};

// The words of one call, read by the names that the options table gives them. Asking for a name
// that is not in the table is a mistake of ours.
class Words {
 public:
  using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

  Words() = default;
  Words(std::vector<Option> options, Values given)
      : options_(std::move(options)), given_(std::move(given)) {}

  // Was it given?
  bool has(std::string_view name) const;
  // The value, or the standard one, or empty.
  const std::string& text(std::string_view name) const;
  // None where it was not given and has no standard.
  std::optional<std::string> maybe(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  // Whole numbers. Throw Error(kUsage) that names the option.
  std::uint64_t number(std::string_view name) const;
  std::optional<std::uint64_t> maybe_number(std::string_view name) const;
  // An amount of memory: "512M", with 1M = 1024 · 1024. Throws Error(kUsage).
  std::uint64_t bytes(std::string_view name) const;
  // All values, split at commas. Throws Error(kUsage) where a part is empty.
  std::vector<std::string> list(std::string_view name) const;
  // The options that were given, in the order of the table.
  std::vector<const Option*> given() const;

 private:
  const Option& option(std::string_view name) const;

  std::vector<Option> options_;
  Values given_;
};

struct Example {
  std::string line;
  std::string says;
};

struct Command {
  std::string name;         // "ledger info"
  std::string summary;      // one line, no full stop
  std::string description;  // paragraphs, parted by empty lines; lines that begin with a space stay
  std::vector<Option> options;
  std::vector<Example> examples;
  std::vector<std::string> see_also;  // names of commands, paths of documents
  // Writes the result to standard output. Throws Error.
  std::function<void(const Words&)> run;
};

}  // namespace spoor::cli
