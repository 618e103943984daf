// Dumps made up for the test: what a transaction moves, and what is wrong with a dump.
#include "ingest/etl_source.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ledger::TransferKind;
using ledger::TxStatus;
using ::testing::HasSubstr;

constexpr const char* kWeth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2";
constexpr const char* kTransferTopic =
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
constexpr const char* kDepositTopic =
    "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c";

std::string address(int n) { return fmt::format("0x{:040x}", n); }
std::string word(int n) { return fmt::format("0x{:064x}", n); }

constexpr const char* kTransactions =
    "hash,nonce,block_hash,block_number,transaction_index,from_address,to_address,value,gas,"
    "gas_price,receipt_gas_used,receipt_status\n";
std::string transaction(int hash, int block, int index, int from, const std::string& to, int value,
                        const char* status = "1") {
  return fmt::format("{},0,,{},{},{},{},{},100,2,50,{}\n", word(hash), block, index, address(from),
                     to, value, status);
}
constexpr const char* kTraces =
    "block_number,transaction_hash,transaction_index,from_address,to_address,value,trace_type,"
    "call_type,trace_address,error,status\n";
std::string call(int tx, const char* at, int from, int to, int value, const char* type = "call",
                 int status = 1) {
  return fmt::format("1,{},0,{},{},{},call,{},\"{}\",,{}\n", word(tx), address(from), address(to),
                     value, type, at, status);
}
constexpr const char* kLogs =
    "log_index,transaction_hash,transaction_index,block_number,address,data,topics\n";
std::string token_log(int index, int tx, int token, int from, int to, int value) {
  return fmt::format("{},{},0,1,{},{},\"{},{},{}\"\n", index, word(tx), address(token), word(value),
                     kTransferTopic, word(from), word(to));
}
std::string deposit_log(int index, int tx, int account, int value) {
  return fmt::format("{},{},0,1,{},{},{}|{}\n", index, word(tx), kWeth, word(value), kDepositTopic,
                     word(account));
}
constexpr const char* kTokenTransfers =
    "token_address,from_address,to_address,value,transaction_hash,log_index,block_number\n";

class EtlSourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "spoor-etl-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const char* file, const std::string& text) { replace_file(folder_ / file, text); }
  std::vector<SourceBlock> read() {
    source_ = std::make_unique<EtlSource>(std::vector<Path>{folder_}, ethereum::network_of(1));
    std::vector<SourceBlock> out;
    for (SourceBlock block; source_->next(block);) out.push_back(block);
    return out;
  }
  std::string error() {
    try {
      read();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kBadInput);
      return error.text();
    }
    return "none";
  }

  Path folder_;
  std::unique_ptr<EtlSource> source_;
};

TEST_F(EtlSourceTest, WhatLiesBelowAFailedCallMovesNothing) {
  write("t.csv", kTransactions + transaction(1, 1, 0, 10, address(11), 5));
  write("c.csv", kTraces + call(1, "", 10, 11, 5) + call(1, "0", 11, 12, 6, "call", 0) +
                     call(1, "0,1", 12, 13, 7) + call(1, "1", 11, 14, 8) +
                     call(1, "2", 11, 15, 9, "delegatecall"));
  const auto blocks = read();
  ASSERT_EQ(blocks.size(), 1U);
  ASSERT_EQ(blocks[0].transfers.size(), 2U);
  EXPECT_EQ(blocks[0].transfers[0].kind, TransferKind::kNative);
  EXPECT_EQ(blocks[0].transfers[1].kind, TransferKind::kInternal);
  EXPECT_EQ(blocks[0].transfers[1].amount, U256(8));
  EXPECT_EQ(blocks[0].transfers[1].place, 3U);  // the fourth call of the transaction
  EXPECT_EQ(blocks[0].unmoved, 3U);
}

TEST_F(EtlSourceTest, AFailedTransactionKeepsItsValueAndMovesNoCall) {
  write("t.csv", kTransactions + transaction(1, 1, 0, 10, address(11), 5, "0"));
  write("c.csv", kTraces + call(1, "", 10, 11, 5) + call(1, "0", 11, 12, 6));
  const auto blocks = read();
  EXPECT_EQ(blocks[0].transactions[0].status, TxStatus::kFailed);
  EXPECT_EQ(blocks[0].transfers.size(), 1U);
  EXPECT_EQ(blocks[0].transactions[0].fee_tip, U256(100));
  EXPECT_EQ(source_->findings().count(
                "transactions whose receipt and root call disagree; the receipt holds"),
            1U);
}

TEST_F(EtlSourceTest, AWrapImpliesItsCoinsOnceWhereCallsAreUnknown) {
  write("t.csv", kTransactions + transaction(1, 1, 0, 10, kWeth, 5));
  write("l.csv", kLogs + deposit_log(0, 1, 10, 5) + deposit_log(1, 1, 10, 5));
  const auto blocks = read();
  ASSERT_EQ(blocks[0].transfers.size(), 4U);  // the value itself is the first deposit's
  EXPECT_EQ(blocks[0].transfers[0].kind, TransferKind::kNative);
  EXPECT_EQ(blocks[0].transfers[1].kind, TransferKind::kWrap);
  EXPECT_EQ(blocks[0].transfers[2].kind, TransferKind::kWrap);
  EXPECT_EQ(blocks[0].transfers[3].kind, TransferKind::kImplied);
}

TEST_F(EtlSourceTest, AWrapThatTheCallsDoNotShowIsCounted) {
  write("t.csv", kTransactions + transaction(1, 1, 0, 10, address(11), 0));
  write("l.csv", kLogs + deposit_log(0, 1, 11, 5));
  write("c.csv", kTraces + call(1, "", 10, 11, 0));
  const auto blocks = read();
  EXPECT_EQ(blocks[0].transfers.size(), 1U);
  EXPECT_EQ(source_->findings().count("transactions whose wraps and calls disagree"), 1U);
}

TEST_F(EtlSourceTest, ACreationGoesToTheAddressThatSenderAndNonceGive) {
  // The first contract that this account made.
  write("t.csv", std::string(kTransactions) + "0x" + std::string(64, 'a') +
                     ",0,,1,0,0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0,,5,100,2,50,1\n");
  const auto blocks = read();
  ASSERT_EQ(blocks[0].transfers.size(), 1U);
  EXPECT_EQ(blocks[0].transfers[0].to,
            evm_party(parse_dump_address("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")));
  EXPECT_TRUE(blocks[0].transactions[0].target.is_nobody());
}

TEST_F(EtlSourceTest, ReadsFilesWhoseBlocksDoNotAscend) {
  write("t.csv", kTransactions + transaction(3, 9, 0, 10, address(11), 3) +
                     transaction(1, 7, 0, 10, address(11), 1) +
                     transaction(4, 9, 1, 10, address(11), 4) +
                     transaction(2, 8, 0, 10, address(11), 2));
  const auto blocks = read();
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(source_->report().unsorted_files, 1U);
  EXPECT_EQ(blocks[0].number, 7U);
  ASSERT_EQ(blocks[2].transfers.size(), 2U);
  EXPECT_EQ(blocks[2].transfers[1].amount, U256(4));
}

TEST_F(EtlSourceTest, OfTwoBlocksOfOneNumberTheParentOfTheNextIsKept) {
  const char* const header = "number,hash,parent_hash,miner,timestamp\n";
  const auto block = [](int number, int hash, int parent) {
    return fmt::format("{},{},{},{},0\n", number, word(hash), word(parent), address(1));
  };
  write("b.csv", header + block(1, 11, 10) + block(1, 12, 10) + block(2, 20, 12));
  const auto blocks = read();
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].hash, parse_word(word(12)));
  EXPECT_EQ(source_->findings().count("rows of another branch"), 1U);
  write("b.csv", header + block(1, 11, 10) + block(1, 12, 10));
  EXPECT_THAT(error(), HasSubstr("line 3: block 1 stands with two hashes"));
}

TEST_F(EtlSourceTest, LogsAndTokenTransfersCountOnceAndMustAgree) {
  const auto row = [](int value, int index) {
    return fmt::format("{},{},{},{},{},{},1\n", address(9), address(10), address(11), value,
                       word(1), index);
  };
  write("l.csv", kLogs + token_log(4, 1, 9, 10, 11, 7));
  write("x.csv", kTokenTransfers + row(7, 4));
  EXPECT_EQ(read()[0].transfers.size(), 1U);
  write("x.csv", kTokenTransfers + row(8, 4));
  EXPECT_THAT(error(), ::testing::AllOf(HasSubstr("x.csv, line 2: a token transfer and its log"),
                                        HasSubstr("l.csv, line 2")));
  write("x.csv", kTokenTransfers + row(7, 4) + row(7, 5));
  EXPECT_THAT(error(), HasSubstr("x.csv, line 3: a token transfer without its log"));
  write("l.csv", kLogs + token_log(4, 1, 9, 10, 11, 7) + token_log(5, 1, 9, 10, 11, 7) +
                     token_log(6, 1, 9, 10, 11, 7));
  EXPECT_THAT(error(), HasSubstr("l.csv, line 4: a log of a transfer has no row"));
}

TEST_F(EtlSourceTest, TokenTransfersAloneAreBelieved) {
  write("x.csv", std::string(kTokenTransfers) + fmt::format("{},{},{},7,{},4,1\n", address(9),
                                                            address(0), address(11), word(1)));
  const auto blocks = read();
  ASSERT_EQ(blocks[0].transfers.size(), 1U);
  EXPECT_EQ(blocks[0].transfers[0].kind, TransferKind::kMint);
  EXPECT_EQ(blocks[0].transactions[0].basis, ledger::StatusBasis::kLog);
  EXPECT_EQ(blocks[0].coverage, 0U);
}

TEST_F(EtlSourceTest, TheSameRowsTwiceAreCountedOnceAndOthersRefused) {
  write("a.csv", kTransactions + transaction(1, 1, 0, 10, address(11), 5));
  write("b.json", fmt::format("[\n{{\"type\": \"transaction\", \"hash\": \"{}\", \"block_number\": "
                              "1, \"value\": 5}}]\n",
                              word(1)));
  EXPECT_EQ(read()[0].transfers.size(), 1U);
  EXPECT_EQ(source_->findings().count("rows given again, and the same"), 1U);
  write("b.json", fmt::format("{{\"type\": \"transaction\", \"hash\": \"{}\", \"block_number\": "
                              "1, \"value\": 6}}\n",
                              word(1)));
  EXPECT_THAT(error(), ::testing::AllOf(HasSubstr("b.json, line 1: two rows disagree on"),
                                        HasSubstr("a.csv, line 2")));
}

TEST_F(EtlSourceTest, AValueWhoseSenderNobodyTellsIsCounted) {
  write("t.json", fmt::format("{{\"type\": \"transaction\", \"hash\": \"{}\", \"block_number\": "
                              "1, \"to_address\": \"{}\", \"value\": 5}}\n",
                              word(1), address(11)));
  const auto blocks = read();
  ASSERT_EQ(blocks[0].transfers.size(), 1U);
  EXPECT_TRUE(blocks[0].transfers[0].from.is_nobody());
  EXPECT_EQ(source_->findings().count("values whose sender is not told"), 1U);
}

TEST_F(EtlSourceTest, RowsOfOnePlaceThatDifferAreRefused) {
  write("l.csv", kLogs + token_log(4, 1, 9, 10, 11, 7) + token_log(4, 1, 9, 10, 11, 8));
  EXPECT_THAT(error(), HasSubstr("l.csv, line 3: two rows disagree on a log"));
  write("l.csv", kLogs + token_log(4, 1, 9, 10, 11, 7));
  write("c.csv", kTraces + call(1, "", 10, 11, 5) + call(1, "", 10, 11, 6));
  EXPECT_THAT(error(), HasSubstr("c.csv, line 3: two rows disagree on a trace"));
}

TEST_F(EtlSourceTest, TwoEqualUnclesAreTwoRewards) {
  const auto reward = [](const char* id) {
    return fmt::format("1,,{},2,reward,{}\n", address(5), id);
  };
  const std::string header = "block_number,from_address,to_address,value,trace_type,trace_id\n";
  write("c.csv", header + reward("reward_1_0") + reward("reward_1_1"));
  EXPECT_EQ(read()[0].transfers.size(), 2U);
  write("c.csv", header + reward("reward_1_0") + reward("reward_1_0"));
  EXPECT_EQ(read()[0].transfers.size(), 1U);
  write("c.csv", header + reward("") + reward(""));
  EXPECT_EQ(read()[0].transfers.size(), 2U);
}

TEST_F(EtlSourceTest, WithdrawalsAreInGweiAndHaveATableOfTheirOwn) {
  write("w.csv", fmt::format("block_number,index,validator_index,address,amount\n"
                             "1,8,3,{},5\n1,7,2,{},4\n",
                             address(5), address(6)));
  const auto blocks = read();
  ASSERT_EQ(blocks[0].transfers.size(), 2U);
  EXPECT_EQ(blocks[0].transfers[0].amount, U256(4'000'000'000));
  EXPECT_EQ(blocks[0].transfers[1].place, 1U);
  EXPECT_EQ(blocks[0].coverage & ledger::kWithdrawals, ledger::kWithdrawals);
}

TEST_F(EtlSourceTest, ALogWhoseDataIsShortIsCountedAndLeftOut) {
  write("l.csv", kLogs + fmt::format("0,{},0,1,{},0x01,\"[{}, {}, {}]\"\n", word(1), address(9),
                                     kTransferTopic, word(1), word(2)));
  const auto blocks = read();
  EXPECT_EQ(blocks[0].transfers.size(), 0U);
  EXPECT_EQ(blocks[0].logs, 1U);
  EXPECT_EQ(source_->findings().count(
                "Transfer logs that cannot be read: the length of the data is wrong"),
            1U);
}

TEST_F(EtlSourceTest, SaysWhereADumpIsWrong) {
  const std::string good = transaction(1, 1, 0, 10, address(11), 5);
  const auto error_of = [&](const std::string& text) {
    write("t.csv", text);
    return error();
  };
  EXPECT_THAT(error_of(kTransactions + good + good.substr(0, 90)),
              HasSubstr("t.csv, line 3: 6 fields, but the header has 12"));
  EXPECT_THAT(error_of(kTransactions + good + transaction(2, 1, 0, 10, address(11), 5)),
              HasSubstr("two rows disagree on which transaction has index 0"));
  EXPECT_THAT(error_of(kTransactions + transaction(1, 1, 0, 10, "0x0g", 5)),
              HasSubstr("line 2: to: not 0x and 40 hex digits"));
  EXPECT_THAT(error_of(kTransactions + transaction(1, 1, 0, 10, address(11), 5, "7")),
              HasSubstr("line 2: not a status: 7"));
  EXPECT_THAT(error_of(std::string("block_number,") + kTransactions + "1," + good),
              HasSubstr("line 1: two columns say the same"));
  write("t.csv", kTransactions + good);
  write("u.json", "{\"type\": \"transaction\", \"hash\": ");
  EXPECT_THAT(error(), HasSubstr("u.json, line 1: an object is never closed"));
}

TEST_F(EtlSourceTest, AFailedTransactionCannotHaveALog) {
  write("t.csv", kTransactions + transaction(1, 1, 0, 10, address(11), 5, "0"));
  write("l.csv", kLogs + token_log(4, 1, 9, 10, 11, 7));
  EXPECT_THAT(error(), HasSubstr("failed and yet has logs"));
}

TEST(SourceText, ReadsWholeNumbersInEveryForm) {
  EXPECT_EQ(to_decimal(parse_amount("199e17")), "19900000000000000000");
  EXPECT_EQ(to_decimal(parse_amount("1.50E+3")), "1500");
  EXPECT_EQ(to_decimal(parse_amount("2.000")), "2");
  EXPECT_EQ(parse_amount("0xff"), U256(255));
  EXPECT_THROW(parse_amount("1.5"), Error);
  EXPECT_THROW(parse_amount("15e-1"), Error);
  EXPECT_THROW(parse_amount("1e78"), Error);
  EXPECT_THROW(parse_amount("-1"), Error);
  EXPECT_THROW(parse_amount(""), Error);
  EXPECT_THROW(parse_amount("."), Error);
  EXPECT_EQ(parse_trace_address("[0, 12]"), (std::vector<std::uint32_t>{0, 12}));
}

}  // namespace
}  // namespace spoor::ingest
