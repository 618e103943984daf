// The commands on ledgers, asked of one of accounts.
#include "ingest/account_append.h"
#include "tests/cli/program.h"
#include "tests/support/account_blocks.h"

namespace spoor {
namespace {

using spoor::testing::AccountBlocks;
using ::testing::HasSubstr;

class AccountLedgerCommand : public ProgramTest {
 protected:
  AccountLedgerCommand() {
    const ingest::Party alice = AccountBlocks::evm(1);
    const ingest::Party bob = AccountBlocks::evm(2);
    AccountBlocks chain;
    chain.block(100);
    chain.tx(alice, bob);
    chain.transfer({.from = alice, .to = bob, .amount = U256{1000}});
    chain.transfer({.kind = ledger::TransferKind::kToken,
                    .native_asset = false,
                    .asset = chain.name("coin, \"good\""),
                    .from = bob,
                    .to = alice,
                    .amount = U256::max(),
                    .place = 2});
    chain.tx(alice, bob).status = ledger::TxStatus::kFailed;
    chain.transfer({.from = alice, .to = bob, .amount = U256{7}});
    const Bytes event = {0, 0xab};
    chain.closing();
    chain.transfer({.kind = ledger::TransferKind::kWithdrawal, .to = alice, .amount = U256{32}});
    chain.block(103);
    chain.tx(bob, alice).fee_tip = std::nullopt;
    chain.collectible({.contract = bob, .from = bob, .token = U256{5}, .amount = U256{1}});
    chain.event(2, bob, 4, event);
    ingest::append_account_blocks(chain, {.ledger = scratch_ / "ledger"});
  }
  std::vector<std::string> on_ledger(const std::string& name,
                                     std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"ledger", name, "--ledger", "ledger"});
    return more;
  }
};

TEST_F(AccountLedgerCommand, InfoCountsByKind) {
  const std::string json = good_json("ledger-info-accounts", on_ledger("info"));
  for (const char* line :
       {"\"chain_id\": 1,", "\"blocks\": 2,", "\"transactions\": 3,", "\"failed\": 1,",
        "\"failed_with_value\": 1,", "\"unknown_fees\": 1,", "\"native\": 2,", "\"token\": 1,",
        "\"withdrawal\": 1,", "\"erc721\": 1,", "\"swap_v2\": 1,", "\"burnt\": \"30\",",
        "\"tips\": \"6\",", "\"withdrawn\": \"32\",", "\"after\": 100,", "\"before\": 103",
        "\"receipts\": 2,", "\"withdrawals\": 0,", "\"tip\": \"0xb167"})
    EXPECT_THAT(json, HasSubstr(line));
  const std::string table = good(on_ledger("info"));
  EXPECT_THAT(table, HasSubstr("2, numbers 100 to 103, 1 gap: 100–103"));
  EXPECT_THAT(table, HasSubstr("3, 1 failed (1 with a value, which did not move)"));
}

TEST_F(AccountLedgerCommand, VerifyHoldsUntilARowIsChanged) {
  const std::string json = good_json("ledger-verify", on_ledger("verify"));
  EXPECT_THAT(json, HasSubstr("\"holds\": true,"));
  EXPECT_THAT(json, HasSubstr("\"balance\": null,"));
  std::string rows = read("ledger/transfers");
  rows[5] = 99;
  write("ledger/transfers", rows);
  const Outcome outcome = spoor(on_ledger("verify"));
  EXPECT_EQ(outcome.exit_code, 7);
  EXPECT_THAT(outcome.out, HasSubstr("transfer, transfer 0: its kind is 99"));
  EXPECT_THAT(outcome.err, HasSubstr("Make it anew from its source"));
}

TEST_F(AccountLedgerCommand, RollbackGoesToABlockThatIsHeld) {
  expect_failure(4, "block 101 is not in this ledger, which begins at 100 and ends at 103",
                 on_ledger("rollback", {"--to", "101"}));
  expect_failure(4, "block 104 is not in this ledger", on_ledger("rollback", {"--to", "104"}));
  const std::string json = good_json("ledger-rollback", on_ledger("rollback", {"--to", "100"}));
  EXPECT_THAT(json, HasSubstr("\"blocks_forgotten\": 1,"));
  EXPECT_THAT(good(on_ledger("info")), HasSubstr("1, numbers 100 to 100\n"));
}

TEST_F(AccountLedgerCommand, ExportWritesEveryTable) {
  const std::string json = good_json("ledger-export", on_ledger("export", {"--out", "csv"}));
  EXPECT_THAT(json, HasSubstr("\"chain_id\": 1,"));
  EXPECT_THAT(
      read("csv/transfers.csv"),
      HasSubstr(
          "1,0,2,token,3,2,1,"
          "115792089237316195423570985008687907853269984665640564039457584007913129639935,0"));
  EXPECT_THAT(read("csv/addresses.csv"), HasSubstr("3,\"coin, \"\"good\"\"\",name\n"));
  EXPECT_THAT(read("csv/transactions.csv"), HasSubstr("2,,100,,,,closing,,0,0\n"));
  EXPECT_THAT(read("csv/events.csv"), HasSubstr(",4,swap_v2,2,,0xab\n"));
  EXPECT_THAT(read("csv/collectibles.csv"), HasSubstr("erc721,2,2,,5,1\n"));
  expect_failure(2, "there is no table 'outputs'",
                 on_ledger("export", {"--out", "csv", "--tables", "outputs"}));
}

TEST_F(AccountLedgerCommand, CommandsOnCoinsSaySo) {
  expect_failure(2, "an account ledger has no coins",
                 {"show", "coin", std::string(64, '0') + ":0", "--ledger", "ledger"});
}

}  // namespace
}  // namespace spoor
