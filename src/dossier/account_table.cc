// A trace over an account ledger for a terminal, and as CSV.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "dossier/account_rows.h"
#include "dossier/grid.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::AccountDoctrine;
using tracing::AccountRow;
using tracing::AccountRowKind;
using tracing::AccountTotals;
using tracing::AccountTraceResult;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kLabelColumns = 24;

std::string label_cell(const AccountReport& report, tracing::Label label) {
  return fit(visible(report.seeds.labels[label.value - 1U]), kLabelColumns);
}

std::string head(const AccountReport& report) {
  std::string out =
      fmt::format("Trace under {}, on {}, up to block {}\n", name(report.result.doctrine),
                  visible(report.network), report.result.until);
  out += report.context.reason.empty()
             ? "No reason was given for the doctrine.\n"
             : fmt::format("Reason given for the doctrine: {}\n", visible(report.context.reason));
  for (const std::string& warning : warnings(report)) out += wrapped("! ", warning, kWidth);
  return out;
}

void add_account(const AccountReport& report, Grid& grid, const AccountTotals& totals) {
  std::string label = label_cell(report, totals.label);
  const auto line = [&](std::string_view what, const U256& amount) {
    grid.row({label, visible(amount_text(report, totals.asset, amount)), std::string(what)});
    label.clear();
  };
  if (totals.accepted != U256{}) line("declared stolen and followed", totals.accepted);
  if (totals.converted_in != U256{}) line("came in for another asset", totals.converted_in);
  if (totals.converted_out != U256{}) line("given for another asset", totals.converted_out);
  for (const AccountRowKind kind : kAccountKinds) {
    const U256& amount = totals.by_kind[static_cast<std::size_t>(kind)];
    if (amount != U256{}) line(meaning(kind), amount);
  }
  if (report.result.doctrine != AccountDoctrine::kPoison)
    line("is missing from this account", missing(totals));
  if (totals.overlap != U256{})
    line("declared, but already held by another label or row", totals.overlap);
  if (totals.inferred != U256{}) line("of that, rests on an inference", totals.inferred);
  if (totals.on_openings != U256{})
    line("of that, rests on an opening balance that was assumed", totals.on_openings);
}

std::vector<const AccountRow*> largest_first(const AccountReport& report, bool holdings) {
  std::vector<const AccountRow*> rows;
  for (const AccountRow& row : report.result.rows) {
    const bool is_sink = row.kind >= AccountRowKind::kGasBurnt;
    if (!is_sink && (row.kind == AccountRowKind::kHolding) == holdings) rows.push_back(&row);
  }
  std::ranges::stable_sort(rows, [](const AccountRow* a, const AccountRow* b) {
    if (a->account.asset != b->account.asset) return b->account.asset < a->account.asset;
    return b->amount < a->amount;
  });
  return rows;
}

std::string listing(const AccountReport& report, bool holdings, std::size_t most) {
  const std::vector<const AccountRow*> rows = largest_first(report, holdings);
  if (rows.empty()) return "none\n";
  Grid grid({Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) {
    const NamedAccountRow row = named(report, *rows[i]);
    grid.row({label_cell(report, rows[i]->label),
              visible(amount_text(report, rows[i]->account.asset, rows[i]->amount)),
              visible(row.address), row.basis == "shown" ? "" : row.basis});
    if (!holdings)
      grid.line(fmt::format("{}{}{}", meaning(rows[i]->kind),
                            row.service == nullptr ? "" : ": " + visible(row.service->name),
                            row.tx.empty() ? "" : ", in " + row.tx));
  }
  std::string out = grid.text();
  if (rows.size() > most)
    out += fmt::format("and {} more; --format csv lists all\n", with_commas(rows.size() - most));
  return out;
}

std::string conversions(const AccountReport& report, std::size_t most) {
  if (report.result.conversions.empty()) return {};
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"label", "gave", "got", "rule"});
  std::size_t left = most;
  for (const tracing::ConversionRow& row : report.result.conversions) {
    if (left-- == 0) break;
    grid.row({label_cell(report, row.label),
              visible(amount_text(report, row.conversion.gave, row.tainted_out)),
              visible(amount_text(report, row.conversion.got, row.tainted_in)),
              std::string(name(row.conversion.rule))});
    grid.line("in " + tx_text(report, row.tx));
  }
  std::string out = "\nConverted\n" + grid.text();
  if (report.result.conversions.size() > most)
    out += fmt::format("and {} more; --format json lists all\n",
                       with_commas(report.result.conversions.size() - most));
  return out;
}

// What rests with addresses, by label and asset, under each doctrine.
std::string beside(const AccountReport& report) {
  if (report.beside.empty()) return {};
  Grid grid({Align::kLeft, Align::kLeft, Align::kRight});
  grid.row({"doctrine", "label", "rests with addresses"});
  const auto add = [&](const AccountTraceResult& result) {
    std::string doctrine(name(result.doctrine));
    for (const AccountTotals& totals : result.totals) {
      grid.row({doctrine, label_cell(report, totals.label),
                visible(amount_text(report, totals.asset, totals.by_kind[0]))});
      doctrine.clear();
    }
  };
  add(report.result);
  for (const AccountTraceResult& result : report.beside) add(result);
  return "\nOther doctrines\n" + grid.text() +
         wrapped("",
                 "taint-first and libr are poles, not bounds: stolen money leaves an account "
                 "first, or last. Further down a path either may give more or less than another "
                 "doctrine.",
                 kWidth);
}

}  // namespace

std::vector<std::string> warnings(const AccountReport& report) {
  std::vector<std::string> out;
  if (report.result.hit_limit)
    out.push_back(
        "The limit of transactions was reached: what was still moving then was not "
        "followed, and these figures are not the end of the trail.");
  if (report.result.doctrine == AccountDoctrine::kPoison)
    out.push_back(
        "Poison marks all that leaves an account once stolen money touched it. Its "
        "amounts say how far the money can have reached, never how much of it is there.");
  if (report.result.approximate)
    out.push_back(
        "Some amounts on the way were rounded by their source: the result is "
        "approximate.");
  const auto any = [&](U256 AccountTotals::* member) {
    return std::ranges::any_of(report.result.totals,
                               [&](const AccountTotals& t) { return t.*member != U256{}; });
  };
  if (any(&AccountTotals::on_openings))
    out.push_back(
        "Some of it passed accounts whose balance before the ledger is not known: the "
        "least that fits was assumed, as clean money that was there first.");
  if (any(&AccountTotals::inferred))
    out.push_back(
        "Some of it rests on a conversion that was inferred from what an account gave "
        "and got, not shown by a path.");
  return out;
}

std::string account_table(const AccountReport& report, std::size_t most_rows) {
  std::string out = head(report) + "\n";
  Grid grid({Align::kLeft, Align::kRight, Align::kLeft});
  for (const AccountTotals& totals : report.result.totals) add_account(report, grid, totals);
  out += grid.text();
  out += "\nWhere it rests\n" + listing(report, true, most_rows);
  out += "\nWhere following stopped\n" + listing(report, false, most_rows);
  out += conversions(report, most_rows);
  if (!report.result.leads.empty())
    out += fmt::format(
        "\n{} leads (what came out where tainted money went into a pool): in the "
        "JSON, and in no total\n",
        with_commas(report.result.leads.size()));
  return out + beside(report);
}

std::string account_csv(const AccountReport& report, AccountCsvRows rows) {
  const bool all = rows == AccountCsvRows::kAll;
  std::string out = "label,network,asset,address,amount,basis";
  out += all ? ",kind,tx,block,time,service\n" : "\n";
  for (const AccountRow& row : report.result.rows) {
    if (!all && row.kind != AccountRowKind::kHolding) continue;
    const NamedAccountRow n = named(report, row);
    out += fmt::format("{},{},{},{},{},{}", csv_text(n.label), csv_text(report.network),
                       csv_text(n.asset), csv_text(n.address), n.amount, n.basis);
    if (all)
      out += fmt::format(",{},{},{},{},{}", name(row.kind), n.tx, n.block, n.time,
                         csv_text(n.service == nullptr ? "" : n.service->name));
    out += "\n";
  }
  return out;
}

}  // namespace spoor::dossier
