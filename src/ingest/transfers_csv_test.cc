#include "ingest/transfers_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "crypto/keccak.h"

namespace spoor::ingest {
namespace {

using ledger::TransferKind;
using ::testing::HasSubstr;

constexpr const char* kHeader = "block,tx,position,kind,asset,from,to,amount\n";

std::vector<SourceBlock> blocks_of(const std::string& text) {
  TransfersCsv source(as_bytes(text), "list.csv");
  std::vector<SourceBlock> out;
  for (SourceBlock block; source.next(block);) out.push_back(block);
  return out;
}

std::string error_of(const std::string& text) {
  try {
    blocks_of(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBadInput);
    return error.text();
  }
  return "none";
}

std::string name_of(const SourceBlock& block, const Party& party) {
  const std::uint32_t offset = load_le<std::uint32_t>(party.payload.data());
  return {block.names.begin() + offset, block.names.begin() + offset + party.payload[4]};
}

TEST(TransfersCsv, ReadsATransactionWithItsFee) {
  const auto blocks = blocks_of(std::string(kHeader) +
                                "7,theft,0,native,native,victim,thief,5000\n"
                                "7,theft,9,fee,native,payer,,21\n");
  ASSERT_EQ(blocks.size(), 1U);
  const SourceBlock& block = blocks[0];
  EXPECT_EQ(block.number, 7U);
  ASSERT_EQ(block.transactions.size(), 1U);
  const SourceTx& tx = block.transactions[0];
  EXPECT_EQ(tx.hash, keccak256(as_bytes("theft")));
  EXPECT_EQ(tx.status, ledger::TxStatus::kSuccess);
  EXPECT_EQ(tx.basis, ledger::StatusBasis::kSource);
  EXPECT_EQ(tx.fee_burnt, U256(21));
  EXPECT_EQ(tx.fee_tip, U256());
  EXPECT_EQ(name_of(block, tx.sender), "payer");
  EXPECT_EQ(name_of(block, tx.target), "thief");
  ASSERT_EQ(block.transfers.size(), 1U);
  EXPECT_EQ(block.transfers[0].amount, U256(5000));
  EXPECT_EQ(name_of(block, block.transfers[0].from), "victim");
}

TEST(TransfersCsv, KnowsItsColumnsInAnyOrder) {
  const auto blocks = blocks_of(
      "amount,approximate,to,from,note,asset,kind,position,tx,block,time\n"
      "5,true,b,a,x,usd,token,3,t,1,1700000000\n");
  ASSERT_EQ(blocks.size(), 1U);
  ASSERT_EQ(blocks[0].transfers.size(), 1U);
  const SourceTransfer& row = blocks[0].transfers[0];
  EXPECT_TRUE(row.approximate);
  EXPECT_FALSE(row.native_asset);
  EXPECT_EQ(name_of(blocks[0], row.asset), "usd");
  EXPECT_EQ(row.place, 3U);
  EXPECT_EQ(blocks[0].time, 1'700'000'000U);
}

TEST(TransfersCsv, SortsATransactionByPositionAndPutsTheClosingLast) {
  const auto blocks = blocks_of(std::string(kHeader) +
                                "1,,0,withdrawal,native,,staker,9\n"
                                "1,t,2,token,usd,b,c,2\n"
                                "1,t,1,mint,usd,,b,1\n");
  ASSERT_EQ(blocks[0].transfers.size(), 3U);
  EXPECT_EQ(blocks[0].transactions[0].end_transfer, 2U);
  EXPECT_EQ(blocks[0].transfers[0].kind, TransferKind::kMint);
  EXPECT_EQ(blocks[0].transfers[1].kind, TransferKind::kToken);
  EXPECT_EQ(blocks[0].transfers[2].kind, TransferKind::kWithdrawal);
}

TEST(TransfersCsv, KnowsHashesAndAddressesOfBothForms) {
  const auto blocks =
      blocks_of(std::string(kHeader) + "1,0x" + std::string(64, 'a') +
                ",0,token,TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t,"
                "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2,x,115792089237316195423570985008687"
                "907853269984665640564039457584007913129639935\n");
  EXPECT_EQ(blocks[0].transactions[0].hash[31], 0xaa);
  const SourceTransfer& row = blocks[0].transfers[0];
  EXPECT_EQ(row.asset.kind, static_cast<std::uint8_t>(ledger::AccountKind::kTron));
  EXPECT_EQ(row.from.kind, static_cast<std::uint8_t>(ledger::AccountKind::kEvm));
  EXPECT_EQ(row.amount, U256::max());
}

TEST(TransfersCsv, SaysWhereAListIsWrong) {
  const std::string head = kHeader;
  EXPECT_THAT(error_of("block,tx,kind\n"), HasSubstr("list.csv, line 1: no column 'position'"));
  EXPECT_THAT(error_of(head + "2,t,0,token,usd,a,b,1\n1,u,0,token,usd,a,b,1\n"),
              HasSubstr("list.csv, line 3: block 1 comes after block 2"));
  EXPECT_THAT(
      error_of(head + "1,t,0,token,usd,a,b,1\n1,u,0,token,usd,a,b,1\n1,t,1,token,usd,a,b,1\n"),
      HasSubstr("line 4: rows of transaction 't' stand apart"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a,b,1\n1,t,4,token,usd,a,b,2\n"),
              HasSubstr("line 3: block 1, transaction 't' and position 4 stand twice, first in "
                        "line 2"));
  EXPECT_THAT(error_of(head + "1,t,4,tokens,usd,a,b,1\n"), HasSubstr("Did you mean 'token'?"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,,b,1\n"), HasSubstr("'from' of a row of kind"));
  EXPECT_THAT(error_of(head + "1,t,4,mint,usd,a,b,1\n"), HasSubstr("must be empty"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a,b,-1\n"), HasSubstr("line 2: not a number"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a,b,1e78\n"), HasSubstr("beyond 256 bits"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a,b,1.5\n"), HasSubstr("not a whole number"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a,0x12,1\n"), HasSubstr("line 2: not an address"));
  EXPECT_THAT(error_of(head + "1,t,4,token,usd,a\n"), HasSubstr("6 fields, but the header has 8"));
  EXPECT_THAT(error_of(head + "1,t,1,fee,native,a,,1\n1,t,2,fee,native,a,,1\n"),
              HasSubstr("has two fees"));
}

}  // namespace
}  // namespace spoor::ingest
