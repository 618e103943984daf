#include "chains/bitcoin/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <random>
#include <sstream>
#include <utility>
#include <vector>

#include "base/test_data.h"
#include "crypto/hash.h"

namespace spoor::bitcoin {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::string script_hex(std::string_view address, Network network = Network::kMainnet) {
  return to_hex(script_of_address(address, network));
}
std::optional<std::string> address_hex(std::string_view script, Network network) {
  return address_of(from_hex(script), network);
}
void refuses(std::string_view address, const char* why, Network network = Network::kMainnet) {
  EXPECT_THAT([&] { script_of_address(address, network); }, ThrowsMessage<Error>(HasSubstr(why)))
      << address;
}

// The same key hash on each network, base58 and bech32. The witness addresses are BIP-173's.
TEST(Address, IsWrittenForItsNetwork) {
  const std::string hash = "751e76e8199196d454941c45d1b3a323f1433bd6";
  const std::string p2pkh = "76a914" + hash + "88ac";
  EXPECT_EQ(address_hex(p2pkh, Network::kMainnet), "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
  for (const Network n :
       {Network::kTestnet3, Network::kTestnet4, Network::kSignet, Network::kRegtest})
    EXPECT_EQ(address_hex(p2pkh, n), "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r");
  EXPECT_EQ(address_hex("0014" + hash, Network::kMainnet),
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
  for (const Network n : {Network::kTestnet3, Network::kTestnet4, Network::kSignet})
    EXPECT_EQ(address_hex("0014" + hash, n), "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx");
  EXPECT_EQ(address_hex("0014" + hash, Network::kRegtest),
            "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080");
}

// What stands in tables for an inner script, and the scripts that it opens.
TEST(InnerScript, OpensTheScriptsThatHaveItsHash) {
  using enum ScriptType;
  const std::string hash = "751e76e8199196d454941c45d1b3a323f1433bd6";
  for (const std::string& hex :
       {"0014" + hash, "0020" + hash + std::string(24, '5'), "5120" + hash + std::string(24, '5'),
        "76a914" + hash + "88ac", "a914" + hash + "87", std::string("51"),
        "5121" + std::string("02") + std::string(64, '1') + "51ae"}) {
    const Bytes script = from_hex(hex);
    const ScriptClass inner = classify(script);
    Bytes payload(32);
    if (is_templated(inner.type))
      std::ranges::copy(inner.payload, payload.begin());
    else
      std::ranges::copy(sha256(script), payload.begin());
    EXPECT_EQ(outer_script(kP2sh, inner.type, payload), script_of(kP2sh, hash160(script))) << hex;
    EXPECT_EQ(outer_script(kP2wsh, inner.type, payload), script_of(kP2wsh, sha256(script))) << hex;
  }
}

TEST(Address, OfPayToAnchorIsThatOfItsProgram) {
  EXPECT_EQ(address_hex("51024e73", Network::kMainnet), "bc1pfeessrawgf");
  EXPECT_EQ(script_hex("bc1pfeessrawgf"), "51024e73");
}

TEST(Address, IsNoneForScriptsThatPeopleHaveNoneFor) {
  for (const char* script : {"", "6a0401020304", "51", "0015aabb",
                             "210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                             "ac"})
    EXPECT_EQ(address_hex(script, Network::kMainnet), std::nullopt) << script;
}

// A ledger keeps 32 bytes of payload whatever the type.
TEST(Address, OfTypeAndPayloadLooksAtAsManyBytesAsTheTypeHas) {
  const Bytes payload(32, 0xab);
  using enum ScriptType;
  for (const ScriptType type : {kP2pkh, kP2sh, kP2wpkh, kP2wsh, kP2tr}) {
    const Bytes script = script_of(type, payload);
    EXPECT_EQ(classify(script).type, type);
    EXPECT_EQ(address_of(type, payload, Network::kMainnet), address_of(script, Network::kMainnet));
    EXPECT_EQ(script_of_address(*address_of(type, payload, Network::kMainnet)), script);
  }
  for (const ScriptType type : {kNonstandard, kP2pk, kP2a, kWitnessUnknown, kMultisig, kOpReturn})
    EXPECT_EQ(address_of(type, payload, Network::kMainnet), std::nullopt) << name(type);
}

TEST(Address, MayBeAPublicKey) {
  const std::string key = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
  EXPECT_EQ(script_hex("pk:" + key), "21" + key + "ac");
  EXPECT_EQ(to_hex(script_of_address("pk:" + key)), "21" + key + "ac");
  refuses("pk:" + key.substr(2), "not a public key");
  refuses("pk:05" + key.substr(2), "not a public key");
  refuses("pk:", "not a public key");
  refuses("pk:0g", "not a hex digit");
}

TEST(Address, OfAnUnknownNetworkIsThatOfTheFirstThatReadsIt) {
  const std::string p2pkh = "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac";
  EXPECT_EQ(to_hex(script_of_address("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH")), p2pkh);
  EXPECT_EQ(to_hex(script_of_address("mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r")), p2pkh);
  const std::string p2wpkh = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
  for (const char* text :
       {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"})
    EXPECT_EQ(to_hex(script_of_address(text)), p2wpkh) << text;
}

TEST(Address, SaysWhatIsWrongWithIt) {
  refuses("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMJ", "base58 checksum is wrong");
  refuses("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAM0", "not a base58 character: byte 0x30");
  refuses(" 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "not a base58 character: byte 0x20");
  refuses("mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", "not an address of mainnet");
  refuses("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "not an address of testnet3", Network::kTestnet3);
  refuses("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "another network");
  refuses("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bech32 checksum is wrong");
  refuses("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4", "upper and lower case mixed");
  refuses("bc1q", "too short");
  refuses("", "too short");
  refuses("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "holds 21 bytes");
  refuses(std::string(kMaxBase58 + 1, '1'), "longer than 1000 characters");
  refuses("bc1" + std::string(1'000, 'q'), "longer than 90 characters");
}

TEST(Base58, IsReadAsItWasWritten) {
  std::mt19937 random(58);
  for (int i = 0; i < 2'000; ++i) {
    Bytes bytes(random() % 80);
    for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random());
    std::fill_n(bytes.begin(), std::min<std::size_t>(bytes.size(), random() % 4), 0);
    ASSERT_EQ(base58_decode(base58_encode(bytes)), bytes);
    ASSERT_EQ(base58check_decode(base58check_encode(bytes)), bytes);
  }
}

TEST(Segwit, IsReadAsItWasWrittenAndNoWrongCharacterPasses) {
  std::mt19937 random(32);
  for (int i = 0; i < 500; ++i) {
    const int version = static_cast<int>(random() % 17);
    Bytes program(version == 0 ? 20 + random() % 2 * 12 : 2 + random() % 39);
    for (std::uint8_t& b : program) b = static_cast<std::uint8_t>(random());
    std::string text = segwit_encode("bc", version, program);
    const WitnessProgram back = segwit_decode("bc", text);
    ASSERT_EQ(back.version, version);
    ASSERT_EQ(back.program, program);
    char& c = text[3 + random() % (text.size() - 3)];
    c = c == 'q' ? 'p' : 'q';
    ASSERT_THROW(segwit_decode("bc", text), Error) << text;
  }
}

class AddressVectors : public RealDataTest {
 protected:
  simdjson::dom::element core(const char* name) {
    return parser_.load((file("vectors/bitcoin-core") / name).string());
  }
  // The texts between <tt> marks, line by line, under a heading of a mediawiki page. Where a line
  // says "0x20 + <tt>…" or "… + 0xFF", the byte is part of the text.
  std::vector<std::vector<std::string>> lines_under(const char* name, std::string_view heading) {
    std::istringstream page(read_file(file("vectors") / name));
    std::vector<std::vector<std::string>> out;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
      if (line.starts_with("* ") && inside)
        out.push_back(texts_of(line));
      else if (out.empty())
        inside |= line.starts_with(heading);
      else
        break;
    }
    return out;
  }

 private:
  static std::vector<std::string> texts_of(std::string_view line) {
    std::vector<std::string> out;
    std::string before;
    if (line.starts_with("* 0x")) before = static_cast<char>(from_hex(line.substr(4, 2))[0]);
    while (true) {
      const std::size_t begin = line.find("<tt>");
      if (begin == std::string_view::npos) return out;
      const std::size_t end = line.find("</tt>");
      out.push_back(before + std::string(line.substr(begin + 4, end - begin - 4)));
      line.remove_prefix(end + 5);
      if (line.starts_with(" + 0x"))
        out.back() += static_cast<char>(from_hex(line.substr(5, 2))[0]);
    }
  }

  simdjson::dom::parser parser_;
};

TEST_F(AddressVectors, CoresBase58) {
  int count = 0;
  for (const simdjson::dom::element pair : core("base58_encode_decode.json")) {
    const std::string_view hex = pair.at(0);
    const std::string_view text = pair.at(1);
    EXPECT_EQ(base58_encode(from_hex(hex)), text);
    EXPECT_EQ(base58_decode(text), from_hex(hex));
    ++count;
  }
  EXPECT_EQ(count, 21);
}

TEST_F(AddressVectors, CoresValidAddresses) {
  const std::vector<std::pair<std::string_view, Network>> chains = {
      {"main", Network::kMainnet},
      {"test", Network::kTestnet3},
      {"testnet4", Network::kTestnet4},
      {"signet", Network::kSignet},
      {"regtest", Network::kRegtest}};
  int addresses = 0;
  int keys = 0;
  for (const simdjson::dom::element row : core("key_io_valid.json")) {
    const std::string text(std::string_view(row.at(0)));
    const std::string_view chain = row.at(2)["chain"];
    const Network network =
        std::ranges::find(chains, chain, [](auto& c) { return c.first; })->second;
    if (bool(row.at(2)["isPrivkey"])) {
      EXPECT_THROW(script_of_address(text, network), Error) << text;
      ++keys;
      continue;
    }
    ++addresses;
    EXPECT_EQ(script_hex(text, network), std::string_view(row.at(1)));
    EXPECT_EQ(address_hex(std::string_view(row.at(1)), network), text);
    EXPECT_EQ(to_hex(script_of_address(text)), std::string_view(row.at(1)));
    std::string flipped = text;
    for (char& c : flipped)
      c = static_cast<char>(std::islower(c) ? std::toupper(c) : std::tolower(c));
    bool may_flip = false;
    if (row.at(2)["tryCaseFlip"].get(may_flip) == simdjson::SUCCESS && may_flip)
      EXPECT_EQ(script_hex(flipped, network), std::string_view(row.at(1)));
    else
      EXPECT_THROW(script_of_address(flipped, network), Error) << flipped;
  }
  EXPECT_EQ(addresses, 54);
  EXPECT_EQ(keys, 16);
}

TEST_F(AddressVectors, CoresInvalidAddresses) {
  int count = 0;
  for (const simdjson::dom::element row : core("key_io_invalid.json")) {
    const std::string_view text = row.at(0);
    for (const Network network : {Network::kMainnet, Network::kTestnet3, Network::kTestnet4,
                                  Network::kSignet, Network::kRegtest})
      EXPECT_THROW(script_of_address(text, network), Error) << text;
    EXPECT_THROW(script_of_address(text), Error) << text;
    ++count;
  }
  EXPECT_EQ(count, 70);
}

TEST_F(AddressVectors, Bip173) {
  const auto valid = lines_under("bip-0173.mediawiki", "The following strings are valid Bech32");
  ASSERT_EQ(valid.size(), 7U);
  for (const auto& line : valid) {
    const Bech32 data = bech32_decode(line[0]);
    EXPECT_EQ(data.form, Bech32Form::kBech32) << line[0];
    std::string lower = line[0];
    std::ranges::transform(lower, lower.begin(), [](char c) { return std::tolower(c); });
    EXPECT_EQ(bech32_encode(data), lower);
  }
  const auto invalid =
      lines_under("bip-0173.mediawiki", "The following string are not valid Bech32");
  ASSERT_EQ(invalid.size(), 12U);
  for (const auto& line : invalid) EXPECT_THROW(bech32_decode(line[0]), Error) << line[0];
  const auto addresses =
      lines_under("bip-0173.mediawiki", "The following list gives invalid segwit addresses");
  ASSERT_EQ(addresses.size(), 10U);
  for (const auto& line : addresses) EXPECT_THROW(script_of_address(line[0]), Error) << line[0];
}

TEST_F(AddressVectors, Bip350) {
  const char* page = "bip-0350.mediawiki";
  const auto valid = lines_under(page, "The following strings are valid Bech32m");
  ASSERT_EQ(valid.size(), 7U);
  for (const auto& line : valid)
    EXPECT_EQ(bech32_decode(line[0]).form, Bech32Form::kBech32m) << line[0];
  const auto invalid = lines_under(page, "The following string are not valid Bech32m");
  ASSERT_EQ(invalid.size(), 14U);
  for (const auto& line : invalid) EXPECT_THROW(bech32_decode(line[0]), Error) << line[0];
  const auto addresses = lines_under(page, "The following list gives valid segwit addresses");
  ASSERT_EQ(addresses.size(), 8U);
  for (const auto& line : addresses) {
    EXPECT_EQ(to_hex(script_of_address(line[0])), line[1]);
    std::string lower = line[0];
    std::ranges::transform(lower, lower.begin(), [](char c) { return std::tolower(c); });
    const Network network = lower.starts_with("bc") ? Network::kMainnet : Network::kTestnet3;
    EXPECT_EQ(address_hex(line[1], network), lower);
  }
  const auto wrong = lines_under(page, "The following list gives invalid segwit addresses");
  ASSERT_EQ(wrong.size(), 15U);
  for (const auto& line : wrong) EXPECT_THROW(script_of_address(line[0]), Error) << line[0];
}

TEST_F(AddressVectors, Bip341) {
  simdjson::dom::parser parser;
  const simdjson::dom::element root =
      parser.load(file("vectors/bip341_wallet-test-vectors.json").string());
  int count = 0;
  for (const simdjson::dom::element test : root["scriptPubKey"]) {
    const std::string_view script = test["expected"]["scriptPubKey"];
    const std::string_view address = test["expected"]["bip350Address"];
    const Bytes bytes = from_hex(script);
    EXPECT_EQ(classify(bytes).type, ScriptType::kP2tr);
    EXPECT_EQ(to_hex(classify(bytes).payload),
              std::string_view(test["intermediary"]["tweakedPubkey"]));
    EXPECT_EQ(address_of(bytes, Network::kMainnet), address);
    EXPECT_EQ(script_hex(address), script);
    ++count;
  }
  EXPECT_EQ(count, 7);
}

TEST_F(AddressVectors, LegacyPairs) {
  std::istringstream lines(read_file(file("vectors/LegacyAddressTestDataset.txt")));
  int count = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    for (std::string text; std::getline(fields, text, ',');) {
      const Bytes script = script_of_address(text);
      EXPECT_EQ(classify(script).type, ScriptType::kP2pkh);
      EXPECT_EQ(address_of(script, Network::kMainnet), text);
      ++count;
    }
  }
  EXPECT_EQ(count, 64);
}

}  // namespace
}  // namespace spoor::bitcoin
