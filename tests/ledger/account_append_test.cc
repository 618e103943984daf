// Stories of an account ledger: blocks in, and what it then says, however they came.
#include "ingest/account_append.h"

#include <gtest/gtest.h>

#include <random>

#include "base/error.h"
#include "ledger/account_ledger.h"
#include "ledger/columns_hash.h"
#include "ledger/ledger.h"
#include "ledger/writer.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/support/account_blocks.h"

namespace spoor {
namespace {

using ingest::AppendReport;
using ledger::AccountLedger;
using ledger::AccountView;
using ledger::TransferKind;
using spoor::testing::AccountBlocks;

constexpr std::uint64_t kBatchABlock = 1;            // bytes: each block is more
constexpr std::uint64_t kFewBlocksABatch = 1 << 12;  // bytes
constexpr std::uint64_t kOneBatch = 1ULL << 30;

class Accounts : public ::testing::Test {
 protected:
  AppendReport append(AccountBlocks& chain, const char* name, ingest::AppendOptions options = {}) {
    options.ledger = scratch_ / name;
    return ingest::append_account_blocks(chain, options);
  }
  // What is wrong with it; empty where it is appended.
  std::string refusal(AccountBlocks& chain, const char* name, ingest::AppendOptions options = {}) {
    try {
      append(chain, name, options);
      return "";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kBadInput);
      EXPECT_FALSE(error.remedy().empty()) << error.text();
      return error.message();
    }
  }
  Path openings(std::string_view text) {
    const Path path = scratch_ / "openings.csv";
    replace_file(path, "address,asset,block,amount\n" + std::string(text));
    return path;
  }
  ScratchFolder scratch_;
};

// Two blocks with one of everything.
void add_small_chain(AccountBlocks& chain) {
  const auto alice = AccountBlocks::evm(1);
  const auto token = AccountBlocks::evm(50);
  chain.block(100);
  chain.tx(alice, token);
  chain.transfer({.from = alice, .to = token, .amount = U256{1000}});
  chain.transfer({.kind = TransferKind::kToken,
                  .native_asset = false,
                  .asset = token,
                  .from = token,
                  .to = chain.name("shop"),
                  .amount = U256::max(),
                  .place = 2});
  chain.closing();
  chain.transfer({.kind = TransferKind::kWithdrawal, .to = alice, .amount = U256{32}});
  chain.block(101);
  auto& failed = chain.tx(AccountBlocks::tron(2), AccountBlocks::evm(3));
  failed.status = ledger::TxStatus::kFailed;
  failed.fee_tip = std::nullopt;
  chain.transfer({.from = AccountBlocks::tron(2), .to = AccountBlocks::evm(3), .amount = U256{9}});
}

TEST_F(Accounts, SayWhatWasAppended) {
  AccountBlocks chain;
  add_small_chain(chain);
  const AppendReport report = append(chain, "ledger", {.chain_id = 10});
  EXPECT_EQ(report.blocks_added, 2U);
  EXPECT_EQ(report.transactions_added, 2U);
  const AccountLedger ledger(scratch_ / "ledger");
  const AccountView& view = ledger.view();
  EXPECT_EQ(ledger.manifest().chain_id, 10U);
  EXPECT_EQ(view.tx_count(), 2U);
  EXPECT_EQ(view.tx_rows(), 4U);
  // By first appearance: fee recipient, sender, target, then rows.
  EXPECT_EQ(ledger.address_text(AddressId{2}), ledger.address_text(AddressId{2}));
  const AddressId alice = *ledger.find_address("0x0100000000000000000000000000000000000077");
  const AddressId token = *ledger.find_address("0x3200000000000000000000000000000000000077");
  EXPECT_EQ(alice, AddressId{1});
  EXPECT_EQ(token, AddressId{2});
  EXPECT_EQ(ledger.find_address("shop"), AddressId{3});
  EXPECT_EQ(ledger.address_text(AddressId{3}), "shop");
  const std::string tron = ledger.address_text(AddressId{4});
  EXPECT_EQ(tron.substr(0, 1), "T");
  EXPECT_EQ(ledger.find_address(tron), AddressId{4});
  EXPECT_FALSE(ledger.find_address("nobody"));
  EXPECT_THROW(ledger.find_address("0x12"), Error);

  const ledger::Transfer paid = view.transfer(TransferId{1});
  EXPECT_EQ(paid.amount, U256::max());
  EXPECT_EQ(paid.asset.value, token.value);
  EXPECT_TRUE(view.moves(AccountTx{0}, paid));
  EXPECT_FALSE(view.moves(AccountTx{2}, view.transfer(TransferId{3})));
  EXPECT_TRUE(view.is_closing(AccountTx{1}));
  EXPECT_FALSE(view.fee_tip(AccountTx{2}));
  EXPECT_EQ(view.fee_burnt(AccountTx{2}), U256{10});
  EXPECT_EQ(view.tips(0), U256{3});
  EXPECT_TRUE(view.follows(1));
  EXPECT_EQ(ledger.find_tx(chain.blocks[1].transactions[0].hash),
            std::vector<AccountTx>{AccountTx{2}});
}

// The transactions of a history.
std::vector<std::uint64_t> transactions(
    const std::vector<std::span<const ledger::AccountHistoryEntry>>& spans) {
  std::vector<std::uint64_t> out;
  for (const auto& span : spans)
    for (const auto& entry : span) out.push_back(entry.tx().value);
  return out;
}

TEST_F(Accounts, HistoryNamesTheTransactionsThatTouchAnAccount) {
  AccountBlocks chain;
  add_small_chain(chain);
  append(chain, "ledger", {.memory_bytes = kBatchABlock});
  const AccountLedger ledger(scratch_ / "ledger");
  using Rows = std::vector<std::uint64_t>;
  const AddressId alice{1}, token{2}, shop{3}, tron{4}, target{5}, recipient{0};
  EXPECT_EQ(transactions(ledger.history({alice, kNativeAsset})), (Rows{0, 1}));
  EXPECT_EQ(transactions(ledger.history({shop, AssetId{token.value}})), Rows{0});
  EXPECT_EQ(transactions(ledger.history({shop, kNativeAsset})), Rows{});
  EXPECT_EQ(transactions(ledger.history(token)), (Rows{0, 0}));  // of the token, then native
  EXPECT_EQ(transactions(ledger.history({tron, kNativeAsset})), Rows{2});  // its fee
  EXPECT_EQ(transactions(ledger.history({target, kNativeAsset})), Rows{});
  EXPECT_EQ(transactions(ledger.history({recipient, kNativeAsset})), Rows{1});  // known tips
}

TEST_F(Accounts, OneLedgerHoldsOneChain) {
  AccountBlocks chain;
  add_small_chain(chain);
  append(chain, "ledger");
  EXPECT_NE(
      refusal(chain, "ledger", {.chain_id = 56}).find("is of chain id 1, the blocks are of 56"),
      std::string::npos);
  EXPECT_THROW(ledger::Ledger(scratch_ / "ledger"), Error);
  EXPECT_THROW(ledger::Writer(scratch_ / "ledger", bitcoin::Network::kMainnet), Error);
}

class RandomAccounts : public Accounts, public ::testing::WithParamInterface<int> {
 protected:
  RandomAccounts() { spoor::testing::add_random_blocks(chain_, random_, 150); }
  std::string columns(const char* name) { return sound_columns(scratch_ / name); }

  std::mt19937_64 random_{static_cast<std::uint64_t>(GetParam())};
  AccountBlocks chain_;
};

TEST_P(RandomAccounts, BatchesOfAnySizeAreTheSameBytes) {
  append(chain_, "at-once", {.memory_bytes = kOneBatch});
  for (const std::uint64_t memory : {kBatchABlock, kFewBlocksABatch}) {
    const std::string name = "memory-" + std::to_string(memory);
    chain_.rewind();
    append(chain_, name.c_str(), {.memory_bytes = memory});
    EXPECT_EQ(columns(name.c_str()), columns("at-once"));
    EXPECT_EQ(read_file(scratch_ / name / "transfers"), read_file(scratch_ / "at-once/transfers"));
    EXPECT_EQ(read_file(scratch_ / name / "heap"), read_file(scratch_ / "at-once/heap"));
  }
}

TEST_P(RandomAccounts, PieceByPieceWithPartsGivenAgain) {
  append(chain_, "at-once");
  std::size_t end = 0;
  while (end < chain_.blocks.size()) {
    const std::size_t begin = end - std::min<std::size_t>(end, random_() % 10);
    const std::size_t more = 1 + random_() % 20;
    chain_.rewind(begin);
    chain_.end_at(end + more);
    const AppendReport report = append(
        chain_, "pieces", {.memory_bytes = random_() % 2 == 0 ? kBatchABlock : kFewBlocksABatch});
    EXPECT_EQ(report.blocks_held, end - begin);
    end = std::min(end + more, chain_.blocks.size());
    EXPECT_EQ(AccountLedger(scratch_ / "pieces").manifest().counts.blocks, end);
  }
  EXPECT_EQ(columns("pieces"), columns("at-once"));
}

TEST_P(RandomAccounts, WhatWasRolledBackWasNever) {
  append(chain_, "at-once");
  const auto before_rollback = columns("at-once");
  for (const std::size_t stay : {149UL, 100UL, 37UL, 1UL, 0UL}) {
    {
      ledger::AccountWriter writer(scratch_ / "at-once", std::nullopt);
      writer.roll_back_to(Height{chain_.blocks[stay].number});
    }
    chain_.rewind();
    chain_.end_at(stay);
    const std::string fresh = "fresh-" + std::to_string(stay);
    append(chain_, fresh.c_str(), {.memory_bytes = kFewBlocksABatch});
    EXPECT_EQ(columns("at-once"), columns(fresh.c_str())) << stay;
    const AccountLedger rolled(scratch_ / "at-once"), made(scratch_ / fresh);
    for (std::uint32_t a = 0; a < made.view().addresses.size(); ++a)
      EXPECT_EQ(transactions(rolled.history(AddressId{a})).size(),
                transactions(made.history(AddressId{a})).size());
  }
  chain_.rewind();
  chain_.end_at(1000);
  append(chain_, "at-once", {.memory_bytes = kBatchABlock});
  EXPECT_EQ(columns("at-once"), before_rollback);
}

// Another branch takes the place of the last blocks.
TEST_P(RandomAccounts, AnotherBranchAfterARollback) {
  append(chain_, "ledger", {.memory_bytes = kFewBlocksABatch});
  AccountBlocks other;
  other.blocks.assign(chain_.blocks.begin(), chain_.blocks.begin() + 90);
  spoor::testing::add_random_blocks(other, random_, 50);
  {
    ledger::AccountWriter writer(scratch_ / "ledger", 1);
    writer.roll_back_to(Height{chain_.blocks[89].number + 1});
  }
  append(other, "ledger", {.memory_bytes = kFewBlocksABatch});
  other.rewind();
  append(other, "fresh");
  EXPECT_EQ(columns("ledger"), columns("fresh"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomAccounts, ::testing::Range(1, 4));

TEST_F(Accounts, ABlockThatDiffersFromTheOneHeldIsRefused) {
  using ingest::SourceBlock;
  const std::vector<std::pair<const char*, void (*)(SourceBlock&)>> changes = {
      {"is 0xb1", [](SourceBlock& b) { (*b.hash)[31] = 9; }},
      {"the tables that its source gave", [](SourceBlock& b) { b.coverage ^= ledger::kTraces; }},
      {"the number of transactions", [](SourceBlock& b) { b.transactions.pop_back(); }},
      {"transaction 0", [](SourceBlock& b) { b.transfers[1].amount = U256{4}; }},
      {"transaction 0", [](SourceBlock& b) { b.transfers[1].to = AccountBlocks::evm(8); }},
      {"transaction 0", [](SourceBlock& b) { b.transactions[0].fee_tip = U256{4}; }},
      {"transaction 1", [](SourceBlock& b) { b.transfers.pop_back(); }},
      {"a collectible", [](SourceBlock& b) { b.collectibles[0].token = U256{8}; }},
      {"an event", [](SourceBlock& b) { b.event_bytes.back() = 7; }},
      {"hash, time", [](SourceBlock& b) { b.time = 5; }},
  };
  AccountBlocks chain;
  add_small_chain(chain);
  SourceBlock& first = chain.blocks[0];
  first.collectibles.push_back({.contract = AccountBlocks::evm(4), .token = U256{7}});
  first.events.push_back({.kind = 1, .contract = AccountBlocks::evm(4), .offset = 0, .length = 2});
  first.event_bytes = {0, 1};
  append(chain, "ledger");
  chain.rewind();
  EXPECT_EQ(append(chain, "ledger").blocks_held, 2U);
  const std::string before = sound_columns(scratch_ / "ledger");
  for (const auto& [what, change] : changes) {
    AccountBlocks other;
    other.blocks = chain.blocks;
    change(other.blocks[0]);
    EXPECT_NE(refusal(other, "ledger").find(what), std::string::npos) << what;
  }
  EXPECT_EQ(sound_columns(scratch_ / "ledger"), before);
}

TEST_F(Accounts, WhatDoesNotGoOnIsRefused) {
  AccountBlocks chain;
  chain.block(10);
  chain.block(13);
  append(chain, "ledger");
  AccountBlocks between;
  between.block(12);
  EXPECT_NE(refusal(between, "ledger").find("lies below the ledger's last one"), std::string::npos);
  AccountBlocks other;
  other.block(13, 1);
  EXPECT_NE(refusal(other, "ledger").find("block 13 is 0xb1"), std::string::npos);
  AccountBlocks child;
  child.block(14).parent = Hash256{5};
  EXPECT_NE(refusal(child, "ledger").find("block 14 follows 0x05"), std::string::npos);
  AccountBlocks twice;
  twice.block(15);
  twice.tx(AccountBlocks::evm(1), {});
  twice.tx(AccountBlocks::evm(1), {}).index = 0;
  twice.block(16);
  EXPECT_NE(refusal(twice, "ledger").find("two transactions of index 0"), std::string::npos);
  EXPECT_EQ(AccountLedger(scratch_ / "ledger").view().blocks.size(), 2U);
}

// What was good before it stays.
TEST_F(Accounts, ABadBlockTakesNoGoodOneAlong) {
  AccountBlocks chain;
  add_small_chain(chain);
  chain.block(102).parent = Hash256{5};
  refusal(chain, "ledger");
  const AccountLedger ledger(scratch_ / "ledger");
  EXPECT_EQ(ledger.view().blocks.size(), 2U);
}

TEST_F(Accounts, OpeningsComeWithTheFirstBlockAtOrBehindThem) {
  AccountBlocks chain;
  add_small_chain(chain);
  const Path given = openings(
      "shop,native,101,5\n"
      "0x0100000000000000000000000000000000000077,native,7,"
      "340282366920938463463374607431768211456\n"
      "late,coin,200,1\n");
  const AppendReport report = append(chain, "ledger", {.openings = given});
  EXPECT_EQ(report.openings_added, 2U);
  EXPECT_EQ(report.openings_left, 1U);
  const AccountLedger ledger(scratch_ / "ledger");
  const AccountView& view = ledger.view();
  ASSERT_EQ(view.openings.size(), 2U);
  EXPECT_EQ(view.blocks[1].first_opening.get(), 1U);
  EXPECT_EQ(view.openings[0].block.get(), 7U);
  EXPECT_EQ(to_decimal(view.amount(view.openings[0].amount)),
            "340282366920938463463374607431768211456");
  EXPECT_EQ(view.openings[1].address.get(), ledger.find_address("shop")->value);
  sound_columns(scratch_ / "ledger");

  chain.rewind();
  EXPECT_EQ(append(chain, "ledger", {.openings = given}).blocks_held, 2U);
  chain.rewind();
  EXPECT_NE(refusal(chain, "ledger", {.openings = openings("shop,native,101,6\n")})
                .find("an opening balance of block 101 is not in the ledger"),
            std::string::npos);
}

TEST_F(Accounts, BadOpeningsAreRefused) {
  AccountBlocks chain;
  add_small_chain(chain);
  for (const char* bad : {"0x12,native,1,5\n", "a,native,-1,5\n", "a,native,4294967295,5\n",
                          "a,native,1,1.5\n", "a,,1,5\n", "a,native,1,5\na,native,1,6\n"})
    EXPECT_THROW(append(chain, "ledger", {.openings = openings(bad)}), Error) << bad;
}

}  // namespace
}  // namespace spoor
