// The rows of a trace over an account ledger with everything named, for every form of output.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "dossier/account_report.h"

namespace spoor::dossier {

struct NamedAccountRow {
  std::string label;  // as given: hostile
  std::string asset;  // empty: the native one
  std::string address;
  std::string amount;  // base units
  std::string tx;      // empty where the row has none
  std::string block;
  std::string time;   // empty where it is not known
  std::string basis;  // "shown", "inferred", "opening", "inferred+opening"
  const tracing::Service* service = nullptr;
};
NamedAccountRow named(const AccountReport& report, const tracing::AccountRow& row);

// The address or name that stands for an asset; empty for the native one.
std::string asset_text(const ledger::AccountLedger& ledger, AssetId asset);
// "ETH", or the asset's address or name.
std::string asset_name(const ledger::AccountLedger& ledger, AssetId asset);
// "12.500000000000000000 ETH" for the native asset, base units and the asset's name for others.
std::string amount_text(const ledger::AccountLedger& ledger, AssetId asset, const U256& amount);
// "0x…"; empty for a closing, which has no hash.
std::string tx_text(const ledger::AccountLedger& ledger, AccountTx tx);
// Empty where it is not known.
std::string block_time(const ledger::AccountLedger& ledger, std::size_t block_row);
std::string basis_text(std::uint8_t basis);

inline std::string asset_text(const AccountReport& report, AssetId asset) {
  return asset_text(report.ledger, asset);
}
inline std::string asset_name(const AccountReport& report, AssetId asset) {
  return asset_name(report.ledger, asset);
}
inline std::string amount_text(const AccountReport& report, AssetId asset, const U256& amount) {
  return amount_text(report.ledger, asset, amount);
}
inline std::string tx_text(const AccountReport& report, AccountTx tx) {
  return tx_text(report.ledger, tx);
}

// Seeds and conversions that came in and are nowhere: 0 by law 1, for every doctrine but poison.
U256 missing(const tracing::AccountTotals& totals);

inline constexpr std::array<tracing::AccountRowKind, tracing::kAccountRowKinds> kAccountKinds = {
    tracing::AccountRowKind::kHolding,      tracing::AccountRowKind::kService,
    tracing::AccountRowKind::kPool,         tracing::AccountRowKind::kBridge,
    tracing::AccountRowKind::kMixer,        tracing::AccountRowKind::kUnknownConversion,
    tracing::AccountRowKind::kBatch,        tracing::AccountRowKind::kUnknownStatus,
    tracing::AccountRowKind::kBelowMinimum, tracing::AccountRowKind::kLimit,
    tracing::AccountRowKind::kGasBurnt,     tracing::AccountRowKind::kGasTip,
    tracing::AccountRowKind::kBurnt,        tracing::AccountRowKind::kAdjustment};
// What a kind means, as the end of a sentence: "entered a service".
std::string_view meaning(tracing::AccountRowKind kind);

}  // namespace spoor::dossier
