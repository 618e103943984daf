// A trace over an account ledger, for a reader: a table for the terminal, CSV, JSON. Amounts are in
// base units of their asset; the native asset is also written with its decimals.
//
// Pure, as report.h says of this room.
#pragma once

#include <string>
#include <vector>

#include "dossier/report.h"
#include "ledger/account_ledger.h"
#include "tracing/account_trace.h"

namespace spoor::dossier {

// Everything is borrowed and must outlive the report.
struct AccountReport {
  const ledger::AccountLedger& ledger;
  std::string network;  // the name of the ledger in seeds and rows
  const ReportContext& context;
  const tracing::AccountSeeds& seeds;
  const tracing::AccountTraceResult& result;
  // What other doctrines make of the same seeds; taint-first and libr stand here as poles.
  std::vector<tracing::AccountTraceResult> beside = {};
};

// What a reader must know before the figures: the limit, what is approximate, what was assumed.
std::vector<std::string> warnings(const AccountReport& report);

std::string account_table(const AccountReport& report, std::size_t most_rows = 20);
enum class AccountCsvRows : std::uint8_t { kHoldings, kAll };
// Columns begin label,network,asset,address,amount. An empty asset is the native one.
std::string account_csv(const AccountReport& report, AccountCsvRows rows);
// docs/schema/trace-accounts.json.
std::string account_json(const AccountReport& report);

}  // namespace spoor::dossier
