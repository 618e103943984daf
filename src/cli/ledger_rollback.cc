// `spoor ledger rollback`: forgets the last blocks of a ledger.
#include <fmt/format.h>

#include "base/error.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "ledger/writer.h"

namespace spoor::cli {
namespace {

using ledger::Manifest;

void run(const Words& words) {
  const std::uint64_t last = words.number("--to");
  ledger::Writer writer(words.text("--ledger"), std::nullopt);
  const Manifest before = writer.manifest();
  if (before.counts.blocks == 0) throw_not_found("this ledger holds no blocks");
  const std::uint64_t tip = before.first_height + before.counts.blocks - 1;
  if (last < before.first_height || last > tip)
    throw_not_found(fmt::format("--to: block {} is not in this ledger, which holds {} to {}", last,
                                before.first_height, tip),
                    "Name the last block that shall stay");
  writer.roll_back_to(Height{static_cast<std::uint32_t>(last + 1)});
  const Manifest& after = writer.manifest();
  const std::uint64_t forgotten = before.counts.blocks - after.counts.blocks;
  if (format_of(words) != Format::kJson)
    return print(fmt::format("{} forgotten; the last is now {}, {}\n",
                             counted(forgotten, "block", "blocks"), last,
                             to_hex_reversed(after.tip)));
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("blocks_forgotten", forgotten)
      .member("blocks", after.counts.blocks)
      .member("tip_height", last)
      .member("tip", to_hex_reversed(after.tip))
      .end_object();
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
where the files still hold them.)",
      .options = {ledger_option(),
                  {.name = "--to",
                   .value = "HEIGHT",
                   .help = "The last block that stays.",
                   .required = true},
                  format_option({"table", "json"})},
      .examples = {{.line = "spoor ledger rollback --ledger mainnet --to 840000",
                    .says = "Forgets what came after block 840,000."}},
      .see_also = {"ledger info", "ingest bitcoin", "docs/schema/ledger-rollback.json"},
      .run = run};
}

}  // namespace spoor::cli
