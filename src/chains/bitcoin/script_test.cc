#include "chains/bitcoin/script.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "base/test_data.h"
#include "chains/bitcoin/address.h"

namespace spoor::bitcoin {
namespace {

const std::string kKey33 = "02" + std::string(64, '7');
const std::string kKey65 = "04" + std::string(128, '7');
const std::string kHash20(40, 'a');
const std::string kHash32(64, 'b');

ScriptType type_of(const std::string& hex) { return classify(from_hex(hex)).type; }
std::string payload_of(const std::string& hex) {
  const Bytes script = from_hex(hex);
  return to_hex(classify(script).payload);
}

TEST(Classify, SeesTheTemplatedTypesAndTheirHashes) {
  EXPECT_EQ(type_of("76a914" + kHash20 + "88ac"), ScriptType::kP2pkh);
  EXPECT_EQ(payload_of("76a914" + kHash20 + "88ac"), kHash20);
  EXPECT_EQ(type_of("a914" + kHash20 + "87"), ScriptType::kP2sh);
  EXPECT_EQ(payload_of("a914" + kHash20 + "87"), kHash20);
  EXPECT_EQ(type_of("0014" + kHash20), ScriptType::kP2wpkh);
  EXPECT_EQ(payload_of("0014" + kHash20), kHash20);
  EXPECT_EQ(type_of("0020" + kHash32), ScriptType::kP2wsh);
  EXPECT_EQ(payload_of("0020" + kHash32), kHash32);
  EXPECT_EQ(type_of("5120" + kHash32), ScriptType::kP2tr);
  EXPECT_EQ(payload_of("5120" + kHash32), kHash32);
}

TEST(Classify, TakesAKeyOfTheLengthThatItsFirstByteStates) {
  EXPECT_EQ(type_of("21" + kKey33 + "ac"), ScriptType::kP2pk);
  EXPECT_EQ(payload_of("21" + kKey33 + "ac"), kKey33);
  EXPECT_EQ(type_of("41" + kKey65 + "ac"), ScriptType::kP2pk);
  EXPECT_EQ(payload_of("41" + kKey65 + "ac"), kKey65);
  for (const char* first : {"03", "02"})
    EXPECT_EQ(type_of("21" + (first + kKey33.substr(2)) + "ac"), ScriptType::kP2pk);
  for (const char* first : {"06", "07"})
    EXPECT_EQ(type_of("41" + (first + kKey65.substr(2)) + "ac"), ScriptType::kP2pk);
  for (const char* first : {"00", "04", "05", "06", "08"})
    EXPECT_EQ(type_of("21" + (first + kKey33.substr(2)) + "ac"), ScriptType::kNonstandard);
  for (const char* first : {"00", "02", "05", "08"})
    EXPECT_EQ(type_of("41" + (first + kKey65.substr(2)) + "ac"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("4c21" + kKey33 + "ac"), ScriptType::kNonstandard);  // not the shortest push
}

TEST(Classify, TakesWitnessProgramsThatHaveNoMeaningYetAsUnknown) {
  EXPECT_EQ(type_of("51024e73"), ScriptType::kP2a);
  EXPECT_EQ(payload_of("51024e73"), "4e73");
  EXPECT_EQ(type_of("51024e74"), ScriptType::kWitnessUnknown);
  EXPECT_EQ(payload_of("51024e74"), "4e74");
  EXPECT_EQ(type_of("52024e73"), ScriptType::kWitnessUnknown);
  EXPECT_EQ(type_of("5114" + kHash20), ScriptType::kWitnessUnknown);
  EXPECT_EQ(type_of("5220" + kHash32), ScriptType::kWitnessUnknown);
  EXPECT_EQ(type_of("6028" + kHash20 + kHash20), ScriptType::kWitnessUnknown);
}

TEST(Classify, TakesNoProgramOfVersion0OfAnotherLengthAndNoneOfOneOr41Bytes) {
  EXPECT_EQ(type_of("0015" + kHash20 + "00"), ScriptType::kNonstandard);
  EXPECT_EQ(payload_of("0015" + kHash20 + "00"), "");
  EXPECT_EQ(type_of("510155"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("5129" + kHash20 + kHash20 + "00"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("5121" + kHash32), ScriptType::kNonstandard);  // cut
  EXPECT_EQ(type_of("5120" + kHash32 + "51"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("6120" + kHash32), ScriptType::kNonstandard);  // OP_NOP is no version
  EXPECT_EQ(type_of("4f20" + kHash32), ScriptType::kNonstandard);
}

TEST(Classify, SeesBareMultisigByItsKeysAndCounts) {
  const std::string key = "21" + kKey33;
  const std::string long_key = "41" + kKey65;
  EXPECT_EQ(type_of("51" + key + "51ae"), ScriptType::kMultisig);
  EXPECT_EQ(type_of("51" + key + long_key + "52ae"), ScriptType::kMultisig);
  EXPECT_EQ(type_of("53" + key + key + key + "53ae"), ScriptType::kMultisig);
  EXPECT_EQ(type_of("514c" + key + "51ae"),
            ScriptType::kMultisig);  // any push of a key, as in Core
  EXPECT_EQ(payload_of("51" + key + "51ae"), "");

  EXPECT_EQ(type_of("00" + key + "51ae"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("52" + key + "51ae"), ScriptType::kNonstandard);        // 2 of 1
  EXPECT_EQ(type_of("51" + key + "52ae"), ScriptType::kNonstandard);        // states two, has one
  EXPECT_EQ(type_of("51" + key + key + "51ae"), ScriptType::kNonstandard);  // states one, has two
  EXPECT_EQ(type_of("51" + key + "51aeae"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("51" + key + "51af"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("51" + key + "ae"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("5151ae"), ScriptType::kNonstandard);
  EXPECT_EQ(type_of("51" + key + "0275" + "51ae"), ScriptType::kNonstandard);  // cut push
  EXPECT_EQ(type_of("5120" + kHash32 + "51ae"), ScriptType::kNonstandard);     // 32 bytes, no key
  EXPECT_EQ(type_of("ae"), ScriptType::kNonstandard);
}

TEST(Classify, TakesUpToTwentyKeys) {
  const auto script = [](const std::string& needed, int keys, const std::string& stated) {
    std::string out = needed;
    for (int i = 0; i < keys; ++i) out += "21" + kKey33;
    return out + stated + "ae";
  };
  EXPECT_EQ(type_of(script("60", 16, "60")), ScriptType::kMultisig);
  EXPECT_EQ(type_of(script("51", 17, "0111")), ScriptType::kMultisig);
  EXPECT_EQ(type_of(script("0114", 20, "0114")), ScriptType::kMultisig);
  EXPECT_EQ(type_of(script("51", 21, "0115")), ScriptType::kNonstandard);
  EXPECT_EQ(type_of(script("51", 16, "0110")), ScriptType::kNonstandard);    // not shortest
  EXPECT_EQ(type_of(script("51", 17, "4c0111")), ScriptType::kNonstandard);  // not shortest
}

TEST(Classify, TakesOpReturnBeforeLength) {
  EXPECT_EQ(type_of("6a"), ScriptType::kOpReturn);
  EXPECT_EQ(type_of("6a4c"), ScriptType::kOpReturn);  // a cut push cannot be spent either
  Bytes script(10'001, 0x6a);
  EXPECT_EQ(classify(script).type, ScriptType::kOpReturn);
  script[0] = 0x51;
  EXPECT_EQ(classify(script).type, ScriptType::kTooLong);
  script.pop_back();
  EXPECT_EQ(classify(script).type, ScriptType::kNonstandard);
  EXPECT_EQ(classify({}).type, ScriptType::kNonstandard);
}

TEST(ScriptTypes, HaveNames) {
  EXPECT_EQ(name(ScriptType::kNonstandard), "nonstandard");
  EXPECT_EQ(name(ScriptType::kP2tr), "p2tr");
  EXPECT_EQ(name(ScriptType::kTooLong), "too_long");
  EXPECT_EQ(name(static_cast<ScriptType>(31)), "unknown");  // five bits of a damaged row
}

TEST(ScriptTypes, SayWhetherTheyHaveAnAddress) {
  using enum ScriptType;
  for (const ScriptType type : {kP2pkh, kP2sh, kP2wpkh, kP2wsh, kP2tr}) {
    EXPECT_TRUE(has_address(type) && is_templated(type)) << name(type);
  }
  for (const ScriptType type : {kP2a, kWitnessUnknown})
    EXPECT_TRUE(has_address(type) && !is_templated(type)) << name(type);
  for (const ScriptType type : {kNonstandard, kP2pk, kMultisig, kOpReturn, kTooLong})
    EXPECT_FALSE(has_address(type) || is_templated(type)) << name(type);
}

// Core's test scripts are written in words: numbers, 0xHEX as it stands, 'text', opcode names.
class CoreScripts : public RealDataTest {
 protected:
  static void push(Bytes& out, ByteSpan data) {
    ASSERT_LT(data.size(), 65'536U);
    if (data.size() >= 256) {
      out.insert(out.end(), {0x4d, static_cast<std::uint8_t>(data.size()),
                             static_cast<std::uint8_t>(data.size() >> 8)});
    } else {
      if (data.size() >= 76) out.push_back(0x4c);
      out.push_back(static_cast<std::uint8_t>(data.size()));
    }
    out.insert(out.end(), data.begin(), data.end());
  }

  static void push_number(Bytes& out, std::int64_t number) {
    if (number == 0) return out.push_back(0);
    if (number == -1 || (number >= 1 && number <= 16))
      return out.push_back(static_cast<std::uint8_t>(0x50 + number));
    Bytes data;
    for (std::uint64_t left = static_cast<std::uint64_t>(std::abs(number)); left > 0; left >>= 8)
      data.push_back(static_cast<std::uint8_t>(left));
    if (data.back() >= 0x80) data.push_back(0);
    if (number < 0) data.back() |= 0x80;
    push(out, data);
  }

  // Names from OP_NOP, 0x61, in the order of their codes.
  static const std::map<std::string, std::uint8_t>& opcodes() {
    static const std::map<std::string, std::uint8_t> found = [] {
      std::istringstream names(
          "NOP VER IF NOTIF VERIF VERNOTIF ELSE ENDIF VERIFY RETURN TOALTSTACK FROMALTSTACK 2DROP "
          "2DUP 3DUP 2OVER 2ROT 2SWAP IFDUP DEPTH DROP DUP NIP OVER PICK ROLL ROT SWAP TUCK CAT "
          "SUBSTR LEFT RIGHT SIZE INVERT AND OR XOR EQUAL EQUALVERIFY RESERVED1 RESERVED2 1ADD "
          "1SUB 2MUL 2DIV NEGATE ABS NOT 0NOTEQUAL ADD SUB MUL DIV MOD LSHIFT RSHIFT BOOLAND "
          "BOOLOR NUMEQUAL NUMEQUALVERIFY NUMNOTEQUAL LESSTHAN GREATERTHAN LESSTHANOREQUAL "
          "GREATERTHANOREQUAL MIN MAX WITHIN RIPEMD160 SHA1 SHA256 HASH160 HASH256 CODESEPARATOR "
          "CHECKSIG CHECKSIGVERIFY CHECKMULTISIG CHECKMULTISIGVERIFY NOP1 CHECKLOCKTIMEVERIFY "
          "CHECKSEQUENCEVERIFY NOP4 NOP5 NOP6 NOP7 NOP8 NOP9 NOP10 CHECKSIGADD");
      std::map<std::string, std::uint8_t> out = {{"RESERVED", 0x50}};
      std::string word;
      for (std::uint8_t code = 0x61; names >> word; ++code) out[word] = code;
      return out;
    }();
    return found;
  }

  static Bytes assemble(std::string_view text) {
    Bytes out;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
      std::int64_t number = 0;
      const char* end = word.data() + word.size();
      if (word.starts_with("0x")) {
        const Bytes raw = from_hex(word.substr(2));
        out.insert(out.end(), raw.begin(), raw.end());
      } else if (word == "#TAPROOTOUTPUT#") {  // any key
        out.insert(out.end(), 32, 0);
      } else if (word.starts_with('\'')) {
        push(out, as_bytes(word.substr(1, word.size() - 2)));
      } else if (std::from_chars(word.data(), end, number).ptr == end) {
        push_number(out, number);
      } else {
        const auto found = opcodes().find(word.starts_with("OP_") ? word.substr(3) : word);
        EXPECT_NE(found, opcodes().end()) << word;
        if (found != opcodes().end()) out.push_back(found->second);
      }
    }
    return out;
  }
};

TEST_F(CoreScripts, AreClassifiedWithoutComplaint) {
  simdjson::dom::parser parser;
  const simdjson::dom::element root =
      parser.load(file("vectors/bitcoin-core/script_tests.json").string());
  std::map<ScriptType, int> seen;
  for (const simdjson::dom::array test : root) {
    if (test.size() < 4) continue;
    const std::size_t first = test.at(0).is_array() ? 1 : 0;
    for (std::size_t i = first; i < first + 2; ++i) {
      const Bytes script = assemble(std::string_view(test.at(i)));
      const ScriptClass found = classify(script);
      if (i == first + 1) ++seen[found.type];
      if (!is_templated(found.type)) continue;
      EXPECT_EQ(script_of(found.type, found.payload), script);
    }
  }
  // Counted apart from this code, by a program of another language over the same file.
  using enum ScriptType;
  const std::map<ScriptType, int> expected = {
      {kNonstandard, 1020}, {kP2pk, 28},    {kP2pkh, 2},  {kP2sh, 79},
      {kP2wpkh, 8},         {kP2wsh, 46},   {kP2tr, 4},   {kWitnessUnknown, 3},
      {kMultisig, 17},      {kOpReturn, 3}, {kTooLong, 1}};
  EXPECT_EQ(seen, expected);
}

}  // namespace
}  // namespace spoor::bitcoin
