// An account ledger opened for reading: its columns mapped, its indexes asked.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "ledger/account_view.h"
#include "ledger/index.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

class AccountLedger {
 public:
  // Throws Error(kNotFound) where there is no ledger, Error(kBadInput) where it is one of coins,
  // Error(kCorrupt) where its files are shorter than its manifest says.
  explicit AccountLedger(const Path& folder);

  const Path& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  const AccountView& view() const { return view_; }

  // Every transaction with that hash, ascending (a hash is one transaction on every real chain).
  std::vector<AccountTx> find_tx(const Hash256& hash) const;
  // "0x…" in any case, a Tron address, or a name; none where the ledger does not know it. Throws
  // Error(kBadInput) where it begins as an address and is none.
  std::optional<AddressId> find_address(std::string_view text) const;
  // As people write it: EIP-55, base58check, the name itself; a nobody is "".
  std::string address_text(AddressId address) const;
  // The transactions that touch the account (of one asset, or of all), ascending, one span a run.
  std::vector<std::span<const AccountHistoryEntry>> history(Account account) const;
  std::vector<std::span<const AccountHistoryEntry>> history(AddressId address) const;

  void expect(MappedFile::Access access) const;
  bool unchanged() const;

 private:
  Path folder_;
  Manifest manifest_;
  AccountView view_;
};

}  // namespace spoor::ledger
