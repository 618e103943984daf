#include "chains/bitcoin/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crypto/hash.h"

namespace spoor::bitcoin {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::string le(std::uint64_t value, std::size_t bytes) {
  Bytes out(8);
  store_le(out.data(), value);
  return to_hex(ByteSpan(out).first(bytes));
}

// Transactions and blocks in hex, put together by hand.
const std::string kHeader = std::string(160, '0');
const std::string kNull = std::string(64, '0') + "ffffffff";
const std::string kSomeCoin = std::string(64, 'a') + "05000000";
const std::string kSequence = "feffffff";

std::string input(const std::string& outpoint, const std::string& script_sig = "51") {
  return outpoint + le(script_sig.size() / 2, 1) + script_sig + kSequence;
}
std::string output(std::uint64_t value, const std::string& script = "51") {
  return le(value, 8) + le(script.size() / 2, 1) + script;
}
std::string tx_of(const std::string& inputs_and_outputs, const std::string& locktime = "00000000") {
  return "02000000" + inputs_and_outputs + locktime;
}
const std::string kCoinbase = tx_of("01" + input(kNull) + "01" + output(50));
const std::string kPayment = tx_of("01" + input(kSomeCoin) + "01" + output(7));

ParsedBlock block_of(const std::string& after_header) {
  // The spans point into these bytes: kept until the next block.
  static Bytes bytes;
  bytes = from_hex(kHeader + after_header);
  ParsedBlock out;
  parse_block(bytes, out);
  return out;
}
ParsedBlock transaction_of(const std::string& hex) {
  static Bytes bytes;
  bytes = from_hex(hex);
  ParsedBlock out;
  parse_transaction(bytes, out);
  return out;
}
auto refuses_block(const std::string& after_header, const char* why) {
  EXPECT_THAT([&] { block_of(after_header); }, ThrowsMessage<Error>(HasSubstr(why)));
}
auto refuses_transaction(const std::string& hex, const char* why) {
  EXPECT_THAT([&] { transaction_of(hex); }, ThrowsMessage<Error>(HasSubstr(why)));
}

const char* const kGenesisBlock =
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c"
    "3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c01010000000100000000000000"
    "00000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65"
    "732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261"
    "696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7"
    "105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6b"
    "f11d5fac00000000";

TEST(ParseBlock, ReadsTheGenesisBlock) {
  const Bytes bytes = from_hex(kGenesisBlock);
  ParsedBlock block;
  parse_block(bytes, block);
  hash_transactions(block);
  EXPECT_EQ(block.header.version, 1);
  EXPECT_EQ(block.header.previous, Hash256{});
  EXPECT_EQ(block.header.time, 1231006505U);
  EXPECT_EQ(block.header.bits, 0x1d00ffffU);
  EXPECT_EQ(block.header.nonce, 2083236893U);
  EXPECT_EQ(to_hex_reversed(block.hash),
            "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
  EXPECT_EQ(block.size, 285U);
  EXPECT_EQ(block.weight, 1140U);
  ASSERT_EQ(block.outputs.size(), 1U);
  EXPECT_EQ(block.outputs[0].value, Satoshi{5'000'000'000});
  EXPECT_EQ(block.outputs[0].script.size(), 67U);
  EXPECT_EQ(to_hex_reversed(block.txids[0]),
            "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
  EXPECT_TRUE(merkle_root_matches(block));
}

TEST(ParseBlock, RefusesAnyBlockThatWasCut) {
  const Bytes bytes = from_hex(kGenesisBlock);
  ParsedBlock block;
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
    EXPECT_THROW(parse_block(cut, block), Error) << n;
  }
}

TEST(ParseBlock, RefusesBytesAfterTheEnd) {
  refuses_block("01" + kCoinbase + "00", "offset 143: bytes are left");
}

TEST(ParseBlock, WantsOneCoinbaseAndItFirst) {
  EXPECT_EQ(block_of("02" + kCoinbase + kPayment).transactions.size(), 2U);
  refuses_block("00", "without transactions");
  refuses_block("01" + kPayment, "no coinbase");
  refuses_block("02" + kPayment + kCoinbase, "no coinbase");
  refuses_block("02" + kCoinbase + kCoinbase, "offset 143: a second coinbase");
  refuses_block("01" + tx_of("02" + input(kNull) + input(kNull) + "01" + output(1)),
                "null outpoint");
}

TEST(ParseBlock, RefusesCountsThatCannotBeThere) {
  refuses_block("feffffff01" + kCoinbase, "ends too early");
  refuses_block("ffffffffffffffffff" + kCoinbase, "ends too early");
  refuses_block("fd0100" + kCoinbase, "not in its shortest form");
  const std::string many = "feffffff00";
  refuses_transaction(tx_of(many + input(kSomeCoin) + "01" + output(1)), "ends too early");
  refuses_transaction(tx_of("01" + input(kSomeCoin) + many + output(1)), "ends too early");
  refuses_transaction(tx_of("01" + kSomeCoin + many + "51" + kSequence + "01" + output(1)),
                      "ends too early");
}

TEST(ParseBlock, LeavesNothingOfTheBlockBefore) {
  ParsedBlock block;
  const Bytes genesis = from_hex(kGenesisBlock);
  const Bytes two = from_hex(kHeader + "02" + kCoinbase + kPayment);
  parse_block(two, block);
  hash_transactions(block);
  parse_block(genesis, block);
  EXPECT_EQ(block.transactions.size(), 1U);
  EXPECT_EQ(block.inputs.size(), 1U);
  EXPECT_EQ(block.outputs.size(), 1U);
  EXPECT_TRUE(block.txids.empty());
  EXPECT_FALSE(merkle_root_matches(block));  // not hashed yet
}

TEST(ParseTransaction, ReadsEachPart) {
  const ParsedBlock found =
      transaction_of(tx_of("02" + input(kSomeCoin, "010203") + input(kSomeCoin, "") + "02" +
                               output(9, "6a") + output(kMaxMoney - 9, ""),
                           "01000080"));
  const TxView& tx = found.transactions.at(0);
  EXPECT_EQ(tx.version, 2);
  EXPECT_EQ(tx.locktime, 0x80000001U);
  EXPECT_EQ(tx.input_count, 2U);
  EXPECT_EQ(tx.output_count, 2U);
  EXPECT_EQ(to_hex(found.inputs[0].outpoint), kSomeCoin);
  EXPECT_EQ(to_hex(found.inputs[0].script_sig), "010203");
  EXPECT_EQ(found.inputs[0].sequence, 0xfffffffeU);
  EXPECT_TRUE(found.inputs[0].witness.empty());
  EXPECT_TRUE(found.inputs[1].script_sig.empty());
  EXPECT_EQ(found.outputs[0].value, Satoshi{9});
  EXPECT_EQ(to_hex(found.outputs[0].script), "6a");
  EXPECT_EQ(found.outputs[1].value, Satoshi{kMaxMoney - 9});
  EXPECT_TRUE(found.outputs[1].script.empty());
  EXPECT_EQ(tx.weight, 4 * tx.size);
}

TEST(ParseTransaction, ReadsWitnesses) {
  const std::string body = "02" + input(kSomeCoin, "") + input(kSomeCoin, "") + "01" + output(1);
  const ParsedBlock found = transaction_of(tx_of("0001" + body + "00" + "0203aabbcc00"));
  EXPECT_TRUE(found.inputs[0].witness.empty());
  EXPECT_EQ(to_hex(found.inputs[1].witness), "0203aabbcc00");
  EXPECT_EQ(to_hex(found.transactions[0].body), body);
  // BIP-141: three times the size without marker, flag and witnesses, and once with them.
  EXPECT_EQ(found.transactions[0].weight, 3 * (8 + body.size() / 2) + found.size);
}

TEST(ParseTransaction, HasATxidWithoutItsWitness) {
  const std::string body = "01" + input(kSomeCoin, "") + "01" + output(1);
  ParsedBlock with = transaction_of(tx_of("0001" + body + "0101ff", "04030201"));
  hash_transactions(with);
  ParsedBlock without = transaction_of(tx_of(body, "04030201"));
  hash_transactions(without);
  EXPECT_EQ(with.txids, without.txids);
  EXPECT_EQ(with.txids[0], sha256d(from_hex(tx_of(body, "04030201"))));
}

TEST(ParseTransaction, RefusesAMarkerWithoutWitnesses) {
  const std::string body = "02" + input(kSomeCoin) + input(kSomeCoin) + "01" + output(1);
  refuses_transaction(tx_of("0001" + body + "0000"), "every witness is empty");
  refuses_transaction(tx_of("0002" + body + "000100"), "no witness marker");
  refuses_transaction(tx_of("0000"), "no witness marker");
  refuses_transaction(tx_of("0001" + body + "0001"), "ends too early");
}

TEST(ParseTransaction, RefusesOneWithoutInputsOrOutputs) {
  refuses_transaction(tx_of("00010001" + output(1) + std::string(90, '0')), "without inputs");
  refuses_transaction(tx_of("01" + input(kSomeCoin) + "00"), "without outputs");
}

TEST(ParseTransaction, RefusesValuesAboveAllMoney) {
  const std::string one = "01" + input(kSomeCoin);
  EXPECT_EQ(transaction_of(tx_of(one + "01" + output(kMaxMoney))).outputs.size(), 1U);
  refuses_transaction(tx_of(one + "01" + output(kMaxMoney + 1)), "offset 48: output values");
  refuses_transaction(tx_of(one + "02" + output(kMaxMoney) + output(1)), "output values");
  refuses_transaction(tx_of(one + "01" + output(~0ULL)), "output values");
  refuses_transaction(tx_of(one + "02" + output(1) + output(~0ULL)), "output values");
}

TEST(ParseTransaction, RefusesBytesAfterTheEnd) {
  refuses_transaction(kPayment + "00", "offset 62: bytes are left");
}

TEST(ParseTransaction, CountsOutputsPast16Bits) {
  std::string many = "01" + input(kSomeCoin) + "fe71110100";  // 70,001
  for (int i = 0; i < 70'001; ++i) many += output(1, "");
  const ParsedBlock found = transaction_of(tx_of(many));
  EXPECT_EQ(found.outputs.size(), 70'001U);
  EXPECT_EQ(found.transactions[0].output_count, 70'001U);
}

TEST(ParseBlock, RefusesMoreBytesThanAnythingSerialisedHas) {
  ParsedBlock block;
  const Bytes bytes(kMaxSerialisedBytes + 1);
  EXPECT_THAT([&] { parse_block(bytes, block); }, ThrowsMessage<Error>(HasSubstr("longer than")));
}

Hash256 leaf(std::uint8_t n) { return Hash256{n}; }
Hash256 pair(const Hash256& a, const Hash256& b) { return sha256d(a, b, {}); }

TEST(MerkleRoot, PairsAnOddLastWithItself) {
  ParsedBlock block{};
  block.txids = {leaf(1), leaf(2), leaf(3)};
  block.header.merkle_root = pair(pair(leaf(1), leaf(2)), pair(leaf(3), leaf(3)));
  EXPECT_TRUE(merkle_root_matches(block));
  block.txids = {leaf(1)};
  block.header.merkle_root = leaf(1);
  EXPECT_TRUE(merkle_root_matches(block));
  block.header.merkle_root = leaf(2);
  EXPECT_FALSE(merkle_root_matches(block));
}

// CVE-2012-2459: lists that were doubled at the end have the same root.
TEST(MerkleRoot, DoesNotMatchAListThatWasDoubledUp) {
  const auto p = [](std::uint8_t a, std::uint8_t b) { return pair(leaf(a), leaf(b)); };
  ParsedBlock block{};
  block.header.merkle_root = pair(p(1, 2), p(3, 3));
  block.txids = {leaf(1), leaf(2), leaf(3), leaf(3)};
  EXPECT_FALSE(merkle_root_matches(block));
  block.header.merkle_root = pair(pair(p(1, 2), p(3, 4)), pair(p(5, 6), p(5, 6)));
  block.txids = {leaf(1), leaf(2), leaf(3), leaf(4), leaf(5), leaf(6)};
  EXPECT_TRUE(merkle_root_matches(block));
  block.txids.insert(block.txids.end(), {leaf(5), leaf(6)});
  EXPECT_FALSE(merkle_root_matches(block));
}

// A block whose coinbase has these outputs and this witness, and a payment with a witness.
const std::string kPaid = "01" + input(kSomeCoin, "") + "01" + output(7);
const std::string kPaidBytes = tx_of("0001" + kPaid + "0101ff");
const std::string kReserved = "0120" + std::string(64, '7');

std::string committed_to(const std::string& payment) {
  const Hash256 root = pair(Hash256{}, sha256d(from_hex(payment)));
  return "6a24aa21a9ed" + to_hex(sha256d(root, from_hex(kReserved.substr(4)), {}));
}
bool commits(const std::vector<std::string>& scripts, const std::string& coinbase_witness,
             const std::string& payment) {
  std::string coinbase = "01" + input(kNull) + le(scripts.size(), 1);
  for (const std::string& script : scripts) coinbase += output(1, script);
  coinbase =
      coinbase_witness.empty() ? tx_of(coinbase) : tx_of("0001" + coinbase + coinbase_witness);
  return witness_commitment_holds(block_of("02" + coinbase + payment));
}

TEST(WitnessCommitment, CoversEveryWitness) {
  const std::string good = committed_to(kPaidBytes);
  EXPECT_TRUE(commits({"51", good}, kReserved, kPaidBytes));
  EXPECT_TRUE(commits({"51", good + "00"}, kReserved, kPaidBytes));
  EXPECT_FALSE(commits({"51", good}, kReserved, tx_of("0001" + kPaid + "0101fe")));
  EXPECT_FALSE(commits({"51", good}, kReserved, tx_of("0001" + kPaid + "0201ff00")));
  EXPECT_FALSE(commits({"51", good}, kReserved, tx_of(kPaid)));
  EXPECT_FALSE(commits({"51", good}, "", kPaidBytes));
  EXPECT_FALSE(commits({"51", good}, "0120" + std::string(64, '8'), kPaidBytes));
  EXPECT_FALSE(commits({"51", good}, "020020" + std::string(64, '7'), kPaidBytes));
  EXPECT_FALSE(commits({"51", good}, "011f" + std::string(62, '7'), kPaidBytes));
}

TEST(WitnessCommitment, IsTheLastOfSeveral) {
  const std::string good = committed_to(kPaidBytes);
  const std::string other = committed_to(kPayment);
  EXPECT_TRUE(commits({other, good, "51"}, kReserved, kPaidBytes));
  EXPECT_FALSE(commits({good, other}, kReserved, kPaidBytes));
  EXPECT_TRUE(commits({good, other.substr(0, other.size() - 2)}, kReserved, kPaidBytes));  // cut
}

TEST(WitnessCommitment, ToNothingAllowsNoWitness) {
  EXPECT_TRUE(commits({"51"}, "", kPayment));
  EXPECT_FALSE(commits({"51"}, "", kPaidBytes));
  EXPECT_FALSE(commits({"51"}, kReserved, kPayment));
}

std::optional<std::uint32_t> height_in(const std::string& script_sig) {
  return bip34_height(block_of("01" + tx_of("01" + input(kNull, script_sig) + "01" + output(1))));
}

TEST(Bip34Height, IsTheFirstPushAsANumber) {
  EXPECT_EQ(height_in("00"), 0U);
  EXPECT_EQ(height_in("51"), 1U);
  EXPECT_EQ(height_in("60"), 16U);
  EXPECT_EQ(height_in("0111"), 17U);
  EXPECT_EQ(height_in("028000"), 128U);
  EXPECT_EQ(height_in("03fc7903aabb"), 227'836U);
  EXPECT_EQ(height_in("0400000001"), 0x01000000U);
  EXPECT_EQ(height_in("04ffff001d0104"), 0x1d00ffffU);  // the bits, in blocks before BIP-34
}

TEST(Bip34Height, IsNoneForOtherForms) {
  EXPECT_EQ(height_in(""), std::nullopt);
  EXPECT_EQ(height_in("61"), std::nullopt);
  EXPECT_EQ(height_in("4f"), std::nullopt);        // -1
  EXPECT_EQ(height_in("0180"), std::nullopt);      // minus zero
  EXPECT_EQ(height_in("0100"), std::nullopt);      // zero has a shorter form
  EXPECT_EQ(height_in("020100"), std::nullopt);    // so has one
  EXPECT_EQ(height_in("03fc7983"), std::nullopt);  // negative
  EXPECT_EQ(height_in("03fc79"), std::nullopt);    // cut
  EXPECT_EQ(height_in("050000000001"), std::nullopt);
}

}  // namespace
}  // namespace spoor::bitcoin
