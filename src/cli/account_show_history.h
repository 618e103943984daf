// What touched an address of an account ledger: a row for each transaction and asset, from the
// index. The rows of each asset stand together there; in chain order they are merged, and only as
// far as they are shown.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "ledger/account_ledger.h"
#include "tracing/ledger_accounts.h"

namespace spoor::cli {

class AccountHistory {
 public:
  // Of one asset, or of all. The ledger must outlive it.
  AccountHistory(const ledger::AccountLedger& ledger, AddressId address,
                 std::optional<AssetId> only);

  // Ascending by transaction.
  struct Asset {
    AssetId id;
    std::vector<std::span<const ledger::AccountHistoryEntry>> spans;
    std::uint64_t rows = 0;
    AccountTx operator[](std::uint64_t row) const;
    AccountTx first() const { return (*this)[0]; }
    AccountTx last() const { return (*this)[rows - 1]; }
  };
  // The native one first, then those with most rows.
  const std::vector<Asset>& assets() const { return assets_; }
  std::uint64_t size() const { return size_; }
  AccountTx first() const;  // invalid where there is none
  AccountTx last() const;

  // The rows [begin, end) of all assets in that order: their numbers, the transaction (checked),
  // and the place of its asset in assets(). Costs what is before `end`.
  using Show = std::function<void(std::uint64_t row, AccountTx tx, std::size_t asset)>;
  void each(std::uint64_t begin, std::uint64_t end, bool newest_first, const Show& show) const;

 private:
  const ledger::AccountView& view_;
  std::vector<Asset> assets_;
  std::uint64_t size_ = 0;
};

// What an account got and gave in a transaction, and the fee that it paid; none: beyond 256 bits,
// or a fee that is not known. What it sent to itself is neither.
struct AccountChange {
  std::optional<U256> received = U256{};
  std::optional<U256> sent = U256{};
  std::optional<U256> fee = U256{};
};

// Reads changes; transactions that are asked for one after the other are read once.
class AccountChanges {
 public:
  AccountChanges(const ledger::AccountLedger& ledger, AddressId address)
      : chain_(ledger), address_(address) {}
  AccountChange of(AccountTx tx, AssetId asset);

 private:
  tracing::LedgerAccounts chain_;
  AddressId address_;
  AccountTx tx_ = AccountTx::invalid();
  std::vector<ledger::Transfer> moves_;  // of tx_
};

// All changes of one asset together. A transaction's fee is paid first, the rest settles at once.
struct AccountSum {
  std::optional<U256> received = U256{};  // none: beyond 256 bits
  std::optional<U256> sent = U256{};
  std::optional<U256> fees = U256{};
  std::uint64_t unknown_fees = 0;  // in no sum
  // What is left with the least opening that keeps it from falling below zero, and that opening;
  // none: beyond 256 bits.
  std::optional<U256> balance = U256{};
  std::optional<U256> opening = U256{};

  void add(const AccountChange& change);
};
// In the order of assets(). Walks all of the history.
std::vector<AccountSum> sums(const AccountHistory& history, AccountChanges& changes);

}  // namespace spoor::cli
