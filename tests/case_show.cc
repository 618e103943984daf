#include "tests/case_show.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <optional>

#include "base/csv.h"
#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/script.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace spoor::testing {
namespace {

using simulator::Story;
using simulator::WordReader;

// What `spoor WORDS` writes to standard output.
std::string spoor(const std::vector<std::string>& words) {
  const std::vector<cli::Command> commands = cli::all_commands();
  const cli::Call call = cli::parse_command_line(words, commands);
  ::testing::internal::CaptureStdout();
  try {
    call.command->run(call.words);
  } catch (...) {
    ::testing::internal::GetCapturedStdout();
    throw;
  }
  return ::testing::internal::GetCapturedStdout();
}

// As people write it: an address, pk:HEX, or script:HEX.
std::string text_of_script(const Bytes& script, bitcoin::Network network) {
  if (const std::optional<std::string> address = bitcoin::address_of(script, network))
    return *address;
  const bitcoin::ScriptClass found = bitcoin::classify(script);
  if (found.type == bitcoin::ScriptType::kP2pk) return "pk:" + to_hex(found.payload);
  return "script:" + to_hex(script);
}

// The word that the program takes for what the story calls `name`.
std::string argument(std::string_view kind, const std::string& name, const Story& story) {
  if (kind == "coin") {
    const bitcoin::Outpoint& coin = story.coin(name).outpoint;
    return fmt::format("{}:{}", to_hex_reversed(coin.txid), coin.vout);
  }
  if (kind == "tx") {
    const auto found = story.transactions.find(name);
    if (found == story.transactions.end()) throw_bad_input("no transaction is called " + name);
    return to_hex_reversed(found->second);
  }
  if (kind == "address")
    return text_of_script(simulator::payee_of(name, story.chain.network()).script,
                          story.chain.network());
  return name;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
    text.replace(at, from.size(), to);
}

// A cell with the story's names in it.
std::string named(std::string cell, const Story& story) {
  if (cell.empty()) return "-";
  for (const auto& [name, txid] : story.transactions)
    replace_all(cell, to_hex_reversed(txid), name);
  for (const auto& [name, coin] : story.coins)
    if (cell == text_of_script(coin.script.script, story.chain.network())) return coin.payee;
  for (const simulator::Block& block : story.chain.blocks())
    replace_all(cell, to_hex_reversed(block.hash), fmt::format("block-{}", block.height));
  return cell;
}

std::vector<std::string> names(WordReader& words) {
  std::vector<std::string> out;
  do {
    out.emplace_back(words.take("a name"));
  } while (words.take_if(","));
  words.end();
  return out;
}

}  // namespace

std::vector<std::string> answer_show(WordReader& words, const StoryLedger& ledger) {
  const std::string kind(words.take("coin, tx, address or block"));
  const std::string what = argument(kind, std::string(words.take("what to show")), ledger.story());
  const std::vector<std::string> columns = names(words);
  const CsvTable table = parse_csv(
      spoor({"show", kind, what, "--format", "csv", "--ledger", ledger.ledger().folder().string()}),
      "the answer");
  std::vector<std::string> lines;
  for (const CsvRow& row : table.rows) {
    std::vector<std::string> cells;
    for (const std::string& column : columns)
      cells.push_back(named(row.fields[table.column(column)], ledger.story()));
    lines.push_back(fmt::format("{}", fmt::join(cells, " ")));
  }
  return lines;
}

std::vector<std::string> answer_ledger_info(WordReader& words, const StoryLedger& ledger) {
  const std::vector<std::string> members = names(words);
  simdjson::dom::parser parser;
  const simdjson::dom::element info = parser.parse(
      spoor({"ledger", "info", "--format", "json", "--ledger", ledger.ledger().folder().string()}));
  std::vector<std::string> lines;
  for (const std::string& member : members) {
    std::string value = simdjson::minify(info[member].value());
    std::erase(value, '"');
    lines.push_back(member + " " + named(value, ledger.story()));
  }
  return lines;
}

}  // namespace spoor::testing
