// The balance that an account had before a transaction, which no ledger of a part of a chain says.
//
// Blocks that follow each other are a range; what was before it, or in a gap, is not known. An
// account's opening is its balance at the start of a range: given by somebody, or the least that
// keeps the balance from falling below zero over all committed blocks of the range, whatever the
// cut-off, so that a later cut-off never changes what an earlier one said (METHODS 1.9).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/u256.h"
#include "tracing/account_chain.h"

namespace spoor::tracing {

struct BlockRange {
  std::size_t first_row = 0, end_row = 0;
  AccountTx first, end;
  bool has_traces = false;  // in all blocks
};

struct StartingBalance {
  U256 balance;
  std::uint8_t basis = 0;     // what tainted money in this account rests on from now on
  bool is_given = false;      // the range's opening was, and can be right
  bool is_uncertain = false;  // traces or an opening are missing: it may be more
};

class AccountOpenings {
 public:
  explicit AccountOpenings(const AccountChain& chain) : chain_(chain) {}

  // The range of a transaction; valid as long as this object.
  const BlockRange& range_of(AccountTx tx);
  // Right before `tx`, or at the start of the range where `tx` is its first one. Costs a walk over
  // the account's history in the range. A given opening below the least is not believed.
  StartingBalance before(ledger::Account account, AccountTx tx);

 private:
  struct Walk {
    U256 have;
    U256 need;  // the least opening so far
    void debit(const U256& amount);
    void credit(const U256& amount);
  };
  void apply(ledger::Account account, AccountTx tx, Walk& walk);

  const AccountChain& chain_;
  std::map<std::uint64_t, BlockRange> ranges_;  // by first transaction
  std::vector<ledger::Transfer> moves_;         // scratch
};

}  // namespace spoor::tracing
