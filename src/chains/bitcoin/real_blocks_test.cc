// Blocks that nobody here made. The counts were taken apart from this code, by a program of
// another language over the same bytes.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>

#include "base/test_data.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/network.h"
#include "chains/bitcoin/script.h"
#include "chains/bitcoin/work.h"

namespace spoor::bitcoin {
namespace {

using enum ScriptType;

std::map<ScriptType, int> types_of(const ParsedBlock& block) {
  std::map<ScriptType, int> out;
  for (const OutputView& output : block.outputs) ++out[classify(output.script).type];
  return out;
}

std::size_t with_witness(const ParsedBlock& block) {
  return static_cast<std::size_t>(std::ranges::count_if(
      block.transactions, [](const TxView& tx) { return tx.bytes.size() != tx.body.size() + 8; }));
}

// What holds for every block: proof of work, merkle root, commitment to witnesses, addresses that
// can be read back.
void check(const ParsedBlock& block) {
  EXPECT_TRUE(proof_of_work_holds(block.hash, block.header.bits));
  EXPECT_TRUE(merkle_root_matches(block));
  EXPECT_TRUE(witness_commitment_holds(block));
  std::uint32_t weight = 0;
  for (const TxView& tx : block.transactions) weight += tx.weight;
  EXPECT_EQ(block.weight, weight + 4 * (block.transactions.size() < 253 ? 81U : 83U));
  for (const OutputView& output : block.outputs) {
    const ScriptClass found = classify(output.script);
    const std::optional<std::string> address = address_of(output.script, Network::kMainnet);
    EXPECT_EQ(address.has_value(), has_address(found.type));
    if (!address) continue;
    EXPECT_TRUE(std::ranges::equal(script_of_address(*address), output.script)) << *address;
    if (!is_templated(found.type)) continue;
    EXPECT_EQ(address_of(found.type, found.payload, Network::kMainnet), address);
  }
}

class RealBlocks : public RealDataTest {
 protected:
  ParsedBlock parse(Bytes bytes) {
    bytes_ = std::move(bytes);
    ParsedBlock out;
    parse_block(bytes_, out);
    hash_transactions(out);
    check(out);
    return out;
  }
  ParsedBlock raw(const char* name) {
    const std::string content = read_file(file("bitcoin_blocks") / name);
    const ByteSpan bytes = as_bytes(content);
    return parse(Bytes(bytes.begin(), bytes.end()));
  }

 private:
  Bytes bytes_;
};

TEST_F(RealBlocks, Block169482HasNonstandardScripts) {
  const ParsedBlock block = raw("mainnet_169482.raw");
  EXPECT_EQ(block.transactions.size(), 14U);
  EXPECT_EQ(block.inputs.size(), 60U);
  EXPECT_EQ(types_of(block),
            (std::map<ScriptType, int>{{kNonstandard, 2}, {kP2pk, 1}, {kP2pkh, 228}}));
}

TEST_F(RealBlocks, Block227835IsTheParentOf227836WhichStatesItsHeight) {
  const Hash256 parent = raw("mainnet_227835.raw").hash;
  const ParsedBlock block = raw("mainnet_227836.raw");
  EXPECT_EQ(block.header.previous, parent);
  EXPECT_EQ(bip34_height(block), 227'836U);
}

TEST_F(RealBlocks, Block300025) {
  const ParsedBlock block = raw("mainnet_300025.raw");
  EXPECT_EQ(block.transactions.size(), 461U);
  EXPECT_EQ(block.inputs.size(), 1'428U);
  EXPECT_EQ(bip34_height(block), 300'025U);
  EXPECT_EQ(types_of(block),
            (std::map<ScriptType, int>{{kNonstandard, 3}, {kP2pkh, 1221}, {kMultisig, 2}}));
}

TEST_F(RealBlocks, Block481829HasTheFirstWitnesses) {
  const ParsedBlock block = raw("mainnet_481829.raw");
  EXPECT_EQ(block.transactions.size(), 2'020U);
  EXPECT_EQ(block.inputs.size(), 5'247U);
  EXPECT_EQ(with_witness(block), 1U);
  EXPECT_FALSE(block.inputs[0].witness.empty());  // the coinbase's reserved value
  EXPECT_EQ(types_of(block),
            (std::map<ScriptType, int>{{kP2pkh, 4602}, {kP2sh, 534}, {kOpReturn, 10}}));
}

TEST_F(RealBlocks, Block482683) {
  const ParsedBlock block = raw("mainnet_482683.raw");
  EXPECT_EQ(block.transactions.size(), 12U);
  EXPECT_EQ(with_witness(block), 2U);
  EXPECT_EQ(bip34_height(block), 482'683U);
}

TEST_F(RealBlocks, Block514485HasManyWitnesses) {
  std::string hex = read_file(file("bitcoin_blocks/mainnet_514485.hex"));
  hex.pop_back();  // line break
  const ParsedBlock block = parse(from_hex(hex));
  EXPECT_EQ(block.transactions.size(), 2'165U);
  EXPECT_EQ(block.inputs.size(), 4'631U);
  EXPECT_EQ(with_witness(block), 621U);
  EXPECT_EQ(types_of(block),
            (std::map<ScriptType, int>{
                {kP2pkh, 4521}, {kP2sh, 1717}, {kP2wpkh, 349}, {kP2wsh, 20}, {kOpReturn, 109}}));
}

// A node's answer: block, txids and sizes from two sources.
TEST_F(RealBlocks, Block951658IsWhatANodeSaysOfIt) {
  simdjson::dom::parser parser;
  const simdjson::dom::element json =
      parser.load(file("bitcoin_blocks/mainnet_951658.json").string());
  const ParsedBlock block = parse(from_hex(std::string_view(json["block"])));
  EXPECT_EQ(to_hex_reversed(block.hash), std::string_view(json["hash"]));
  EXPECT_EQ(bip34_height(block), std::uint64_t(json["height"]));
  EXPECT_EQ(block.size, std::uint64_t(json["size"]));
  EXPECT_EQ(block.weight, std::uint64_t(json["weight"]));
  const std::string target = target_of_bits(block.header.bits).value().str(0, std::ios::hex);
  EXPECT_EQ(std::string(64 - target.size(), '0') + target, std::string_view(json["target"]));
  std::vector<std::string> txids;
  for (const std::string_view txid : json["tx"]) txids.emplace_back(txid);
  ASSERT_EQ(block.txids.size(), txids.size());
  EXPECT_EQ(txids.size(), 374U);
  for (std::size_t i = 0; i < txids.size(); ++i)
    EXPECT_EQ(to_hex_reversed(block.txids[i]), txids[i]);
  EXPECT_EQ(types_of(block), (std::map<ScriptType, int>{{kP2pkh, 7},
                                                        {kP2sh, 14},
                                                        {kP2wpkh, 347},
                                                        {kP2wsh, 13},
                                                        {kP2tr, 103},
                                                        {kWitnessUnknown, 1},
                                                        {kOpReturn, 211}}));
}

// The block with its witnesses cut out: its hash and txids stay.
Bytes without_witnesses(const ParsedBlock& block, ByteSpan bytes) {
  const auto head = static_cast<std::size_t>(block.transactions[0].bytes.data() - bytes.data());
  Bytes out(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(head));
  for (const TxView& tx : block.transactions)
    for (const ByteSpan part : {tx.bytes.first(4), tx.body, tx.bytes.last(4)})
      out.insert(out.end(), part.begin(), part.end());
  return out;
}

TEST_F(RealBlocks, AreToldFromCopiesWithOtherWitnesses) {
  for (const char* name : {"mainnet_481829.raw", "mainnet_482683.raw"}) {
    const std::string content = read_file(file("bitcoin_blocks") / name);
    Bytes bytes(content.begin(), content.end());
    ParsedBlock block;
    parse_block(bytes, block);
    const Bytes stripped = without_witnesses(block, bytes);
    for (const InputView& input : block.inputs) {
      if (input.witness.empty()) continue;
      std::uint8_t& last = bytes[static_cast<std::size_t>(&input.witness.back() - bytes.data())];
      last ^= 1;
      EXPECT_FALSE(witness_commitment_holds(block)) << name;
      last ^= 1;
      EXPECT_TRUE(witness_commitment_holds(block));
    }
    ParsedBlock copy;
    parse_block(stripped, copy);
    hash_transactions(copy);
    EXPECT_EQ(copy.hash, block.hash);
    EXPECT_TRUE(merkle_root_matches(copy));
    EXPECT_FALSE(witness_commitment_holds(copy));
  }
}

class CoreTransactions : public RealDataTest {
 protected:
  // Calls `see(hex, flags)` for each transaction of a file of Core's.
  template <class See>
  int each(const char* name, See see) {
    simdjson::dom::parser parser;
    int count = 0;
    const simdjson::dom::element root = parser.load(file(name).string());
    for (const simdjson::dom::array test : root) {
      if (test.size() != 3) continue;
      see(std::string_view(test.at(1)), std::string_view(test.at(2)));
      ++count;
    }
    return count;
  }
};

TEST_F(CoreTransactions, ThatAreValidAreRead) {
  const int count = each("vectors/bitcoin-core/tx_valid.json", [](auto hex, auto) {
    const Bytes bytes = from_hex(hex);
    ParsedBlock out;
    EXPECT_NO_THROW(parse_transaction(bytes, out)) << hex;
    EXPECT_EQ(out.size, bytes.size());
  });
  EXPECT_EQ(count, 120);
}

// BADTX marks those whose form is wrong. We leave the length of a coinbase's script and coins
// named twice to the node and to the linking of inputs.
TEST_F(CoreTransactions, OfBadFormAreRefused) {
  std::set<std::string> accepted;
  int bad = 0;
  each("vectors/bitcoin-core/tx_invalid.json", [&](std::string_view hex, std::string_view flags) {
    const Bytes bytes = from_hex(hex);
    ParsedBlock out;
    const bool is_bad = flags == "BADTX";
    bad += is_bad;
    try {
      parse_transaction(bytes, out);
      if (is_bad) accepted.insert(std::string(hex));
    } catch (const Error&) {
      EXPECT_TRUE(is_bad) << hex;
    }
  });
  EXPECT_EQ(bad, 9);
  EXPECT_EQ(accepted.size(), 3U);  // a coin twice, coinbase scripts of 1 and of 101 bytes
}

}  // namespace
}  // namespace spoor::bitcoin
