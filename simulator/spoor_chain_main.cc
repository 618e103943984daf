// spoor-chain: a chain told in words becomes a folder of block files.
//
// Names and their coins go to standard output as CSV, so that a script can make seeds of them.
#include <fmt/core.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/file.h"
#include "chains/bitcoin/address.h"
#include "simulator/story_files.h"

namespace spoor::simulator {
namespace {

constexpr const char* kHelp =
    R"(spoor-chain - make bitcoin block files from a chain told in words

  spoor-chain WORDS --out DIR [--seeds FILE] [--xor] [--undo] [--files N]

  WORDS         the story (docs/cases.md describes its language); - is standard input
  --out DIR     an empty folder, or one to be made: blk00000.dat ... go there, and prevouts.csv
                where the story tells of earlier coins
  --seeds FILE  writes the story's seeds as a seeds file for `spoor trace`
  --xor         hides the files' bytes with xor.dat, as Bitcoin Core 28 and later does
  --undo        writes rev00000.dat ..., the undo records
  --files N     spreads the blocks over N files

Prints one row a named coin: name,coin,address,amount_sat
)";

constexpr XorKey kKey{0x5a, 0x17, 0xc3, 0x08, 0xee, 0x91, 0x2b, 0x74};

struct Options {
  std::string words;
  std::string out;
  std::string seeds;
  std::uint64_t files = 1;
  bool with_key = false;
  bool with_undo = false;
};

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const bool wants_value = argument == "--out" || argument == "--seeds" || argument == "--files";
    if (wants_value && i + 1 == arguments.size()) throw_usage(argument + " wants a value");
    if (argument == "--out") {
      options.out = arguments[++i];
    } else if (argument == "--seeds") {
      options.seeds = arguments[++i];
    } else if (argument == "--files") {
      options.files = parse_u64(arguments[++i]);
    } else if (argument == "--xor") {
      options.with_key = true;
    } else if (argument == "--undo") {
      options.with_undo = true;
    } else if (argument.size() > 1 && argument.starts_with('-')) {
      throw_usage("no such option: " + argument, "spoor-chain --help lists them");
    } else if (options.words.empty()) {
      options.words = argument;
    } else {
      throw_usage("one story at a time: " + argument);
    }
  }
  if (options.words.empty() || options.out.empty() || options.files == 0)
    throw_usage("wanted: spoor-chain WORDS --out DIR");
  return options;
}

std::string rows_of(const Story& story) {
  std::string csv = "name,coin,address,amount_sat\n";
  for (const auto& [name, coin] : story.coins) {
    const std::optional<std::string> address =
        bitcoin::address_of(coin.script.script, story.chain.network());
    csv += fmt::format("{},{}:{},{},{}\n", csv_field(name), to_hex_reversed(coin.outpoint.txid),
                       coin.outpoint.vout, address.value_or(""), coin.value.value);
  }
  return csv;
}

void run(const std::vector<std::string>& arguments) {
  const Options options = parse_options(arguments);
  const Story story = tell(read_file_or_stdin(options.words), options.words);
  if (std::filesystem::exists(options.out) && !std::filesystem::is_empty(options.out))
    throw_usage("the folder is not empty: " + options.out, "Name a new one");
  write_blocks(story.chain, options.out,
               {.files = options.files,
                .xor_key = options.with_key ? std::optional(kKey) : std::nullopt,
                .undo = options.with_undo ? Chain::Undo::kWrite : Chain::Undo::kNone});
  if (!options.seeds.empty()) replace_file(options.seeds, seeds_csv(story));
  if (!story.earlier.empty()) replace_file(Path(options.out) / "prevouts.csv", prevouts_csv(story));
  fmt::print("{}", rows_of(story));
}

}  // namespace
}  // namespace spoor::simulator

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h")) {
    fmt::print("{}", spoor::simulator::kHelp);
    return 0;
  }
  try {
    spoor::simulator::run(arguments);
  } catch (const spoor::Error& error) {
    fmt::print(stderr, "spoor-chain: {}\n", error.what());
    return static_cast<int>(error.code());
  }
  return 0;
}
