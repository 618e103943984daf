#include "cli/trace_back.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "cli/output.h"
#include "dossier/back_report.h"

namespace spoor::cli {
namespace {

using ledger::Ledger;

std::vector<tracing::BackTarget> find_targets(const Ledger& ledger, const Words& words) {
  tracing::SeedFile asked{.file = "--back", .rows = {}};
  for (const std::string& word : words.list("--back"))
    asked.rows.push_back(parse_seed("--back", word, "back"));
  const tracing::Seeds found = tracing::resolve_seeds(
      asked, ledger.view(),
      [&](const bitcoin::Outpoint& outpoint) { return ledger.find_coin(outpoint); });
  std::vector<tracing::BackTarget> targets;
  for (const tracing::Seed& seed : found.rows)
    targets.push_back({.coin = seed.coin, .offset = seed.offset, .amount = seed.amount});
  return targets;
}

std::string go_back(const Ledger& ledger, const TraceRequest& request, const Words& words) {
  check_not_empty(ledger);
  const std::vector<tracing::BackTarget> targets = find_targets(ledger, words);
  Progress progress("back", 0, "transactions");
  tracing::BackOptions options{.doctrine = request.doctrine,
                               .fee = request.fee,
                               .since = {},
                               .addresses = {},
                               .limit = request.limit,
                               .progress = &progress};
  if (request.since) options.since = since_height(ledger.view(), *request.since);
  for (const tracing::Stop& stop : find_stops(ledger, request.services, request.services_file))
    options.addresses.push_back(stop.address);
  const tracing::BackResult result = tracing::trace_back(ledger.view(), targets, options);
  const dossier::ReportContext context = context_of(ledger, request, words, std::nullopt);
  const dossier::BackReport report{.view = ledger.view(),
                                   .context = context,
                                   .targets = targets,
                                   .options = options,
                                   .result = result};
  const Format format = format_of(words);
  if (format == Format::kJson) return dossier::back_json(report);
  if (format == Format::kTable) return dossier::back_table(report);
  if (result.hit_limit)
    notice(
        fmt::format("the limit of {} transactions was reached: what has the kind `limit` is not "
                    "the end of the trail",
                    with_commas(request.limit)));
  return dossier::back_csv(report);
}

}  // namespace

void run_trace_back(const TraceRequest& request, const Words& words) {
  print(ledger::read_consistently(
      request.ledger, [&](const Ledger& ledger) { return go_back(ledger, request, words); }));
}

}  // namespace spoor::cli
