#include "tracing/spread.h"

#include <algorithm>

#include "base/error.h"

namespace spoor::tracing {
namespace {

bool counts(const DoctrineRun& run) {
  const std::vector<Doctrine> conserving = conserving_doctrines();
  return !run.hit_limit &&
         std::find(conserving.begin(), conserving.end(), run.doctrine) != conserving.end();
}

// One total, as a function of the run; none where no run has any of it.
template <class Total>
void add_row(const std::vector<const DoctrineRun*>& runs, SpreadRow row, Total total,
             std::vector<SpreadRow>& rows) {
  row.least = row.most = {.amount = total(*runs.front()), .doctrine = runs.front()->doctrine};
  for (const DoctrineRun* run : runs) {
    const Satoshi amount = total(*run);
    if (amount < row.least.amount) row.least = {.amount = amount, .doctrine = run->doctrine};
    if (amount > row.most.amount) row.most = {.amount = amount, .doctrine = run->doctrine};
  }
  if (row.most.amount != Satoshi{}) rows.push_back(row);
}

}  // namespace

DoctrineRun summary(const TraceResult& result, std::size_t services) {
  DoctrineRun run{.doctrine = result.doctrine,
                  .fee = result.fee,
                  .hit_limit = result.hit_limit,
                  .transactions = result.transactions,
                  .holdings = 0,
                  .totals = result.totals,
                  .by_service = {}};
  run.by_service.assign(result.totals.size(), std::vector<Satoshi>(services));
  for (const Row& row : result.rows) {
    if (row.kind == RowKind::kHolding) ++run.holdings;
    if (row.kind == RowKind::kService)
      run.by_service[row.label.value - 1U].at(row.service) += row.amount;
  }
  return run;
}

std::vector<DoctrineRun> run_doctrines(const ledger::ChainView& view, const Seeds& seeds,
                                       TraceOptions options,
                                       const std::vector<Doctrine>& doctrines) {
  options.flows = nullptr;
  options.keep_segments = false;
  std::size_t services = 0;
  for (const Stop& stop : options.stops)
    services = std::max(services, stop.service + std::size_t{1});
  const std::optional<FeeRule> fee = options.fee;
  std::vector<DoctrineRun> runs;
  for (const Doctrine doctrine : doctrines) {
    options.doctrine = doctrine;
    const bool has_no_meaning = fee == FeeRule::kShare && doctrine.kind != DoctrineKind::kHaircut;
    options.fee = has_no_meaning ? std::nullopt : fee;
    runs.push_back(summary(trace(view, seeds, options), services));
  }
  return runs;
}

std::vector<SpreadRow> spread(const std::vector<DoctrineRun>& runs) {
  std::vector<const DoctrineRun*> counted;
  for (const DoctrineRun& run : runs)
    if (counts(run)) counted.push_back(&run);
  std::vector<SpreadRow> rows;
  if (counted.empty()) return rows;
  for (std::size_t i = 0; i < counted.front()->totals.size(); ++i) {
    const Label label{static_cast<std::uint16_t>(i + 1)};
    for (std::size_t kind = 0; kind < kRowKinds; ++kind)
      add_row(
          counted, {.label = label, .kind = static_cast<RowKind>(kind), .least = {}, .most = {}},
          [&](const DoctrineRun& run) { return run.totals[i].by_kind[kind]; }, rows);
    for (std::uint32_t service = 0; service < counted.front()->by_service[i].size(); ++service)
      add_row(
          counted,
          {.label = label, .kind = RowKind::kService, .service = service, .least = {}, .most = {}},
          [&](const DoctrineRun& run) { return run.by_service[i][service]; }, rows);
  }
  return rows;
}

}  // namespace spoor::tracing
