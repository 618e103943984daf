// Copies of one block that differ in their witnesses, which its hash does not cover: what the
// ledger says does not depend on which of them stands first.
#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

class Copies : public ChainTest {
 protected:
  Copies() {
    paid_ = chain_.add(0, simulator::coinbase(1, {pay(kBtc, "p2wsh:1/alice")}));
    payment_ = spend({coin(paid_)}, {pay(kBtc)}, "p2wsh:1/alice");
    good_ = add(payment_, {Bytes(32)});
    Transaction altered = payment_;
    altered.inputs[0].witness[1][5] ^= 1;
    altered_ = add(altered, {Bytes(32)});
    altered.inputs[0].witness.insert(altered.inputs[0].witness.begin(), Bytes(5'000, 7));
    longer_ = add(altered, {Bytes(32)});
    altered.inputs[0].witness.clear();
    stripped_ = add(altered, {});
  }
  // A block that commits to the witness of `payment_`, and holds what is given.
  BlockIndex add(const Transaction& transaction, std::vector<Bytes> coinbase_witness) {
    simulator::Chain draft(chain_.network());
    draft.add(0, simulator::coinbase(1, {pay(1)}), {payment_});
    bitcoin::ParsedBlock parsed;
    bitcoin::parse_block(draft.block(1).bytes, parsed);
    const Hash256 root = sha256d(Hash256{}, sha256d(parsed.transactions[1].bytes), {});
    Bytes commitment = from_hex("6a24aa21a9ed");
    for (const std::uint8_t byte : sha256d(root, Bytes(32), {})) commitment.push_back(byte);
    Transaction coinbase = simulator::coinbase(2, {pay(50 * kBtc), {Satoshi{0}, commitment}});
    coinbase.inputs[0].witness = std::move(coinbase_witness);
    return chain_.add(paid_, coinbase, {transaction});
  }
  // The ledger of the blocks in that order.
  std::string columns_of(std::vector<BlockIndex> order, const std::vector<BlockIndex>& copies) {
    std::filesystem::remove_all(ledger());
    order.insert(order.end(), copies.begin(), copies.end());
    simulator::BlockFiles files(blocks());
    chain_.write(files, order);
    const ingest::BitcoinReport report = ingest();
    EXPECT_TRUE(report.refused.empty());
    EXPECT_EQ(report.tree.repeated, copies.size() - 1);
    return sound_columns(ledger());
  }
  BlockIndex paid_ = 0, good_ = 0, altered_ = 0, longer_ = 0, stripped_ = 0;
  Transaction payment_;
};

TEST_F(Copies, TheOneThatKeepsTheCommitmentIsTaken) {
  for (const BlockIndex copy : {altered_, longer_, stripped_})
    ASSERT_EQ(hash(copy), hash(good_)) << "not a copy";
  const std::string columns = columns_of({0, paid_}, {good_});
  for (const std::vector<BlockIndex>& copies : {std::vector<BlockIndex>{good_, altered_},
                                                {altered_, good_},
                                                {good_, longer_},
                                                {longer_, good_},
                                                {good_, stripped_},
                                                {stripped_, good_},
                                                {stripped_, longer_, altered_, good_, altered_}}) {
    EXPECT_EQ(columns_of({0, paid_}, copies), columns);
    expect_tip(good_);
    std::uint64_t offset = 8;
    for (const BlockIndex before : {BlockIndex{0}, paid_})
      offset += chain_.block(before).bytes.size() + 8;
    for (const BlockIndex copy : copies) {
      if (copy == good_) break;
      offset += chain_.block(copy).bytes.size() + 8;
    }
    EXPECT_EQ(ledger::Ledger(ledger()).view().blocks.back().source_offset, offset);
  }
}

TEST_F(Copies, WithoutAGoodOneTheFirstIsTaken) {
  columns_of({0, paid_}, {longer_, altered_});
  expect_tip(longer_);
  columns_of({0, paid_}, {stripped_, longer_});
  expect_tip(stripped_);
}

// The branch that is checked before the ledger's own blocks are given up.
TEST_F(Copies, OfABranchThatTakesOver) {
  const BlockIndex other = mine(paid_);
  {
    simulator::BlockFiles files(blocks());
    chain_.write(files, std::vector<BlockIndex>{0, paid_, other});
  }
  ingest();
  expect_tip(other);
  const BlockIndex tip = mine(good_);
  simulator::BlockFiles files(blocks());
  chain_.write(files, std::vector<BlockIndex>{0, paid_, stripped_, good_, tip});
  EXPECT_EQ(ingest().blocks_rolled_back, 1U);
  expect_tip(tip);
}

}  // namespace
}  // namespace spoor
