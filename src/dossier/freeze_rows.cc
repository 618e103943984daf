#include "dossier/freeze_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/amount.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::Row;
using tracing::RowGroup;
using tracing::RowKind;
using tracing::Service;

bool can_be_frozen(RowKind kind) { return kind == RowKind::kHolding || kind == RowKind::kService; }

// Whose address a coin has, by the file of services.
class Holders {
 public:
  explicit Holders(const Report& report) : report_(report) {
    for (const tracing::Stop& stop : report.options.stops)
      services_.emplace_back(stop.address, stop.service);
    std::sort(services_.begin(), services_.end());
  }

  const Service* of(CoinId coin) const {
    const AddressId address = address_of_coin(report_.view, coin);
    const auto found = std::lower_bound(services_.begin(), services_.end(), std::pair(address, 0U));
    const bool there = address.valid() && found != services_.end() && found->first == address;
    return there ? &service(report_, found->second) : nullptr;
  }

 private:
  const Report& report_;
  std::vector<std::pair<AddressId, std::uint32_t>> services_;
};

}  // namespace

std::vector<FreezeRow> freeze_rows(const Report& report) {
  std::vector<const Row*> rows;
  for (const Row& row : report.result.rows)
    if (can_be_frozen(row.kind) && row.coin.valid()) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row* a, const Row* b) { return a->amount > b->amount; });
  const Holders holders(report);
  const BoundsIndex bounds(report);
  const std::string prefix = report.context.reference.empty() ? "" : report.context.reference + "-";
  std::vector<FreezeRow> out;
  for (const Row* row : rows) {
    FreezeRow f{.reference = fmt::format("{}{:04}", prefix, out.size() + 1),
                .source = row,
                .row = named(report, *row),
                .txid = txid_text(report.view, row->coin),
                .vout = vout_of(report.view, row->coin),
                .received = tracing::coin_value(report.view, row->coin).value_or(Satoshi{}),
                .bounds = {},
                .holder = holders.of(row->coin),
                .moved_by = {}};
    if (const tracing::Interval* interval = bounds.of(*row)) f.bounds = *interval;
    const InputId spender = tracing::spender_until(report.view, row->coin, report.result.until);
    if (spender.valid()) f.moved_by = report.view.tx_of(spender);
    out.push_back(std::move(f));
  }
  return out;
}

std::vector<std::string> left_out(const Report& report) {
  const tracing::LabelTotals sum = sum_of_labels(report.result.totals);
  std::vector<std::string> out;
  for (const RowKind kind : kKinds) {
    if (can_be_frozen(kind) || sum.of(kind).value == 0) continue;
    const auto rows = std::count_if(report.result.rows.begin(), report.result.rows.end(),
                                    [&](const Row& row) { return row.kind == kind; });
    out.push_back(fmt::format("{} ({}): {} BTC ({} sat) in {} {}", name(kind), meaning(kind),
                              to_btc(sum.of(kind)), with_commas(sum.of(kind).value),
                              with_commas(static_cast<std::uint64_t>(rows)),
                              rows == 1 ? "row" : "rows"));
  }
  return out;
}

std::vector<std::string> freeze_statement(const Report& report) {
  const tracing::TraceResult& result = report.result;
  std::vector<std::string> out;
  out.push_back(
      "Each row says that value which was declared stolen came to the address named, in the "
      "transaction and output named. It does not say who the holder's customer is, who knew what, "
      "or that anyone is guilty of anything.");
  out.push_back(fmt::format(
      "How much of a mixed coin counts as stolen follows the doctrine {}, {}.",
      name(result.doctrine),
      report.context.reason.empty()
          ? "for which no reason was given"
          : fmt::format("declared for the reason: {}", visible(report.context.reason))));
  out.push_back(
      "Whose an address is was taken from the file of services, on the basis named there; where "
      "no holder is named, none is known.");
  out.push_back(fmt::format("State of the chain: block {} of {}, {}, hash {}.", result.until.value,
                            bitcoin::params(report.context.network).name,
                            time_text(report.view, result.until),
                            block_hash_text(report.view, result.until)));
  return out;
}

}  // namespace spoor::dossier
