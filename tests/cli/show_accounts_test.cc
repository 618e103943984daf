// `spoor show` over a ledger of accounts: what it says of a transaction, a block, an address.
#include <cstdlib>
#include <filesystem>

#include "crypto/keccak.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The thief spends usd that nobody was seen to give; blocks 4 to 8 are missing.
constexpr const char* kTransfers = R"(block,tx,position,kind,asset,from,to,amount,time,approximate
1,,0,genesis,native,,vault,5000000000000000000,1700000000,
2,theft,0,native,native,vault,thief,4000000000000000000,1700000012,
2,theft,1,fee,native,vault,,21,1700000012,
3,swap,0,native,native,thief,pool,1500000000000000000,,
3,swap,1,token,usd,pool,thief,70,,true
3,swap,2,fee,native,thief,,1,,
3,back,0,token,usd,thief,thief,5,,
9,pay,0,token,usd,thief,shop,100,1700000100,
9,pay,1,token,)"
                                   "0xdac17f958d2ee523a2206206994597c13d831ec7,thief,"
                                   "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2,7,1700000100,\n"
                                   "9,pay,2,token,usd,shop,TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t,"
                                   "1,1700000100,\n";

std::string hash_of(std::string_view name) { return "0x" + to_hex(keccak256(as_bytes(name))); }

class ShowAccounts : public ProgramTest {
 protected:
  void SetUp() override {
    write("transfers.csv", kTransfers);
    good(
        {"ingest", "ethereum", "--from", "transfers.csv", "--ledger", "ledger", "--chain-id", "1"});
  }
  static std::vector<std::string> show(std::string what, std::string which,
                                       std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"show", std::move(what), "--ledger", "ledger", std::move(which)});
    return more;
  }
  std::vector<std::string> csv(std::string what, std::string which,
                               std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "csv"});
    return lines_of_text(good(show(std::move(what), std::move(which), std::move(more))));
  }
};

TEST_F(ShowAccounts, TransactionByNameAndByHash) {
  const std::string text = good(show("tx", "swap"));
  EXPECT_EQ(good(show("tx", hash_of("swap"))), text);
  EXPECT_THAT(text, HasSubstr("block        3, of unknown time, transaction 0\n"));
  EXPECT_THAT(text, HasSubstr("sender       thief\n"));
  EXPECT_THAT(text, HasSubstr("status       success, as the source says\n"));
  EXPECT_THAT(text, HasSubstr("2 transfers\n"));
  EXPECT_THAT(text, HasSubstr("0  native  1.500000000000000000 ETH\n   thief to pool\n"));
  EXPECT_THAT(text, HasSubstr("pool to thief\n   place 1, approximate"));
  EXPECT_THAT(csv("tx", "swap"),
              ElementsAre("what,number,kind,asset,from,to,amount,place,approximate,moves,token",
                          "transfer,0,native,,thief,pool,1500000000000000000,0,false,true,",
                          "transfer,1,token,usd,pool,thief,70,1,true,true,"));
  good_json("show-tx-accounts", show("tx", "swap"));
  expect_failure(4, "transaction nothing is not in this ledger", show("tx", "nothing"));
}

TEST_F(ShowAccounts, TransfersArePaged) {
  EXPECT_THAT(good(show("tx", "swap", {"--limit", "1"})),
              HasSubstr("transfers 0 to 0 of 2; more with --offset 1"));
}

TEST_F(ShowAccounts, BlockWithWhatIsOutsideOfTransactions) {
  const std::string text = good(show("block", "2"));
  EXPECT_THAT(text, HasSubstr("time           2023-11-14T22:13:32Z\n"));
  EXPECT_THAT(text, HasSubstr("1 transaction\n"));
  EXPECT_THAT(text, HasSubstr(hash_of("theft")));
  EXPECT_THAT(good(show("block", "1")), HasSubstr("1 transfer outside of transactions\n"));
  EXPECT_THAT(csv("block", "3"),
              ElementsAre("index,hash,sender,target,status,transfers,fee_burnt,fee_tip",
                          testing::StartsWith("0," + hash_of("swap") + ",thief,"),
                          testing::StartsWith("1," + hash_of("back") + ",")));
  for (const char* block : {"1", "2", "tip"})
    good_json("show-block-accounts", show("block", block));
}

TEST_F(ShowAccounts, BlockInAGapNamesTheNearest) {
  EXPECT_THAT(good(show("block", "tip")), HasSubstr("a gap: the ledger holds 3 next below"));
  expect_failure(4, "block 5 is in a gap of this ledger, between 3 and 9", show("block", "5"));
  expect_failure(4, "which holds 1 to 9", show("block", "10"));
  expect_failure(3, "not the number of a block", show("block", hash_of("block")));
}

TEST_F(ShowAccounts, AddressWithABalanceOfEachAsset) {
  const std::string text = good(show("address", "thief"));
  EXPECT_THAT(text, HasSubstr("0  2.499999999999999999 ETH\n   in 2 transactions\n"));
  EXPECT_THAT(text, HasSubstr("fees 0.000000000000000001 ETH\n"));
  EXPECT_THAT(text, HasSubstr("1  0 usd\n   in 3 transactions\n"));
  EXPECT_THAT(text, HasSubstr("needs an opening of 30 usd\n"));
  EXPECT_THAT(text, HasSubstr("blocks are missing in this ledger"));
  EXPECT_THAT(text, HasSubstr("first    block 2, 2023-11-14T22:13:32Z, " + hash_of("theft")));
  EXPECT_THAT(text, HasSubstr("last     block 9, 2023-11-14T22:15:00Z, " + hash_of("pay")));
  good_json("show-address-accounts", show("address", "thief"));
  good_json("show-address-accounts", show("address", "vault", {"--limit", "0"}));
  EXPECT_THAT(good(show("address", "vault")), Not(HasSubstr("needs an opening")));
}

TEST_F(ShowAccounts, HistoryOfAnAddressFromEitherEnd) {
  const std::string theft = hash_of("theft") + ",2,2023-11-14T22:13:32Z,,4000000000000000000,0,0";
  const std::string swap = hash_of("swap") + ",3,,,0,1500000000000000000,1";
  const std::string usd = hash_of("swap") + ",3,,usd,70,0,0";
  const std::string back = hash_of("back") + ",3,,usd,0,0,0";
  const std::string pay = hash_of("pay") + ",9,2023-11-14T22:15:00Z,usd,0,100,0";
  const std::string usdt = hash_of("pay") +
                           ",9,2023-11-14T22:15:00Z,"
                           "0xdAC17F958D2ee523a2206206994597C13D831ec7,0,7,0";
  constexpr const char* kHead = "tx,block,time,asset,received,sent,fee";
  EXPECT_THAT(csv("address", "thief"), ElementsAre(kHead, theft, swap, usd, back, pay, usdt));
  EXPECT_THAT(csv("address", "thief", {"--asset", "usd", "--newest-first"}),
              ElementsAre(kHead, pay, back, usd));
  EXPECT_THAT(csv("address", "thief", {"--asset", "native"}), ElementsAre(kHead, theft, swap));
  EXPECT_THAT(
      good(show("address", "thief", {"--newest-first", "--offset", "2", "--limit", "2"})),
      testing::AllOf(HasSubstr("\n2  nothing of usd\n"), HasSubstr("\n3  received 70 usd\n"),
                     HasSubstr("rows 2 to 3 of 6; more with --offset 4")));
}

TEST_F(ShowAccounts, AddressInAnyCase) {
  for (const char* text :
       {"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
        "0xC02AAA39B223FE8D0A0E5C4F27EAD9083C756CC2"})
    EXPECT_THAT(good(show("address", text)),
                testing::AllOf(HasSubstr("address  0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2\n"),
                               HasSubstr("7 0xdAC17F958D2ee523a2206206994597C13D831ec7")));
  EXPECT_THAT(good(show("address", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")),
              HasSubstr("address  TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\n"));
  expect_failure(4, "nobody is not in this ledger", show("address", "nobody"));
}

// Over two real blocks.
using ShowRealAccounts = ProgramTest;

TEST_F(ShowRealAccounts, WhatFailedDoesNotMoveAndCollectiblesStandApart) {
  const char* folder = std::getenv("SPOOR_TEST_DATA");
  const Path data = folder != nullptr ? Path(folder) : source_folder() / "../shared/data";
  if (!std::filesystem::is_directory(data))
    GTEST_SKIP() << "the real data is not here: set SPOOR_TEST_DATA to its folder";
  good({"ingest", "ethereum", "--ledger", "ledger", "--quiet", "--from",
        (data / "ethereum_etl/blocks_17173049_17173050").string()});
  const auto show = [](const std::string& hash) {
    return std::vector<std::string>{"show", "tx", "--ledger", "ledger", hash};
  };
  constexpr const char* kFailed =
      "0x7831885ee487449f4766db92e66fa47ab8a27af0beaca3103146e68fb7b4c19a";
  EXPECT_THAT(good(show(kFailed)),
              testing::AllOf(HasSubstr("failed, by its receipt\n"),
                             HasSubstr("0  native  0.044371473389270320 ETH\n"),
                             HasSubstr("place 0, does not move\n")));
  constexpr const char* kMint =
      "0x038d6b45ca812f889227b950d34704aeb14564cc5a88a22c26ce7e7c6f2828ab";
  EXPECT_THAT(good(show(kMint)),
              testing::AllOf(HasSubstr("1 collectible\n0  erc1155  1 of number 0\n"),
                             HasSubstr("nobody to 0x17c72771bB6B283baDe0C07E0901744C37Ff8c41\n")));
  for (const char* hash : {kFailed, kMint}) good_json("show-tx-accounts", show(hash));
  // The tips of the block without traces are all that its maker is seen to get.
  EXPECT_THAT(good({"show", "address", "--ledger", "ledger", "--newest-first",
                    "0x388c818ca8b9251b393131c08a736a67ccb19297"}),
              HasSubstr("0  received 0.093906739550486156 ETH\n"));
}

using ShowCoins = ProgramTest;

TEST_F(ShowCoins, HaveOneAsset) {
  ledger_of("block\n  coinbase c: miner rest\n");
  expect_failure(2, "--asset is for account ledgers",
                 {"show", "address", "--ledger", "ledger", "x", "--asset", "usd"});
}

}  // namespace
}  // namespace spoor
