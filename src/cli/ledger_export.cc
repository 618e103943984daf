// `spoor ledger export`: a ledger's tables as CSV files.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/amount.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/near_word.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "ledger/export.h"

namespace spoor::cli {
namespace {

using ledger::ExportedTable;
using ledger::Ledger;
using ledger::Manifest;

std::vector<std::string> tables_of(const Words& words, ledger::LedgerKind kind) {
  const std::vector<std::string>& known = ledger::export_tables(kind);
  const std::vector<std::string> asked = words.list("--tables");
  if (asked.empty()) return known;
  for (const std::string& name : asked)
    if (std::ranges::find(known, name) == known.end())
      throw_usage(fmt::format("--tables: there is no table '{}'", name),
                  suggestion(name, known, fmt::format("There are {}", fmt::join(known, ", "))));
  std::vector<std::string> tables;
  for (const std::string& name : known)
    if (std::ranges::find(asked, name) != asked.end()) tables.push_back(name);
  return tables;
}

std::string as_json(const Manifest& manifest, const std::vector<ExportedTable>& tables) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  if (manifest.kind == ledger::LedgerKind::kUtxo)
    json.member("network", bitcoin::params(manifest.network).name);
  else
    json.member("chain_id", manifest.chain_id);
  json.member("blocks", manifest.counts.blocks).key("tip");
  manifest.tip == Hash256{} ? json.null() : json.value(tip_text(manifest));
  json.key("tables").begin_array();
  for (const ExportedTable& table : tables)
    json.begin_object()
        .member("table", table.name)
        .member("file", dossier::utf8(table.file.string()))
        .member("rows", table.rows)
        .member("bytes", table.bytes)
        .end_object();
  json.end_array().end_object();
  return out + "\n";
}

std::string as_table(const Manifest& manifest, std::optional<std::uint32_t> last_block,
                     const std::vector<ExportedTable>& tables) {
  using dossier::Align;
  dossier::Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"table", "rows", "bytes", "file"});
  for (const ExportedTable& table : tables)
    grid.row({table.name, with_commas(table.rows), with_commas(table.bytes),
              dossier::visible(table.file.string())});
  std::string tip = "no blocks";
  if (last_block) tip = fmt::format("up to block {}", *last_block);
  if (manifest.tip != Hash256{}) tip += ", " + tip_text(manifest);
  return grid.text() + tip + "\n";
}

template <class Reader>
void export_tables(const Words& words, const std::vector<std::string>& tables) {
  print(ledger::read_consistently<Reader>(words.text("--ledger"), [&](const Reader& ledger) {
    const std::vector<ExportedTable> done = ledger::export_csv(ledger, words.text("--out"), tables);
    return format_of(words) == Format::kJson
               ? as_json(ledger.manifest(), done)
               : as_table(ledger.manifest(), last_block(ledger), done);
  }));
}

void run(const Words& words) {
  const ledger::LedgerKind kind = ledger::read_manifest(words.text("--ledger")).kind;
  const std::vector<std::string> tables = tables_of(words, kind);
  check_outside_ledger("--out", words.text("--out"), words.text("--ledger"));
  kind == ledger::LedgerKind::kUtxo ? export_tables<Ledger>(words, tables)
                                    : export_tables<ledger::AccountLedger>(words, tables);
}

}  // namespace

Command ledger_export_command() {
  return {
      .name = "ledger export",
      .summary = "write a ledger's tables as CSV files",
      .description =
          R"(Writes blocks, transactions, inputs, outputs, addresses and the coins from before a
partial ledger as CSV, one file a table, for databases and notebooks. Tables are joined by the
ledger's own ids (tx, input, coin, address_id), which are dense and in chain order; docs/export.md
describes every column. Amounts are whole satoshi; what is unknown is an empty field, never 0.

Of an account ledger the tables are blocks, transactions, transfers, collectibles, events, addresses
and openings, and amounts are base units (wei, token units), as many digits as it takes.

Memory does not grow with the chain. A file appears when it is whole and replaces an earlier one
of its name.)",
      .options = {ledger_option(),
                  {.name = "--out",
                   .value = "DIR",
                   .help = "The folder of the CSV files; it is made where it is missing.",
                   .required = true},
                  {.name = "--tables",
                   .value = "NAMES",
                   .help = "Which tables, with commas between them: blocks, transactions, inputs, "
                           "outputs, addresses, prehistory; of accounts blocks, transactions, "
                           "transfers, collectibles, events, addresses, openings. Default: all."},
                  format_option({"table", "json"})},
      .examples = {{.line = "spoor ledger export --ledger mainnet --out csv",
                    .says = "All tables."},
                   {.line = "spoor ledger export --ledger mainnet --out csv --tables addresses",
                    .says = "Every script that was paid, with its address."}},
      .see_also = {"ledger info", "show tx", "docs/export.md", "docs/schema/ledger-export.json"},
      .run = run};
}

}  // namespace spoor::cli
