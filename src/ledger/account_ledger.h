// An account ledger opened for reading: its columns mapped, its indexes asked.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "ledger/account_columns.h"
#include "ledger/account_view.h"
#include "ledger/index.h"
#include "ledger/manifest.h"
#include "ledger/mapped.h"

namespace spoor::ledger {

class AccountLedger {
 public:
  // Throws Error(kNotFound) where there is no ledger, Error(kBadInput) where it is one of coins,
  // Error(kCorrupt) where its files are shorter than its manifest says.
  explicit AccountLedger(const Path& folder);

  const Path& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  const AccountView& view() const { return view_; }
  bool empty() const { return manifest_.counts.blocks == 0; }

  // Every transaction with that hash, ascending (a hash is one transaction on every real chain).
  std::vector<AccountTx> find_tx(const Hash256& hash) const;
  // "0x…", a Tron address, or a name; none where the ledger does not know it. Throws
  // Error(kBadInput) where it begins with 0x and is no address.
  std::optional<AddressId> find_address(std::string_view text) const;
  // As people write it: EIP-55, base58check, the name itself; a nobody is "".
  std::string address_text(AddressId address) const;
  // The transactions that touch the account, ascending over all spans, one a run. Of an address: of
  // all its assets, each run sorted by asset, then transaction. A busy contract has millions: page
  // them, and take each transaction through AccountView::checked.
  std::vector<std::span<const AccountHistoryEntry>> history(Account account) const;
  std::vector<std::span<const AccountHistoryEntry>> history(AddressId address) const;

  // The index runs, in the order of the manifest.
  const std::vector<MappedRun<AccountTxidEntry>>& txid_runs() const { return txid_runs_; }
  const std::vector<MappedRun<AddressEntry>>& address_runs() const { return address_runs_; }
  const std::vector<MappedRun<AccountHistoryEntry>>& history_runs() const { return history_runs_; }

  // Whole columns and runs will be walked (kSequential), or looked up here and there (as opened).
  void expect(MappedFile::Access access) const;
  // False where the writer rolled the ledger back since it was opened.
  bool unchanged() const;

 private:
  void map(const Manifest& manifest);
  std::optional<AddressId> find(AccountKind kind, ByteSpan bytes) const;
  std::vector<std::span<const AccountHistoryEntry>> history_between(
      const AccountHistoryEntry& first, const AccountHistoryEntry& last) const;

  Path folder_;
  Manifest manifest_;
  AccountView view_;
  std::vector<MappedFile> files_;  // of the columns
  std::vector<MappedRun<AccountTxidEntry>> txid_runs_;
  std::vector<MappedRun<AddressEntry>> address_runs_;
  std::vector<MappedRun<AccountHistoryEntry>> history_runs_;
};

}  // namespace spoor::ledger
