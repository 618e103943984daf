#include "ledger/verify.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include "base/amount.h"
#include "ledger/columns_hash.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

// The walks are sequential, while a ledger is mapped for look-ups.
template <class Row>
void read_ahead(std::span<const Row> rows) {
  if (rows.empty()) return;
  void* begin = const_cast<void*>(static_cast<const void*>(rows.data()));
  ::madvise(begin, rows.size_bytes(), MADV_SEQUENTIAL);
}

void read_ahead(const ChainView& v) {
  read_ahead(v.blocks);
  read_ahead(v.txids);
  read_ahead(v.tx_first_input);
  read_ahead(v.tx_first_coin);
  read_ahead(v.tx_version);
  read_ahead(v.tx_locktime);
  read_ahead(v.tx_size);
  read_ahead(v.tx_weight);
  read_ahead(v.tx_fee);
  read_ahead(v.input_coin);
  read_ahead(v.input_sequence);
  read_ahead(v.input_value);
  read_ahead(v.input_address);
  read_ahead(v.coins);
  read_ahead(v.addresses);
  read_ahead(v.prehistory);
  read_ahead(v.heap_rows);
  read_ahead(v.heap);
  read_ahead(v.reveals);
}

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
  read_ahead(ledger.view());
  Findings findings(options.most_findings);
  Sums sums;
  check_chain(ledger, findings, sums);
  if (sums.rows_in_order) {
    check_spends(ledger, options, findings, sums);
    check_addresses(ledger, options, findings);
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

}  // namespace

VerifyReport verify_ledger(const Path& folder, const VerifyOptions& options) {
  return read_consistently(folder, [&](const Ledger& ledger) { return verify(ledger, options); });
}

}  // namespace spoor::ledger
