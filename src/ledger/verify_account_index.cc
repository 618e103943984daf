// The indexes of an account ledger against its columns.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "ledger/verify_index.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

class AccountEntryCheck {
 public:
  explicit AccountEntryCheck(const AccountLedger& ledger)
      : view_(ledger.view()), key_(ledger.manifest().key) {}

  bool operator()(const AccountTxidEntry& e) const {
    const bool closing = view_.is_closing(e.tx());
    return !closing && e == AccountTxidEntry(view_.tx_hash[e.tx().value], e.tx());
  }
  bool operator()(const AddressEntry& e) const {
    try {
      const ByteSpan bytes = view_.address_bytes(AddressId{e.address});
      return account_key(key_, view_.addresses[e.address].kind, bytes) == e.key();
    } catch (const Error&) {
      return false;
    }
  }
  // Entries of one transaction follow each other.
  bool operator()(const AccountHistoryEntry& e) {
    if (tx_ != e.tx()) {
      tx_ = e.tx();
      touched_by(view_, view_.block_of(tx_), tx_, touched_);
    }
    return std::ranges::binary_search(touched_, Account{e.address(), e.asset()});
  }

 private:
  const AccountView& view_;
  SipKey key_;
  AccountTx tx_;
  std::vector<Account> touched_;
};

// The runs merged by hash: an address that stands twice has its hash twice.
void check_addresses_once(const AccountLedger& ledger, Findings& findings) {
  std::optional<AddressEntry> before;
  for_each_merged(ledger.address_runs(), [&](const AddressEntry& entry) {
    if (before && before->key() == entry.key())
      findings.add("address", fmt::format("address {}", entry.address),
                   fmt::format("is address {} again", before->address));
    before = entry;
  });
}

}  // namespace

void check_account_indexes(const AccountLedger& ledger, const VerifyOptions& options,
                           const AccountSums& sums, Findings& findings) {
  const Counts& n = ledger.manifest().counts;
  IndexCheck index(ledger.manifest(), AccountEntryCheck(ledger), options, findings);
  index.check(ledger.txid_runs(), IndexKind::kTxid, "txid", n.transactions - n.blocks);
  index.check(ledger.address_runs(), IndexKind::kAddress, "address", n.addresses);
  index.check(ledger.history_runs(), IndexKind::kHistory, "history", sums.touches);
  check_addresses_once(ledger, findings);
}

}  // namespace spoor::ledger
