// An account ledger as a trace asks of it.
#pragma once

#include <vector>

#include "ledger/account_ledger.h"
#include "tracing/account_chain.h"

namespace spoor::tracing {

// The ledger must outlive it. Every answer is checked as AccountView checks it.
class LedgerAccounts : public AccountChain {
 public:
  explicit LedgerAccounts(const ledger::AccountLedger& ledger);

  std::uint64_t chain_id() const override;
  std::size_t blocks() const override;
  AccountBlock block(std::size_t row) const override;
  std::size_t block_of(AccountTx tx) const override;
  AccountFee fee(AccountTx tx) const override;
  void moves(AccountTx tx, std::vector<ledger::Transfer>& out) const override;
  std::optional<ledger::Transfer> unsure_value(AccountTx tx) const override;
  History history(ledger::Account account) const override;
  History history(AddressId address) const override;
  std::optional<GivenOpening> opening(ledger::Account account, std::uint32_t first,
                                      std::uint32_t last) const override;
  std::optional<ethereum::Address> contract(AddressId address) const override;

 private:
  struct Opening {
    ledger::Account account;
    std::uint32_t block;
    U256 amount;
  };

  const ledger::AccountLedger& ledger_;
  const ledger::AccountView& view_;
  std::vector<Opening> openings_;  // sorted by account, then block
};

}  // namespace spoor::tracing
