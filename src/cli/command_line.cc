#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/near_word.h"

namespace spoor::cli {
namespace {

constexpr int kNoLimit = CLI::detail::expected_max_vector_size;

// One command in the parser's form.
struct Parser {
  CLI::App* app = nullptr;
  std::map<std::string, CLI::Option*> options;
};

CLI::Option* declare(CLI::App& app, const Option& option) {
  const std::string name = option.name == "--quiet" ? "-q,--quiet" : option.name;
  if (option.takes == Option::Takes::kNothing) return app.add_flag(name);
  CLI::Option* out = app.add_option(name)->type_name(option.value);
  if (option.takes == Option::Takes::kOneOrNothing) out->expected(0, 1);
  if (option.takes == Option::Takes::kMany) out->expected(1, kNoLimit)->allow_extra_args();
  return out;
}

// Extra words and absent options are left to us, because we can say more about them.
CLI::App* add_app(CLI::App& parent, const std::string& name) {
  for (CLI::App* child : parent.get_subcommands([](CLI::App*) { return true; }))
    if (child->get_name() == name) return child;
  return parent.add_subcommand(name)->allow_extras();
}

Parser add_parser(CLI::App& root, const Command& command) {
  Parser parser{.app = &root, .options = {}};
  std::string rest = command.name;
  while (!rest.empty()) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    parser.app = add_app(*parser.app, rest.substr(0, space));
    rest.erase(0, space + 1);
  }
  for (const std::vector<Option>* options : {&command.options, &common_options()})
    for (const Option& option : *options)
      if (option.name != "--help") parser.options[option.name] = declare(*parser.app, option);
  return parser;
}

const CLI::App* called_app(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app;
}

std::string full_name(const CLI::App* app) {
  std::string name;
  for (; app->get_parent() != nullptr; app = app->get_parent())
    name = app->get_name() + (name.empty() ? "" : " ") + name;
  return name;
}

std::string help_hint(const std::string& name) {
  return fmt::format("`spoor {}--help` says more", name.empty() ? "" : name + " ");
}

std::vector<std::string> option_names(const Command& command) {
  std::vector<std::string> names;
  for (const std::vector<Option>* options : {&command.options, &common_options()})
    for (const Option& option : *options)
      if (!option.is_argument()) names.push_back(option.name);
  return names;
}

[[noreturn]] void refuse_extra(const std::vector<std::string>& extras, const Command& command) {
  const auto dashed = std::ranges::find_if(
      extras, [](const std::string& word) { return word.size() > 1 && word.starts_with('-'); });
  const std::string hint = help_hint(command.name);
  if (dashed == extras.end())
    throw_usage(fmt::format("one word too many for '{}': '{}'", command.name, extras.front()),
                hint);
  const std::string word = dashed->substr(0, dashed->find('='));
  throw_usage(fmt::format("'{}' has no option '{}'", command.name, word),
              suggestion(word, option_names(command), hint));
}

// The words that may follow `group` ("" for the program).
std::vector<std::string> next_words(const std::vector<Command>& commands,
                                    const std::string& group) {
  const std::string head = group.empty() ? "" : group + " ";
  std::vector<std::string> words;
  for (const Command& command : commands) {
    if (!command.name.starts_with(head)) continue;
    const std::string rest = command.name.substr(head.size());
    const std::string word = rest.substr(0, rest.find(' '));
    if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
  return words;
}

[[noreturn]] void refuse_group(const CLI::App& app, const std::vector<Command>& commands) {
  const std::string group = full_name(&app);
  const std::vector<std::string> known = next_words(commands, group);
  const std::string hint = help_hint(group);
  if (app.remaining().empty())
    throw_usage(fmt::format("a command is missing: {}", fmt::join(known, ", ")), hint);
  const std::string word = app.remaining().front();
  const std::string head = group.empty() ? "" : group + " ";
  throw_usage(word.starts_with('-') ? fmt::format("there is no option '{}' here", word)
                                    : fmt::format("there is no command '{}{}'", head, word),
              suggestion(word, known, hint));
}

void check_values(const Command& command, const Words& words) {
  for (const Option& option : command.options) {
    const std::string what =
        option.is_argument() ? option.name : fmt::format("{} {}", option.name, option.value);
    if (option.required && !words.has(option.name))
      throw_usage(fmt::format("{} is missing", what), help_hint(command.name));
    if (!option.is_argument() && option.value != "TEXT" &&
        std::ranges::count(words.texts(option.name), "") > 0)
      throw_usage(fmt::format("{}: the value is empty", what), help_hint(command.name));
    if (option.value == "N") words.maybe_number(option.name);  // throws where it is none
    if (option.choices.empty()) continue;
    for (const std::string& value : words.texts(option.name))
      if (std::ranges::find(option.choices, value) == option.choices.end())
        throw_usage(fmt::format("{} is one of {}, not '{}'", option.name,
                                fmt::join(option.choices, ", "), value),
                    suggestion(value, option.choices, help_hint(command.name)));
  }
}

Words words_of(const Command& command, const Parser& parser) {
  Words::Values values;
  for (const auto& [name, option] : parser.options)
    if (option->count() > 0) values[name] = option->as<std::vector<std::string>>();
  // A flag reads as "true", an option whose value was left out as "".
  for (const Option& option : command.options)
    if (option.takes == Option::Takes::kOneOrNothing && values.contains(option.name))
      std::erase(values[option.name], "");
  std::vector<Option> table = command.options;
  table.insert(table.end(), common_options().begin(), common_options().end());
  return Words(std::move(table), std::move(values));
}

// `spoor help trace` is `spoor trace --help`, and what every command takes may stand before it.
std::vector<std::string> command_first(std::vector<std::string> words) {
  const auto to_back = [&](std::size_t count) {
    std::ranges::rotate(words, words.begin() + static_cast<std::ptrdiff_t>(count));
  };
  for (std::size_t moved = 0; moved < words.size();) {
    const std::string& word = words.front();
    const bool with_value = word == "--format" && moved + 2 <= words.size();
    if (!with_value && word != "-q" && word != "--quiet" && !word.starts_with("--format=")) break;
    to_back(with_value ? 2 : 1);
    moved += with_value ? 2 : 1;
  }
  if (!words.empty() && words.front() == "help") {
    to_back(1);
    words.back() = "--help";
  }
  return words;
}

Call help_call(const CLI::App& root, const std::vector<Command>& commands) {
  const std::string name = full_name(called_app(root));
  const auto found = std::ranges::find(commands, name, &Command::name);
  const Command* command = found == commands.end() ? nullptr : &*found;
  return {.kind = Call::Kind::kHelp, .command = command, .group = name, .words = {}};
}

}  // namespace

const std::vector<Option>& common_options() {
  static const std::vector<Option> options = {
      {.name = "--quiet",
       .value = {},
       .help = "No progress and no notices on standard error; errors still go there. Also -q.",
       .takes = Option::Takes::kNothing},
      {.name = "--help",
       .value = {},
       .help = "This page. Also -h.",
       .takes = Option::Takes::kNothing}};
  return options;
}

Call parse_command_line(const std::vector<std::string>& words,
                        const std::vector<Command>& commands) {
  CLI::App root;
  root.set_help_flag("-h,--help")->allow_extra_args(false);
  root.allow_extras();
  const CLI::Option* version = root.add_flag("--version");
  std::map<const CLI::App*, std::pair<const Command*, Parser>> parsers;
  for (const Command& command : commands) {
    Parser parser = add_parser(root, command);
    parsers[parser.app] = {&command, parser};
  }
  try {
    std::vector<std::string> ordered = command_first(words);
    std::ranges::reverse(ordered);  // the parser takes them from the back
    root.parse(std::move(ordered));
  } catch (const CLI::CallForHelp&) {
    return help_call(root, commands);
  } catch (const CLI::ParseError& error) {
    throw_usage(error.what(), help_hint(full_name(called_app(root))));
  }
  if (version->count() > 0)
    return {.kind = Call::Kind::kVersion, .command = nullptr, .group = {}, .words = {}};
  if (!root.remaining().empty()) refuse_group(root, commands);
  const CLI::App* app = called_app(root);
  const auto found = parsers.find(app);
  if (found == parsers.end()) refuse_group(*app, commands);
  const auto& [command, parser] = found->second;
  if (!app->remaining().empty()) refuse_extra(app->remaining(), *command);
  Call call{.kind = Call::Kind::kRun,
            .command = command,
            .group = {},
            .words = words_of(*command, parser)};
  check_values(*command, call.words);
  return call;
}

}  // namespace spoor::cli
