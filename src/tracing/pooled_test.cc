#include "tracing/pooled.h"

#include <gtest/gtest.h>

#include "tests/support/memory_accounts.h"

namespace spoor::tracing {
namespace {

using ledger::Transfer;
using ledger::TransferKind;
using spoor::testing::MemoryAccounts;

constexpr AddressId kTrader{1}, kPair{2}, kCopy{3}, kVault{4};
constexpr AssetId kUsdc{20}, kWeth{21};

Transfer row(AssetId asset, AddressId from, AddressId to) {
  return {.kind = TransferKind::kToken, .asset = asset, .from = from, .to = to, .amount = U256{1}};
}

const ethereum::Factory kFactory{
    .chain_id = 1, .name = "a factory", .address = {}, .init_code_hash = {}, .fees = {}};

// Address 2 is where the factory makes the pair of tokens 20 and 21.
class ChainWithPair : public MemoryAccounts {
 public:
  using MemoryAccounts::MemoryAccounts;
  std::optional<ethereum::Address> contract(AddressId address) const override {
    if (address != kPair) return MemoryAccounts::contract(address);
    return ethereum::pool_address(kFactory, *MemoryAccounts::contract(AddressId{kUsdc.value}),
                                  *MemoryAccounts::contract(AddressId{kWeth.value}), 0);
  }
};

TEST(PooledContracts, APairIsProvenByTheTokensThatMovedThroughIt) {
  const std::vector<Transfer> swap = {row(kUsdc, kTrader, kPair), row(kWeth, kPair, kTrader),
                                      row(kUsdc, kTrader, kCopy), row(kWeth, kCopy, kTrader)};
  const std::vector<Transfer> gift = {row(kUsdc, kTrader, kPair)};
  const ChainWithPair chain(
      {{.number = 1, .txs = {{.rows = gift}, {.rows = swap}, {.rows = gift}}}});
  PooledContracts pools(chain, {}, std::span(&kFactory, 1), 100);
  // One token proves nothing; once proven, a contract stays what it is.
  EXPECT_EQ(pools.kind(kPair, AccountTx{0}, gift), Pooled::kNo);
  EXPECT_EQ(pools.kind(kPair, AccountTx{1}, swap), Pooled::kSwap);
  EXPECT_EQ(pools.kind(kPair, AccountTx{2}, gift), Pooled::kSwap);
  // Anybody's contract can swap as a pair does.
  EXPECT_EQ(pools.kind(kCopy, AccountTx{1}, swap), Pooled::kNo);
  EXPECT_EQ(pools.kind(kTrader, AccountTx{1}, swap), Pooled::kNo);
}

TEST(PooledContracts, TheTableComesFirstAndPayersCountOnlyBefore) {
  const MemoryAccounts chain({{.number = 1,
                               .txs = {{.rows = {row(kUsdc, AddressId{5}, kVault)}},
                                       {.rows = {row(kWeth, AddressId{6}, kVault)}},
                                       {.rows = {row(kUsdc, AddressId{6}, kVault)}},
                                       {.rows = {row(kUsdc, AddressId{7}, kVault)}}}}});
  PooledContracts crowd(chain, {}, {}, 1);
  EXPECT_EQ(crowd.kind(kVault, AccountTx{1}, {}), Pooled::kNo);
  EXPECT_EQ(crowd.kind(kVault, AccountTx{2}, {}), Pooled::kManyPayers);
  const std::vector<KnownPooled> known = {{kVault, Pooled::kBridge}};
  PooledContracts table(chain, known, {}, 1);
  EXPECT_EQ(table.kind(kVault, AccountTx{2}, {}), Pooled::kBridge);
}

}  // namespace
}  // namespace spoor::tracing
