// `spoor ingest bitcoin` and `spoor ledger …`: what they add, what they pass over, what they say.
#include <unistd.h>

#include <algorithm>

#include "simulator/story_files.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;

constexpr const char* kStory = R"(
block trunk
  coinbase reward: miner rest
block lost
block won on trunk
block
  pay: reward -> alice 30 BTC, p2pkh:bob 19 BTC, fee 1 BTC
)";

class IngestCommand : public ProgramTest {
 protected:
  const std::vector<std::string> command_ = {"ingest", "bitcoin",  "--blocks",
                                             "blocks", "--ledger", "ledger"};
};

TEST_F(IngestCommand, TellsWhatWasAddedAndWhatNot) {
  simulator::write_blocks(simulator::tell(kStory, "story").chain, scratch_ / "blocks");
  const std::string text = good(command_);
  EXPECT_THAT(text, HasSubstr("added        4 blocks, "));
  EXPECT_THAT(text, HasSubstr("ledger       4 blocks, heights 0 to 3\n"));
  EXPECT_THAT(text, HasSubstr("stale        1 block on"));
}

TEST_F(IngestCommand, NamesEachStretchThatItSkips) {
  simulator::Story story = simulator::tell(kStory, "story");
  {
    simulator::BlockFiles files(scratch_ / "blocks");
    files.block(story.chain.block(0).bytes);
    files.stray(Bytes(100, 0x5a));
    files.block(story.chain.block(1).bytes);
    files.block(story.chain.block(1).bytes);
  }
  const Outcome outcome = spoor(command_);
  EXPECT_EQ(outcome.exit_code, 0) << "what is skipped and named is no failure";
  EXPECT_THAT(outcome.err, HasSubstr("skipped 100 bytes of blocks/blk00000.dat at offset 293: "));
  EXPECT_THAT(outcome.out, HasSubstr("skipped      1 stretch, 100 bytes\n"));
  EXPECT_THAT(outcome.out, HasSubstr("repeated     1 further copy"));
  std::vector<std::string> quiet = command_;
  quiet.push_back("-q");
  EXPECT_EQ(spoor(quiet).err, "");
  EXPECT_THAT(good_json("ingest", quiet), HasSubstr("\"offset\": 293,\n      \"bytes\": 100,\n"));
}

TEST_F(IngestCommand, NamesTheFirstOfManyBlocksThatDoNotConnect) {
  simulator::Chain chain;
  {
    simulator::BlockFiles files(scratch_ / "blocks");
    files.block(chain.block(0).bytes);
    for (std::uint32_t i = 0; i < 30; ++i) {
      const simulator::Output output{Satoshi{1}, Bytes{0x51}};
      const std::size_t parent = chain.add(0, simulator::coinbase(1, {output}, i));
      files.block(chain.block(chain.add(parent, simulator::coinbase(2, {output}))).bytes);
    }
  }
  const Outcome outcome = spoor(command_);
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 21);
  EXPECT_THAT(outcome.err, HasSubstr("10 more groups of blocks do not connect; --format json"));
  EXPECT_THAT(outcome.out, HasSubstr("unconnected  30 blocks"));
}

TEST_F(IngestCommand, WritesJson) {
  simulator::write_blocks(simulator::tell(kStory, "story").chain, scratch_ / "blocks");
  const std::string json = good_json("ingest", command_);
  EXPECT_THAT(json, HasSubstr("\"blocks_added\": 4,"));
  EXPECT_THAT(json, HasSubstr("\"stale_blocks\": 1,"));
}

TEST_F(IngestCommand, TakesSingleBlocksFromFilesAndStandardInput) {
  const simulator::Story story = simulator::tell(kStory, "story");
  const auto block = [&](std::size_t i) -> const Bytes& { return story.chain.block(i).bytes; };
  write("0.hex", to_hex(block(0)) + "\n");
  write("1.raw", std::string(block(1).begin(), block(1).end()));
  const Outcome outcome = spoor({"ingest", "bitcoin", "--block", "0.hex", "1.raw", "-", "--ledger",
                                 "ledger", "--network", "regtest"},
                                to_hex(block(3)));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("added        3 blocks, "));
}

TEST_F(IngestCommand, LeavesALedgerThatIsBeingWritten) {
  ledger_of(kStory);
  const FolderLock writer(scratch_ / "ledger");
  expect_failure(6, "another process is writing to this ledger", command_);
  good({"ledger", "info", "--ledger", "ledger"});  // readers do not care
}

TEST_F(IngestCommand, RefusesALedgerOfAnotherNetwork) {
  ledger_of(kStory);
  simulator::write_blocks(simulator::tell("network signet\nblock\n", "story").chain,
                          scratch_ / "signet");
  expect_failure(3, "the ledger is of regtest, the blocks are of signet",
                 {"ingest", "bitcoin", "--blocks", "signet", "--ledger", "ledger"});
}

TEST_F(IngestCommand, SaysWhatTheFilesAreInstead) {
  simulator::write_blocks(simulator::tell(kStory, "story").chain, scratch_ / "blocks");
  const auto as_signet = [&] {
    std::vector<std::string> words = command_;
    words.insert(words.end(), {"--network", "signet"});
    return words;
  };
  expect_failure(3, "which are of regtest. Say --network regtest, or leave it out", as_signet());
  write("blocks/xor.dat", "12345678");
  expect_failure(3, "another network than --network says; if they come from Core 28", as_signet());
  expect_failure(3, "Give files of blocks; if they come from Core 28", command_);
}

TEST_F(IngestCommand, DoesNotFollowAKeyThatIsALoop) {
  simulator::write_blocks(simulator::tell(kStory, "story").chain, scratch_ / "blocks");
  std::filesystem::create_symlink("xor.dat", scratch_ / "blocks/xor.dat");
  expect_failure(5, "blocks/xor.dat: cannot open: Too many levels of symbolic links. A symbolic",
                 command_);
}

class LedgerCommand : public ProgramTest {
 protected:
  std::vector<std::string> on_ledger(const std::string& name,
                                     std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"ledger", name, "--ledger", "ledger"});
    return more;
  }
};

TEST_F(LedgerCommand, InfoCounts) {
  const simulator::Story story = ledger_of(kStory);
  const std::string json = good_json("ledger-info", on_ledger("info"));
  EXPECT_THAT(json, HasSubstr("\"blocks\": 4,"));
  EXPECT_THAT(json, HasSubstr("\"transactions\": 5,"));
  EXPECT_THAT(json, HasSubstr("\"inputs\": 1,"));
  EXPECT_THAT(json, HasSubstr("\"coins\": 6,"));
  EXPECT_THAT(json, HasSubstr("\"coins_not_spent\": 5,"));
  const std::string tip = to_hex_reversed(story.chain.block(story.tip).hash);
  EXPECT_THAT(json, HasSubstr("\"tip\": \"" + tip + "\""));
  EXPECT_THAT(good(on_ledger("info")), HasSubstr("blocks        4, heights 0 to 3\n"));
}

TEST_F(LedgerCommand, VerifyFindsNothingInAGoodLedger) {
  ledger_of(kStory);
  const std::string json = good_json("ledger-verify", on_ledger("verify"));
  EXPECT_THAT(json, HasSubstr("\"holds\": true,"));
  EXPECT_THAT(json, HasSubstr("\"unspent_sat\": 15000000000,"));
  EXPECT_THAT(good(on_ledger("verify")), HasSubstr("the ledger holds together"));
}

TEST_F(LedgerCommand, VerifyNamesWhatDoesNotHold) {
  ledger_of(kStory);
  std::string txids = read("ledger/tx.txid");
  txids[3 * 32] ^= 1;
  write("ledger/tx.txid", txids);
  const Outcome outcome = spoor(on_ledger("verify"));
  EXPECT_EQ(outcome.exit_code, 7);
  EXPECT_THAT(outcome.out, HasSubstr("merkle, "));
  EXPECT_THAT(outcome.err, HasSubstr("the ledger contradicts itself in "));
  EXPECT_THAT(outcome.err, HasSubstr("Make it anew from the block files"));
}

TEST_F(LedgerCommand, RollbackForgetsAndIngestBringsBack) {
  ledger_of(kStory);
  const std::string before = good(on_ledger("verify"));
  const std::string json = good_json("ledger-rollback", on_ledger("rollback", {"--to", "1"}));
  EXPECT_THAT(json, HasSubstr("\"blocks_forgotten\": 2,"));
  EXPECT_THAT(good(on_ledger("info")), HasSubstr("heights 0 to 1\n"));
  EXPECT_NE(good(on_ledger("verify")), before);
  good({"ingest", "bitcoin", "--blocks", "blocks", "--ledger", "ledger"});
  EXPECT_EQ(good(on_ledger("verify")), before);
  expect_failure(4, "block 4 is not in this ledger, which holds 0 to 3",
                 on_ledger("rollback", {"--to", "4"}));
}

TEST_F(LedgerCommand, ExportWritesTablesThatJoin) {
  const simulator::Story story = ledger_of(kStory);
  good_json("ledger-export", on_ledger("export", {"--out", "csv"}));
  const std::string pay = txid_text(story, "pay");
  EXPECT_THAT(read("csv/transactions.csv"), HasSubstr("\n4," + pay + ",3,1,2,0,"));
  EXPECT_EQ(read("csv/inputs.csv"),
            "input,tx,vin,coin,prehistory,value_sat,address_id,sequence\n"
            "0,4,0,1,,5000000000,1,4294967295\n");
  EXPECT_THAT(read("csv/outputs.csv"), HasSubstr("\n1,1,0,5000000000,p2wpkh,1,,spent,0\n"));
  EXPECT_THAT(read("csv/outputs.csv"), HasSubstr("\n4,4,0,3000000000,p2wpkh,2,,unspent,\n"));
  EXPECT_THAT(read("csv/outputs.csv"), HasSubstr("\n0,0,0,5000000000,p2pk,0,,unspendable,\n"));
  EXPECT_EQ(lines_of_text(read("csv/blocks.csv")).size(), 5U);
  EXPECT_EQ(lines_of_text(read("csv/addresses.csv")).size(), 5U);
  EXPECT_FALSE(exists("csv/blocks.csv.part"));
}

TEST_F(LedgerCommand, ExportOfSomeTables) {
  ledger_of(kStory);
  good(on_ledger("export", {"--out", "csv", "--tables", "outputs,blocks"}));
  EXPECT_TRUE(exists("csv/blocks.csv") && exists("csv/outputs.csv"));
  EXPECT_FALSE(exists("csv/inputs.csv"));
}

TEST_F(LedgerCommand, ExportLeavesTheLedgerAlone) {
  ledger_of(kStory);
  std::filesystem::create_symlink("ledger", scratch_ / "elsewhere");
  for (const char* folder : {"ledger", "ledger/new", "./ledger/", "elsewhere", "elsewhere/new"})
    expect_failure(2, std::string("--out would write into the ledger's own folder: ") + folder,
                   on_ledger("export", {"--out", folder}));
  EXPECT_FALSE(exists("ledger/new"));
}

TEST_F(LedgerCommand, ExportIsNotWrittenThroughALink) {
  ledger_of(kStory);
  write("victim", "precious");
  std::filesystem::create_directory(scratch_ / "csv");
  std::filesystem::create_symlink("../victim", scratch_ / "csv/blocks.csv.part");
  good(on_ledger("export", {"--out", "csv", "--tables", "blocks"}));
  EXPECT_EQ(lines_of_text(read("csv/blocks.csv")).size(), 5U);
  EXPECT_EQ(read("victim"), "precious");
}

// A coin from before the ledger: what is not known is an empty field.
TEST_F(LedgerCommand, ExportOfAPart) {
  ledger_of(R"(begins at 1000
before old: thief 50 as unseen hidden, bob 30 as seen
block
  on: unseen -> carol 50
  also: seen -> carol 20, op_return:memo 0, fee 10
)");
  good(on_ledger("export", {"--out", "csv"}));
  EXPECT_THAT(read("csv/inputs.csv"), HasSubstr("\n0,1,0,,0,,,4294967295\n"));
  EXPECT_THAT(read("csv/inputs.csv"), HasSubstr("\n1,2,0,,1,30,"));
  EXPECT_THAT(read("csv/prehistory.csv"), HasSubstr(",0,,unknown,,0\n"));
  EXPECT_THAT(read("csv/prehistory.csv"), HasSubstr(",1,30,p2wpkh,"));
  EXPECT_THAT(read("csv/transactions.csv"), HasSubstr(",1,1,\n"));
  EXPECT_THAT(read("csv/outputs.csv"), HasSubstr(",op_return,,6a046d656d6f,unspendable,\n"));
}

}  // namespace
}  // namespace spoor
