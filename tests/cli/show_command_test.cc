// `spoor show …`: every script type, what is unknown, what is lost, and long lists in pages.
#include <fmt/format.h>

#include <filesystem>

#include "ledger/index.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;
using testing::Not;

class Show : public ProgramTest {
 protected:
  std::vector<std::string> show(const std::string& what, const std::string& which,
                                std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"show", what, which, "--ledger", "ledger"});
    return more;
  }
};

constexpr const char* kScripts = R"(
block
  coinbase c: miner rest
block
  out: c -> p2pk:a 1 BTC, p2pkh:a 2 BTC, p2sh:a 3 BTC, p2wpkh:a 4 BTC, p2wsh:a 5 BTC, p2tr:a 6 BTC,
    anchor 240, witness:16:abcd 7, multisig:1/a+b 8, op_return:"remember me" 9, script:51 10,
    too-long 11, miner rest
)";

TEST_F(Show, TransactionWithEveryScript) {
  const simulator::Story story = ledger_of(kScripts);
  const std::string text = good(show("tx", txid_text(story, "out")));
  for (const char* part :
       {"0   1.00000000 BTC  pk:0", "1   2.00000000 BTC  n4nZ", "2   3.00000000 BTC  2",
        "3   4.00000000 BTC  bcrt1q", "4   5.00000000 BTC  bcrt1q", "5   6.00000000 BTC  bcrt1p",
        "6   0.00000240 BTC  bcrt1pfeesnyr2tx", "7   0.00000007 BTC  bcrt1s",
        "8   0.00000008 BTC  multisig ", "9   0.00000009 BTC  op_return ",
        "10   0.00000010 BTC  nonstandard ", "11   0.00000011 BTC  too_long "})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, HasSubstr("unspendable: the script begins with OP_RETURN"));
  EXPECT_THAT(text, HasSubstr("unspendable: the script is longer than 10,000 bytes"));
  good_json("show-tx", show("tx", txid_text(story, "out")));
}

TEST_F(Show, MemoOfAnOpReturn) {
  const simulator::Story story = ledger_of(kScripts);
  const std::string text = good(show("coin", txid_text(story, "out") + ":9"));
  EXPECT_THAT(text, HasSubstr("script       6a0b72656d656d626572206d65\n"));
  EXPECT_THAT(text, HasSubstr("text in it   remember me\n"));
}

// Fewer than four characters side by side are no text.
TEST_F(Show, MemoInPieces) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase c: miner rest
block
  out: c -> op_return:0x61626300 1, op_return:0x61626364006566676800696a 2, miner rest
)");
  EXPECT_THAT(good(show("coin", txid_text(story, "out") + ":0")), Not(HasSubstr("text in it")));
  EXPECT_THAT(good(show("coin", txid_text(story, "out") + ":1")),
              HasSubstr("text in it   abcd … efgh\n"));
}

// Every script that was paid is found again by what is shown of it.
TEST_F(Show, AddressOfEveryScript) {
  const simulator::Story story = ledger_of(kScripts);
  const std::string csv = good(show("tx", txid_text(story, "out"), {"--format", "csv"}));
  std::size_t found = 0;
  for (const std::string& line : lines_of_text(csv)) {
    if (!line.starts_with("output,")) continue;
    const std::string coin = txid_text(story, "out") + ":" + std::to_string(found++);
    const std::string script_hex = [&] {
      const std::string json = good_json("show-coin", show("coin", coin));
      const std::size_t at = json.find("\"script_hex\": \"") + 15;
      return json.substr(at, json.find('"', at) - at);
    }();
    if (line.find(",op_return,") != std::string::npos) {
      expect_failure(4, "no coin of this ledger was paid to",
                     show("address", "script:" + script_hex));
    } else if (line.find(",too_long,") == std::string::npos) {
      const std::string json = good_json("show-address", show("address", "script:" + script_hex));
      EXPECT_THAT(json, HasSubstr(coin));
    }
  }
  EXPECT_EQ(found, 13U);
}

TEST_F(Show, SizesAreThoseOfTheTransaction) {
  const simulator::Story story = ledger_of(kScripts);
  const std::string json = good_json("show-tx", show("tx", txid_text(story, "out")));
  const std::string text = good(show("tx", txid_text(story, "out")));
  const std::string size = text.substr(text.find("size         ") + 13, 6);
  EXPECT_THAT(json, HasSubstr("\"size\": " + size.substr(0, 2) + size.substr(3, 3)));
}

TEST_F(Show, CoinbaseAndWhatItLeft) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase pool: miner rest, unclaimed 7
)");
  EXPECT_THAT(good(show("tx", txid_text(story, "pool"))),
              HasSubstr("unclaimed    0.00000007 BTC, gone for good\n"));
  EXPECT_THAT(good_json("show-block", show("block", "1")), HasSubstr("\"unclaimed_sat\": 7,"));
  EXPECT_THAT(good(show("block", "tip")), HasSubstr("coinbase     49.99999993 BTC\n"));
}

TEST_F(Show, GenesisCoinIsNobodys) {
  const simulator::Story story = ledger_of("block\n");
  const std::string coin = to_hex_reversed(story.chain.block(0).txids[0]) + ":0";
  const std::string json = good_json("show-coin", show("coin", coin));
  EXPECT_THAT(json, HasSubstr("\"state\": \"unspendable\""));
  EXPECT_THAT(json, HasSubstr("\"why\": \"genesis\""));
}

TEST_F(Show, CoinThatWasOverwritten) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase first: p2pk:a rest
block
  coinbase second repeats first
)");
  const std::string text = good(show("coin", coin_text(story, "first")));
  EXPECT_THAT(text, HasSubstr("made         block 2, "));
  EXPECT_THAT(text, HasSubstr("state        unspent\n"));
  EXPECT_THAT(text, HasSubstr("earlier      a coin of the same name, made in block 1, overwritten "
                              "in block 2 by a coinbase with the same txid\n"));
  good_json("show-coin", show("coin", coin_text(story, "first")));
  EXPECT_THAT(good_json("show-tx", show("tx", txid_text(story, "first"))),
              HasSubstr("\"earlier\": [\n    {\n      \"height\": 1,"));
  // Half of what the address received is lost, and it says so.
  const std::string script = "script:" + to_hex(story.coin("first").script.script);
  const std::string json = good_json("show-address", show("address", script));
  EXPECT_THAT(json, HasSubstr("\"received_sat\": 10000000000,\n    \"unspent_sat\": 5000000000,"));
  EXPECT_THAT(json, HasSubstr("\"lost_sat\": 5000000000,"));
}

constexpr const char* kPart = R"(begins at 1000
before old: thief 50 as unseen hidden, bob 30 as seen
block
  on: unseen -> carol 45, fee 5
  also: seen -> bob 20, fee 10
)";

TEST_F(Show, UnknownIsNeverZero) {
  const simulator::Story story = ledger_of(kPart);
  const std::string coin = good_json("show-coin", show("coin", coin_text(story, "unseen")));
  EXPECT_THAT(coin, HasSubstr("\"value_sat\": null,"));
  EXPECT_THAT(coin, HasSubstr("\"script_type\": \"unknown\","));
  EXPECT_THAT(coin, HasSubstr("\"made\": null,"));
  EXPECT_THAT(good(show("coin", coin_text(story, "unseen"))), HasSubstr("value        unknown\n"));
  const std::string tx = good_json("show-tx", show("tx", txid_text(story, "on")));
  EXPECT_THAT(tx, HasSubstr("\"fee_sat\": null,"));
  EXPECT_THAT(tx, HasSubstr("\"input_sat\": null,"));
  EXPECT_THAT(good(show("tx", txid_text(story, "on"))),
              HasSubstr("fee          unknown, as the value of an input is\n"));
  EXPECT_THAT(good(show("block", "1000")), HasSubstr("fees         unknown\n"));
  EXPECT_THAT(good(show("tx", txid_text(story, "on"), {"--format", "csv"})),
              HasSubstr(":0,,,unknown,,,,spent,"));
}

TEST_F(Show, WhatIsKnownFromBeforeAPart) {
  const simulator::Story story = ledger_of(kPart);
  EXPECT_THAT(good(show("tx", txid_text(story, "also"))),
              HasSubstr("fee          0.00000010 BTC\n"));
  const std::string script = "script:" + to_hex(story.coin("seen").script.script);
  const std::string text = good(show("address", script));
  EXPECT_THAT(text, HasSubstr("received     0.00000050 BTC in 2 coins\n"));
  EXPECT_THAT(text,
              HasSubstr("note         before block 1000 only what was spent later is known\n"));
  EXPECT_THAT(text, HasSubstr("before the ledger\n"));
  expect_failure(4, "is from before this ledger, which knows only the coins",
                 show("tx", to_hex_reversed(story.coin("seen").outpoint.txid)));
}

TEST_F(Show, LongListsInPages) {
  std::string words = "block\n  coinbase c: miner rest\nblock\n  wide: c -> ";
  for (int i = 0; i < 120; ++i) words += fmt::format("alice {}, ", i + 1);
  const simulator::Story story = ledger_of(words + "miner rest\n");
  const std::string txid = txid_text(story, "wide");
  EXPECT_THAT(good(show("tx", txid)), HasSubstr("outputs 0 to 49 of 121; more with --offset 50\n"));
  EXPECT_THAT(good(show("tx", txid, {"--offset", "100"})),
              HasSubstr("outputs 100 to 120 of 121\n"));
  EXPECT_THAT(good(show("tx", txid, {"--offset", "500"})),
              HasSubstr("121 outputs, none from --offset 500 on\n"));
  EXPECT_THAT(good(show("tx", txid, {"--limit", "200"})), Not(HasSubstr("more with")));
  // CSV and JSON are cut where that was asked for, and say so where it does no harm.
  EXPECT_EQ(lines_of_text(good(show("tx", txid, {"--format", "csv"}))).size(), 1U + 1U + 121U);
  const Outcome csv = spoor(show("tx", txid, {"--format", "csv", "--limit", "50"}));
  EXPECT_EQ(lines_of_text(csv.out).size(), 1U + 1U + 50U);
  EXPECT_EQ(csv.err, "spoor: outputs 0 to 49 of 121; more with --offset 50\n");
  EXPECT_THAT(good_json("show-tx", show("tx", txid)), HasSubstr("\"total\": 121,"));
}

TEST_F(Show, HistoryInBothDirections) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase a: alice rest
block
  coinbase b: alice rest
block
  spent: a -> bob 49 BTC, fee 1 BTC
)");
  const std::string script = "script:" + to_hex(story.coin("a:0").script.script);
  const std::string oldest =
      good(show("address", script, {"--limit", "1", "--format", "csv", "--quiet"}));
  EXPECT_THAT(oldest, HasSubstr(coin_text(story, "a:0") + ",5000000000,bcrt1q"));
  EXPECT_THAT(oldest, HasSubstr(",spent," + txid_text(story, "spent") + ",0,3,"));
  const std::string newest = good(
      show("address", script, {"--limit", "1", "--format", "csv", "--newest-first", "--quiet"}));
  EXPECT_THAT(newest, HasSubstr(coin_text(story, "b:0")));
  EXPECT_THAT(good(show("address", script)), HasSubstr("unspent      50.00000000 BTC in 1 coin\n"));
}

TEST_F(Show, WhatIsBehindAScriptHash) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase c: miner rest
block
  in: c -> p2sh:1/a+b 10 BTC as hidden, p2sh:a 10 BTC as nested, miner rest
block
  out: hidden, nested -> bob 20 BTC
)");
  const auto shown = [&](const char* name) {
    return good(show("address", "script:" + to_hex(story.coin(name).script.script)));
  };
  EXPECT_THAT(shown("hidden"), HasSubstr("shown to be  multisig "));
  EXPECT_THAT(shown("nested"), HasSubstr("shown to be  bcrt1q"));
}

// A key is not the address of its hash.
TEST_F(Show, KeyAndItsAddressAreTwo) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase c: miner rest
block
  two: c -> p2pk:a 20 BTC, p2pkh:a rest
)");
  const std::string csv = good(show("tx", txid_text(story, "two"), {"--format", "csv"}));
  const std::size_t at = csv.find(",pk:");
  const std::string key = csv.substr(at + 1, csv.find(',', at + 1) - at - 1);
  const std::string text = good(show("address", key));
  EXPECT_THAT(text, HasSubstr("received     20.00000000 BTC in 1 coin\n"));
  const std::size_t same = text.find("same key     ") + 13;
  const std::string address = text.substr(same, text.find(',', same) - same);
  EXPECT_THAT(good(show("address", address)),
              HasSubstr("received     30.00000000 BTC in 1 coin\n"));
}

TEST_F(Show, WhatIsNotThere) {
  const simulator::Story story = ledger_of("block\n");
  const std::string hash(64, 'a');
  expect_failure(4, "is not in this ledger", show("tx", hash));
  expect_failure(4, "is not in this ledger", show("coin", hash + ":0"));
  expect_failure(4, "has 1 output, counted from 0",
                 show("coin", to_hex_reversed(story.chain.block(1).txids[0]) + ":1"));
  expect_failure(4, "It may be stale", show("block", hash));
  expect_failure(4, "which holds 0 to 1", show("block", "2"));
  expect_failure(4, "no coin of this ledger was paid to",
                 show("address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"));
  expect_failure(3, "checksum", show("address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt081"));
  expect_failure(3, "not a coin: 'abc'", show("coin", "abc"));
  expect_failure(3, "64 hex digits", show("tx", "abc"));
  for (const std::string& block : {std::string("-1"), std::string("tips"), std::string(63, 'a')})
    expect_failure(3, "neither a height nor a block hash: '" + block + "'", show("block", block));
}

// The coins of an address are read from a file of their own, which may name what is not there.
TEST_F(Show, AddressWithADamagedHistory) {
  const simulator::Story story = ledger_of(R"(
block
  coinbase c: miner 10, miner 20, miner 30, miner rest
)");
  const std::string miner = good(show("coin", coin_text(story, "c:0"), {"--format", "csv"}));
  const std::string address = [&] {
    const std::size_t at = miner.find("bcrt1");
    return miner.substr(at, miner.find(',', at) - at);
  }();
  good(show("address", address));
  Path run;
  for (const auto& file : std::filesystem::directory_iterator(scratch_ / "ledger"))
    if (file.path().filename().string().starts_with("run.history.")) run = file.path();
  std::string bytes = read_file(run);
  constexpr std::size_t kEntry = sizeof(ledger::HistoryEntry);
  for (std::size_t entry = 0; entry < bytes.size() / kEntry; ++entry) {
    std::string damaged = bytes;
    damaged.replace(entry * kEntry + 4, 5, "\xff\xff\xff\xff\x3f");
    replace_file(run, damaged);
    for (const char* format : {"table", "csv", "json"}) {
      const Outcome outcome = spoor(show("address", address, {"--format", format}));
      if (outcome.exit_code == 0) continue;  // another address's, or passed over
      EXPECT_EQ(outcome.exit_code, 7) << outcome.err;
      EXPECT_THAT(outcome.err, HasSubstr("which is not there"));
    }
  }
}

}  // namespace
}  // namespace spoor
