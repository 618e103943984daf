#include "tracing/account_purse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor::tracing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Mark kA = mark(Label{1}, kShown), kB = mark(Label{2}, kShown);

Marked part(Mark mark, std::uint64_t amount) { return {mark, U256{amount}}; }

MarkedList take(AccountPurse& purse, std::uint64_t amount) {
  MarkedList out;
  purse.take(U256{amount}, out);
  return out;
}
MarkedList holdings(const AccountPurse& purse) {
  MarkedList out;
  purse.holdings(out);
  return out;
}

// Ten clean, then three of A, four clean and two of B.
AccountPurse filled(AccountDoctrine doctrine) {
  AccountPurse purse(doctrine, U256{10});
  const bool ordered = is_ordered(doctrine);
  if (ordered)
    purse.put(U256{9}, MarkedList{part(kA, 3), part(kClean, 4), part(kB, 2)});
  else
    purse.put(U256{9}, MarkedList{part(kA, 3), part(kB, 2)});
  return purse;
}

// METHODS 1.9: +10 clean, +5 tainted, -8, -4, +20 clean, -20 moves 0, 2, 0 and leaves 3 of 3.
TEST(AccountPurse, LibrIsTheLowestIntermediateBalance) {
  AccountPurse purse(AccountDoctrine::kLibr, {});
  purse.put(U256{10}, {});
  purse.put(U256{5}, MarkedList{part(kA, 5)});
  EXPECT_THAT(take(purse, 8), IsEmpty());
  EXPECT_THAT(take(purse, 4), ElementsAre(part(kA, 2)));
  purse.put(U256{20}, {});
  EXPECT_THAT(take(purse, 20), IsEmpty());
  EXPECT_EQ(purse.balance(), U256{3});
  EXPECT_EQ(purse.tainted(), U256{3});
}

TEST(AccountPurse, FifoTakesFromTheHeadAndLifoFromTheEnd) {
  AccountPurse fifo = filled(AccountDoctrine::kFifo);
  EXPECT_THAT(take(fifo, 12), ElementsAre(part(kClean, 10), part(kA, 2)));
  EXPECT_THAT(holdings(fifo), ElementsAre(part(kA, 1), part(kB, 2)));
  AccountPurse lifo = filled(AccountDoctrine::kLifo);
  EXPECT_THAT(take(lifo, 7), ElementsAre(part(kA, 1), part(kClean, 4), part(kB, 2)));
  EXPECT_THAT(take(lifo, 11), ElementsAre(part(kClean, 9), part(kA, 2)));
  EXPECT_FALSE(lifo.is_tainted());
  EXPECT_EQ(lifo.balance(), U256{1});
}

// 3 * 10 / 19 = 1.58 and 2 * 10 / 19 = 1.05.
TEST(AccountPurse, HaircutTakesSharesAndTheResidueStays) {
  AccountPurse purse = filled(AccountDoctrine::kHaircut);
  EXPECT_THAT(take(purse, 10), ElementsAre(part(kA, 1), part(kB, 1)));
  EXPECT_THAT(holdings(purse), ElementsAre(part(kA, 2), part(kB, 1)));
  EXPECT_THAT(take(purse, 9), ElementsAre(part(kA, 2), part(kB, 1)));
  EXPECT_FALSE(purse.is_tainted());
}

// Of 1 and 1 of two, one leaves: both shares are a half, but two cannot stay in one.
TEST(AccountPurse, HaircutNeverLeavesMoreThanThereIsRoomFor) {
  AccountPurse purse(AccountDoctrine::kHaircut, {});
  purse.put(U256{2}, MarkedList{part(kA, 1), part(kB, 1)});
  EXPECT_THAT(take(purse, 1), ElementsAre(part(kA, 1)));
  EXPECT_THAT(holdings(purse), ElementsAre(part(kB, 1)));
}

TEST(AccountPurse, TaintFirstAndLibrAreOppositePoles) {
  AccountPurse first = filled(AccountDoctrine::kTaintFirst);
  EXPECT_THAT(take(first, 4), ElementsAre(part(kA, 3), part(kB, 1)));  // 2.4 and 1.6, one unit to A
  EXPECT_THAT(take(first, 4), ElementsAre(part(kB, 1)));
  AccountPurse last = filled(AccountDoctrine::kLibr);
  EXPECT_THAT(take(last, 14), IsEmpty());
  EXPECT_THAT(take(last, 4), ElementsAre(part(kA, 3), part(kB, 1)));
}

TEST(AccountPurse, PoisonTaintsAllUntilTheBalanceIsZero) {
  AccountPurse purse = filled(AccountDoctrine::kPoison);
  EXPECT_THAT(take(purse, 18), ElementsAre(part(kA, 18), part(kB, 18)));
  EXPECT_THAT(holdings(purse), ElementsAre(part(kA, 1), part(kB, 1)));
  take(purse, 1);
  purse.put(U256{7}, {});
  EXPECT_FALSE(purse.is_tainted());
  AccountPurse for_good = filled(AccountDoctrine::kPoison);
  for_good.poison_for_good();
  take(for_good, 19);
  for_good.put(U256{7}, {});
  EXPECT_EQ(for_good.tainted(), U256{7});
}

TEST(AccountPurse, CleansedMoneyStaysWhereItWas) {
  AccountPurse fifo = filled(AccountDoctrine::kFifo);
  MarkedList out;
  fifo.cleanse(U256{11}, out);
  EXPECT_THAT(out, ElementsAre(part(kClean, 10), part(kA, 1)));
  EXPECT_EQ(fifo.balance(), U256{19});
  EXPECT_THAT(take(fifo, 12), ElementsAre(part(kClean, 11), part(kA, 1)));
  AccountPurse lifo = filled(AccountDoctrine::kLifo);
  out.clear();
  lifo.cleanse(U256{1}, out);
  EXPECT_THAT(out, ElementsAre(part(kB, 1)));
  EXPECT_THAT(take(lifo, 3), ElementsAre(part(kClean, 1), part(kB, 1), part(kClean, 1)));
}

TEST(AccountPurse, AcrossAGapOnlyTaintIsCarried) {
  AccountPurse fifo = filled(AccountDoctrine::kFifo);
  MarkedList lost;
  fifo.reopen(U256{6}, lost);
  EXPECT_THAT(lost, IsEmpty());
  EXPECT_THAT(take(fifo, 6), ElementsAre(part(kClean, 1), part(with_basis(kA, kOpening), 3),
                                         part(with_basis(kB, kOpening), 2)));
  AccountPurse lifo = filled(AccountDoctrine::kLifo);
  lifo.reopen(U256{4}, lost);
  EXPECT_THAT(lost, ElementsAre(part(with_basis(kB, kOpening), 1)));
  EXPECT_EQ(lifo.balance(), U256{4});
  EXPECT_EQ(lifo.tainted(), U256{4});
  AccountPurse poison = filled(AccountDoctrine::kPoison);
  poison.reopen({}, lost);
  poison.put(U256{3}, {});
  EXPECT_FALSE(poison.is_tainted());
}

TEST(AccountPurse, MarksOfOneLabelStayApart) {
  AccountPurse purse(AccountDoctrine::kHaircut, {});
  purse.put(U256{8}, MarkedList{part(kA, 4), part(mark(Label{1}, kInferred), 4)});
  EXPECT_THAT(take(purse, 4), ElementsAre(part(kA, 2), part(mark(Label{1}, kInferred), 2)));
}

TEST(AccountPurse, ABalanceBeyond256BitsIsRefused) {
  AccountPurse purse(AccountDoctrine::kFifo, U256::max());
  EXPECT_THROW(purse.put(U256{1}, {}), Error);
}

// Ends 3, 7, 9 of 9 become 1, 3, 4 of 4.
TEST(ConvertParts, MapsTheEndsOfStretches) {
  MarkedList out;
  convert_parts(AccountDoctrine::kLifo, MarkedList{part(kA, 3), part(kClean, 4), part(kB, 2)},
                U256{9}, U256{4}, out);
  EXPECT_THAT(out, ElementsAre(part(kA, 1), part(kClean, 2), part(kB, 1)));
  out.clear();
  convert_parts(AccountDoctrine::kHaircut, MarkedList{part(kA, 3), part(kB, 2)}, U256{9}, U256{40},
                out);
  EXPECT_THAT(out, ElementsAre(part(kA, 13), part(kB, 8)));
  out.clear();
  convert_parts(AccountDoctrine::kPoison, MarkedList{part(kA, 9)}, U256{9}, U256{40}, out);
  EXPECT_THAT(out, ElementsAre(part(kA, 40)));
}

TEST(AddBasis, MergesWhatBecomesOneMark) {
  const Mark inferred = mark(Label{1}, kInferred);
  MarkedList list = {part(kA, 3), part(inferred, 4), part(kClean, 1), part(kA, 1)};
  add_basis(AccountDoctrine::kFifo, kInferred, list);
  EXPECT_THAT(list, ElementsAre(part(inferred, 7), part(kClean, 1), part(inferred, 1)));
  list = {part(kA, 3), part(inferred, 4), part(kB, 1)};
  add_basis(AccountDoctrine::kHaircut, kInferred, list);
  EXPECT_THAT(list, ElementsAre(part(inferred, 7), part(mark(Label{2}, kInferred), 1)));
}

TEST(AccountDoctrines, AreSixAndThoseOfCoinsAreRefusedWithTheReason) {
  for (const AccountDoctrine doctrine : kAccountDoctrines)
    EXPECT_EQ(parse_account_doctrine(name(doctrine)), doctrine);
  for (const char* text : {"tiho", "dirty-first", "last-highest"}) {
    try {
      parse_account_doctrine(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      EXPECT_THAT(error.text(), ::testing::HasSubstr("an account has neither"));
    }
  }
  EXPECT_THROW(parse_account_doctrine("lofo"), Error);
}

}  // namespace
}  // namespace spoor::tracing
