// What one account gets in one transaction: payments put together in their order, then what is too
// small taken out, then what the seeds declare.
#pragma once

#include <map>
#include <span>
#include <utility>

#include "tracing/account_result.h"
#include "tracing/account_trace.h"

namespace spoor::tracing {

struct AccountCredit {
  ledger::Account account;
  U256 amount;
  MarkedList parts;  // in the doctrine's form

  bool is_tainted() const;
  // A further payment; `paid` is empty where it is clean.
  void add(AccountDoctrine doctrine, const U256& more, std::span<const Marked> paid);
};

// Below which a credit is followed no further.
class Minimums {
 public:
  Minimums(const AccountSeeds& seeds, const AccountTraceOptions& options);

  // A conversion carries the label's minimum into an asset that has none yet.
  void carry(std::span<const Marked> parts, const Conversion& conversion);
  // Moves what is below from the credit's parts, where it becomes clean, to `below`.
  void apply(AccountCredit& credit, MarkedList& below) const;

 private:
  bool all_below(const AccountCredit& credit) const;

  AccountDoctrine doctrine_;
  std::optional<U256> given_;
  std::map<std::pair<Label, AssetId>, U256> of_;
};

// Marks the credit with the seeds on it, which together do not exceed it.
void mark_seeds(AccountDoctrine doctrine, std::span<const AccountSeed> seeds, AccountCredit& credit,
                AccountResultBuilder& result);

}  // namespace spoor::tracing
