#include "dossier/account_rows.h"

#include "base/amount.h"
#include "chains/ethereum/network.h"

namespace spoor::dossier {

using ledger::AccountLedger;
using tracing::AccountRow;
using tracing::AccountRowKind;

namespace {

bool has_tx(AccountRowKind kind) {
  switch (kind) {
    case AccountRowKind::kHolding:
    case AccountRowKind::kGasBurnt:
    case AccountRowKind::kGasTip:
      return false;
    default:
      return true;
  }
}

}  // namespace

NamedAccountRow named(const AccountReport& report, const AccountRow& row) {
  NamedAccountRow out{.label = report.seeds.labels[row.label.value - 1U],
                      .asset = asset_text(report, row.account.asset),
                      .address = report.ledger.address_text(row.account.address),
                      .amount = to_decimal(row.amount),
                      .tx = {},
                      .block = {},
                      .time = {},
                      .basis = basis_text(row.basis)};
  if (has_tx(row.kind) && row.tx.valid()) {
    const std::size_t block = report.ledger.view().block_of(row.tx);
    out.tx = tx_text(report, row.tx);
    out.block = std::to_string(report.ledger.view().blocks[block].number.get());
    out.time = block_time(report.ledger, block);
  }
  if (row.service != tracing::kNoAccountService)
    out.service = &report.context.services[row.service];
  return out;
}

std::string asset_text(const AccountLedger& ledger, AssetId asset) {
  return asset == kNativeAsset ? "" : ledger.address_text(AddressId{asset.value});
}

std::string asset_name(const AccountLedger& ledger, AssetId asset) {
  if (asset != kNativeAsset) return asset_text(ledger, asset);
  return std::string(ethereum::network_of(ledger.manifest().chain_id).native_symbol);
}

std::string amount_text(const AccountLedger& ledger, AssetId asset, const U256& amount) {
  const ethereum::Network network = ethereum::network_of(ledger.manifest().chain_id);
  const std::string digits =
      asset == kNativeAsset ? to_decimal(amount, network.native_decimals) : to_decimal(amount);
  return digits + " " + asset_name(ledger, asset);
}

std::string tx_text(const AccountLedger& ledger, AccountTx tx) {
  const ledger::AccountView& view = ledger.view();
  return view.is_closing(tx) ? "" : "0x" + to_hex(view.tx_hash[tx.value]);
}

std::string block_time(const AccountLedger& ledger, std::size_t block_row) {
  const std::uint64_t time = ledger.view().blocks[block_row].time();
  return time == ledger::kUnknownTime ? "" : utc_time(time);
}

std::string basis_text(std::uint8_t basis) {
  if (basis == tracing::kShown) return "shown";
  if (basis == tracing::kInferred) return "inferred";
  return basis == tracing::kOpening ? "opening" : "inferred+opening";
}

U256 missing(const tracing::AccountTotals& totals) {
  U256 went = totals.converted_out;
  for (const U256& amount : totals.by_kind) went += amount;
  return totals.accepted + totals.converted_in - went;
}

std::string_view meaning(AccountRowKind kind) {
  switch (kind) {
    case AccountRowKind::kHolding:
      return "rests with an address";
    case AccountRowKind::kService:
      return "entered a service";
    case AccountRowKind::kPool:
      return "entered a contract that many pay into";
    case AccountRowKind::kBridge:
      return "entered a bridge";
    case AccountRowKind::kMixer:
      return "entered a mixer";
    case AccountRowKind::kUnknownConversion:
      return "went into a pool, for what cannot be told";
    case AccountRowKind::kBatch:
      return "met the money of others in one transaction";
    case AccountRowKind::kUnknownStatus:
      return "was sent by a transaction that may have failed";
    case AccountRowKind::kBelowMinimum:
      return "is less than the minimum";
    case AccountRowKind::kLimit:
      return "was still moving at the limit";
    case AccountRowKind::kGasBurnt:
      return "paid for gas, burnt";
    case AccountRowKind::kGasTip:
      return "paid for gas, to the block's maker";
    case AccountRowKind::kBurnt:
      return "was destroyed";
    case AccountRowKind::kAdjustment:
      return "vanished from balances";
  }
  return {};
}

}  // namespace spoor::dossier
