// Blocks that nobody here made, through the whole ingest. The figures were taken apart from this
// code, by a program of another language over the same bytes.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>

#include "base/test_data.h"
#include "ledger/ledger.h"
#include "simulator/block_files.h"
#include "simulator/genesis.h"
#include "tests/ledger/ledger_fixture.h"

namespace spoor {
namespace {

using ledger::ChainView;
using ledger::Counts;
using ledger::Ledger;

Bytes content(const Path& path) {
  const std::string text = read_file(path);
  return {text.begin(), text.end()};
}

class RealChain : public RealDataTest {
 protected:
  Path real(const char* name) const { return file("bitcoin_blocks") / name; }
  // A folder with real block files in it, as blk00000.dat and on.
  Path folder_of(const char* folder, std::initializer_list<const char*> names) {
    std::filesystem::create_directories(scratch_ / folder);
    for (int number = 0; const char* name : names)
      std::filesystem::copy_file(real(name),
                                 scratch_ / folder / fmt::format("blk{:05}.dat", number++));
    return scratch_ / folder;
  }
  Path six_weeks() { return folder_of("blocks", {"mainnet_blk00000_h0-4312.dat"}); }
  Path ledger() const { return scratch_ / "ledger"; }

  ScratchFolder scratch_;
};

TEST_F(RealChain, TheFirstSixWeeks) {
  const ingest::BitcoinReport report = ingest_folder(six_weeks(), ledger());
  EXPECT_EQ(report.network, bitcoin::Network::kMainnet);
  EXPECT_EQ(report.blocks, 4'313U);
  EXPECT_EQ(report.tree.stale + report.tree.repeated + report.tree.other.size(), 0U);
  EXPECT_TRUE(report.skipped.empty() && report.refused.empty());
  sound_columns(ledger());

  const Ledger opened(ledger());
  const Counts& n = opened.manifest().counts;
  EXPECT_EQ(n.transactions, 4'371U);
  EXPECT_EQ(n.inputs, 247U);
  EXPECT_EQ(n.coins, 4'397U);
  EXPECT_EQ(n.addresses, 4'359U);
  EXPECT_EQ(n.prehistory, 0U);
  const ChainView& view = opened.view();
  int spending = 0;
  for (Height h{0}; h <= view.tip(); ++h)
    spending += view.end_tx(h).value - view.first_tx(h).value > 1;
  EXPECT_EQ(spending, 43);

  const ledger::VerifyReport verified = ledger::verify_ledger(ledger());
  ASSERT_TRUE(verified.balance);
  EXPECT_EQ(verified.balance->issued, Satoshi{21'565'000'000'000});
  EXPECT_EQ(verified.balance->unspendable, Satoshi{5'000'000'000});
  EXPECT_EQ(verified.balance->unspent, Satoshi{21'560'000'000'000});
}

// The coin of block 9, which paid Hal Finney in block 170: who spent it, and who spent the change.
TEST_F(RealChain, TheCoinOfBlock9) {
  ingest_folder(six_weeks(), ledger());
  const Ledger opened(ledger());
  const ChainView& view = opened.view();
  const Hash256 txid =
      hash_from_display_hex("0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9");
  std::optional<CoinId> coin = opened.find_coin({txid, 0});
  ASSERT_TRUE(coin);
  EXPECT_EQ(view.height_of(view.tx_of(*coin)), Height{9});

  struct Step {
    std::uint32_t height;
    std::uint64_t paid;  // the first output; the second is the change, which is spent next
    const char* txid;
  };
  for (const Step& step : {
           Step{170, 1'000'000'000,
                "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"},
           Step{181, 1'000'000'000,
                "a16f3ce4dd5deb92d98ef5cf8afeaf0775ebca408f708b2146c4fb42b41e14be"},
           Step{182, 100'000'000,
                "591e91f809d716912ca1d4a9295e70c3e78bab077683f79350f101da64588073"},
           Step{183, 100'000'000,
                "12b5633bad1f9c167d523ad1aa1947b2732a865bf5414eab2f9e5ae5d5c191ba"},
           Step{248, 1'000'000'000,
                "828ef3b079f9c23829c56fe86e85b4a69d9e06e5b54ea597eef5fb3ffef509fe"},
       }) {
    const InputId spender = view.spender(*coin);
    ASSERT_TRUE(spender.valid()) << step.height;
    const TxId tx = view.tx_of(spender);
    EXPECT_EQ(to_hex_reversed(view.txids[tx.value]), step.txid);
    EXPECT_EQ(view.height_of(tx), Height{step.height});
    EXPECT_EQ(view.coins[view.first_coin(tx).value].value(), Satoshi{step.paid});
    EXPECT_EQ(view.fee_of(tx), Satoshi{0});
    coin = CoinId{view.first_coin(tx).value + 1};
  }
  EXPECT_EQ(view.coins[coin->value].value(), Satoshi{1'800'000'000});
  EXPECT_FALSE(view.spender(*coin).valid());
}

TEST_F(RealChain, XoredFilesGiveTheSameColumns) {
  const Path plain = six_weeks();
  ingest_folder(plain, ledger());
  const simulator::XorKey key{0xf9, 1, 0, 0xbe, 7, 0x80, 3, 0xff};
  Bytes bytes = content(plain / "blk00000.dat");
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] ^= key[i % key.size()];
  std::filesystem::create_directories(scratch_ / "hidden");
  OutputFile(scratch_ / "hidden/blk00000.dat", OutputFile::Mode::kTruncate).write_at(0, bytes);
  OutputFile(scratch_ / "hidden/xor.dat", OutputFile::Mode::kTruncate).write_at(0, key);
  ingest_folder(scratch_ / "hidden", scratch_ / "from-hidden");
  EXPECT_EQ(sound_columns(scratch_ / "from-hidden"), sound_columns(ledger()));
}

TEST_F(RealChain, TwoFilesInEitherOrder) {
  const char* first = "nbitcoin_blk00000_h0-299.dat";
  const char* second = "nbitcoin_blk00001_h300-599.dat";
  EXPECT_EQ(ingest_folder(folder_of("blocks", {first, second}), ledger()).blocks, 600U);
  ingest_folder(folder_of("turned", {second, first}), scratch_ / "from-turned");
  EXPECT_EQ(sound_columns(scratch_ / "from-turned"), sound_columns(ledger()));
  const Counts n = Ledger(ledger()).manifest().counts;
  EXPECT_EQ(n.transactions, 616U);
  EXPECT_EQ(n.inputs, 25U);
  EXPECT_EQ(n.coins, 627U);
  EXPECT_EQ(n.addresses, 614U);
}

// Six hundred blocks, then the longer chain over them.
TEST_F(RealChain, GrowsAsAnIngestAtOnce) {
  ingest_folder(
      folder_of("few", {"nbitcoin_blk00000_h0-299.dat", "nbitcoin_blk00001_h300-599.dat"}),
      ledger());
  const Path all = six_weeks();
  const ingest::BitcoinReport report = ingest_folder(all, ledger());
  EXPECT_EQ(report.blocks_added, 4'313U - 600);
  EXPECT_EQ(report.blocks_rolled_back, 0U);
  ingest_folder(all, scratch_ / "at-once");
  EXPECT_EQ(sound_columns(ledger()), sound_columns(scratch_ / "at-once"));
}

// A real rev file whose 40 records are empty: coinbases alone, nothing spent.
TEST_F(RealChain, EmptyUndoRecords) {
  const Path blocks = folder_of("blocks", {"nbitcoin_blk00000_h0-299.dat"});
  // Without genesis, so that undo records are asked for.
  Bytes bytes = content(blocks / "blk00000.dat");
  const std::size_t genesis = 8 + simulator::genesis_block(bitcoin::Network::kMainnet).size();
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(genesis));
  OutputFile(blocks / "blk00000.dat", OutputFile::Mode::kTruncate).write_at(0, bytes);
  std::filesystem::copy_file(real("nbitcoin_rev00000.dat"), blocks / "rev00000.dat");
  const ingest::BitcoinReport report = ingest_folder(blocks, ledger(), {.first_height = 1});
  EXPECT_EQ(report.blocks, 299U);
  EXPECT_TRUE(report.skipped.empty());  // each record was matched to its block
  sound_columns(ledger());
}

// Two branches of a regtest chain; the second leaves the first in its middle.
TEST_F(RealChain, ABranchFromAnotherProject) {
  simdjson::dom::parser parser;
  const simdjson::dom::element branches = parser.load(real("floresta_test_reorg.json").string());
  simulator::BlockFiles files(scratch_ / "blocks");
  files.block(simulator::genesis_block(bitcoin::Network::kRegtest));
  for (const std::string_view hex : branches.at(0)) files.block(from_hex(hex));
  EXPECT_EQ(ingest_folder(scratch_ / "blocks", ledger()).blocks, 11U);
  for (const std::string_view hex : branches.at(1)) files.block(from_hex(hex));
  const ingest::BitcoinReport report = ingest_folder(scratch_ / "blocks", ledger());
  EXPECT_EQ(report.blocks, 17U);
  EXPECT_EQ(report.blocks_rolled_back, 5U);
  EXPECT_EQ(report.tree.stale, 5U);
  ingest_folder(scratch_ / "blocks", scratch_ / "fresh");
  EXPECT_EQ(sound_columns(ledger()), sound_columns(scratch_ / "fresh"));
}

class LoneBlock : public RealChain {
 protected:
  // Ingests one block and expects these counts; the coins from before are unknown.
  void expect(const Path& block, const Counts& due, std::uint32_t height) {
    const ingest::BitcoinReport report =
        ingest_files({block}, ledger(), {.first_height = first_height_});
    EXPECT_EQ(report.first_height, height);
    EXPECT_EQ(report.blocks, 1U);
    sound_columns(ledger());
    const Counts n = Ledger(ledger()).manifest().counts;
    EXPECT_EQ(n.transactions, due.transactions);
    EXPECT_EQ(n.inputs, due.inputs);
    EXPECT_EQ(n.coins, due.coins);
    EXPECT_EQ(n.addresses, due.addresses);
    EXPECT_EQ(n.prehistory, due.prehistory);
    EXPECT_FALSE(ledger::verify_ledger(ledger()).balance);
  }
  std::optional<std::uint32_t> first_height_;
};

TEST_F(LoneBlock, With20Witnesses) {
  expect(real("mainnet_481829.raw"),
         {.transactions = 2'020,
          .inputs = 5'246,
          .coins = 5'146,
          .addresses = 4'820,
          .prehistory = 5'103},
         481'829);
}

TEST_F(LoneBlock, Small) {
  expect(real("mainnet_482683.raw"),
         {.transactions = 12, .inputs = 51, .coins = 25, .addresses = 24, .prehistory = 51},
         482'683);
}

TEST_F(LoneBlock, AsHexWithALineBreak) {
  expect(real("mainnet_514485.hex"),
         {.transactions = 2'165,
          .inputs = 4'630,
          .coins = 6'716,
          .addresses = 6'183,
          .prehistory = 4'398},
         514'485);
}

TEST_F(LoneBlock, WithTaprootAndManyMemos) {
  simdjson::dom::parser parser;
  const simdjson::dom::element json = parser.load(real("mainnet_951658.json").string());
  const std::string_view hex = json["block"];
  OutputFile(scratch_ / "block.hex", OutputFile::Mode::kTruncate).write_at(0, as_bytes(hex));
  expect(scratch_ / "block.hex",
         {.transactions = 374, .inputs = 412, .coins = 696, .addresses = 192, .prehistory = 224},
         951'658);
}

TEST_F(LoneBlock, ThatDoesNotStateItsHeight) {
  EXPECT_THROW(ingest_files({real("mainnet_169482.raw")}, scratch_ / "none"), Error);
  first_height_ = 169'482;
  expect(real("mainnet_169482.raw"),
         {.transactions = 14, .inputs = 59, .coins = 231, .addresses = 231, .prehistory = 59},
         169'482);
}

// Previous outputs as a CSV, made of an undo file in another project's form: for each input its
// value in 8 bytes, the script's length, the script.
TEST_F(LoneBlock, WithPreviousOutputsHasExactFees) {
  const Bytes block = content(real("mainnet_300025.raw"));
  bitcoin::ParsedBlock parsed;
  bitcoin::parse_block(block, parsed);
  const Bytes undo = content(real("mainnet_300025-undo.raw"));
  ByteReader in(undo);
  std::string csv = "txid,vout,value_sat,script_hex\n";
  for (std::size_t i = 1; i < parsed.inputs.size(); ++i) {
    const ByteSpan outpoint = parsed.inputs[i].outpoint;
    const std::uint64_t value = in.u64();
    csv += fmt::format("{},{},{},{}\n", to_hex_reversed(outpoint.first(32)),
                       load_le<std::uint32_t>(outpoint.data() + 32), value,
                       to_hex(in.take(in.compact_size())));
  }
  EXPECT_TRUE(in.at_end());
  replace_file(scratch_ / "prevouts.csv", csv);
  ingest_files({real("mainnet_300025.raw")}, ledger(), {.prevouts = scratch_ / "prevouts.csv"});
  sound_columns(ledger());
  const Ledger opened(ledger());
  const ChainView& view = opened.view();
  EXPECT_EQ(view.first_height, 300'025U);
  EXPECT_EQ(view.prehistory.size(), 1'239U);
  std::uint64_t fees = 0;
  for (TxId tx{0}; tx.value < view.tx_count(); ++tx) fees += view.fee_of(tx).value().value;
  EXPECT_EQ(fees, 7'773'345U);
  EXPECT_EQ(view.unclaimed(view.tip()), Satoshi{0});
  // The coins from before have addresses too: paid and paying scripts are one numbering.
  EXPECT_GT(view.addresses.size(), 1'072U);
  const std::optional<ledger::Balance> balance = ledger::verify_ledger(ledger()).balance;
  ASSERT_TRUE(balance);
  EXPECT_EQ(balance->unspent, Satoshi{216'278'496'097});
}

}  // namespace
}  // namespace spoor
