// `spoor ledger rollback`: forgets the last blocks of a ledger.
#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "ledger/account_writer.h"
#include "ledger/writer.h"

namespace spoor::cli {
namespace {

using ledger::LedgerKind;
using ledger::Manifest;

void check_held(std::uint64_t last, const ledger::Ledger& ledger) {
  const std::uint32_t first = ledger.view().first_height;
  const std::uint32_t tip = ledger.view().tip().value;
  if (last < first || last > tip)
    throw_not_found(
        fmt::format("--to: block {} is not in this ledger, which holds {} to {}", last, first, tip),
        "Name the last block that shall stay");
}

void check_held(std::uint64_t last, const ledger::AccountLedger& ledger) {
  const ledger::AccountView& view = ledger.view();
  const auto row = last <= view.blocks.back().number.get()
                       ? view.block_at_or_below(static_cast<std::uint32_t>(last))
                       : std::nullopt;
  if (!row || view.blocks[*row].number.get() != last)
    throw_not_found(
        fmt::format("--to: block {} is not in this ledger, which begins at {} and ends "
                    "at {}",
                    last, view.blocks.front().number.get(), view.blocks.back().number.get()),
        "Name the last block that shall stay");
}

// The blocks before and the manifest after.
template <class Writer>
std::pair<std::uint64_t, Manifest> roll_back(const Path& folder, std::uint64_t last) {
  Writer writer(folder, std::nullopt);
  const std::uint64_t before = writer.manifest().counts.blocks;
  if (before == 0) throw_not_found("this ledger holds no blocks");
  check_held(last, writer.committed());
  writer.roll_back_to(Height{static_cast<std::uint32_t>(last + 1)});
  return {before, writer.manifest()};
}

void run(const Words& words) {
  const std::uint64_t last = words.number("--to");
  const Path folder = words.text("--ledger");
  const auto [before, after] = ledger::read_manifest(folder).kind == LedgerKind::kUtxo
                                   ? roll_back<ledger::Writer>(folder, last)
                                   : roll_back<ledger::AccountWriter>(folder, last);
  const std::uint64_t forgotten = before - after.counts.blocks;
  const bool known = after.tip != Hash256{};
  if (format_of(words) != Format::kJson)
    return print(fmt::format("{} forgotten; the last is now {}{}\n",
                             counted(forgotten, "block", "blocks"), last,
                             known ? ", " + tip_text(after) : ""));
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("blocks_forgotten", forgotten)
      .member("blocks", after.counts.blocks)
      .member("tip_height", last)
      .key("tip");
  known ? json.value(tip_text(after)) : json.null();
  json.end_object();
  print(out + "\n");
}

}  // namespace

Command ledger_rollback_command() {
  return {
      .name = "ledger rollback",
      .summary = "forget the last blocks of a ledger",
      .description =
          R"(Takes a ledger back to an earlier block. Reorganisations need no help: `spoor ingest`
rolls back by itself. This is for coming back to a known state, or for ingesting a range again
after better undo data was found.

The next ingest follows the chain with the most work in its files, so it brings the blocks back
where the files still hold them. An account ledger is rolled back so too, to a block that it holds.)",
      .options = {ledger_option(),
                  {.name = "--to",
                   .value = "HEIGHT",
                   .help = "The last block that stays: its height, or its number.",
                   .required = true},
                  format_option({"table", "json"})},
      .examples = {{.line = "spoor ledger rollback --ledger mainnet --to 840000",
                    .says = "Forgets what came after block 840,000."}},
      .see_also = {"ledger info", "ingest bitcoin", "docs/schema/ledger-rollback.json"},
      .run = run};
}

}  // namespace spoor::cli
