// The reader of ethereum-etl and graphsense dumps on real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/test_data.h"
#include "ingest/etl_source.h"
#include "ingest/json_rows.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ledger::TransferKind;
using ledger::TxStatus;

class EtlData : public RealDataTest {
 protected:
  std::vector<SourceBlock> read(const std::vector<Path>& sources) {
    source_ = std::make_unique<EtlSource>(sources, ethereum::network_of(1));
    std::vector<SourceBlock> out;
    for (SourceBlock block; source_->next(block);) out.push_back(block);
    return out;
  }
  std::vector<SourceBlock> read(const char* source) { return read({file(source)}); }

  std::unique_ptr<EtlSource> source_;
};

std::map<TransferKind, std::uint64_t> kinds(const std::vector<SourceBlock>& blocks) {
  std::map<TransferKind, std::uint64_t> out;
  for (const SourceBlock& block : blocks)
    for (const SourceTransfer& row : block.transfers) ++out[row.kind];
  return out;
}

std::uint64_t collectibles(const std::vector<SourceBlock>& blocks, ledger::CollectibleKind kind) {
  std::uint64_t out = 0;
  for (const SourceBlock& block : blocks)
    for (const SourceCollectible& row : block.collectibles) out += row.kind == kind;
  return out;
}

U256 sum(const SourceBlock& block, TransferKind kind) {
  U256 out;
  for (const SourceTransfer& row : block.transfers)
    if (row.kind == kind) out += row.amount;
  return out;
}

TEST_F(EtlData, ABlockRangeWithAllTablesButTraces) {
  const auto blocks = read("ethereum_etl/blocks_17173049_17173050");
  ASSERT_EQ(blocks.size(), 2U);
  std::uint64_t transactions = 0, failed = 0, unmoved_value = 0, logs = 0;
  for (const SourceBlock& block : blocks) {
    logs += block.logs;
    std::size_t first = 0;
    for (const SourceTx& tx : block.transactions) {
      ++transactions;
      EXPECT_EQ(tx.basis, ledger::StatusBasis::kReceipt);
      if (tx.status == TxStatus::kFailed) {
        ++failed;
        EXPECT_LE(tx.end_transfer - first, 1U);
        unmoved_value += tx.end_transfer > first;
      }
      first = tx.end_transfer;
    }
  }
  EXPECT_EQ(transactions, 298U);
  EXPECT_EQ(failed, 9U);
  EXPECT_EQ(unmoved_value, 8U);
  EXPECT_EQ(logs, 681U);

  auto count = kinds(blocks);
  EXPECT_EQ(count[TransferKind::kToken] + count[TransferKind::kMint] + count[TransferKind::kBurn],
            282U);
  EXPECT_EQ(collectibles(blocks, ledger::CollectibleKind::kErc721), 9U);
  EXPECT_EQ(collectibles(blocks, ledger::CollectibleKind::kErc1155), 1U);
  EXPECT_EQ(count[TransferKind::kWrap], 30U);
  EXPECT_EQ(count[TransferKind::kUnwrap], 31U);
  EXPECT_EQ(count[TransferKind::kWithdrawal], 32U);
  EXPECT_EQ(sum(blocks[0], TransferKind::kWithdrawal) + sum(blocks[1], TransferKind::kWithdrawal),
            *U256::checked_mul(U256(430'048'384), 1'000'000'000));
  EXPECT_EQ(source_->report().rows[static_cast<std::size_t>(EtlTable::kTokenTransfers)], 291U);
}

TEST_F(EtlData, WhatWasPaidForGas) {
  const auto blocks = read("ethereum_etl/blocks_17173049_17173050");
  const std::array<const char*, 2> burnt = {"788883948557923680", "1198029307175126478"};
  const std::array<const char*, 2> tips = {"282058744401230968", "93906739550486156"};
  for (std::size_t i = 0; i < 2; ++i) {
    U256 all_burnt, all_tips;
    for (const SourceTx& tx : blocks[i].transactions) {
      all_burnt += *tx.fee_burnt;
      all_tips += *tx.fee_tip;
    }
    EXPECT_EQ(to_decimal(all_burnt), burnt[i]);
    EXPECT_EQ(to_decimal(all_tips), tips[i]);
  }
}

TEST_F(EtlData, WhatTheBlocksCover) {
  using namespace ledger;
  for (const SourceBlock& block : read("ethereum_etl/blocks_17173049_17173050"))
    EXPECT_EQ(block.coverage, kReceipts | kLogs | kWithdrawals | kHash | kTime | kSenders);
}

TEST_F(EtlData, TheSameBlocksAsCsvAndAsJsonAreReadOnce) {
  const auto blocks = read("ethereum_etl/withdrawals");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].transactions.size() + blocks[1].transactions.size(), 298U);
  EXPECT_EQ(kinds(blocks)[TransferKind::kWithdrawal], 32U);
  // Two blocks and 298 transactions; the withdrawals stand in the blocks.
  EXPECT_EQ(source_->findings().count("rows given again, and the same"), 332U);
  // Without receipts and logs nothing is known of success and fees.
  for (const SourceBlock& block : blocks)
    for (const SourceTx& tx : block.transactions) {
      EXPECT_EQ(tx.status, TxStatus::kUnknown);
      EXPECT_FALSE(tx.fee_burnt);
    }
}

TEST_F(EtlData, TracesAlone) {
  const auto blocks = read("ethereum_etl/traces");
  ASSERT_EQ(blocks.size(), 4U);
  EXPECT_EQ(source_->findings().count("empty files"), 1U);
  // A call, its callcode of the same value, another call, a reward.
  const SourceBlock& subtraces = blocks[0];
  EXPECT_EQ(subtraces.number, 1'000'000U);
  ASSERT_EQ(subtraces.transfers.size(), 3U);
  EXPECT_EQ(subtraces.unmoved, 1U);
  EXPECT_EQ(subtraces.transfers[2].kind, TransferKind::kReward);
  EXPECT_EQ(subtraces.transactions[0].basis, ledger::StatusBasis::kRootTrace);
  EXPECT_FALSE(subtraces.transactions[0].sender.is_nobody());
  // Out of gas: the value is kept and does not move.
  const SourceBlock& error = blocks[2];
  EXPECT_EQ(error.number, 1'000'895U);
  EXPECT_EQ(error.transactions[0].status, TxStatus::kFailed);
  EXPECT_EQ(error.transactions[0].end_transfer, 1U);
  // A self-destruct gives its balance away.
  const SourceBlock& suicide = blocks[3];
  ASSERT_EQ(suicide.transfers.size(), 2U);
  EXPECT_EQ(suicide.transfers[0].kind, TransferKind::kInternal);
  EXPECT_EQ(to_decimal(suicide.transfers[0].amount), "50000000000000000");
}

TEST_F(EtlData, ReceiptsFromBeforeByzantiumJoinTheirTransactions) {
  const auto blocks = read(
      {file("ethereum_etl/receipts/expected_receipts.csv"),
       file("ethereum_etl/receipts/expected_logs.csv"),
       file("ethereum_etl/receipts/expected_receipts.json"),
       file("ethereum_etl/block_with_logs/expected_blocks.csv"),
       file("ethereum_etl/block_with_logs/expected_transactions.csv"),
       file("ethereum_etl/token_transfers/block_with_transfers/expected_token_transfers.csv")});
  ASSERT_EQ(blocks.size(), 1U);
  ASSERT_EQ(blocks[0].transactions.size(), 4U);
  // The first two have logs; the others left gas, which then proved success.
  EXPECT_EQ(blocks[0].transactions[0].basis, ledger::StatusBasis::kLog);
  EXPECT_EQ(blocks[0].transactions[3].basis, ledger::StatusBasis::kGasLeft);
  EXPECT_EQ(blocks[0].transactions[3].fee_tip, U256(21'000ULL * 50'000'000'000));
  EXPECT_EQ(blocks[0].transactions[3].fee_burnt, U256());
  EXPECT_EQ(kinds(blocks)[TransferKind::kToken], 2U);
  EXPECT_EQ(source_->findings().count("rows given again, and the same"), 4U);
}

TEST_F(EtlData, TheTablesOfGraphsense) {
  const char* const folder = "ethereum_graphsense/eth_tokens/";
  const auto blocks = read(
      {file(std::string(folder) + "blocks.csv"), file(std::string(folder) + "transactions.csv"),
       file(std::string(folder) + "traces.csv"), file(std::string(folder) + "logs.json")});
  EXPECT_EQ(source_->report().rows[static_cast<std::size_t>(EtlTable::kTraces)], 5547U);
  EXPECT_EQ(source_->report().rows[static_cast<std::size_t>(EtlTable::kLogs)], 2228U);
  auto count = kinds(blocks);
  EXPECT_EQ(count[TransferKind::kToken] + count[TransferKind::kMint] + count[TransferKind::kBurn],
            715U);
  EXPECT_EQ(collectibles(blocks, ledger::CollectibleKind::kErc721), 389U);
  std::uint64_t transactions = 0;
  for (const SourceBlock& block : blocks) transactions += block.transactions.size();
  EXPECT_EQ(blocks.size(), 90U);  // 89, and the one of the genesis rows
  EXPECT_EQ(transactions, 1092U);
  EXPECT_EQ(count[TransferKind::kReward], 90U);
  // Six rows of transactions name another block, and three of them creations without a root call.
  const Findings& findings = source_->findings();
  EXPECT_EQ(findings.count("rows of another branch"), 6U);
  EXPECT_EQ(findings.count("transactions of unknown status"), 3U);
  EXPECT_EQ(findings.count("transactions whose wraps and calls disagree"), 0U);
}

// The native value from one account to another.
using Relations = std::map<std::pair<Bytes, Bytes>, U256>;

// The reference names accounts by number, so only the values of its pairs can be compared.
std::vector<U256> reference_values(const Path& relations) {
  std::vector<U256> out;
  const MappedFile file(relations);
  const auto read_amount = [&](std::string_view key, std::string_view text) {
    if (key == "value" && text != "0") out.push_back(parse_amount(text));
  };
  const auto read_relation = [&](std::string_view key, std::string_view text) {
    if (key == "value") JsonRows(as_bytes(text), "value").next(read_amount);
  };
  for (JsonRows rows(file.bytes(), "relations"); rows.next(read_relation);) continue;
  return out;
}

Relations native_relations(const std::vector<SourceBlock>& blocks) {
  Relations out;
  const auto add = [&](const SourceTransfer& row) {
    if (!row.native_asset || row.from.is_nobody()) return;
    const auto bytes = [](const Party& party) {
      return Bytes(party.payload.begin(), party.payload.end());
    };
    out[{bytes(row.from), bytes(row.to)}] += row.amount;
  };
  for (const SourceBlock& block : blocks) {
    std::size_t i = 0;
    for (const SourceTx& tx : block.transactions)
      for (; i < tx.end_transfer; ++i)
        if (tx.status != TxStatus::kFailed) add(block.transfers[i]);
  }
  return out;
}

TEST_F(EtlData, GraphsensesOwnRelationsButForDelegatecalls) {
  const Path folder = file("ethereum_graphsense/eth_tokens");
  const Relations ours = native_relations(read({folder / "blocks.csv", folder / "transactions.csv",
                                                folder / "traces.csv", folder / "logs.json"}));
  std::vector<U256> theirs = reference_values(folder / "reference/address_relations.json");
  std::vector<U256> our_values;
  U256 difference;
  for (const U256& value : theirs) difference += value;
  for (const auto& [pair, value] : ours) {
    our_values.push_back(value);
    difference -= value;
  }
  std::ranges::sort(theirs);
  std::ranges::sort(our_values);
  std::vector<U256> equal;
  std::ranges::set_intersection(theirs, our_values, std::back_inserter(equal));
  EXPECT_EQ(theirs.size(), 711U);
  EXPECT_EQ(equal.size(), 668U);
  EXPECT_EQ(our_values.size(), 668U);
  // The other 43 pairs have no value but that of delegatecalls.
  EXPECT_EQ(to_decimal(difference), "160016222119052898880");
}

}  // namespace
}  // namespace spoor::ingest
