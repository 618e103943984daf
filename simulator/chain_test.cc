#include "simulator/chain.h"

#include <gtest/gtest.h>

#include "chains/bitcoin/script.h"
#include "chains/bitcoin/work.h"
#include "crypto/hash.h"
#include "simulator/genesis.h"
#include "simulator/scripts.h"

namespace spoor::simulator {
namespace {

using bitcoin::Network;

bitcoin::ParsedBlock parsed(ByteSpan bytes) {
  bitcoin::ParsedBlock block;
  bitcoin::parse_block(bytes, block);
  bitcoin::hash_transactions(block);
  return block;
}

Output to_alice(std::uint64_t satoshi) {
  return {Satoshi{satoshi}, pay_to_witness_key(key_of("alice").compressed)};
}

Transaction spend(const Hash256& txid, std::uint32_t vout, std::vector<Output> outputs) {
  return {.inputs = {{.coin = {txid, vout}, .witness = {signature(), Bytes(33, 2)}}},
          .outputs = std::move(outputs)};
}

class GenesisOf : public testing::TestWithParam<Network> {};

TEST_P(GenesisOf, IsTheRealBlock) {
  const Bytes bytes = genesis_block(GetParam());
  EXPECT_EQ(bitcoin::hash_header(ByteSpan(bytes).first(80)), bitcoin::params(GetParam()).genesis);
  EXPECT_TRUE(bitcoin::merkle_root_matches(parsed(bytes)));
}
INSTANTIATE_TEST_SUITE_P(AllNetworks, GenesisOf,
                         testing::Values(Network::kMainnet, Network::kTestnet3, Network::kTestnet4,
                                         Network::kSignet, Network::kRegtest));

TEST(Chain, BlocksParseAndHoldTogether) {
  Chain chain;
  const BlockIndex first = chain.add(0, coinbase(1, {to_alice(50 * kCoin)}));
  const BlockIndex second = chain.add(
      first, coinbase(2, {to_alice(50 * kCoin)}),
      {spend(chain.block(first).txids[0], 0, {to_alice(20 * kCoin), to_alice(30 * kCoin)})});

  const Block& built = chain.block(second);
  const bitcoin::ParsedBlock block = parsed(built.bytes);
  EXPECT_EQ(block.hash, built.hash);
  EXPECT_EQ(block.header.previous, chain.block(first).hash);
  EXPECT_EQ(block.txids, built.txids);
  EXPECT_TRUE(bitcoin::merkle_root_matches(block));
  EXPECT_TRUE(bitcoin::proof_of_work_holds(block.hash, block.header.bits));
  EXPECT_EQ(bitcoin::bip34_height(block), 2U);
  EXPECT_EQ(block.inputs.at(1).witness.size(), 1U + 1 + 71 + 1 + 33);
  EXPECT_EQ(block.outputs.at(2).value, Satoshi{30 * kCoin});
}

TEST(Chain, StatesHeightsThatNeedMoreBytes) {
  for (const std::uint32_t height :
       {1U, 16U, 17U, 127U, 128U, 255U, 256U, 32767U, 32768U, 840000U, 0x7fffffU, 0x800000U}) {
    Chain chain(Network::kRegtest, height);
    const BlockIndex only = chain.add(kNoParent, coinbase(height, {to_alice(1)}));
    EXPECT_EQ(bitcoin::bip34_height(parsed(chain.block(only).bytes)), height);
  }
}

TEST(Chain, ForksGrowFromAnyBlock) {
  Chain chain;
  const BlockIndex trunk = chain.add(0, coinbase(1, {to_alice(1)}));
  const BlockIndex left = chain.add(trunk, coinbase(2, {to_alice(2)}, 1));
  const BlockIndex right = chain.add(trunk, coinbase(2, {to_alice(2)}, 2));
  EXPECT_NE(chain.block(left).hash, chain.block(right).hash);
  EXPECT_EQ(chain.block(left).previous, chain.block(right).previous);
  EXPECT_EQ(chain.branch(right), (std::vector<BlockIndex>{0, trunk, right}));
  EXPECT_TRUE(chain.stands_on(left, trunk));
  EXPECT_FALSE(chain.stands_on(left, right));

  const bitcoin::Outpoint left_coin{chain.block(left).txids[0], 0};
  EXPECT_TRUE(chain.coin(left_coin, left));
  EXPECT_FALSE(chain.coin(left_coin, right));
}

TEST(Chain, RepeatedCoinbaseIsTheLaterCoin) {
  Chain chain;
  const Transaction same = coinbase(1, {to_alice(7)});
  const BlockIndex first = chain.add(0, same);
  const BlockIndex second = chain.add(first, same);
  EXPECT_EQ(chain.block(first).txids, chain.block(second).txids);
  const bitcoin::Outpoint coin{chain.block(first).txids[0], 0};
  EXPECT_EQ(chain.coin(coin, first)->height, 1U);
  EXPECT_EQ(chain.coin(coin, second)->height, 2U);
}

TEST(Chain, MerkleTreeOfAnOddRow) {
  std::vector<Hash256> ids(3);
  ids[1][0] = 1;
  ids[2][0] = 2;
  const Hash256 left = sha256d(ids[0], ids[1], {});
  const Hash256 right = sha256d(ids[2], ids[2], {});
  EXPECT_EQ(merkle_root(ids), sha256d(left, right, {}));
}

// Keys and signatures have the forms that Core would see.
TEST(Scripts, AreWhatTheyAreCalled) {
  using bitcoin::ScriptType;
  const PublicKey key = key_of("alice");
  const std::array keys{key, key_of("bob"), key_of("carol")};
  const Bytes redeem = multisig(2, keys);
  const std::vector<std::pair<ScriptType, Bytes>> scripts{
      {ScriptType::kP2pk, pay_to_key(key.compressed)},
      {ScriptType::kP2pk, pay_to_key(key.uncompressed)},
      {ScriptType::kP2pkh, pay_to_key_hash(key.compressed)},
      {ScriptType::kP2sh, pay_to_script_hash(redeem)},
      {ScriptType::kP2wpkh, pay_to_witness_key(key.compressed)},
      {ScriptType::kP2wsh, pay_to_witness_script(redeem)},
      {ScriptType::kP2tr, pay_to_taproot(ByteSpan(key.compressed).subspan(1))},
      {ScriptType::kP2a, pay_to_anchor()},
      {ScriptType::kWitnessUnknown, pay_to_witness_program(16, Bytes(20, 1))},
      {ScriptType::kMultisig, redeem},
      {ScriptType::kOpReturn, op_return(as_bytes("memo"))},
  };
  for (const auto& [type, script] : scripts) EXPECT_EQ(bitcoin::classify(script).type, type);
}

TEST(Scripts, KeysFollowFromNamesAlone) {
  EXPECT_EQ(key_of("alice").compressed, key_of("alice").compressed);
  EXPECT_NE(key_of("alice").compressed, key_of("bob").compressed);
}

}  // namespace
}  // namespace spoor::simulator
