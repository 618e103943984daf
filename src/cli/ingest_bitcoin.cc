// `spoor ingest bitcoin`: block files into a ledger, and at the end what was added and what was
// not.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/amount.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/progress.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "ingest/bitcoin.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using ingest::BitcoinReport;

// Standard error names this many of each kind; the JSON has all.
constexpr std::size_t kMostNamed = 20;

std::string blocks(std::uint64_t count) { return counted(count, "block", "blocks"); }

bitcoin::Network parse_network(const std::string& name) {
  const std::optional<bitcoin::Network> network = bitcoin::network_of_name(name);
  ASSERT(network);  // the options table has the choices
  return *network;
}

ingest::BitcoinOptions options_of(const Words& words) {
  ingest::BitcoinOptions options;
  options.ledger = words.text("--ledger");
  options.blocks_folder = words.maybe("--blocks");
  for (const std::string& file : words.texts("--block")) options.single_blocks.push_back(file);
  if (options.blocks_folder.has_value() == !options.single_blocks.empty())
    throw_usage(options.blocks_folder ? "--blocks and --block do not go together"
                                      : "--blocks DIR or --block FILE is missing",
                "Name a folder of block files, or single blocks");
  if (const auto name = words.maybe("--network")) options.network = parse_network(*name);
  if (const auto height = words.maybe_number("--first-height")) {
    if (*height >= 1ULL << 31) throw_usage("--first-height: no chain is that high");
    options.first_height = static_cast<std::uint32_t>(*height);
  }
  options.prevouts = words.maybe("--prevouts");
  options.memory_bytes = words.bytes("--memory");
  return options;
}

std::uint64_t skipped_bytes(const BitcoinReport& report) {
  std::uint64_t bytes = 0;
  for (const ingest::Skipped& skipped : report.skipped) bytes += skipped.bytes;
  return bytes;
}

// A line for each of the first rows; `others` says what happened to those behind them.
template <class Row, class Line>
void name_some(const std::vector<Row>& rows, const char* others, Line line) {
  for (const Row& row : std::span(rows).first(std::min(rows.size(), kMostNamed)))
    notice(visible(line(row)));
  if (rows.size() > kMostNamed)
    notice(fmt::format("{} more {}; --format json names all", with_commas(rows.size() - kMostNamed),
                       others));
}

void name_what_was_left_out(const BitcoinReport& report) {
  name_some(report.skipped, "stretches were skipped", [](const ingest::Skipped& s) {
    return fmt::format("skipped {} bytes of {} at offset {}: {}", with_commas(s.bytes), s.file,
                       s.offset, s.reason);
  });
  name_some(report.refused, "blocks were refused", [](const ingest::RefusedBlock& block) {
    return fmt::format("refused block {}: {}", block.hash, block.reason);
  });
  name_some(report.tree.other, "groups of blocks do not connect",
            [](const ingest::BlockTree::OtherTree& tree) {
              return fmt::format(
                  "left out {} from {} on, which do not connect to the chain that is followed (the "
                  "first wants {} before it)",
                  blocks(tree.blocks), to_hex_reversed(tree.root),
                  to_hex_reversed(tree.root_parent));
            });
}

std::string as_table(const BitcoinReport& report) {
  std::uint64_t unconnected = 0;
  for (const auto& tree : report.tree.other) unconnected += tree.blocks;
  Grid grid({Align::kLeft, Align::kLeft});
  const auto row = [&](const char* what, std::string text) { grid.row({what, std::move(text)}); };
  row("network", std::string(bitcoin::params(report.network).name));
  row("added",
      fmt::format("{}, {} bytes", blocks(report.blocks_added), with_commas(report.bytes_added)));
  if (report.blocks_rolled_back > 0)
    row("rolled back", blocks(report.blocks_rolled_back) + ", to follow a reorganisation");
  row("ledger", report.blocks == 0
                    ? "no blocks"
                    : fmt::format("{}, heights {} to {}", blocks(report.blocks),
                                  report.first_height, report.first_height + report.blocks - 1));
  if (!report.tip.empty()) row("tip", report.tip);
  row("stale", blocks(report.tree.stale) + " on other branches");
  row("repeated", counted(report.tree.repeated, "further copy", "further copies"));
  row("unconnected", blocks(unconnected));
  row("refused", fmt::format("{}, {} with their descendants", blocks(report.refused.size()),
                             with_commas(report.tree.condemned)));
  row("skipped", fmt::format("{}, {} bytes", counted(report.skipped.size(), "stretch", "stretches"),
                             with_commas(skipped_bytes(report))));
  return grid.text();
}

std::string as_json(const BitcoinReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("network", bitcoin::params(report.network).name);
  json.member("first_height", report.first_height);
  json.member("blocks", report.blocks);
  json.key("tip");
  report.tip.empty() ? json.null() : json.value(report.tip);
  json.member("blocks_added", report.blocks_added);
  json.member("bytes_added", report.bytes_added);
  json.member("blocks_rolled_back", report.blocks_rolled_back);
  json.member("stale_blocks", report.tree.stale);
  json.member("repeated_blocks", report.tree.repeated);
  json.member("condemned_blocks", report.tree.condemned);
  json.key("unconnected").begin_array();
  for (const auto& tree : report.tree.other) {
    json.begin_object().member("first_block", to_hex_reversed(tree.root));
    json.member("wants", to_hex_reversed(tree.root_parent)).member("blocks", tree.blocks);
    json.end_object();
  }
  json.end_array().key("refused").begin_array();
  for (const ingest::RefusedBlock& block : report.refused)
    json.begin_object()
        .member("hash", block.hash)
        .member("reason", dossier::utf8(block.reason))
        .end_object();
  json.end_array().key("skipped").begin_array();
  for (const ingest::Skipped& skipped : report.skipped)
    json.begin_object()
        .member("file", dossier::utf8(skipped.file))
        .member("offset", skipped.offset)
        .member("bytes", skipped.bytes)
        .member("reason", dossier::utf8(skipped.reason))
        .end_object();
  json.end_array().end_object();
  return out + "\n";
}

void run(const Words& words) {
  const ingest::BitcoinOptions options = options_of(words);
  const BitcoinReport report = ingest::ingest_bitcoin(options);
  name_what_was_left_out(report);
  print(format_of(words) == Format::kJson ? as_json(report) : as_table(report));
}

std::vector<Option> options() {
  return {
      ledger_option(),
      {.name = "--blocks",
       .value = "DIR",
       .help = "A folder of blk*.dat files, as Bitcoin Core keeps it: blocks in any order, several "
               "branches, repeated blocks and stray bytes are understood, and xor.dat is used "
               "where it is there. Undo files (rev*.dat) beside them tell what coins from before "
               "a partial ledger were worth."},
      {.name = "--block",
       .value = "FILE",
       .help = "Single blocks instead, one a file, as raw bytes or as hex; - is standard input.",
       .takes = Option::Takes::kMany},
      {.name = "--network",
       .value = "NAME",
       .help =
           "The network to look for. Default: that of the first block found; for --block, where "
           "nothing tells it, mainnet.",
       .choices = {"mainnet", "testnet3", "testnet4", "signet", "regtest"}},
      {.name = "--first-height",
       .value = "HEIGHT",
       .help = "The height of the first block, where the files do not begin at the genesis block. "
               "Not needed for blocks whose coinbases state it (from height 227,931 on mainnet)."},
      {.name = "--prevouts",
       .value = "FILE",
       .help = "Coins from before a partial ledger: CSV with the columns "
               "txid,vout,value_sat,script_hex. What neither it nor an undo file tells is unknown, "
               "and so are the fees that depend on it."},
      {.name = "--memory",
       .value = "SIZE",
       .help = "How much memory a batch may take, in bytes or with K, M, G or T: the larger, the "
               "less often the older part of a large ledger is read again. The table of unspent "
               "coins comes on top, at most 24 bytes a coin.",
       .standard = "1536M"},
      format_option({"table", "json"})};
}

}  // namespace

Command ingest_bitcoin_command() {
  return {
      .name = "ingest bitcoin",
      .summary = "make or extend a ledger from Bitcoin block files",
      .description =
          R"(Reads blocks, chooses the chain with the most work, and appends it to the ledger:
transactions, coins, who spent them, addresses, fees. Run it again to append what is new; a
reorganisation rolls the ledger back to the fork and follows the better branch. It can be stopped
at any instant, also by kill -9: what was committed stays, and the next run goes on from there.

Checked are the form of every block, its proof of work against its own bits, header links, the
merkle root, and that no transaction pays out more than its known inputs hold. Scripts, signatures
and subsidy are the node's business. A block that fails is refused with file, offset and reason,
and takes its descendants along; a good copy elsewhere in the files is used. Witnesses are held
against the block's commitment to them only where a block stands in the files more than once; then a
copy that keeps it is used. Whatever is left out is counted at the end, and the first of each kind
are named on standard error.

Blocks that do not begin at the genesis block make a partial ledger. Coins from before it whose
value nobody tells are unknown, never zero.)",
      .options = options(),
      .examples = {{.line = "spoor ingest bitcoin --blocks ~/.bitcoin/blocks --ledger mainnet",
                    .says = "The whole chain of a node; again later to append what is new."},
                   {.line = "bitcoin-cli getblock HASH 0 | spoor ingest bitcoin --block - "
                            "--ledger one",
                    .says = "A single block as hex."},
                   {.line = "spoor ingest bitcoin --block 300025.raw --network mainnet "
                            "--prevouts coins.csv --ledger part",
                    .says = "A partial ledger whose earlier coins are given."}},
      .see_also = {"ledger info", "ledger verify", "docs/exit-codes.md", "docs/schema/ingest.json"},
      .run = run};
}

}  // namespace spoor::cli
