// Adds up a trace over accounts: rows, conversions, leads, totals; at the end sorts them and checks
// the law of conservation.
#pragma once

#include <map>
#include <span>
#include <utility>

#include "tracing/account_purse.h"
#include "tracing/account_trace.h"

namespace spoor::tracing {

class AccountResultBuilder {
 public:
  explicit AccountResultBuilder(AccountDoctrine doctrine) : doctrine_(doctrine) {}

  // `parts` in any of the forms of account_purse.h; clean money is passed over.
  void add(AccountRowKind kind, ledger::Account account, AccountTx tx,
           std::span<const Marked> parts, std::uint32_t service = kNoAccountService);
  void accept(Label label, AssetId asset, const U256& amount);
  void overlap(Label label, AssetId asset, const U256& amount);
  // `out` was given and became `in`, both in the doctrine's form.
  void convert(AccountTx tx, const Conversion& conversion, std::span<const Marked> out,
               std::span<const Marked> in);
  void lead(const AccountLead& lead) { result_.leads.push_back(lead); }
  void unknown_fee() { ++result_.unknown_fees; }
  void approximate() { result_.approximate = true; }

  // The object is then used up. Throws Error(kBadInput) where sums exceed 256 bits (only poison
  // can), Error(kInternal) where the law does not hold.
  AccountTraceResult finish();

 private:
  AccountTotals& total(Label label, AssetId asset);
  void check_conservation() const;

  AccountDoctrine doctrine_;
  AccountTraceResult result_;
  std::map<std::pair<Label, AssetId>, AccountTotals> totals_;
};

}  // namespace spoor::tracing
