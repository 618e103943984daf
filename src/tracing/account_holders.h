// The accounts that got tainted money: their purses, and where their histories stand.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "tracing/account_openings.h"
#include "tracing/account_purse.h"
#include "tracing/chain_queue.h"

namespace spoor::tracing {

struct Holder {
  ledger::Account account;
  AccountPurse purse;
  std::uint8_t basis = kShown;  // that all tainted money here gets
  AccountTx range_end;          // the purse's balance holds until there
  AccountTx next;               // that touches the account; invalid: none before the cut-off
  AccountChain::History rest;   // of its history, behind `next`
};

class AccountHolders {
 public:
  // Transactions from `end` on do not count.
  AccountHolders(const AccountChain& chain, AccountDoctrine doctrine, AccountTx end)
      : chain_(chain), doctrine_(doctrine), end_(end), openings_(chain) {}

  // A transaction to visit, whoever it touches.
  void visit(AccountTx tx);
  // The next transaction, and into `touched` the holders that it touches; none at the end.
  std::optional<AccountTx> next(std::vector<Holder*>& touched);

  Holder* find(ledger::Account account);
  // A new holder that gets tainted money in `tx`, with the balance that it had before.
  Holder& add(ledger::Account account, AccountTx tx);
  void forget(const Holder& holder) { of_.erase(key(holder.account)); }
  // Brings a purse into the range of `tx`. Appends what a given opening has no room for.
  void enter_range(Holder& holder, AccountTx tx, MarkedList& lost);
  // All of them, in the order in which they came to be.
  template <class Visit>
  void for_each(const Visit& visit) {
    for (Holder& holder : holders_)
      if (find(holder.account) == &holder) visit(holder);
  }

 private:
  static std::uint64_t key(ledger::Account account) {
    return std::uint64_t{account.address.value} << 32 | account.asset.value;
  }
  struct Due {
    AccountTx tx;
    std::uint32_t holder;
    std::uint64_t key() const { return tx.value; }
  };
  static constexpr std::uint32_t kNoHolder = 0xffffffffU;

  void advance(std::uint32_t number);

  const AccountChain& chain_;
  AccountDoctrine doctrine_;
  AccountTx end_;
  AccountOpenings openings_;
  std::deque<Holder> holders_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> of_;
  ChainQueue<Due> queue_;
  std::vector<std::uint32_t> due_;  // scratch
};

}  // namespace spoor::tracing
