// Folders of block files as nodes and accidents leave them.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "simulator/genesis.h"
#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

using simulator::BlockFiles;
using simulator::XorKey;

class BlockFolder : public ChainTest {
 protected:
  BlockFolder() { tip_ = mine_some(0, 12); }
  std::vector<BlockIndex> all() const {
    std::vector<BlockIndex> out(chain_.blocks().size());
    for (BlockIndex i = 0; i < out.size(); ++i) out[i] = i;
    return out;
  }
  BlockIndex tip_;
};

TEST_F(BlockFolder, WithStaleBranchesAndRepeatedBlocks) {
  const BlockIndex stale = mine_some(4, 3);
  mine_some(stale - 1, 2);
  BlockFiles files(blocks(), {.most_file_bytes = 2'000});
  chain_.write(files, all());
  chain_.write(files, std::vector<BlockIndex>{3, 9, 3, stale});
  const ingest::BitcoinReport report = ingest();
  EXPECT_EQ(report.tree.stale, 5U);
  EXPECT_EQ(report.tree.repeated, 4U);
  EXPECT_EQ(report.tree.condemned, 0U);
  expect_tip(tip_);
}

// Two tips with the same work: the smaller hash, in whatever order they stand.
TEST_F(BlockFolder, WithTwoTipsOfEqualWork) {
  const BlockIndex other = mine(tip_ - 1);
  const BlockIndex smaller = hash(other) < hash(tip_) ? other : tip_;
  for (const bool turned : {false, true}) {
    std::filesystem::remove_all(ledger());
    std::vector<BlockIndex> order = all();
    if (turned) std::ranges::reverse(order);
    BlockFiles files(blocks());
    chain_.write(files, order);
    ingest();
    expect_tip(smaller);
  }
}

TEST_F(BlockFolder, StrayBytesBetweenBlocks) {
  BlockFiles files(blocks());
  std::uint64_t stray = 0;
  for (const BlockIndex i : all()) {
    // Some end in the beginning of a magic, or hold one with nothing behind it.
    const Bytes bytes = i % 3 == 0   ? Bytes{0xfa, 0xbf, 0xb5}
                        : i % 3 == 1 ? Bytes{1, 2, 0xfa, 0xbf, 0xb5, 0xda, 9, 0, 0, 0x70}
                                     : Bytes(100, 0x77);
    files.stray(bytes);
    stray += bytes.size();
    files.block(chain_.block(i).bytes);
  }
  const ingest::BitcoinReport report = ingest();
  std::uint64_t told = 0;
  for (const ingest::Skipped& skipped : report.skipped) told += skipped.bytes;
  EXPECT_EQ(report.skipped.size(), all().size());
  EXPECT_EQ(told, stray);
  EXPECT_EQ(report.skipped[0].offset, 0U);
  expect_tip(tip_);
}

TEST_F(BlockFolder, ZeroPaddingIsNotWorthAWord) {
  for (const std::optional<XorKey> key :
       {std::optional<XorKey>(), std::optional(XorKey{9, 8, 7, 6, 5, 4, 3, 2})}) {
    std::filesystem::remove_all(ledger());
    BlockFiles files(blocks(), {.xor_key = key});
    chain_.write(files, all());
    files.reserve(70'001);
    const ingest::BitcoinReport report = ingest();
    EXPECT_TRUE(report.skipped.empty());
    expect_tip(tip_);
  }
}

TEST_F(BlockFolder, CutTail) {
  const std::size_t whole = chain_.block(tip_).bytes.size();
  for (const std::size_t kept : {std::size_t{1}, std::size_t{60}, std::size_t{80}, whole - 1}) {
    std::filesystem::remove_all(ledger());
    BlockFiles files(blocks());
    chain_.write(files, all());
    const std::uint64_t size = files.offset();
    std::filesystem::resize_file(blocks() / "blk00000.dat", size - whole + kept);
    const ingest::BitcoinReport report = ingest();
    EXPECT_FALSE(report.skipped.empty()) << kept;
    EXPECT_TRUE(report.refused.empty());
    expect_tip(chain_.block(tip_).parent);
    // The node writes on; the next run finds the block whole.
    BlockFiles again(blocks());
    chain_.write(again, all());
    EXPECT_EQ(ingest().blocks_added, 1U);
    expect_tip(tip_);
  }
}

// The length says more than is there, so the block seems to hold those behind it.
class CutInTheMiddle : public BlockFolder {
 protected:
  // Writes all blocks, and `cut` with only `kept` of its bytes.
  void write_cut(BlockIndex cut, std::size_t kept, const BlockFiles::Options& options) {
    BlockFiles files(blocks(), options);
    for (const BlockIndex i : all()) {
      if (i != cut) {
        files.block(chain_.block(i).bytes);
        continue;
      }
      Bytes record{0xfa, 0xbf, 0xb5, 0xda, 0, 0, 0, 0};
      const Bytes& bytes = chain_.block(i).bytes;
      store_le(&record[4], static_cast<std::uint32_t>(bytes.size()));
      record.insert(record.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept));
      files.stray(record);
    }
  }
};

TEST_F(CutInTheMiddle, BesideAWholeCopy) {
  // Large enough to swallow several small blocks.
  const BlockIndex big = mine(tip_, {spend({coin(1)}, {pay(1, "too-long"), pay(2)})});
  tip_ = mine_some(big, 60);
  for (const std::optional<XorKey> key :
       {std::optional<XorKey>(), std::optional(XorKey{1, 1, 2, 3, 5, 8, 13, 21})}) {
    std::filesystem::remove_all(ledger());
    write_cut(big, 300, {.xor_key = key});
    BlockFiles more(scratch_ / "more", {.xor_key = key});
    more.block(chain_.block(big).bytes);
    std::filesystem::rename(scratch_ / "more/blk00000.dat", blocks() / "blk00001.dat");
    const ingest::BitcoinReport report = ingest();
    EXPECT_EQ(report.refused.size(), 1U);
    expect_tip(tip_);
  }
}

TEST_F(CutInTheMiddle, OfAStaleBlock) {
  const BlockIndex stale = mine(5, {spend({coin(1)}, {pay(1, "too-long"), pay(2)})});
  tip_ = mine_some(tip_, 60);
  write_cut(stale, 300, {});
  ingest();
  expect_tip(tip_);
}

TEST_F(CutInTheMiddle, WithoutAWholeCopyKeepsWhatIsBefore) {
  const BlockIndex big = mine(tip_, {spend({coin(1)}, {pay(1, "too-long"), pay(2)})});
  mine_some(big, 60);
  write_cut(big, 300, {});
  const ingest::BitcoinReport report = ingest();
  EXPECT_EQ(report.refused.size(), 1U);
  EXPECT_EQ(report.tree.other.size(), 1U);  // its descendants, which hang in the air
  EXPECT_EQ(report.tree.other[0].blocks, 60U);
  expect_tip(tip_);
}

TEST_F(BlockFolder, WithAWrongKeyIsRefusedWithARemedy) {
  BlockFiles files(blocks(), {.xor_key = XorKey{1, 2, 3, 4, 5, 6, 7, 8}});
  chain_.write(files, all());
  OutputFile(blocks() / "xor.dat", OutputFile::Mode::kTruncate)
      .write_at(0, XorKey{8, 7, 6, 5, 4, 3, 2, 1});
  try {
    ingest();
    FAIL() << "blocks found";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kBadInput);
    EXPECT_NE(e.remedy().find("xor.dat"), std::string::npos);
  }
  std::filesystem::remove(blocks() / "xor.dat");
  EXPECT_THROW(ingest(), Error);
  OutputFile(blocks() / "xor.dat", OutputFile::Mode::kTruncate).write_at(0, Bytes(7, 1));
  EXPECT_THROW(ingest(), Error);
  std::filesystem::remove(blocks() / "xor.dat");
  ASSERT_EQ(::mkfifo((blocks() / "xor.dat").c_str(), 0600), 0);
  EXPECT_THROW(ingest(), Error);  // and is not waited for
}

TEST_F(BlockFolder, WithoutBlockFilesIsRefused) {
  EXPECT_THROW(ingest(), Error);  // no folder
  std::filesystem::create_directories(blocks());
  EXPECT_THROW(ingest(), Error);  // no file
  OutputFile(blocks() / "blk00000.dat", OutputFile::Mode::kTruncate).write_at(0, Bytes(1000));
  EXPECT_THROW(ingest(), Error);  // no block
  EXPECT_FALSE(std::filesystem::exists(ledger()));
}

// Blocks of another network are no blocks of this one.
TEST_F(BlockFolder, OfEachNetwork) {
  using enum bitcoin::Network;
  for (const bitcoin::Network network : {kMainnet, kTestnet3, kTestnet4, kSignet, kRegtest}) {
    const Path folder = scratch_ / std::string(bitcoin::params(network).name);
    simulator::Chain chain(network);
    BlockIndex tip = 0;
    for (std::uint32_t h = 1; h < 5; ++h)
      tip = chain.add(tip, simulator::coinbase(h, {pay(50 * kBtc)}));
    BlockFiles files(folder / "blocks", {.network = network});
    chain.write(files, chain.branch(tip));
    const ingest::BitcoinReport report = ingest_folder(folder / "blocks", folder / "ledger");
    EXPECT_EQ(report.network, network);
    EXPECT_EQ(ledger::Ledger(folder / "ledger").manifest().network, network);
    sound_columns(folder / "ledger");
    expect_branch(folder / "ledger", chain, tip);
    const bitcoin::Network other = network == kRegtest ? kMainnet : kRegtest;
    EXPECT_THROW(ingest_folder(folder / "blocks", folder / "none", {.network = other}), Error);
  }
  write_all();
  ingest();
  EXPECT_THROW(ingest_folder(scratch_ / "mainnet/blocks", ledger()), Error);
  expect_tip(tip_);
}

TEST_F(BlockFolder, SingleBlocksRawAndHex) {
  std::vector<Path> paths;
  for (const BlockIndex i : all()) {
    const Bytes& bytes = chain_.block(i).bytes;
    paths.push_back(scratch_ / ("block" + std::to_string(i)));
    const std::string hex = to_hex(bytes) + (i % 4 == 1 ? "\r\n" : "");
    OutputFile(paths.back(), OutputFile::Mode::kTruncate)
        .write_at(0, i % 2 == 0 ? ByteSpan(bytes) : as_bytes(hex));
  }
  const ingest::BitcoinOptions options{.network = bitcoin::Network::kRegtest};
  EXPECT_EQ(ingest_files({paths[0], paths[1], paths[2]}, ledger(), options).blocks, 3U);
  std::ranges::reverse(paths);
  EXPECT_EQ(ingest_files(paths, ledger(), options).blocks, 13U);
  expect_tip(tip_);
}

}  // namespace
}  // namespace spoor
