#include "ledger/verify.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "ledger/account_ledger.h"
#include "ledger/columns_hash.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

Balance balance_of(const Sums& sums) {
  return {.issued = Satoshi{sums.issued},
          .earlier = Satoshi{sums.earlier},
          .overpaid = Satoshi{sums.overpaid},
          .unspent = Satoshi{sums.coins - sums.spent - sums.unspendable - sums.overwritten},
          .unspendable = Satoshi{sums.unspendable},
          .overwritten = Satoshi{sums.overwritten},
          .unclaimed = Satoshi{sums.unclaimed}};
}

void check_balance(const Balance& b, Findings& findings) {
  const std::uint64_t in = b.issued.value + b.earlier.value + b.overpaid.value;
  const std::uint64_t out =
      b.unspent.value + b.unspendable.value + b.overwritten.value + b.unclaimed.value;
  if (in != out)
    findings.add(
        "balance", "whole ledger",
        fmt::format("{} satoshi were issued or came from before, {} are accounted for", in, out));
}

VerifyReport verify(const Ledger& ledger, const VerifyOptions& options) {
  VerifyReport report{.manifest = ledger.manifest(), .findings = {}, .balance = {}};
  ledger.expect(MappedFile::Access::kSequential);
  Findings findings(options.most_findings);
  Sums sums;
  check_chain(ledger, findings, sums);
  if (sums.rows_in_order) {
    check_spends(ledger, options, findings, sums);
    check_addresses(ledger, options, findings);
    check_revealed_scripts(ledger, options, findings);
    check_indexes(ledger, options, sums, findings);
    if (sums.values_known) {
      report.balance = balance_of(sums);
      check_balance(*report.balance, findings);
    }
  }
  report.columns_hash = columns_hash(ledger.manifest(), ledger.view());
  report.finding_count = findings.count();
  report.findings = findings.take();
  return report;
}

VerifyReport verify_accounts(const AccountLedger& ledger, const VerifyOptions& options) {
  VerifyReport report{.manifest = ledger.manifest(), .findings = {}, .balance = {}};
  ledger.expect(MappedFile::Access::kSequential);
  Findings findings(options.most_findings);
  AccountSums sums;
  check_account_chain(ledger, findings, sums);
  if (sums.rows_in_order) check_account_indexes(ledger, options, sums, findings);
  report.columns_hash = columns_hash(ledger.manifest(), ledger.view());
  report.finding_count = findings.count();
  report.findings = findings.take();
  return report;
}

}  // namespace

VerifyReport verify_ledger(const Path& folder, const VerifyOptions& options) {
  if (read_manifest(folder).kind == LedgerKind::kAccount)
    return read_consistently<AccountLedger>(
        folder, [&](const AccountLedger& ledger) { return verify_accounts(ledger, options); });
  return read_consistently(folder, [&](const Ledger& ledger) { return verify(ledger, options); });
}

}  // namespace spoor::ledger
