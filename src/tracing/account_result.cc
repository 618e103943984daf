#include "tracing/account_result.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace spoor::tracing {
namespace {

void add_exactly(U256& sum, const U256& amount) {
  const std::optional<U256> more = U256::checked_add(sum, amount);
  if (!more) throw_bad_input("the amounts of a label in one asset exceed 256 bits together");
  sum = *more;
}

// One part a mark, sorted. Poison: one a label, with the basis that shows most.
MarkedList by_mark(AccountDoctrine doctrine, std::span<const Marked> parts) {
  std::map<Mark, U256> sums;
  for (const Marked& part : parts)
    if (part.label != kClean) add_exactly(sums[part.label], part.amount);
  MarkedList out;
  for (const auto& [mark, amount] : sums) {
    if (doctrine == AccountDoctrine::kPoison && !out.empty() &&
        label_of(out.back().label) == label_of(mark)) {
      out.back().amount = std::max(out.back().amount, amount);
      continue;
    }
    out.push_back({mark, amount});
  }
  return out;
}

auto key(const AccountRow& row) {
  return std::tuple(row.label, row.account.asset, row.kind, row.account.address, row.tx, row.basis,
                    row.service);
}

bool is_sink(AccountRowKind kind) { return kind >= AccountRowKind::kGasBurnt; }

}  // namespace

AccountTotals& AccountResultBuilder::total(Label label, AssetId asset) {
  const auto [found, is_new] = totals_.try_emplace({label, asset});
  if (is_new) {
    found->second.label = label;
    found->second.asset = asset;
  }
  return found->second;
}

void AccountResultBuilder::add(AccountRowKind kind, ledger::Account account, AccountTx tx,
                               std::span<const Marked> parts, std::uint32_t service) {
  for (const Marked& part : by_mark(doctrine_, parts)) {
    const std::uint8_t basis = basis_of(part.label);
    result_.rows.push_back({.label = label_of(part.label),
                            .kind = kind,
                            .account = account,
                            .amount = part.amount,
                            .tx = tx,
                            .basis = basis,
                            .service = service});
    AccountTotals& sums = total(label_of(part.label), account.asset);
    add_exactly(sums.by_kind[static_cast<std::size_t>(kind)], part.amount);
    if (is_sink(kind)) continue;
    if ((basis & kInferred) != 0) add_exactly(sums.inferred, part.amount);
    if ((basis & kOpening) != 0) add_exactly(sums.on_openings, part.amount);
  }
}

void AccountResultBuilder::accept(Label label, AssetId asset, const U256& amount) {
  add_exactly(total(label, asset).accepted, amount);
}
void AccountResultBuilder::overlap(Label label, AssetId asset, const U256& amount) {
  if (amount != U256{}) add_exactly(total(label, asset).overlap, amount);
}

void AccountResultBuilder::convert(AccountTx tx, const Conversion& conversion,
                                   std::span<const Marked> out, std::span<const Marked> in) {
  const std::uint8_t bits = conversion.rule == ConversionRule::kNet ? kInferred : kShown;
  std::map<Mark, std::pair<U256, U256>> amounts;
  for (const Marked& part : by_mark(doctrine_, out))
    add_exactly(amounts[with_basis(part.label, bits)].first, part.amount);
  for (const Marked& part : by_mark(doctrine_, in))
    add_exactly(amounts[with_basis(part.label, bits)].second, part.amount);
  for (const auto& [mark, pair] : amounts) {
    result_.conversions.push_back({.label = label_of(mark),
                                   .tx = tx,
                                   .conversion = conversion,
                                   .tainted_out = pair.first,
                                   .tainted_in = pair.second,
                                   .basis = basis_of(mark)});
    add_exactly(total(label_of(mark), conversion.gave).converted_out, pair.first);
    add_exactly(total(label_of(mark), conversion.got).converted_in, pair.second);
  }
}

AccountTraceResult AccountResultBuilder::finish() {
  std::vector<AccountRow>& rows = result_.rows;
  std::sort(rows.begin(), rows.end(),
            [](const AccountRow& a, const AccountRow& b) { return key(a) < key(b); });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (key(rows[i]) == key(rows[kept]))
      add_exactly(rows[kept].amount, rows[i].amount);
    else
      rows[++kept] = rows[i];
  }
  if (!rows.empty()) rows.resize(kept + 1);
  std::stable_sort(result_.conversions.begin(), result_.conversions.end(),
                   [](const ConversionRow& a, const ConversionRow& b) {
                     return std::tuple(a.tx, a.conversion.account, a.label, a.basis) <
                            std::tuple(b.tx, b.conversion.account, b.label, b.basis);
                   });
  for (const auto& [of, sums] : totals_) result_.totals.push_back(sums);
  if (doctrine_ != AccountDoctrine::kPoison) check_conservation();
  result_.doctrine = doctrine_;
  return std::move(result_);
}

// Law 1: not a unit is made or lost, for each label in each asset.
void AccountResultBuilder::check_conservation() const {
  for (const AccountTotals& sums : result_.totals) {
    U256 in = sums.accepted, out = sums.converted_out;
    add_exactly(in, sums.converted_in);
    for (const U256& amount : sums.by_kind) add_exactly(out, amount);
    ASSERT(in == out);
  }
}

}  // namespace spoor::tracing
