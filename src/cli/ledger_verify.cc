// `spoor ledger verify`: does a ledger hold together?
#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "ledger/verify.h"

namespace spoor::cli {
namespace {

using ledger::Balance;
using ledger::Finding;
using ledger::VerifyReport;

constexpr std::size_t kTableFindings = 20;

bool of_accounts(const VerifyReport& report) {
  return report.manifest.kind == ledger::LedgerKind::kAccount;
}
// Empty where it is not known, too.
std::string tip_of(const VerifyReport& report) {
  return report.manifest.tip == Hash256{} ? "" : tip_text(report.manifest);
}

void write_balance(JsonWriter& json, const Balance& balance) {
  json.begin_object()
      .member("issued_sat", balance.issued)
      .member("earlier_sat", balance.earlier)
      .member("overpaid_sat", balance.overpaid)
      .member("unspent_sat", balance.unspent)
      .member("unspendable_sat", balance.unspendable)
      .member("overwritten_sat", balance.overwritten)
      .member("unclaimed_sat", balance.unclaimed)
      .end_object();
}

std::string as_json(const VerifyReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("holds", report.holds());
  json.member("columns_hash", to_hex(report.columns_hash));
  if (of_accounts(report)) {
    json.member("chain_id", report.manifest.chain_id);
  } else {
    json.member("network", bitcoin::params(report.manifest.network).name);
    json.member("first_height", report.manifest.first_height);
  }
  json.member("blocks", report.manifest.counts.blocks).key("tip");
  tip_of(report).empty() ? json.null() : json.value(tip_of(report));
  json.key("balance");
  if (report.balance)
    write_balance(json, *report.balance);
  else
    json.null();
  json.member("finding_count", report.finding_count).key("findings").begin_array();
  for (const Finding& finding : report.findings)
    json.begin_object()
        .member("check", finding.check)
        .member("where", dossier::utf8(finding.where))
        .member("what", dossier::utf8(finding.what))
        .end_object();
  json.end_array().end_object();
  return out + "\n";
}

std::string balance_table(const Balance& balance) {
  using dossier::Align;
  dossier::Grid grid({Align::kLeft, Align::kRight, Align::kLeft});
  const auto row = [&](const char* name, Satoshi amount, const char* meaning) {
    grid.row({name, to_btc(amount), meaning});
  };
  row("  issued", balance.issued, "BTC, subsidies of all blocks");
  if (balance.earlier > Satoshi{})
    row("  earlier", balance.earlier, "BTC, coins from before the ledger that were spent in it");
  if (balance.overpaid > Satoshi{})
    row("  overpaid", balance.overpaid, "BTC, what coinbases took beyond subsidy and fees");
  row("= unspent", balance.unspent, "BTC");
  row("+ unspendable", balance.unspendable, "BTC, genesis, OP_RETURN, scripts that are too long");
  row("+ overwritten", balance.overwritten, "BTC, coins whose txid a later coinbase repeated");
  row("+ unclaimed", balance.unclaimed, "BTC, subsidy and fees that no coinbase took");
  return grid.text();
}

std::string as_table(const VerifyReport& report) {
  using dossier::Align;
  dossier::Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"result", report.holds()
                          ? "the ledger holds together"
                          : counted(report.finding_count, "contradiction", "contradictions")});
  grid.row({"blocks", with_commas(report.manifest.counts.blocks)});
  if (!tip_of(report).empty()) grid.row({"tip", tip_of(report)});
  grid.row({"columns hash", to_hex(report.columns_hash)});
  std::string out = grid.text();
  if (!of_accounts(report))
    out += "\n" + (report.balance ? balance_table(*report.balance)
                                  : "No balance: a value is unknown, or rows are out of order.\n");
  if (report.holds()) return out;
  out += "\n";
  for (std::size_t i = 0; i < report.findings.size() && i < kTableFindings; ++i) {
    const Finding& finding = report.findings[i];
    out += dossier::visible(fmt::format("{}, {}: {}", finding.check, finding.where, finding.what)) +
           "\n";
  }
  if (report.finding_count > kTableFindings)
    out += fmt::format("and {} more; --format json lists the first {}\n",
                       with_commas(report.finding_count - kTableFindings),
                       with_commas(report.findings.size()));
  return out;
}

void run(const Words& words) {
  const VerifyReport report =
      ledger::verify_ledger(words.text("--ledger"), {.memory_bytes = words.bytes("--memory")});
  print(format_of(words) == Format::kJson ? as_json(report) : as_table(report));
  if (!report.holds())
    throw_corrupt(
        fmt::format("the ledger contradicts itself in {}",
                    counted(report.finding_count, "place", "places")),
        {.file = words.text("--ledger")},
        of_accounts(report) ? "Make it anew from its source" : "Make it anew from the block files");
}

}  // namespace

Command ledger_verify_command() {
  return {.name = "ledger verify",
          .summary = "check that a ledger holds together",
          .description =
              R"(Reads the whole ledger and holds every row against what it must follow from: txids
against merkle roots, headers against each other and their work, the links between inputs and
coins both ways, fees and the sum of all satoshis, address ids, and the indexes against the
columns. Nothing is changed or repaired. Where something does not hold, each place is named and
the exit code is 7.

Of an account ledger: ranges and ids, wide amounts and heap bytes used once and in order, addresses by
first appearance and each once, and the indexes against the columns.

The columns hash covers the base columns and what the derived ones say. Two ledgers of the same
chain have the same one, however they were made: in one ingest or in many, from files in any
order, after a reorganisation or a kill.)",
          .options = {ledger_option(),
                      {.name = "--memory",
                       .value = "SIZE",
                       .help = "How much memory may be taken, in bytes or with K, M, G or T.",
                       .standard = "1G"},
                      format_option({"table", "json"})},
          .examples = {{.line = "spoor ledger verify --ledger mainnet", .says = "All checks."},
                       {.line = "spoor ledger verify --ledger mainnet --format json",
                        .says = "With `columns_hash` and up to 1,000 contradictions."}},
          .see_also = {"ledger info", "docs/format/ledger.md", "docs/format/account-ledger.md",
                       "docs/schema/ledger-verify.json"},
          .run = run};
}

}  // namespace spoor::cli
