#include "tracing/account_seeds.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/support/memory_accounts.h"

namespace spoor::tracing {
namespace {

using ledger::Transfer;
using ledger::TransferKind;
using spoor::testing::MemoryAccounts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kHash(64, 'a');

// Address n is called "n"; the transaction "aa…" is row 0.
AccountWords words() {
  return {.tx = [](const Hash256& hash) -> std::vector<AccountTx> {
            if (to_hex(hash) != kHash) return {};
            return {AccountTx{0}};
          },
          .address = [](std::string_view text) -> std::optional<AddressId> {
            if (text == "nobody") return std::nullopt;
            return AddressId{static_cast<std::uint32_t>(std::stoul(std::string(text)))};
          },
          .native_symbol = "ETH"};
}

Transfer row(std::uint32_t place, AssetId asset, std::uint32_t from, std::uint32_t to,
             std::uint64_t amount, TransferKind kind) {
  return {.kind = kind,
          .asset = asset,
          .from = AddressId{from},
          .to = AddressId{to},
          .amount = U256{amount},
          .place = place};
}

MemoryAccounts chain() {
  const AssetId usdc{20};
  return MemoryAccounts(
      {{.number = 7,
        .txs = {{.rows = {row(0, kNativeAsset, 1, 2, 10, TransferKind::kNative),
                          row(3, kNativeAsset, 3, 2, 4, TransferKind::kInternal),
                          row(4, kNativeAsset, 2, 4, 1, TransferKind::kInternal),
                          row(17, usdc, 1, 2, 100, TransferKind::kToken),
                          row(18, usdc, 2, 4, 30, TransferKind::kToken)}}}},
       {.number = 8,
        .txs = {{.rows = {row(0, usdc, 1, 2, 5, TransferKind::kToken)}},
                {.rows = {row(0, usdc, 3, 2, 6, TransferKind::kToken)}}}},
       {.number = 9, .txs = {{.rows = {row(0, usdc, 1, 2, 7, TransferKind::kToken)}}}}});
}

std::vector<std::string> resolve(const std::string& text) {
  const MemoryAccounts accounts = chain();
  const AccountSeeds seeds =
      resolve_account_seeds(parse_account_seeds(text, "seeds.csv"), "main", accounts, words());
  std::vector<std::string> out;
  for (const AccountSeed& seed : seeds.rows)
    out.push_back(fmt::format("{} tx {} {}: {}{}", seeds.labels[seed.label.value - 1U],
                              seed.tx.value, seed.account.address.value, to_decimal(seed.amount),
                              seed.by_place ? fmt::format(" at {}", seed.place) : ""));
  return out;
}
std::string refusal(const std::string& text) {
  try {
    resolve(text);
  } catch (const Error& error) {
    return error.text();
  }
  return "";
}
std::string event(const std::string& row) {
  return "network,event,address,asset,amount,label\nmain," + row + "\n";
}
std::string window(const std::string& row) {
  return "network,from,to,asset,since,until,label\nmain," + row + "\n";
}

TEST(AccountSeeds, AnEventIsATransactionOrOneRowOfIt) {
  EXPECT_THAT(resolve(event("0x" + kHash + ",2,20,,x")), ElementsAre("x tx 0 2: 70"));
  EXPECT_THAT(resolve(event("0x" + kHash + ",2,eth,,x")), ElementsAre("x tx 0 2: 13"));
  EXPECT_THAT(resolve(event(kHash + ":log:17,2,20,60,x")), ElementsAre("x tx 0 2: 60 at 17"));
  EXPECT_THAT(resolve(event(kHash + ":trace:0.1,2,native,,x")), ElementsAre("x tx 0 2: 4 at 3"));
  EXPECT_THAT(resolve(event(kHash + ":trace:,2,native,,x")), ElementsAre("x tx 0 2: 10 at 0"));
}

TEST(AccountSeeds, APairInAWindowIsEveryPaymentInIt) {
  EXPECT_THAT(resolve(window("1,2,20,7,8,x")), ElementsAre("x tx 0 2: 70", "x tx 2 2: 5"));
  EXPECT_THAT(refusal(window("1,2,20,10,12,x")), HasSubstr("no payment"));
  EXPECT_THAT(refusal(window("1,2,20,2022-01-01,2022-01-02,x")), HasSubstr("time of block 7"));
  EXPECT_THAT(refusal(window("1,2,20,9,8,x")), HasSubstr("until lies before since"));
  EXPECT_THAT(refusal(window("1,2,20,9,2022-01-02,x")), HasSubstr("both"));
}

TEST(AccountSeeds, RowsOfOtherNetworksAreLeftButTheirLabelsCount) {
  const std::string text = "network,event,address,asset,amount,label\nmain," + kHash +
                           ",2,20,,z\nother,0x" + kHash + ",2,20,,a\n";
  EXPECT_THAT(resolve(text), ElementsAre("z tx 0 2: 70"));
  const AccountSeedFile file = parse_account_seeds(text, "seeds.csv");
  EXPECT_THAT(file.networks(), ElementsAre("main", "other"));
  EXPECT_THAT(file.labels(), ElementsAre("a", "z"));
}

TEST(AccountSeeds, WhatCannotBeIsRefusedWithItsLine) {
  EXPECT_THAT(refusal(event(kHash + ",2,20,71,x")), HasSubstr("seeds.csv, line 2"));
  EXPECT_THAT(refusal(event(kHash + ",2,20,71,x")), HasSubstr("net: 70"));
  EXPECT_THAT(refusal(event(kHash + ",2,20,0,x")), HasSubstr("the amount is 0"));
  EXPECT_THAT(refusal(event(kHash + ",nobody,20,1,x")), HasSubstr("no address nobody"));
  EXPECT_THAT(refusal(event(kHash + ":log:18,2,20,1,x")), HasSubstr("paid the address nothing"));
  EXPECT_THAT(refusal(event(kHash + ",1,20,,x")), HasSubstr("got nothing"));
  EXPECT_THAT(refusal(event(std::string(64, 'b') + ",2,20,1,x")), HasSubstr("0 transactions"));
  EXPECT_THAT(refusal(event(kHash + ":row:1,2,20,1,x")), HasSubstr("not an event"));
  EXPECT_THAT(refusal(event("abc,2,20,1,x")), HasSubstr("not a transaction"));
  EXPECT_THAT(refusal(event(kHash + ":trace:0.,2,20,1,x")), HasSubstr("dot"));
  EXPECT_THAT(refusal("network,event,address,asset,amount,label\n"), HasSubstr("no seed"));
}

}  // namespace
}  // namespace spoor::tracing
