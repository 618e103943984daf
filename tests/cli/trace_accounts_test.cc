// `spoor trace` over a ledger of accounts: a list of transfers in, rows out.
#include "crypto/keccak.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The mule has 20 of its own before the thief's 60 reach it.
constexpr const char* kTransfers = R"(block,tx,position,kind,asset,from,to,amount,time
1,,0,genesis,native,,vault,100,1700000000
1,,1,genesis,native,,mule,20,1700000000
2,theft,0,native,native,vault,thief,100,1700000012
3,split,0,native,native,thief,exchange,40,1700000024
4,on,0,native,native,thief,mule,60,1700000036
5,pay,0,native,native,mule,shop,30,1700000048
)";

class TraceAccounts : public ProgramTest {
 protected:
  void SetUp() override {
    write("transfers.csv", kTransfers);
    good({"ingest", "ethereum", "--from", "transfers.csv", "--ledger", "ledger", "--chain-id",
          "31337"});
    write("seeds.csv", "network,event,address,asset,amount,label\nledger,0x" +
                           to_hex(keccak256(as_bytes("theft"))) + ",thief,native,,loot\n");
    write("services.csv", "address,name,basis\nexchange,The Exchange,said so\n");
  }
  static std::vector<std::string> trace(std::vector<std::string> more) {
    more.insert(more.begin(), {"trace", "--ledger", "ledger", "--seeds", "seeds.csv"});
    return more;
  }
  // Label to amount of the rows, and their kinds.
  std::vector<std::string> rows(const std::string& doctrine) const {
    std::vector<std::string> out;
    for (const std::string& line :
         lines_of_text(good(trace({"--doctrine", doctrine, "--services", "services.csv", "--format",
                                   "csv", "--rows", "all"}))))
      out.push_back(line.substr(0, line.find(",0x")));
    return out;
  }
};

TEST_F(TraceAccounts, EachDoctrineSaysWhereTheMoneyRests) {
  constexpr const char* kHead =
      "label,network,asset,address,amount,basis,kind,tx,block,time,service";
  EXPECT_THAT(rows("fifo"), ElementsAre(kHead, "loot,ledger,,mule,50,shown,holding,,,,",
                                        "loot,ledger,,shop,10,shown,holding,,,,",
                                        "loot,ledger,,exchange,40,shown,service"));
  EXPECT_THAT(rows("haircut"), ElementsAre(kHead, "loot,ledger,,mule,38,shown,holding,,,,",
                                           "loot,ledger,,shop,22,shown,holding,,,,",
                                           "loot,ledger,,exchange,40,shown,service"));
  EXPECT_THAT(rows("libr"), ElementsAre(kHead, "loot,ledger,,mule,50,shown,holding,,,,",
                                        "loot,ledger,,shop,10,shown,holding,,,,",
                                        "loot,ledger,,exchange,40,shown,service"));
  EXPECT_THAT(rows("taint-first"), ElementsAre(kHead, "loot,ledger,,mule,30,shown,holding,,,,",
                                               "loot,ledger,,shop,30,shown,holding,,,,",
                                               "loot,ledger,,exchange,40,shown,service"));
}

TEST_F(TraceAccounts, TheCutOffIsABlockOrADay) {
  for (const char* until : {"4", "2023-11-14T22:13:57Z"})
    EXPECT_THAT(good(trace({"--doctrine", "fifo", "--until", until, "--format", "csv"})),
                HasSubstr("loot,ledger,,mule,60,shown\n"))
        << until;
}

TEST_F(TraceAccounts, JsonObeysItsSchemaAndHasThePolesBeside) {
  const std::string json = good_json("trace-accounts", trace({"--doctrine", "fifo"}));
  EXPECT_THAT(json, HasSubstr("\"doctrine\": \"taint-first\""));
  EXPECT_THAT(json, HasSubstr("\"doctrine\": \"libr\""));
}

TEST_F(TraceAccounts, ATableSaysWhereItRestsAndThatNothingIsMissing) {
  const std::string table = good(trace({"--doctrine", "fifo", "--services", "services.csv"}));
  EXPECT_THAT(table, HasSubstr("Trace under fifo, on ledger, up to block 5"));
  EXPECT_THAT(table, HasSubstr("entered a service: The Exchange"));
  EXPECT_THAT(table, HasSubstr("poles, not bounds"));
}

TEST_F(TraceAccounts, WhatHasNoMeaningOnAccountsIsRefusedWithTheReason) {
  expect_failure(2, "--fee is a rule for the outputs of coins",
                 trace({"--doctrine", "fifo", "--fee", "last"}));
  expect_failure(2, "tiho", trace({"--doctrine", "tiho"}));
}

}  // namespace
}  // namespace spoor
