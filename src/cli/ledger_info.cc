// `spoor ledger info`: what a ledger holds, from its manifest alone.
#include <fmt/format.h>

#include "base/amount.h"
#include "base/json_writer.h"
#include "chains/bitcoin/network.h"
#include "cli/account_info.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/naming.h"
#include "ledger/ledger.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::Counts;
using ledger::Ledger;
using ledger::Manifest;

// Coins that no input of the ledger spends: the unspent ones, and those that no one can spend.
// Every input spends one coin, and every prehistory coin is there because an input spends it.
std::uint64_t not_spent(const Counts& n) { return n.coins - (n.inputs - n.prehistory); }

std::string as_json(const Ledger& ledger) {
  const Manifest& m = ledger.manifest();
  const Counts& n = m.counts;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("network", bitcoin::params(m.network).name);
  json.member("format_version", ledger::kFormatVersion);
  json.member("genesis_rooted", m.genesis_rooted);
  json.member("first_height", m.first_height);
  json.member("blocks", n.blocks);
  json.member("transactions", n.transactions);
  json.member("inputs", n.inputs);
  json.member("coins", n.coins);
  json.member("coins_not_spent", not_spent(n));
  json.member("addresses", n.addresses);
  json.member("prehistory_coins", n.prehistory);
  json.member("overwritten_coins", n.overwritten);
  json.member("revealed_scripts", n.reveals);
  json.member("rollbacks", m.rollbacks);
  json.member("bytes_on_disk", bytes_on_disk(ledger.folder()));
  if (ledger.empty()) {
    json.key("tip").null().key("tip_height").null().key("tip_time").null();
  } else {
    const Height tip = ledger.view().tip();
    json.member("tip", to_hex_reversed(m.tip));
    json.member("tip_height", tip.value);
    json.member("tip_time", dossier::time_text(ledger.view(), tip));
  }
  json.end_object();
  return out + "\n";
}

std::string as_table(const Ledger& ledger) {
  const Manifest& m = ledger.manifest();
  const Counts& n = m.counts;
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"network", std::string(bitcoin::params(m.network).name)});
  if (ledger.empty()) {
    grid.row({"blocks", "0"});
  } else {
    const Height tip = ledger.view().tip();
    grid.row({"blocks", fmt::format("{}, heights {} to {}{}", with_commas(n.blocks), m.first_height,
                                    tip.value, m.genesis_rooted ? "" : " (a part of the chain)")});
    grid.row({"tip", to_hex_reversed(m.tip)});
    grid.row({"tip time", dossier::time_text(ledger.view(), tip)});
  }
  grid.row({"transactions", with_commas(n.transactions)});
  grid.row({"inputs", with_commas(n.inputs)});
  grid.row({"coins", fmt::format("{}, {} of them not spent", with_commas(n.coins),
                                 with_commas(not_spent(n)))});
  grid.row({"addresses", fmt::format("{} (scripts that were paid)", with_commas(n.addresses))});
  if (n.prehistory > 0)
    grid.row({"prehistory", fmt::format("{} coins from before block {} were spent here",
                                        with_commas(n.prehistory), m.first_height)});
  if (n.overwritten > 0)
    grid.row({"overwritten", fmt::format("{} coins (duplicate coinbases from before BIP-30)",
                                         with_commas(n.overwritten))});
  grid.row({"revealed",
            fmt::format("{} scripts behind P2SH and P2WSH addresses", with_commas(n.reveals))});
  grid.row({"rollbacks", with_commas(m.rollbacks)});
  grid.row({"on disk", fmt::format("{} bytes", with_commas(bytes_on_disk(ledger.folder())))});
  return grid.text();
}

void run(const Words& words) {
  const bool json = format_of(words) == Format::kJson;
  if (ledger::read_manifest(words.text("--ledger")).kind == ledger::LedgerKind::kAccount)
    return print(account_info(words.text("--ledger"), json));
  print(ledger::read_consistently(words.text("--ledger"), [&](const Ledger& ledger) {
    return json ? as_json(ledger) : as_table(ledger);
  }));
}

}  // namespace

Command ledger_info_command() {
  return {.name = "ledger info",
          .summary = "what a ledger holds",
          .description =
              R"(Says how many blocks, transactions, inputs, coins and addresses a ledger holds, of
which network, and which block is its last. Reads the manifest and the last block only, so it
answers at once, also while an ingest writes to the same ledger: then it tells of the last commit.

Every output is a coin, also one that can never be spent. "Not spent" counts the coins that no
input of this ledger spends: unspendable and overwritten ones too.

Of an account ledger it counts transactions, transfers, collectibles and events by kind, says what
its sources gave of its blocks and where block numbers are missing, and sums fees and withdrawals.
That walks over all of it.)",
          .options = {ledger_option(), format_option({"table", "json"})},
          .examples = {{.line = "spoor ledger info --ledger mainnet", .says = "For people."},
                       {.line = "spoor ledger info --ledger mainnet --format json",
                        .says = "For programs: counts as numbers, `tip` as the hash of the last "
                                "block (null where there is none)."}},
          .see_also = {"ledger verify", "ingest bitcoin", "docs/schema/ledger-info.json",
                       "docs/schema/ledger-info-accounts.json"},
          .run = run};
}

}  // namespace spoor::cli
