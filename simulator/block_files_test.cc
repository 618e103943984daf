#include "simulator/block_files.h"

#include <gtest/gtest.h>

#include "chains/bitcoin/undo.h"
#include "crypto/hash.h"
#include "simulator/chain.h"
#include "simulator/scripts.h"

namespace spoor::simulator {
namespace {

class BlockFilesTest : public testing::Test {
 protected:
  BlockFilesTest()
      : folder_(testing::TempDir() + "/spoor_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
  }
  ~BlockFilesTest() override { std::filesystem::remove_all(folder_); }

  Bytes content(const char* name) const {
    const std::string text = read_file(folder_ / name);
    return {text.begin(), text.end()};
  }

  Path folder_;
};

Bytes hex(std::string_view text) { return from_hex(text); }

TEST_F(BlockFilesTest, MagicLengthBlock) {
  {
    BlockFiles files(folder_);
    files.block(hex("aabbcc"));
    files.block(hex("dd"));
    files.reserve(3);
  }
  EXPECT_EQ(to_hex(content("blk00000.dat")), "fabfb5da03000000aabbccfabfb5da01000000dd000000");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "rev00000.dat"));
}

TEST_F(BlockFilesTest, FullFileOpensTheNext) {
  BlockFiles files(folder_, {.most_file_bytes = 20});
  files.block(Bytes(8, 1));
  files.block(Bytes(8, 2));
  files.undo(Hash256{}, Bytes(1, 9));
  EXPECT_EQ(content("blk00000.dat").size(), 16U);
  EXPECT_EQ(content("blk00001.dat").size(), 16U);
  EXPECT_EQ(content("rev00001.dat").size(), 8U + 1 + 32);
  EXPECT_EQ(files.file_count(), 2U);
}

// Core's checksum: the hash of the parent's hash and the record.
TEST_F(BlockFilesTest, UndoRecordHasAChecksumOverTheParent) {
  Hash256 parent{};
  parent[0] = 0xaa;
  BlockFiles files(folder_);
  files.undo(parent, hex("0102"));
  Bytes covered(parent.begin(), parent.end());
  covered.push_back(1);
  covered.push_back(2);
  EXPECT_EQ(to_hex(content("rev00000.dat")),
            "fabfb5da02000000"
            "0102" +
                to_hex(sha256d(covered)));
}

TEST_F(BlockFilesTest, KeyRunsByPlaceInTheFileAndSparesReservedBytes) {
  const XorKey key{1, 2, 3, 4, 5, 6, 7, 8};
  BlockFiles plain(folder_ / "plain", {});
  BlockFiles hidden(folder_ / "hidden", {.xor_key = key});
  for (BlockFiles* files : {&plain, &hidden}) {
    files->block(hex("aabbcc"));
    files->undo(Hash256{}, hex("00"));
    files->stray(hex("ffffff"));
    files->reserve(4);
  }
  EXPECT_EQ(content("hidden/xor.dat"), Bytes(key.begin(), key.end()));
  for (const char* name : {"blk00000.dat", "rev00000.dat"}) {
    Bytes shown = content(("hidden/" + std::string(name)).c_str());
    const std::size_t written = name[0] == 'b' ? 14 : shown.size();
    for (std::size_t i = 0; i < written; ++i) shown[i] ^= key[i % 8];
    EXPECT_EQ(shown, content(("plain/" + std::string(name)).c_str())) << name;
  }
}

// Vectors by hand from Core's rule: base 128, one subtracted from all groups but the last.
TEST(UndoCodec, Varint) {
  const std::vector<std::pair<std::uint64_t, std::string>> vectors{
      {0, "00"},       {1, "01"},         {127, "7f"},       {128, "8000"},
      {255, "807f"},   {256, "8100"},     {16383, "fe7f"},   {16384, "ff00"},
      {16511, "ff7f"}, {16512, "808000"}, {65535, "82fe7f"}, {~0ULL, "80fefefefefefefefe7f"}};
  for (const auto& [number, expected] : vectors) {
    Bytes out;
    append_varint(out, number);
    EXPECT_EQ(to_hex(out), expected) << number;
  }
}

// From the comment in Core's compressor.cpp and its tests: 1 sat, 1 cent, 1 BTC, 50 BTC, 21 M BTC.
TEST(UndoCodec, Amount) {
  EXPECT_EQ(compress_amount(0), 0U);
  EXPECT_EQ(compress_amount(1), 1U);
  EXPECT_EQ(compress_amount(1'000'000), 7U);
  EXPECT_EQ(compress_amount(100'000'000), 9U);
  EXPECT_EQ(compress_amount(5'000'000'000), 0x32U);
  EXPECT_EQ(compress_amount(2'100'000'000'000'000), 0x1406f40U);
}

TEST(UndoCodec, ScriptsWithAShortForm) {
  const PublicKey key = key_of("alice");
  const auto compressed = [](const Bytes& script) {
    Bytes out;
    append_compressed_script(out, script);
    return out;
  };
  EXPECT_EQ(compressed(pay_to_key_hash(key.compressed)).size(), 21U);
  EXPECT_EQ(compressed(pay_to_script_hash(Bytes{0x51})).at(0), 1);
  EXPECT_EQ(compressed(pay_to_key(key.compressed)),
            Bytes(key.compressed.begin(), key.compressed.end()));
  EXPECT_EQ(compressed(pay_to_key(key.uncompressed)).at(0), 4 | (key.uncompressed[64] & 1));
  EXPECT_EQ(compressed(pay_to_key(key.uncompressed)).size(), 33U);

  Bytes off_the_curve(65, 4);
  EXPECT_EQ(compressed(pay_to_key(off_the_curve)).size(), 1U + 67);
  EXPECT_EQ(compressed(Bytes{0x51}), (Bytes{7, 0x51}));
}

TEST(Undo, HoldsEachSpentCoinWithItsHeight) {
  const Bytes alice = pay_to_key_hash(key_of("alice").compressed);
  Chain chain;
  const BlockIndex first = chain.add(0, coinbase(1, {{Satoshi{5 * kCoin}, alice}}));
  const Hash256 reward = chain.block(first).txids[0];
  const Transaction pay{.inputs = {{.coin = {reward, 0}}}, .outputs = {{Satoshi{kCoin}, alice}}};
  const Transaction on{.inputs = {{.coin = {txid_of(pay), 0}}}, .outputs = {{Satoshi{1}, alice}}};
  const BlockIndex second = chain.add(first, coinbase(2, {{Satoshi{0}, alice}}), {pay, on});

  EXPECT_EQ(chain.undo(first), Bytes{0});
  const std::string alice_short = "00" + to_hex(hash160(key_of("alice").compressed));
  // two transactions; one coin each: height·2 + coinbase, zero, amount, script
  EXPECT_EQ(to_hex(*chain.undo(second)),
            "02"
            "01"
            "03"
            "00"
            "31" +
                alice_short +
                "01"
                "04"
                "00"
                "09" +
                alice_short);
  const auto read = bitcoin::parse_undo(*chain.undo(second));
  EXPECT_EQ(read.at(0).at(0).value, Satoshi{5 * kCoin});
  EXPECT_EQ(read.at(1).at(0).script, alice);

  const Transaction nothing{.inputs = {{.coin = {Hash256{}, 0}}}, .outputs = {}};
  EXPECT_FALSE(chain.undo(chain.add(second, coinbase(3, {}), {nothing})));
}

}  // namespace
}  // namespace spoor::simulator
