// `spoor ingest ethereum`: what it adds, what it says of its source, what it refuses.
#include "base/test_data.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;

constexpr const char* kList =
    "block,tx,position,kind,asset,from,to,amount,time\n"
    "1,,0,genesis,native,,victim,5000,\n"
    "2,theft,0,native,native,victim,thief,4000,1700000000\n"
    "2,theft,1,fee,native,victim,,21,\n"
    "2,swap,2,token,usd,pool,thief,70,\n";

class IngestEthereum : public ProgramTest {
 protected:
  std::vector<std::string> command(const std::string& from) const {
    return {"ingest", "ethereum", "--from", from, "--ledger", "ledger"};
  }
};

TEST_F(IngestEthereum, MakesALedgerOfAListOfTransfers) {
  write("list.csv", kList);
  const Outcome outcome = spoor(command("list.csv"));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("taken for chain id 1, Ethereum"));
  EXPECT_THAT(outcome.out, HasSubstr("read     4 rows of transfers\n"));
  EXPECT_THAT(outcome.out, HasSubstr("added    2 transactions, 3 transfers\n"));
  EXPECT_THAT(good({"ledger", "verify", "--ledger", "ledger"}), HasSubstr("holds together"));
}

TEST_F(IngestEthereum, ComparesWhatTheLedgerHoldsAndKeepsItsNetwork) {
  write("list.csv", kList);
  std::vector<std::string> words = command("list.csv");
  words.insert(words.end(), {"--chain-id", "56"});
  good(words);
  const std::string json = good_json("ingest-ethereum", command("list.csv"));
  EXPECT_THAT(json, HasSubstr("\"network\": \"bsc\","));
  EXPECT_THAT(json, HasSubstr("\"blocks_held\": 2,"));
  EXPECT_THAT(json, HasSubstr("\"blocks_added\": 0,"));
  words.back() = "1";
  EXPECT_NE(spoor(words).exit_code, 0) << "a ledger is of one network";
}

TEST_F(IngestEthereum, SaysWhatItCannotRead) {
  expect_failure(2, "nodes and object stores are not read yet", command("http://127.0.0.1:8545"));
  write("packed.csv.gz", "\x1f\x8b...");
  expect_failure(3, "Unpack it first", command("packed.csv.gz"));
  write("list.csv", "block,tx,kind,asset,from,to,amount\n1,t,token,usd,a,b,1\n");
  expect_failure(3, "no column 'position'", command("list.csv"));
  write("table.csv", "number,name\n1,a\n");
  expect_failure(3, "no table of ethereum-etl has these columns: number,name",
                 command("table.csv"));
  expect_failure(5, "no such file", command("none"));
}

// Of two real blocks, what the issue counts.
class IngestRealBlocks : public RealDataTest {};

struct Program : ProgramTest {
  using ProgramTest::good;
  using ProgramTest::good_json;
  void TestBody() override {}
};

TEST_F(IngestRealBlocks, AreCountedByLedgerInfo) {
  const Program program;
  const std::string from = file("ethereum_etl/blocks_17173049_17173050").string();
  program.good({"ingest", "ethereum", "--from", from, "--ledger", "ledger", "-q"});
  const std::string info = program.good({"ledger", "info", "--ledger", "ledger"});
  for (const char* line :
       {"298, 9 failed (8 with a value, which did not move)",
        "273 token, 6 mint, 3 burn, 32 withdrawal, 30 wrap, 31 unwrap", "9 erc721, 1 erc1155",
        "logs          681", "1.986913255733050158 ETH burnt, 0.375965483951717124 ETH tips",
        "0.430048384000000000 ETH"})
    EXPECT_THAT(info, HasSubstr(line));
}

}  // namespace
}  // namespace spoor
