#include "tracing/settle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace spoor::tracing {
namespace {

using ledger::Transfer;
using ledger::TransferKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr AddressId kThief{1}, kFriend{2}, kOther{3}, kRouter{10}, kPool{11}, kPool2{12},
    kBuilder{13};
constexpr AddressId kNobody{};
constexpr AssetId kUsdc{20}, kWeth{21}, kDai{22};
const AddressId kWethContract{21};

Transfer row(AssetId asset, AddressId from, AddressId to, std::uint64_t amount,
             TransferKind kind = TransferKind::kToken) {
  return {.kind = kind, .asset = asset, .from = from, .to = to, .amount = U256{amount}};
}
SettledFlow flow(AssetId asset, AddressId from, AddressId to, std::uint64_t amount,
                 FlowEnd end = FlowEnd::kPays) {
  return {.asset = asset, .from = from, .to = to, .amount = U256{amount}, .end = end};
}
Conversion conversion(AddressId account, AssetId gave, std::uint64_t gave_amount, AssetId got,
                      std::uint64_t got_amount, ConversionRule rule) {
  return {.account = account,
          .gave = gave,
          .gave_amount = U256{gave_amount},
          .got = got,
          .got_amount = U256{got_amount},
          .rule = rule};
}

Pooled known(AddressId address) {
  const std::map<AddressId, Pooled> pooled = {{kRouter, Pooled::kRouter},
                                              {kPool, Pooled::kSwap},
                                              {kPool2, Pooled::kSwap},
                                              {kWethContract, Pooled::kSwap}};
  const auto found = pooled.find(address);
  return found == pooled.end() ? Pooled::kNo : found->second;
}

Settlement settle(const std::vector<Transfer>& moves) {
  Settler settler;
  return settler.settle({.fee_recipient = kBuilder, .moves = moves}, known);
}

TEST(Settle, OneDebtorPaysAllInTheOrderOfTheirLastCredit) {
  const Settlement out = settle({row(kUsdc, kThief, kFriend, 3), row(kUsdc, kThief, kOther, 4),
                                 row(kUsdc, kThief, kFriend, 5), row(kUsdc, kThief, kPool, 6),
                                 row(kUsdc, kThief, kNobody, 7, TransferKind::kBurn)});
  EXPECT_THAT(out.flows,
              ElementsAre(flow(kUsdc, kThief, kOther, 4), flow(kUsdc, kThief, kFriend, 8),
                          flow(kUsdc, kThief, kPool, 6, FlowEnd::kPooled),
                          flow(kUsdc, kThief, kNobody, 7, FlowEnd::kBurnt)));
  EXPECT_THAT(out.conversions, IsEmpty());
}

TEST(Settle, RoutersFlashLoansAndSelfTransfersVanish) {
  const Settlement out = settle({row(kUsdc, kPool, kThief, 1000), row(kUsdc, kThief, kPool, 1000),
                                 row(kDai, kThief, kRouter, 9), row(kDai, kRouter, kFriend, 9),
                                 row(kDai, kOther, kOther, 50), row(kDai, kThief, kFriend, 0)});
  EXPECT_THAT(out.flows, ElementsAre(flow(kDai, kThief, kFriend, 9)));
}

TEST(Settle, ASwapThroughARouterIsAPath) {
  const Settlement out = settle({row(kUsdc, kThief, kRouter, 100), row(kUsdc, kRouter, kPool, 100),
                                 row(kWeth, kPool, kRouter, 7), row(kWeth, kRouter, kThief, 7)});
  EXPECT_THAT(out.flows, ElementsAre(flow(kUsdc, kThief, kNobody, 100, FlowEnd::kConverted)));
  EXPECT_THAT(out.conversions,
              ElementsAre(conversion(kThief, kUsdc, 100, kWeth, 7, ConversionRule::kPath)));
}

// A fee that the token takes, and dust from a stranger's contract, are no part of the walk.
TEST(Settle, AFeeOnTheWayLeavesThePathAPath) {
  const Settlement out =
      settle({row(kUsdc, kThief, kPool, 99), row(kUsdc, kThief, AddressId{kUsdc.value}, 1),
              row(kWeth, kPool, kThief, 7)});
  EXPECT_THAT(out.conversions,
              ElementsAre(conversion(kThief, kUsdc, 100, kWeth, 7, ConversionRule::kPath)));
  EXPECT_THAT(out.flows, ElementsAre(flow(kUsdc, kThief, kNobody, 100, FlowEnd::kConverted),
                                     flow(kUsdc, kNobody, AddressId{kUsdc.value}, 1)));
}

TEST(Settle, ASwapOverTwoPoolsThatPayDirectlyIsKnownByItsNetsOnly) {
  const Settlement out = settle({row(kUsdc, kThief, kPool, 60), row(kUsdc, kThief, kPool2, 40),
                                 row(kWeth, kPool, kThief, 4), row(kWeth, kPool, kThief, 3)});
  EXPECT_THAT(out.conversions,
              ElementsAre(conversion(kThief, kUsdc, 100, kWeth, 7, ConversionRule::kNet)));
}

TEST(Settle, AMissingCallLeavesNetsOnly) {
  const Settlement out = settle(
      {row(kUsdc, kThief, kPool, 60), row(kNativeAsset, kNobody, kThief, 3, TransferKind::kMint)});
  EXPECT_THAT(out.conversions,
              ElementsAre(conversion(kThief, kUsdc, 60, kNativeAsset, 3, ConversionRule::kNet)));
}

TEST(Settle, WrappingIsOneForOne) {
  const Settlement wrap =
      settle({row(kNativeAsset, kThief, kWethContract, 5, TransferKind::kNative),
              row(kWeth, kNobody, kThief, 5, TransferKind::kWrap)});
  EXPECT_THAT(wrap.conversions,
              ElementsAre(conversion(kThief, kNativeAsset, 5, kWeth, 5, ConversionRule::kWrap)));
  const Settlement unwrap = settle(
      {row(kWeth, kThief, kRouter, 5), row(kWeth, kRouter, kNobody, 5, TransferKind::kUnwrap),
       row(kNativeAsset, kWethContract, kRouter, 5, TransferKind::kInternal),
       row(kNativeAsset, kRouter, kThief, 5, TransferKind::kInternal)});
  EXPECT_THAT(unwrap.conversions,
              ElementsAre(conversion(kThief, kWeth, 5, kNativeAsset, 5, ConversionRule::kWrap)));
}

TEST(Settle, ASwapOutOfNativeMoneyThroughItsWrappingIsAPath) {
  const Settlement out = settle({row(kNativeAsset, kThief, kRouter, 5, TransferKind::kNative),
                                 row(kNativeAsset, kRouter, kWethContract, 5),
                                 row(kWeth, kNobody, kRouter, 5, TransferKind::kWrap),
                                 row(kWeth, kRouter, kPool, 5), row(kUsdc, kPool, kThief, 900)});
  EXPECT_THAT(out.conversions,
              ElementsAre(conversion(kThief, kNativeAsset, 5, kUsdc, 900, ConversionRule::kPath)));
}

// Anybody's contract can mint a token for ether. It is an account, which was paid.
TEST(Settle, AContractThatIsNotPooledIsPaid) {
  const Settlement out = settle({row(kNativeAsset, kThief, kOther, 5, TransferKind::kNative),
                                 row(kDai, kNobody, kThief, 5, TransferKind::kWrap)});
  EXPECT_THAT(out.conversions, IsEmpty());
  EXPECT_THAT(out.flows,
              ElementsAre(flow(kDai, kNobody, kThief, 5), flow(kNativeAsset, kThief, kOther, 5)));
}

TEST(Settle, ASwapForSomebodyElseEndsInThePool) {
  const Settlement out = settle({row(kUsdc, kThief, kPool, 60), row(kWeth, kPool, kFriend, 4)});
  EXPECT_THAT(out.conversions, IsEmpty());
  EXPECT_THAT(out.flows, ElementsAre(flow(kUsdc, kThief, kPool, 60, FlowEnd::kPooled),
                                     flow(kWeth, kNobody, kFriend, 4)));
}

TEST(Settle, TwoAccountsThatTradeWithEachOtherPayEachOther) {
  const Settlement out = settle({row(kUsdc, kThief, kFriend, 60), row(kWeth, kFriend, kThief, 4)});
  EXPECT_THAT(out.conversions, IsEmpty());
  EXPECT_THAT(out.flows,
              ElementsAre(flow(kUsdc, kThief, kFriend, 60), flow(kWeth, kFriend, kThief, 4)));
}

TEST(Settle, OfSeveralDebtorsDirectRowsStandAndWhatMeetsIsABatch) {
  const AddressId splitter{30};
  const Settlement out =
      settle({row(kUsdc, kThief, kFriend, 2), row(kUsdc, kOther, kFriend, 3),
              row(kUsdc, kThief, splitter, 10), row(kUsdc, kOther, splitter, 20),
              row(kUsdc, splitter, kFriend, 25), row(kUsdc, splitter, AddressId{31}, 5)});
  EXPECT_THAT(
      out.flows,
      ElementsAre(flow(kUsdc, kThief, kFriend, 2), flow(kUsdc, kOther, kFriend, 3),
                  flow(kUsdc, kThief, splitter, 10, FlowEnd::kBatch),
                  flow(kUsdc, kOther, splitter, 20, FlowEnd::kBatch),
                  flow(kUsdc, kNobody, kFriend, 25), flow(kUsdc, kNobody, AddressId{31}, 5)));
}

TEST(Settle, TheOneDebtorThatDirectRowsLeavePays) {
  const AddressId splitter{30};
  const Settlement out =
      settle({row(kUsdc, kThief, splitter, 10), row(kUsdc, splitter, kFriend, 10),
              row(kUsdc, kOther, kFriend, 3)});
  EXPECT_THAT(out.flows,
              ElementsAre(flow(kUsdc, kOther, kFriend, 3), flow(kUsdc, kThief, kFriend, 10)));
}

// Payments that share no address are settled apart.
TEST(Settle, DebtorsThatNeverMeetAreNoBatch) {
  const Settlement out =
      settle({row(kUsdc, kThief, AddressId{30}, 10), row(kUsdc, AddressId{30}, kFriend, 10),
              row(kUsdc, kOther, AddressId{31}, 3), row(kUsdc, AddressId{31}, AddressId{32}, 3),
              row(kUsdc, kOther, AddressId{31}, 2), row(kUsdc, AddressId{31}, kFriend, 2)});
  EXPECT_THAT(out.flows, ElementsAre(flow(kUsdc, kThief, AddressId{30}, 10, FlowEnd::kBatch),
                                     flow(kUsdc, kOther, AddressId{31}, 5, FlowEnd::kBatch),
                                     flow(kUsdc, kNobody, AddressId{32}, 3),
                                     flow(kUsdc, kNobody, kFriend, 12)));
  const Settlement apart =
      settle({row(kUsdc, kThief, AddressId{30}, 10), row(kUsdc, AddressId{30}, kFriend, 10),
              row(kUsdc, kOther, AddressId{31}, 3), row(kUsdc, AddressId{31}, AddressId{32}, 3)});
  EXPECT_THAT(apart.flows,
              ElementsAre(flow(kUsdc, kThief, kFriend, 10), flow(kUsdc, kOther, AddressId{32}, 3)));
}

// Once the rows that stand are told, what is left falls apart, and each part has one debtor.
TEST(Settle, RowsThatStandNoLongerJoinWhatIsLeft) {
  const AddressId third{40}, first_hop{41}, second_hop{42};
  const Settlement out =
      settle({row(kUsdc, kThief, first_hop, 10), row(kUsdc, first_hop, kFriend, 10),
              row(kUsdc, kOther, second_hop, 20), row(kUsdc, second_hop, AddressId{43}, 20),
              row(kUsdc, third, kFriend, 1), row(kUsdc, third, AddressId{43}, 2)});
  EXPECT_THAT(
      out.flows,
      ElementsAre(flow(kUsdc, third, kFriend, 1), flow(kUsdc, kThief, kFriend, 10),
                  flow(kUsdc, third, AddressId{43}, 2), flow(kUsdc, kOther, AddressId{43}, 20)));
}

TEST(Settle, ATokenWhoseSumsOverflowHasNoPart) {
  Transfer huge = row(kDai, kOther, kThief, 0);
  huge.amount = U256::max();
  const Settlement out =
      settle({huge, huge, row(kUsdc, kThief, kPool, 60), row(kWeth, kPool, kThief, 4)});
  EXPECT_THAT(out.overflowing, ElementsAre(kDai));
  EXPECT_THAT(out.conversions, ::testing::SizeIs(1));
  EXPECT_THAT(out.flows, ElementsAre(flow(kUsdc, kThief, kNobody, 60, FlowEnd::kConverted)));
}

}  // namespace
}  // namespace spoor::tracing
