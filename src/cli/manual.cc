#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command_line.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr const char* kIndent = "  ";
constexpr const char* kDeepIndent = "      ";

constexpr std::size_t kLongestChoices = 40;  // that stand in the synopsis
constexpr std::size_t kNameWidth = 18;

constexpr const char* kProgram =
    R"(Follows stolen bitcoin from block files to where it rests. A directory of Bitcoin Core's
block files becomes a ledger; a theft, under a doctrine that you declare, becomes the exact list
of places where its money is.

  spoor ingest bitcoin --blocks ~/.bitcoin/blocks --ledger mainnet
  spoor trace --ledger mainnet --seed TXID:VOUT --doctrine fifo --html report.html

And it keeps account of incidents: a register holds what every source says of each, sums it
without counting twice, and says how far the evidence carries an attribution.

  spoor register totals --by year
  spoor assess kucoin-2020

The result alone goes to standard output; progress, notices and errors go to standard error.
Amounts are exact: satoshi in CSV and JSON, bitcoin with all eight decimals for people. What is
not known is said to be unknown and is never shown as 0.)";

constexpr const char* kExitCodes =
    R"(  0   done, also when something was skipped and named
  2   the words of the command are wrong
  3   a file or a value is malformed
  4   a well-formed question without an answer in this ledger
  5   the operating system refused: no file, no space, no permission
  6   another process writes to this ledger
  7   the ledger on disk contradicts itself
  70  a mistake of ours)";

// Paragraphs parted by empty lines, wrapped anew; lines that begin with a space stay as they are.
std::string paragraphs(const std::string& text) {
  std::string out;
  std::string paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) out += dossier::wrapped(kIndent, paragraph, kWidth);
    paragraph.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (!line.empty() && line.front() != ' ') {
      paragraph += (paragraph.empty() ? "" : " ") + line;
    } else {
      end_paragraph();
      out += line.empty() ? "\n" : kIndent + line + "\n";
    }
    at = end + 1;
  }
  end_paragraph();
  return out;
}

// "table|csv|json"; empty where there are none, or too many to stand in one place.
std::string choices_text(const Option& option) {
  std::string choices = fmt::format("{}", fmt::join(option.choices, "|"));
  return choices.size() > kLongestChoices ? std::string() : choices;
}

std::string shape(const Option& option) {
  if (option.is_argument()) return option.name;
  const std::string choices = choices_text(option);
  const std::string value = choices.empty() ? option.value : choices;
  switch (option.takes) {
    case Option::Takes::kNothing:
      return option.name;
    case Option::Takes::kOneOrNothing:
      return fmt::format("{} [{}]", option.name, value);
    case Option::Takes::kMany:
      return fmt::format("{} {} ...", option.name, value);
    case Option::Takes::kOne:
      break;
  }
  return fmt::format("{} {}", option.name, value);
}

// What must be given comes first; a word in brackets is never broken.
std::string synopsis(const Command& command) {
  std::vector<std::string> parts;
  for (const Option& option : command.options)
    if (option.required) parts.push_back(shape(option));
  for (const Option& option : command.options)
    if (!option.required) parts.push_back("[" + shape(option) + "]");
  const std::string head = fmt::format("{}spoor {} ", kIndent, command.name);
  std::string out;
  std::string line = head;
  for (const std::string& part : parts) {
    if (line.size() + part.size() > kWidth && line.find_first_not_of(' ') != std::string::npos) {
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
      line = std::string(head.size(), ' ');
    }
    line += part + " ";
  }
  return out + line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string option_text(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty() && choices_text(option).empty())
    text += fmt::format(" One of {}.", fmt::join(option.choices, ", "));
  if (!option.standard.empty()) text += fmt::format(" Default: {}.", option.standard);
  return kIndent + shape(option) + "\n" + dossier::wrapped(kDeepIndent, text, kWidth);
}

std::string see_also(const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names)
    parts.push_back(name.find('.') == std::string::npos ? fmt::format("spoor {}", name) : name);
  return dossier::wrapped(kIndent, fmt::format("{}", fmt::join(parts, ", ")), kWidth);
}

}  // namespace

std::string manual_page(const Command& command) {
  std::string page = fmt::format("NAME\n{}spoor {} - {}\n", kIndent, command.name, command.summary);
  page += "\nSYNOPSIS\n" + synopsis(command);
  page += "\nDESCRIPTION\n" + paragraphs(command.description);
  page += "\nOPTIONS\n";
  for (const std::vector<Option>* options : {&command.options, &common_options()})
    for (const Option& option : *options) page += option_text(option);
  page += "\nEXAMPLES\n";
  for (const Example& example : command.examples)
    page += fmt::format("{}{}\n", kIndent, example.line) +
            dossier::wrapped(kDeepIndent, example.says, kWidth);
  page += fmt::format("\nEXIT CODES\n{}\n", kExitCodes);
  page += "\nSEE ALSO\n" + see_also(command.see_also);
  return page;
}

std::string group_page(const std::string& group, const std::vector<Command>& commands) {
  const std::string head = group.empty() ? "" : group + " ";
  std::string page = group.empty()
                         ? fmt::format("NAME\n{}spoor - follow stolen crypto-assets\n", kIndent)
                         : fmt::format("NAME\n{}spoor {}\n", kIndent, group);
  page += fmt::format("\nSYNOPSIS\n{}spoor {}COMMAND [options]\n", kIndent, head);
  if (group.empty()) page += fmt::format("{}spoor --version\n", kIndent);
  if (group.empty()) page += "\nDESCRIPTION\n" + paragraphs(kProgram);
  page += "\nCOMMANDS\n";
  std::size_t width = kNameWidth;
  for (const Command& command : commands) width = std::max(width, command.name.size() + 1);
  for (const Command& command : commands)
    if (command.name.starts_with(head))
      page += fmt::format("{}{:<{}}{}\n", kIndent, command.name, width, command.summary);
  page += fmt::format("\n{}`spoor COMMAND --help` explains each.\n", kIndent);
  page += fmt::format("\nEXIT CODES\n{}\n", kExitCodes);
  page += "\nSEE ALSO\n  docs/README.md\n";
  return page;
}

}  // namespace spoor::cli
