#include "dossier/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "dossier/caveats.h"
#include "dossier/grid.h"
#include "dossier/rows.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::LabelTotals;
using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;

constexpr std::size_t kLabelColumns = 24;

std::string label_cell(std::string_view label) { return fit(visible(label), kLabelColumns); }

std::string head(const Report& report) {
  const tracing::TraceResult& result = report.result;
  std::string out = fmt::format("Trace under {}, on {}, up to block {} ({})\n",
                                name(result.doctrine), bitcoin::params(report.context.network).name,
                                result.until.value, time_text(report.view, result.until));
  out += report.context.reason.empty()
             ? "No reason was given for the doctrine.\n"
             : fmt::format("Reason given for the doctrine: {}\n", visible(report.context.reason));
  for (const std::string& warning : warnings(report)) out += wrapped("! ", warning, 80);
  return out;
}

// What one label came to, each line with its sum; the last line is the law.
void add_account(Grid& grid, std::string_view label, const LabelTotals& totals, bool conserves) {
  const auto line = [&](std::string_view what, Satoshi amount) {
    grid.row({label_cell(label), to_btc(amount), with_commas(amount.value), std::string(what)});
    label = "";
  };
  line("declared stolen and followed", totals.accepted);
  for (const RowKind kind : kKinds)
    if (totals.of(kind).value > 0) line(meaning(kind), totals.of(kind));
  if (conserves) line("is missing from this account", Satoshi{missing(totals)});
  if (totals.overlap.value > 0)
    line("declared, but already held by another label or row", totals.overlap);
}

std::string accounts(const Report& report) {
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"label", "BTC", "sat", ""});
  const bool conserves = tracing::conserves(report.result.doctrine);
  for (std::size_t i = 0; i < report.seeds.labels.size(); ++i)
    add_account(grid, report.seeds.labels[i], report.result.totals[i], conserves);
  return grid.text();
}

void add_row(Grid& grid, const NamedRow& row, const tracing::Interval* bounds) {
  grid.row({label_cell(row.label), to_btc(row.amount), with_commas(row.amount.value),
            row.height ? std::to_string(row.height->value) : "-",
            row.time.empty() ? "before the ledger" : row.time});
  grid.line(row.script.text());
  grid.line(row.coin);
  if (row.service != nullptr)
    grid.line(fmt::format("{} (on the basis: {})", visible(row.service->name),
                          row.service->basis.empty() ? "none given" : visible(row.service->basis)));
  else if (row.kind != RowKind::kHolding)
    grid.line(fmt::format("{}: {}", name(row.kind), meaning(row.kind)));
  if (bounds != nullptr)
    grid.line(fmt::format("under any doctrine: {} to {} BTC", to_btc(bounds->lower),
                          to_btc(bounds->upper)));
}

// The largest rows of a group that have a coin, and how much the others are.
std::string listing(const Report& report, RowGroup group, std::size_t most) {
  const std::vector<const Row*> rows = largest_first(report, group);
  if (rows.empty()) return "none\n";
  const BoundsIndex bounds(report);
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"label", "BTC", "sat", "block", "since (UTC)"});
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i)
    add_row(grid, named(report, *rows[i]), bounds.of(*rows[i]));
  std::string out = grid.text();
  if (rows.size() <= most) return out;
  Satoshi rest;
  for (std::size_t i = most; i < rows.size(); ++i) rest += rows[i]->amount;
  return out + fmt::format("… and {} more, together {} BTC ({} sat): --format csv --rows all\n",
                           with_commas(rows.size() - most), to_btc(rest), with_commas(rest.value));
}

std::string sensitivity(const Report& report) {
  if (report.sensitivity.empty()) return {};
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  grid.row({"doctrine", "at rest, BTC", "services", "other ends", "sinks"});
  const auto line = [&](const tracing::Doctrine& doctrine, const LabelTotals& sum, bool hit_limit) {
    const Satoshi services = sum.of(RowKind::kService);
    grid.row({name(doctrine) + (hit_limit ? " (limit)" : ""), to_btc(sum.of(RowGroup::kHolding)),
              to_btc(services), to_btc(sum.of(RowGroup::kEndpoint) - services),
              to_btc(sum.of(RowGroup::kSink))});
  };
  line(report.result.doctrine, sum_of_labels(report.result.totals), report.result.hit_limit);
  for (const tracing::DoctrineRun& run : report.sensitivity)
    line(run.doctrine, sum_of_labels(run.totals), run.hit_limit);
  return "\nThe same seeds under other doctrines (all labels together, the declared one first)\n" +
         grid.text();
}

std::string spread(const Report& report) {
  if (report.sensitivity.empty()) return {};
  Grid grid({Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft, Align::kRight, Align::kLeft,
             Align::kLeft});
  grid.row({"label", "figure", "least, BTC", "under", "most, BTC", "under", ""});
  for (const tracing::SpreadRow& row : spread_of(report)) {
    const bool of_kind = row.service == tracing::kNoService;
    const tracing::Service at = of_kind ? tracing::Service{} : service(report, row.service);
    const std::string figure = of_kind ? std::string(name(row.kind)) : visible(at.name);
    grid.row({label_cell(report.seeds.label(row.label)), fit(figure, kLabelColumns),
              to_btc(row.least.amount), name(row.least.doctrine), to_btc(row.most.amount),
              name(row.most.doctrine), visible(at.address)});
  }
  return "\nHow far the figures lie apart (doctrines that keep value, without a limit reached)\n" +
         grid.text();
}

std::string set_bounds(const Report& report) {
  if (report.bounds_for == nullptr) return {};
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"label", "at least, BTC", "at most, BTC", ""});
  for (const tracing::SetBounds& row : *report.bounds_for)
    grid.row({label_cell(report.seeds.label(row.label)), to_btc(row.tainted.lower),
              to_btc(row.tainted.upper),
              row.hit_limit    ? "the limit was reached"
              : row.seeds_meet ? "seeds meet"
                               : ""});
  return "\nWhat came to the given addresses, under whichever doctrine\n" + grid.text();
}

}  // namespace

std::string table_report(const Report& report, const TableOptions& options) {
  return head(report) + "\nThe account\n" + accounts(report) +
         "\nWhere it rests (largest first)\n" +
         listing(report, RowGroup::kHolding, options.most_rows) +
         "\nWhere following stopped (largest first)\n" +
         listing(report, RowGroup::kEndpoint, options.most_rows) + sensitivity(report) +
         spread(report) + set_bounds(report);
}

}  // namespace spoor::dossier
