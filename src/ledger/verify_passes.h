// The passes of verify.cc. Each walks once, adds to the findings, and trusts no id that it meets.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account_ledger.h"
#include "ledger/ledger.h"
#include "ledger/verify.h"

namespace spoor::ledger {

class Findings {
 public:
  explicit Findings(std::size_t most) : most_(most) {}
  void add(const char* check, std::string where, std::string what) {
    if (kept_.size() < most_) kept_.push_back({check, std::move(where), std::move(what)});
    ++count_;
  }
  std::uint64_t count() const { return count_; }
  std::vector<Finding> take() { return std::move(kept_); }

 private:
  std::size_t most_;
  std::vector<Finding> kept_;
  std::uint64_t count_ = 0;
};

// Sums over the chain. They may wrap: what is made of them in the end fits.
struct Sums {
  bool rows_in_order = false;  // what each block row says of the other tables can be walked
  bool values_known = true;
  std::uint64_t coins = 0;  // satoshi
  std::uint64_t issued = 0;
  std::uint64_t overpaid = 0;
  std::uint64_t unclaimed = 0;
  std::uint64_t unspendable = 0;
  std::uint64_t overwritten = 0;
  std::uint64_t spent = 0;         // coins of the ledger
  std::uint64_t earlier = 0;       // prehistory coins
  std::uint64_t with_address = 0;  // coins and prehistory coins that have an AddressId
};

// In chain order: all tables as far as they stand in that order.
void check_chain(const Ledger& ledger, Findings& findings, Sums& sums);
// Inputs against the coins that they spend.
void check_spends(const Ledger& ledger, const VerifyOptions& options, Findings& findings,
                  Sums& sums);
// Coins against the addresses that they pay to.
void check_addresses(const Ledger& ledger, const VerifyOptions& options, Findings& findings);
// Revealed scripts against the addresses that have their hashes.
void check_revealed_scripts(const Ledger& ledger, const VerifyOptions& options, Findings& findings);
// Index runs against columns.
void check_indexes(const Ledger& ledger, const VerifyOptions& options, const Sums& sums,
                   Findings& findings);

// Of an account ledger: what its indexes must have.
struct AccountSums {
  bool rows_in_order = false;  // what each block row says of the other tables can be walked
  std::uint64_t touches = 0;   // entries of the history
};
// In chain order: all tables side by side.
void check_account_chain(const AccountLedger& ledger, Findings& findings, AccountSums& sums);
// Index runs against columns; no address stands twice.
void check_account_indexes(const AccountLedger& ledger, const VerifyOptions& options,
                           const AccountSums& sums, Findings& findings);
// The accounts that a transaction of that block touches: each once, sorted. All must have been
// found in order.
void touched_by(const AccountView& view, std::size_t block_row, AccountTx tx,
                std::vector<Account>& out);

}  // namespace spoor::ledger
