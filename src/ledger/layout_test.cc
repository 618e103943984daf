#include "ledger/layout.h"

#include <gtest/gtest.h>

#include "chains/bitcoin/block.h"

namespace spoor::ledger {
namespace {

TEST(CoinRow, KeepsItsFourPartsApart) {
  const std::uint64_t inputs[] = {0, 1, 0xff, 0x100, (1ULL << 39) - 1, kInvalid40};
  const std::uint32_t addresses[] = {0, 7, 0xfffffffe, 0xffffffff};
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1}, bitcoin::kMaxMoney})
    for (int type = 0; type < bitcoin::kScriptTypes; ++type)
      for (const std::uint64_t input : inputs)
        for (const std::uint32_t address : addresses) {
          CoinRow row(Satoshi{value}, static_cast<bitcoin::ScriptType>(type));
          EXPECT_FALSE(row.raw_spender().valid());
          EXPECT_FALSE(row.address().valid());
          row.set_address(AddressId{address});
          row.set_spender(InputId{input});
          EXPECT_EQ(row.value(), Satoshi{value});
          EXPECT_EQ(row.type(), static_cast<bitcoin::ScriptType>(type));
          EXPECT_EQ(row.raw_spender(), InputId{input});
          EXPECT_EQ(row.address(), AddressId{address});
        }
}

TEST(CoinRow, FitsAllMoney) {
  EXPECT_LE(bitcoin::kMaxMoney, CoinRow::kValueMask);
  EXPECT_LE(bitcoin::kScriptTypes, 32);
}

TEST(U40, IsLittleEndianInFiveBytes) {
  const U40 number(0x0102030405);
  EXPECT_EQ(number.bytes, (std::array<std::uint8_t, 5>{5, 4, 3, 2, 1}));
  EXPECT_EQ(number.get(), 0x0102030405U);
  EXPECT_EQ(U40(kInvalid40).get(), kInvalid40);
}

TEST(AddressRow, ShowsAsMuchOfItsPayloadAsCounts) {
  AddressRow row{};
  row.type = static_cast<std::uint8_t>(bitcoin::ScriptType::kP2pkh);
  EXPECT_EQ(row.program().size(), 20U);
  row.type = static_cast<std::uint8_t>(bitcoin::ScriptType::kP2tr);
  EXPECT_EQ(row.program().size(), 32U);
  row.type = static_cast<std::uint8_t>(bitcoin::ScriptType::kMultisig);
  EXPECT_EQ(row.program().size(), 32U);
}

}  // namespace
}  // namespace spoor::ledger
