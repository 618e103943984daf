// The engine against the naive tracer of accounts, over random chains: whatever the doctrine, the
// cut-off and the stops, both must say the same; and the laws of DESIGN. `RC_PARAMS` asks for more
// chains.
#include "tests/naive_account_tracer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "tests/naive_account_settle.h"
#include "tests/random_accounts.h"

namespace spoor::testing {
namespace {

using namespace tracing;
using ledger::Account;
using ledger::Transfer;

[[maybe_unused]] const int kMoreChains = setenv("RC_PARAMS", "max_success=2000", 0);

struct Given {
  MemoryAccounts chain = random_accounts();
  AccountSeeds seeds = random_account_seeds(chain);
  AccountTraceOptions options = random_account_options(chain, seeds);

  Given() { RC_LOG() << text_of(chain) << text_of(seeds, options); }
};

RC_GTEST_PROP(AccountTracers, Agree, ()) {
  const Given given;
  const std::string expected =
      text_of(naive_account_trace(given.chain, given.seeds, given.options));
  RC_ASSERT(text_of(trace_accounts(given.chain, given.seeds, given.options)) == expected);
}

// Flows and conversions add up to what each account gave and got, net.
RC_GTEST_PROP(AccountLaws, ASettlementTellsEveryNet, ()) {
  const MemoryAccounts chain = random_accounts();
  RC_LOG() << text_of(chain);
  const std::set<AddressId> pools = {AddressId{5}, AddressId{6}, AddressId{22}};
  Settler settler;
  for (std::uint64_t i = 0; i < chain.tx_rows(); ++i) {
    std::vector<Transfer> moves;
    chain.moves(AccountTx{i}, moves);
    const Settlement& settled = settler.settle(
        {.fee_recipient = {}, .moves = moves},
        [&](AddressId address) { return pools.contains(address) ? Pooled::kSwap : Pooled::kNo; });
    std::map<Account, std::pair<U256, U256>> told;
    for (const SettledFlow& flow : settled.flows) {
      if (flow.from.valid()) told[{flow.from, flow.asset}].first += flow.amount;
      if (flow.end == FlowEnd::kPays) told[{flow.to, flow.asset}].second += flow.amount;
    }
    for (const Conversion& conversion : settled.conversions)
      told[{conversion.account, conversion.got}].second += conversion.got_amount;
    for (std::uint32_t address = 0; address < 23; ++address) {
      if (pools.contains(AddressId{address})) continue;
      for (const AssetId asset : {kNativeAsset, AssetId{20}, AssetId{21}, AssetId{22}}) {
        const Account account{AddressId{address}, asset};
        RC_ASSERT(told[account].first == move_of(account, moves).debit());
        RC_ASSERT(told[account].second == move_of(account, moves).credit());
      }
    }
  }
}

// What any doctrine reaches, poison reaches, where nothing is too small to follow.
RC_GTEST_PROP(AccountLaws, PoisonReachesWhatAnyDoctrineReaches, ()) {
  Given given;
  given.options.minimum = U256{};
  given.options.limit = 1'000'000;
  const auto reached = [&](AccountDoctrine doctrine) {
    given.options.doctrine = doctrine;
    std::set<std::tuple<Label, AccountRowKind, Account>> out;
    const AccountTraceResult result = trace_accounts(given.chain, given.seeds, given.options);
    for (const AccountRow& row : result.rows) out.emplace(row.label, row.kind, row.account);
    return out;
  };
  const AccountDoctrine doctrine = given.options.doctrine;
  const auto by_poison = reached(AccountDoctrine::kPoison);
  for (const auto& row : reached(doctrine))
    if (std::get<1>(row) != AccountRowKind::kAdjustment) RC_ASSERT(by_poison.contains(row));
}

// A later cut-off adds to what an earlier one said of the past, and changes none of it.
RC_GTEST_PROP(AccountLaws, ALaterCutOffRepeatsTheConversionsOfAnEarlierOne, ()) {
  Given given;
  given.options.until.reset();
  given.options.limit = 1'000'000;
  RC_PRE(!given.seeds.rows.empty());
  const AccountTraceResult late = trace_accounts(given.chain, given.seeds, given.options);
  given.options.until = given.chain.block(given.chain.block_of(given.seeds.rows.back().tx)).number;
  const AccountTraceResult early = trace_accounts(given.chain, given.seeds, given.options);
  RC_ASSERT(early.conversions.size() <= late.conversions.size());
  for (std::size_t i = 0; i < early.conversions.size(); ++i) {
    RC_ASSERT(early.conversions[i].tainted_in == late.conversions[i].tainted_in);
    RC_ASSERT(early.conversions[i].tx == late.conversions[i].tx);
  }
}

}  // namespace
}  // namespace spoor::testing
