#include "tracing/account_trace.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/support/memory_accounts.h"

namespace spoor::tracing {
namespace {

using ledger::Account;
using ledger::Transfer;
using ledger::TransferKind;
using spoor::testing::MemoryAccounts;
using spoor::testing::MemoryBlock;
using spoor::testing::MemoryTx;
using ::testing::ElementsAre;

constexpr AddressId kVictim{0}, kThief{1}, kMule{2}, kShop{3}, kPool{4}, kMiner{5};
constexpr AssetId kUsdc{20}, kDai{21};
constexpr Label kA{1}, kB{2};

Transfer row(AssetId asset, AddressId from, AddressId to, std::uint64_t amount,
             TransferKind kind = TransferKind::kToken) {
  return {.kind = kind, .asset = asset, .from = from, .to = to, .amount = U256{amount}};
}
MemoryTx tx(std::vector<Transfer> rows, AddressId sender = {}, std::uint64_t burnt = 0,
            std::uint64_t tip = 0) {
  return {.sender = sender, .burnt = U256{burnt}, .tip = U256{tip}, .rows = std::move(rows)};
}
AccountSeeds seed(AccountTx tx, Account account, std::uint64_t amount, Label label = kA) {
  return {
      .file = "seeds.csv",
      .labels = {"A", "B"},
      .rows = {{.tx = tx, .account = account, .amount = U256{amount}, .label = label, .line = 2}}};
}

// "holding 2/20 5": kind, address/asset ("-" is native), amount; "?" inferred, "o" on openings.
std::vector<std::string> rows_of(const AccountTraceResult& result) {
  std::vector<std::string> out;
  for (const AccountRow& row : result.rows)
    out.push_back(fmt::format(
        "{} {}/{} {}{}{}", name(row.kind), row.account.address.value,
        row.account.asset == kNativeAsset ? "-" : std::to_string(row.account.asset.value),
        to_decimal(row.amount), (row.basis & kInferred) != 0 ? " ?" : "",
        (row.basis & kOpening) != 0 ? " o" : ""));
  return out;
}
std::vector<std::string> trace(const MemoryAccounts& chain, const AccountSeeds& seeds,
                               AccountTraceOptions options = {}) {
  return rows_of(trace_accounts(chain, seeds, options));
}

// METHODS 1.9: A holds 10 tainted and 10 clean and pays 10 to B, who has 10 clean and pays 10 to C.
TEST(AccountTrace, ThePolesAreNoBoundsDownstream) {
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kUsdc, {}, kThief, 10)}), tx({row(kUsdc, {}, kMule, 10)}),
                tx({row(kUsdc, kVictim, kThief, 10)}), tx({row(kUsdc, kThief, kMule, 10)}),
                tx({row(kUsdc, kMule, kShop, 10)})}}});
  const AccountSeeds seeds = seed(AccountTx{2}, {kThief, kUsdc}, 10);
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kLibr}),
              ElementsAre("holding 1/20 10"));
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kTaintFirst}),
              ElementsAre("holding 3/20 10"));
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kHaircut}),
              ElementsAre("holding 1/20 5", "holding 2/20 3", "holding 3/20 2"));
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kFifo}),
              ElementsAre("holding 1/20 10"));
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kLifo}),
              ElementsAre("holding 3/20 10"));
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kPoison}),
              ElementsAre("holding 1/20 10", "holding 2/20 10", "holding 3/20 10"));
}

TEST(AccountTrace, TheFeeIsPaidFirst) {
  const MemoryAccounts chain(
      {{.number = 1,
        .fee_recipient = kMiner,
        .txs = {tx({row(kNativeAsset, kVictim, kThief, 10, TransferKind::kNative)}),
                tx({row(kNativeAsset, kThief, kMule, 6, TransferKind::kNative)}, kThief, 2, 1)}}});
  EXPECT_THAT(trace(chain, seed(AccountTx{0}, {kThief, kNativeAsset}, 10)),
              ElementsAre("holding 1/- 1", "holding 2/- 6", "gas-burnt 1/- 2", "gas-tip 1/- 1"));
}

TEST(AccountTrace, ASwapCarriesTheTaintIntoTheOtherAsset) {
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kUsdc, {}, kThief, 3)}), tx({row(kUsdc, kVictim, kThief, 9)}),
                tx({row(kUsdc, kThief, kPool, 8), row(kDai, kPool, kThief, 5)}),
                tx({row(kDai, kThief, kShop, 3)})}}});
  const AccountSeeds seeds = seed(AccountTx{1}, {kThief, kUsdc}, 9);
  // Clean 3, then 5 of 8 for 5: the ends 3 and 8 become 1 and 5.
  const AccountTraceOptions options{.pooled = {{kPool, Pooled::kSwap}}};
  const AccountTraceResult result = trace_accounts(chain, seeds, options);
  EXPECT_THAT(rows_of(result), ElementsAre("holding 1/20 4", "holding 1/21 2", "holding 3/21 2"));
  ASSERT_EQ(result.conversions.size(), 1U);
  EXPECT_EQ(result.conversions[0].tainted_out, U256{5});
  EXPECT_EQ(result.conversions[0].tainted_in, U256{4});
  EXPECT_EQ(result.conversions[0].conversion.rule, ConversionRule::kPath);
  // Where it is not known that this is a pool, it was paid.
  EXPECT_THAT(trace(chain, seeds), ElementsAre("holding 1/20 4", "holding 4/20 5"));
}

TEST(AccountTrace, WhatRestsOnAnAssumedOpeningSaysSo) {
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kUsdc, kVictim, kThief, 9)}), tx({row(kUsdc, kThief, kShop, 12)})}}});
  const AccountSeeds seeds = seed(AccountTx{0}, {kThief, kUsdc}, 9);
  EXPECT_THAT(trace(chain, seeds), ElementsAre("holding 3/20 9 o"));
  // Given, it is no assumption, and it stands first.
  const MemoryAccounts known(
      chain.all(), {{.account = {kThief, kUsdc}, .given = {.block = 1, .amount = U256{20}}}});
  EXPECT_THAT(trace(known, seeds), ElementsAre("holding 1/20 9"));
}

// The opening is what all committed blocks need, so a cut-off before the payment does not change
// it.
TEST(AccountTrace, AnEarlierCutOffAssumesTheSameOpening) {
  const MemoryAccounts chain({{.number = 1, .txs = {tx({row(kUsdc, kVictim, kThief, 9)})}},
                              {.number = 2, .txs = {tx({row(kUsdc, kThief, kShop, 2)})}},
                              {.number = 3, .txs = {tx({row(kUsdc, kThief, kShop, 10)})}}});
  const AccountSeeds seeds = seed(AccountTx{0}, {kThief, kUsdc}, 9);
  EXPECT_THAT(trace(chain, seeds, {.until = 2}), ElementsAre("holding 1/20 9 o"));
}

TEST(AccountTrace, TaintIsCarriedAcrossAGap) {
  const MemoryAccounts chain({{.number = 1, .txs = {tx({row(kUsdc, kVictim, kThief, 9)})}},
                              {.number = 5, .txs = {tx({row(kUsdc, kThief, kShop, 12)})}}});
  const AccountSeeds seeds = seed(AccountTx{0}, {kThief, kUsdc}, 9);
  EXPECT_THAT(trace(chain, seeds), ElementsAre("holding 3/20 9 o"));
  const MemoryAccounts known(
      chain.all(), {{.account = {kThief, kUsdc}, .given = {.block = 5, .amount = U256{12}}}});
  EXPECT_THAT(trace(known, seeds), ElementsAre("holding 3/20 9 o"));
}

TEST(AccountTrace, MissingTracesMakeAnOpeningInferred) {
  MemoryAccounts chain(
      {{.number = 1,
        .has_traces = false,
        .txs = {tx({row(kNativeAsset, kVictim, kThief, 9, TransferKind::kNative)}),
                tx({row(kNativeAsset, kThief, kShop, 12, TransferKind::kNative)})}}});
  EXPECT_THAT(trace(chain, seed(AccountTx{0}, {kThief, kNativeAsset}, 9)),
              ElementsAre("holding 3/- 9 ? o"));
}

TEST(AccountTrace, EndsHaveTheirKind) {
  const AddressId mixer{30}, bridge{31}, exchange{32};
  MemoryTx unsure = tx({row(kNativeAsset, kThief, kMule, 4, TransferKind::kNative)}, kThief);
  unsure.status = ledger::TxStatus::kUnknown;
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kNativeAsset, kVictim, kThief, 50, TransferKind::kNative)}),
                tx({row(kNativeAsset, kThief, mixer, 1), row(kNativeAsset, kThief, bridge, 2),
                    row(kNativeAsset, kThief, exchange, 3), row(kNativeAsset, kThief, {}, 5)}),
                tx({row(kNativeAsset, kThief, kPool, 6), row(kDai, kPool, kMule, 7)}), unsure}}});
  const AccountTraceOptions options{
      .stops = {{exchange, 8}},
      .pooled = {{mixer, Pooled::kMixer}, {bridge, Pooled::kBridge}, {kPool, Pooled::kSwap}}};
  const AccountTraceResult result =
      trace_accounts(chain, seed(AccountTx{0}, {kThief, kNativeAsset}, 50), options);
  EXPECT_THAT(rows_of(result),
              ElementsAre("holding 1/- 29", "service 32/- 3", "bridge 31/- 2", "mixer 30/- 1",
                          "unknown-conversion 4/- 6", "unknown-status 2/- 4", "burnt 1/- 5"));
  ASSERT_EQ(result.leads.size(), 1U);
  EXPECT_EQ(result.leads[0].account, (Account{kMule, kDai}));
  EXPECT_EQ(result.leads[0].amount, U256{7});
}

TEST(AccountTrace, AnAddressThatManyPaidIsAPool) {
  std::vector<MemoryTx> txs;
  for (std::uint32_t payer = 40; payer < 43; ++payer)
    txs.push_back(tx({row(kUsdc, AddressId{payer}, kShop, 1)}));
  txs.push_back(tx({row(kUsdc, kVictim, kThief, 9)}));
  txs.push_back(tx({row(kUsdc, kThief, kShop, 4)}));
  const MemoryAccounts chain({{.number = 1, .txs = txs}});
  const AccountSeeds seeds = seed(AccountTx{3}, {kThief, kUsdc}, 9);
  EXPECT_THAT(trace(chain, seeds, {.pooled_after = 2}),
              ElementsAre("holding 1/20 5", "pool 3/20 4"));
  EXPECT_THAT(trace(chain, seeds, {.pooled_after = 3}),
              ElementsAre("holding 1/20 5", "holding 3/20 4"));
}

TEST(AccountTrace, HaircutEndsWhatIsAMillionthOfTheSeed) {
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kUsdc, kVictim, kThief, 3'000'000)}), tx({row(kUsdc, kThief, kMule, 2)}),
                tx({row(kUsdc, kThief, kShop, 3)})}}});
  const AccountSeeds seeds = seed(AccountTx{0}, {kThief, kUsdc}, 3'000'000);
  EXPECT_THAT(trace(chain, seeds, {.doctrine = AccountDoctrine::kHaircut}),
              ElementsAre("holding 1/20 2999995", "holding 3/20 3", "below-minimum 2/20 2"));
}

TEST(AccountTrace, AtTheLimitWhatStillMovesEnds) {
  const MemoryAccounts chain(
      {{.number = 1,
        .txs = {tx({row(kUsdc, kVictim, kThief, 9)}), tx({row(kUsdc, kThief, kMule, 4)}),
                tx({row(kUsdc, kThief, kShop, 1)})}}});
  const AccountTraceResult result =
      trace_accounts(chain, seed(AccountTx{0}, {kThief, kUsdc}, 9), {.limit = 1});
  EXPECT_TRUE(result.hit_limit);
  EXPECT_THAT(rows_of(result), ElementsAre("holding 2/20 4", "limit 1/20 5"));
}

TEST(AccountTrace, SeedsBeyondTheNetCreditAreRefused) {
  const MemoryAccounts chain(
      {{.number = 1, .txs = {tx({row(kUsdc, kVictim, kThief, 9), row(kUsdc, kThief, kShop, 4)})}}});
  EXPECT_THROW(trace(chain, seed(AccountTx{0}, {kThief, kUsdc}, 6)), Error);
  EXPECT_THAT(trace(chain, seed(AccountTx{0}, {kThief, kUsdc}, 5)), ElementsAre("holding 1/20 5"));
}

}  // namespace
}  // namespace spoor::tracing
