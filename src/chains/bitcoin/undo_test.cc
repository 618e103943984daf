#include "chains/bitcoin/undo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "base/test_data.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/block.h"

namespace spoor::bitcoin {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// The way there, from Core's published rules: the decoder is held to it and to fixed vectors.
void put_varint(Bytes& out, std::uint64_t value) {
  Bytes groups = {static_cast<std::uint8_t>(value & 0x7f)};
  while (value > 0x7f) {
    value = (value >> 7) - 1;
    groups.push_back(static_cast<std::uint8_t>(value & 0x7f) | 0x80);
  }
  out.insert(out.end(), groups.rbegin(), groups.rend());
}

std::uint64_t compress_amount(std::uint64_t value) {
  if (value == 0) return 0;
  std::uint64_t zeros = 0;
  for (; value % 10 == 0 && zeros < 9; value /= 10) ++zeros;
  if (zeros == 9) return 1 + (value - 1) * 10 + 9;
  return 1 + (value / 10 * 9 + value % 10 - 1) * 10 + zeros;
}

void put(Bytes& out, ByteSpan bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void put_script(Bytes& out, ByteSpan script) {
  const ScriptClass found = classify(script);
  if (found.type == ScriptType::kP2pkh || found.type == ScriptType::kP2sh) {
    put_varint(out, found.type == ScriptType::kP2pkh ? 0 : 1);
    put(out, found.payload);
  } else if (found.type == ScriptType::kP2pk && (found.payload[0] | 1) == 3) {
    put_varint(out, found.payload[0]);
    put(out, found.payload.subspan(1));
  } else if (found.type == ScriptType::kP2pk && found.payload[0] == 4) {
    put_varint(out, 4U | (found.payload[64] & 1U));
    put(out, found.payload.subspan(1, 32));
  } else {
    put_varint(out, 6 + script.size());
    put(out, script);
  }
}

std::uint64_t varint(const std::string& hex) {
  const Bytes bytes = from_hex(hex);
  ByteReader in(bytes);
  const std::uint64_t out = read_varint(in);
  EXPECT_TRUE(in.at_end()) << hex;
  return out;
}

// The cases of Core's serialize_tests and of the comment in serialize.h.
TEST(UndoVarint, IsCores) {
  EXPECT_EQ(varint("00"), 0U);
  EXPECT_EQ(varint("7f"), 0x7fU);
  EXPECT_EQ(varint("8000"), 0x80U);
  EXPECT_EQ(varint("807f"), 255U);
  EXPECT_EQ(varint("8100"), 256U);
  EXPECT_EQ(varint("a334"), 0x1234U);
  EXPECT_EQ(varint("fe7f"), 16'383U);
  EXPECT_EQ(varint("ff7f"), 16'511U);
  EXPECT_EQ(varint("82fe7f"), 0xffffU);
  EXPECT_EQ(varint("c7e756"), 0x123456U);
  EXPECT_EQ(varint("8efefefe7f"), 0xffffffffU);
  EXPECT_EQ(varint("fefefefefefefefe7f"), 0x7fffffffffffffffU);
  EXPECT_EQ(varint("80fefefefefefefefe7f"), std::numeric_limits<std::uint64_t>::max());
}

TEST(UndoVarint, RefusesWhatIsCutOrAbove64Bits) {
  EXPECT_THROW(varint(""), Error);
  EXPECT_THROW(varint("80"), Error);
  for (const char* hex :
       {"80fefefefefefefefeff00", "80ffffffffffffffffff7f", "ffffffffffffffffff7f"})
    EXPECT_THAT([&] { varint(hex); }, ThrowsMessage<Error>(HasSubstr("above 64 bits"))) << hex;
}

TEST(UndoVarint, IsReadAsItWasWritten) {
  std::mt19937_64 random(128);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t value = random() >> (random() % 64);
    Bytes bytes;
    put_varint(bytes, value);
    ByteReader in(bytes);
    ASSERT_EQ(read_varint(in), value);
    ASSERT_TRUE(in.at_end());
  }
}

// The cases of Core's compress_tests.
TEST(UndoAmount, IsCores) {
  constexpr std::uint64_t kCoin = 100'000'000;
  EXPECT_EQ(decompress_amount(0), 0U);
  EXPECT_EQ(decompress_amount(1), 1U);
  EXPECT_EQ(decompress_amount(7), kCoin / 100);
  EXPECT_EQ(decompress_amount(9), kCoin);
  EXPECT_EQ(decompress_amount(0x32), 50 * kCoin);
  EXPECT_EQ(decompress_amount(0x1406f40), 21'000'000 * kCoin);
}

TEST(UndoAmount, IsReadAsItWasWritten) {
  std::mt19937_64 random(8);
  for (int i = 0; i < 20'000; ++i) {
    std::uint64_t value = random() % (kMaxMoney + 1);
    for (std::uint64_t zeros = random() % 12; zeros > 0; --zeros) value = value / 100 * 10;
    ASSERT_EQ(decompress_amount(compress_amount(value)), value);
  }
  for (std::uint64_t x = 0; x < 100'000; ++x) ASSERT_EQ(compress_amount(decompress_amount(x)), x);
}

TEST(UndoAmount, RefusesWhatDoesNotFit) {
  EXPECT_THAT([] { decompress_amount(std::numeric_limits<std::uint64_t>::max()); },
              ThrowsMessage<Error>(HasSubstr("above 64 bits")));
}

std::string script(const std::string& hex) {
  const Bytes bytes = from_hex(hex);
  ByteReader in(bytes);
  const std::string out = to_hex(read_compressed_script(in));
  EXPECT_TRUE(in.at_end()) << hex;
  return out;
}

const std::string kHash20(40, 'a');
// The key of the genesis block, whose y is odd.
const std::string kGenesisX = "678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6";
const std::string kGenesisY = "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f";
// The generator of the curve, whose y is even.
const std::string kGeneratorX = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
const std::string kGeneratorY = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

TEST(UndoScript, HasSixSpecialKinds) {
  EXPECT_EQ(script("00" + kHash20), "76a914" + kHash20 + "88ac");
  EXPECT_EQ(script("01" + kHash20), "a914" + kHash20 + "87");
  EXPECT_EQ(script("02" + kGeneratorX), "2102" + kGeneratorX + "ac");
  EXPECT_EQ(script("03" + kGeneratorX), "2103" + kGeneratorX + "ac");
  EXPECT_EQ(script("04" + kGeneratorX), "4104" + kGeneratorX + kGeneratorY + "ac");
  EXPECT_EQ(script("05" + kGenesisX), "4104" + kGenesisX + kGenesisY + "ac");
}

TEST(UndoScript, ElseStandsAsItIs) {
  EXPECT_EQ(script("06"), "");
  EXPECT_EQ(script("0751"), "51");
  EXPECT_EQ(script("806c" + std::string(2 * 230, 'c')), std::string(2 * 230, 'c'));
}

TEST(UndoScript, RefusesWhatIsCutAndKeysOffTheCurve) {
  EXPECT_THROW(script("00" + kHash20.substr(2)), Error);
  EXPECT_THROW(script("04" + kGenesisX.substr(2)), Error);
  EXPECT_THROW(script("0851"), Error);
  EXPECT_THROW(script("80fefefefefefefefe7f"), Error);
  const std::string no_point = std::string(63, '0') + "5";  // x = 5 has no y
  EXPECT_THAT([&] { script("04" + no_point); },
              ThrowsMessage<Error>(HasSubstr("not on the curve")));
  EXPECT_THROW(script("05" + std::string(64, 'f')), Error);
}

// The record in hex, with spaces between its parts.
std::vector<std::vector<SpentCoin>> undo(std::string hex) {
  std::erase(hex, ' ');
  return parse_undo(from_hex(hex));
}

TEST(Undo, HasAVectorATransactionAndAnEntryAnInput) {
  // Height 9 coinbase with version 1, 50 BTC; height 0 without a version, 1 satoshi; height 1.
  const auto found = undo("02  02  13 01 32 00" + kHash20 + " 00 01 0751" + "  01  02 00 00 06");
  ASSERT_EQ(found.size(), 2U);
  ASSERT_EQ(found[0].size(), 2U);
  EXPECT_EQ(found[0][0].value, Satoshi{5'000'000'000});
  EXPECT_EQ(to_hex(found[0][0].script), "76a914" + kHash20 + "88ac");
  EXPECT_EQ(found[0][1].value, Satoshi{1});
  EXPECT_EQ(to_hex(found[0][1].script), "51");
  ASSERT_EQ(found[1].size(), 1U);
  EXPECT_EQ(found[1][0].value, Satoshi{0});
  // The coinbase of height 0 has no version: its code is 1.
  EXPECT_EQ(undo("01  01  01 01 06")[0][0].value, Satoshi{1});
  EXPECT_TRUE(undo("00").empty());
}

TEST(Undo, RefusesMalformedRecords) {
  const auto refuses = [](const std::string& hex, const char* why) {
    EXPECT_THAT([&] { undo(hex); }, ThrowsMessage<Error>(HasSubstr(why))) << hex;
  };
  refuses("", "ends too early");
  refuses("0000", "bytes are left");
  refuses("01  00  000000", "without spent coins");
  refuses("ffffffffffffffffff", "ends too early");
  refuses("01  ffffffffffffffffff  000106", "ends too early");
  Bytes amount;
  put_varint(amount, compress_amount(kMaxMoney + 1));
  refuses("01  01  00" + to_hex(amount) + "06", "above 21 million");
}

class RealUndo : public RealDataTest {};

// bcoin's file holds the coins in a form of its own: from it a record of Core's form is made.
TEST_F(RealUndo, OfBlock300025GivesItsFees) {
  const std::string undo_file = read_file(file("bitcoin_blocks/mainnet_300025-undo.raw"));
  const std::string block_file = read_file(file("bitcoin_blocks/mainnet_300025.raw"));
  ParsedBlock block;
  parse_block(as_bytes(block_file), block);
  ByteReader coins(as_bytes(undo_file));
  Bytes record = {0xfd, 460 & 0xff, 460 >> 8};
  std::vector<SpentCoin> expected;
  for (const TxView& tx : std::span(block.transactions).subspan(1)) {
    ASSERT_LT(tx.input_count, 0xfdU);
    record.push_back(static_cast<std::uint8_t>(tx.input_count));
    for (std::uint32_t i = 0; i < tx.input_count; ++i) {
      const Satoshi value{coins.u64()};
      const ByteSpan script = coins.take(coins.compact_size());
      expected.push_back({value, {script.begin(), script.end()}});
      put_varint(record, 2 * 299'000 + 1);
      put_varint(record, 0);
      put_varint(record, compress_amount(value.value));
      put_script(record, script);
    }
  }
  ASSERT_TRUE(coins.at_end());
  ASSERT_EQ(expected.size(), 1'427U);
  Satoshi fees;
  std::size_t i = 0;
  for (const std::vector<SpentCoin>& spent : parse_undo(record))
    for (const SpentCoin& coin : spent) {
      ASSERT_LT(i, expected.size());
      EXPECT_EQ(coin.value, expected[i].value);
      EXPECT_EQ(coin.script, expected[i++].script);
      fees += coin.value;
    }
  EXPECT_EQ(i, expected.size());
  for (const OutputView& output :
       std::span(block.outputs).subspan(block.transactions[0].output_count))
    fees -= output.value;
  EXPECT_EQ(fees, Satoshi{7'773'345});
}

// A file of Core's: magic, length, record, then its checksum over the previous block's hash and
// the record.
TEST_F(RealUndo, OfTheFirstBlocksIsEmpty) {
  const std::string content = read_file(file("bitcoin_blocks/nbitcoin_rev00000.dat"));
  ByteReader in(as_bytes(content));
  int count = 0;
  for (; !in.at_end(); ++count) {
    EXPECT_EQ(in.u32(), 0xd9b4bef9U);
    EXPECT_TRUE(parse_undo(in.take(in.u32())).empty());
    in.skip(32);
  }
  EXPECT_EQ(count, 40);
}

}  // namespace
}  // namespace spoor::bitcoin
