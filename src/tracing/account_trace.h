// A trace over one account ledger: follow the seeds under one doctrine up to a cut-off, and say
// where their money rests (METHODS 1.9 and 1.10).
//
// Only accounts that got tainted money have a purse. A queue merges their histories, so the cost is
// that of what is reached. A transaction that touches one is settled as a whole (settle.h), its fee
// first; a purse is made when its account first gets tainted money: its balance before that, and
// the opening that it must have had, come from the chain's history (account_openings.h).
//
//   conversions   ordered doctrines map the ends of stretches, the others carry the fraction,
//   poison
//                 taints all that was got; by `net` what was got is inferred
//   pooled        an account that turns out to be pooled when it is next touched: what it holds
//   ends
//                 there as what is paid to it does
//   gaps          across a gap in the ledger tainted money is taken to have stayed where it was,
//   and
//                 rests on that (kOpening); what a given opening has no room for is `adjustment`
//   endpoints     the receiver's purse, where it has one, gets the money as clean money
//   seeds         those on one account in one transaction stand in its net credit one behind the
//                 other, from its first unit (pro rata: in what is clean); what is labelled already
//                 is overlap
//   minimum       haircut: by label, 10^-6 of its seeds in that asset, scaled along the first
//                 conversion into an asset without seeds; given: of all labels together
//   limit         what is still moving, and seeds that were not reached, end there
//
// Laws checked in every run: per label and asset, accepted seeds + converted in = holdings +
// endpoints + sinks + converted out (not poison); 0 <= tainted <= balance in every account.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/u256.h"
#include "tracing/account_chain.h"
#include "tracing/account_doctrine.h"
#include "tracing/account_mark.h"
#include "tracing/label.h"
#include "tracing/pooled.h"
#include "tracing/settle.h"

namespace spoor::tracing {

enum class AccountRowKind : std::uint8_t {
  kHolding,
  // endpoints
  kService,
  kPool,
  kBridge,
  kMixer,
  kUnknownConversion,
  kBatch,
  kUnknownStatus,
  kBelowMinimum,
  kLimit,
  // sinks
  kGasBurnt,
  kGasTip,
  kBurnt,
  kAdjustment,
};
inline constexpr std::size_t kAccountRowKinds = 14;
std::string_view name(AccountRowKind kind);  // "unknown-conversion" …

struct AccountSeed {
  AccountTx tx = {};
  std::uint32_t place = 0;  // of the row that brought it
  bool by_place = false;    // false: the whole transaction's net credit is meant
  ledger::Account account = {};
  U256 amount = {};
  Label label = {};
  std::uint64_t line = 0;  // of the seeds file
};
struct AccountSeeds {
  std::string file;
  std::vector<std::string> labels;  // sorted by bytes, without repeats: Label n at n - 1
  std::vector<AccountSeed> rows;    // in chain order, then file order
};

struct AccountStop {
  AddressId address;
  std::uint32_t service = 0;
};

struct AccountTraceOptions {
  AccountDoctrine doctrine = AccountDoctrine::kFifo;
  std::optional<std::uint32_t> until = {};  // number of the last block that counts; none: the tip
  std::optional<U256> minimum = {};         // none: haircut a part of the label's seed, else 0
  std::uint64_t minimum_parts = 1'000'000;  // that part: one in so many
  std::uint64_t limit = 5'000'000;          // transactions that are followed
  std::uint64_t pooled_after = 100;         // accounts that paid an address before: a pool
  std::vector<AccountStop> stops = {};
  std::vector<KnownPooled> pooled = {};
  std::span<const ethereum::Factory> factories = ethereum::known_factories();
  Progress* progress = nullptr;  // counts transactions of the chain, up to the cut-off
};

inline constexpr std::uint32_t kNoAccountService = 0xffffffffU;

// Sorted by label, asset, kind, address, tx, basis; equal ones are one row.
struct AccountRow {
  Label label;
  AccountRowKind kind = AccountRowKind::kHolding;
  ledger::Account account;  // the holder; for an endpoint who received; for a sink who lost it
  U256 amount;
  AccountTx tx;  // endpoints and sinks other than gas: the transaction in which it ended
  std::uint8_t basis = kShown;
  std::uint32_t service = kNoAccountService;
};

struct ConversionRow {
  Label label;
  AccountTx tx;
  Conversion conversion;
  U256 tainted_out;  // of `gave_amount`
  U256 tainted_in;   // of `got_amount`
  std::uint8_t basis = kShown;
};

// What came out of a transaction in which tainted money went into a pooled contract and no
// conversion was found: never in the totals.
struct AccountLead {
  Label label;
  AccountTx tx;
  ledger::Account account;
  U256 amount;
};

struct AccountTotals {  // of one label in one asset
  Label label;
  AssetId asset;
  U256 accepted;
  U256 overlap;
  U256 converted_in;
  U256 converted_out;
  std::array<U256, kAccountRowKinds> by_kind = {};
  U256 inferred;     // of holdings and endpoints: what has the basis bit kInferred
  U256 on_openings;  // the same for kOpening
};

struct AccountTraceResult {
  AccountDoctrine doctrine = AccountDoctrine::kFifo;
  std::uint32_t until = 0;
  bool hit_limit = false;
  bool approximate = false;        // some row on the way was
  std::uint64_t transactions = 0;  // followed: they touch an account that has a purse
  std::uint64_t unknown_fees = 0;  // of them, of senders with a purse
  std::vector<AccountRow> rows;
  std::vector<ConversionRow> conversions;  // in chain order
  std::vector<AccountLead> leads;          // in chain order
  std::vector<AccountTotals> totals;       // by label, then asset
};

// Throws Error(kBadInput) where the seeds on an account exceed its net credit in that transaction,
// or the row that they name, or lie after the cut-off; Error(kCorrupt) where amounts in an asset
// that is followed exceed 256 bits.
AccountTraceResult trace_accounts(const AccountChain& chain, const AccountSeeds& seeds,
                                  const AccountTraceOptions& options);

}  // namespace spoor::tracing
