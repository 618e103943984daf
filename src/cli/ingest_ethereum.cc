// `spoor ingest ethereum`: dumps and lists of transfers into a ledger, and at the end what was read
// and what the source did not say.
#include <fmt/format.h>

#include <array>

#include "base/amount.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/progress.h"
#include "chains/ethereum/network.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "ingest/ethereum.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using ingest::EthereumReport;

// In the order of the bits of ledger::Coverage.
constexpr std::array<const char*, 8> kCoverage = {"receipts", "logs", "traces", "withdrawals",
                                                  "rewards",  "hash", "time",   "senders"};

std::string_view source_name(const EthereumReport& report) {
  return report.source == ingest::EthereumSource::kEtl ? "ethereum-etl" : "transfers";
}

ingest::EthereumOptions options_of(const Words& words) {
  ingest::EthereumOptions options;
  options.from = words.texts("--from");
  options.ledger = words.text("--ledger");
  options.chain_id = words.maybe_number("--chain-id");
  if (const auto openings = words.maybe("--openings")) options.openings = *openings;
  options.memory_bytes = words.bytes("--memory");
  if (options.chain_id == 0U) throw_usage("--chain-id: there is no network 0");
  return options;
}

std::string place_of(const Where& where) {
  return where.line ? fmt::format("{}, line {}", where.file, *where.line) : where.file;
}

void say_what_was_assumed(const EthereumReport& report) {
  if (report.chain_id_assumed)
    notice("nothing says which network this is: taken for chain id 1, Ethereum; --chain-id tells");
  for (const std::string& file : report.passed_over)
    notice(visible(fmt::format("passed over {}: it holds no table that is known", file)));
  for (const auto& [kind, finding] : report.findings.by_kind())
    notice(visible(fmt::format("{}: {}, first at {}", kind, with_commas(finding.count),
                               place_of(finding.first))));
}

std::string coverage_text(const EthereumReport& report) {
  std::string out;
  for (std::size_t bit = 0; bit < kCoverage.size(); ++bit) {
    if (!out.empty()) out += ", ";
    out += report.covered[bit] == report.blocks_read ? fmt::format("{} all", kCoverage[bit])
           : report.covered[bit] == 0
               ? fmt::format("{} none", kCoverage[bit])
               : fmt::format("{} {}", kCoverage[bit], with_commas(report.covered[bit]));
  }
  return out;
}

std::string as_table(const EthereumReport& report) {
  Grid grid({Align::kLeft, Align::kLeft});
  const auto row = [&](const char* what, std::string text) { grid.row({what, std::move(text)}); };
  const ethereum::Network network = ethereum::network_of(report.chain_id);
  row("network", fmt::format("{}, chain id {}", network.name, report.chain_id));
  row("source", fmt::format("{}, {}", source_name(report), counted(report.files, "file", "files")));
  for (const auto& [table, rows] : report.rows)
    row("read", fmt::format("{} of {}", counted(rows, "row", "rows"), table));
  row("blocks",
      fmt::format("{} read, {} added, {} held already and the same",
                  with_commas(report.blocks_read), with_commas(report.appended.blocks_added),
                  with_commas(report.appended.blocks_held)));
  row("added",
      fmt::format("{}, {}",
                  counted(report.appended.transactions_added, "transaction", "transactions"),
                  counted(report.appended.transfers_added, "transfer", "transfers")));
  row("covered", coverage_text(report));
  row("unmoved", counted(report.unmoved, "row moves", "rows move") +
                     " nothing: failed, delegated or static calls");
  if (report.appended.openings_added + report.appended.openings_left > 0)
    row("openings", fmt::format("{} added, {} come behind the last block",
                                with_commas(report.appended.openings_added),
                                with_commas(report.appended.openings_left)));
  for (const auto& [kind, finding] : report.findings.by_kind())
    row("found", fmt::format("{} {}", with_commas(finding.count), kind));
  return grid.text();
}

std::string as_json(const EthereumReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("network", ethereum::network_of(report.chain_id).name);
  json.member("chain_id", report.chain_id);
  json.member("chain_id_assumed", report.chain_id_assumed);
  json.member("source", source_name(report));
  json.member("files", report.files);
  json.key("rows").begin_object();
  for (const auto& [table, rows] : report.rows) json.member(table, rows);
  json.end_object().key("passed_over").begin_array();
  for (const std::string& file : report.passed_over) json.value(dossier::utf8(file));
  json.end_array();
  json.member("blocks_read", report.blocks_read);
  json.key("blocks_covered").begin_object();
  for (std::size_t bit = 0; bit < kCoverage.size(); ++bit)
    json.member(kCoverage[bit], report.covered[bit]);
  json.end_object();
  json.member("rows_unmoved", report.unmoved);
  json.member("blocks_added", report.appended.blocks_added);
  json.member("blocks_held", report.appended.blocks_held);
  json.member("transactions_added", report.appended.transactions_added);
  json.member("transfers_added", report.appended.transfers_added);
  json.member("openings_added", report.appended.openings_added);
  json.member("openings_left", report.appended.openings_left);
  json.key("findings").begin_array();
  for (const auto& [kind, finding] : report.findings.by_kind()) {
    json.begin_object().member("what", kind).member("count", finding.count);
    json.member("first_file", dossier::utf8(finding.first.file)).key("first_line");
    finding.first.line ? json.value(*finding.first.line) : json.null();
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

void run(const Words& words) {
  const EthereumReport report = ingest::ingest_ethereum(options_of(words));
  say_what_was_assumed(report);
  print(format_of(words) == Format::kJson ? as_json(report) : as_table(report));
}

std::vector<Option> options() {
  return {ledger_option(),
          {.name = "--from",
           .value = "SOURCE",
           .help = "A folder that ethereum-etl wrote, searched for its CSV and JSON files; or such "
                   "files, all tables of the same blocks together; or one list of transfers (CSV). "
                   "What a file holds is told by its columns, not by its name.",
           .takes = Option::Takes::kMany,
           .required = true},
          {.name = "--chain-id",
           .value = "N",
           .help = "The network: 1 is Ethereum. It decides what of a fee is burnt, and which "
                   "contract wraps the native asset. Default: that of the ledger, else 1."},
          {.name = "--openings",
           .value = "FILE",
           .help = "Balances before a block: CSV with the columns address,asset,block,amount. What "
                   "it does not tell is unknown, and a trace assumes the least that fits."},
          {.name = "--memory",
           .value = "SIZE",
           .help = "How much memory a batch may take, in bytes or with K, M, G or T.",
           .standard = "1G"},
          format_option({"table", "json"})};
}

}  // namespace

Command ingest_ethereum_command() {
  return {
      .name = "ingest ethereum",
      .summary = "make or extend a ledger of an account chain",
      .description =
          R"(Reads the blocks of a network of Ethereum's kind, or a list of transfers, and appends them to the
ledger. Run it again to append what is new; blocks that the ledger holds are compared. It can be
stopped at any instant, also by kill -9: what was committed stays.

All tables of a block come in one ingest. Tables that say the same must agree: a disagreement is
refused with both places. What is given twice is counted once; what a source does not say is
unknown, and the report tells of how many blocks it said what. Numbers are read from their text and
are exact. A failed transaction moves nothing but its fee, and so do calls that failed or were
delegated. docs/account-sources.md tells what each source gives and lacks.)",
      .options = options(),
      .examples = {{.line = "spoor ingest ethereum --from dump/ --ledger ethereum",
                    .says = "All tables that ethereum-etl exported into one folder."},
                   {.line =
                        "spoor ingest ethereum --from transfers.csv --ledger case --chain-id 56",
                    .says = "A list of transfers on another network."}},
      .see_also = {"ledger info", "ledger verify", "docs/account-sources.md",
                   "docs/schema/ingest-ethereum.json"},
      .run = run};
}

}  // namespace spoor::cli
