// Events and proofs of pools, held to real logs.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/test_data.h"
#include "chains/ethereum/create2.h"
#include "chains/ethereum/events.h"
#include "crypto/keccak.h"

namespace spoor::ethereum {
namespace {

struct RealLog {
  std::string transaction;
  Address emitter;
  std::vector<Hash256> topics;
  Bytes data;
};

Bytes bytes_of(std::string_view hex) { return from_hex(hex.substr(2)); }

// One JSON object a line; the two sources differ in the name of the transaction.
std::vector<RealLog> read_logs(const Path& path, std::string_view transaction) {
  std::vector<RealLog> out;
  simdjson::dom::parser parser;
  for (const simdjson::dom::element line : parser.load_many(path.string())) {
    RealLog log;
    log.transaction = std::string(std::string_view(line[transaction]));
    log.emitter = parse_address(std::string_view(line["address"]));
    for (const simdjson::dom::element topic : line["topics"])
      log.topics.push_back(U256::from_big_endian(bytes_of(topic)).to_big_endian());
    log.data = bytes_of(line["data"]);
    out.push_back(std::move(log));
  }
  return out;
}

struct Counts {
  std::size_t logs = 0, tokens = 0, nfts = 0, unindexed = 0, multi = 0, wraps = 0, unwraps = 0;
  std::size_t swaps = 0, proven = 0;
  std::map<std::string, std::size_t> malformed;
};

// The tokens that moved into or out of an address in one transaction.
using Moved = std::map<std::pair<std::string, Address>, std::set<Address>>;

void count(const RealLog& log, const Event& event, Counts& counts, Moved& moved) {
  ++counts.logs;
  counts.nfts += std::holds_alternative<NftTransfer>(event);
  counts.unindexed += std::holds_alternative<UnindexedTransfer>(event);
  counts.multi += std::holds_alternative<MultiTransfer>(event);
  counts.wraps += std::holds_alternative<Wrap>(event);
  counts.unwraps += std::holds_alternative<Unwrap>(event);
  if (const auto* const malformed = std::get_if<MalformedEvent>(&event))
    ++counts.malformed[std::string(malformed->name) + ": " + malformed->reason];
  if (const auto* const transfer = std::get_if<TokenTransfer>(&event)) {
    ++counts.tokens;
    moved[{log.transaction, transfer->from}].insert(log.emitter);
    moved[{log.transaction, transfer->to}].insert(log.emitter);
  }
}

Counts count_all(const std::vector<RealLog>& logs) {
  Counts counts;
  Moved moved;
  std::vector<const RealLog*> swaps;
  for (const RealLog& log : logs) {
    const Event event = decode_event({log.emitter, log.topics, log.data});
    count(log, event, counts, moved);
    if (std::holds_alternative<SwapV2>(event) || std::holds_alternative<SwapV3>(event))
      swaps.push_back(&log);
  }
  counts.swaps = swaps.size();
  for (const RealLog* const swap : swaps) {
    const std::set<Address>& through = moved[{swap->transaction, swap->emitter}];
    const std::vector<Address> tokens(through.begin(), through.end());
    counts.proven += prove_pool(swap->emitter, tokens, 1, known_factories()).has_value();
  }
  return counts;
}

class RealLogs : public RealDataTest {};

TEST_F(RealLogs, OfTwoBlocks) {
  const Counts counts = count_all(read_logs(
      file("ethereum_etl/blocks_17173049_17173050/expected_logs.json"), "transaction_hash"));
  EXPECT_EQ(counts.logs, 681U);
  EXPECT_EQ(counts.tokens, 282U);
  EXPECT_EQ(counts.nfts, 9U);
  EXPECT_EQ(counts.unindexed, 0U);
  EXPECT_EQ(counts.multi, 1U);
  EXPECT_EQ(counts.wraps, 30U);
  EXPECT_EQ(counts.unwraps, 31U);
  EXPECT_EQ(counts.swaps, 79U);
  EXPECT_EQ(counts.proven, 79U);
  EXPECT_EQ(counts.malformed, (std::map<std::string, std::size_t>{}));
}

TEST_F(RealLogs, OfTwoRangesOfBlocks) {
  const Counts counts =
      count_all(read_logs(file("ethereum_graphsense/eth_tokens/logs.json"), "txHash"));
  EXPECT_EQ(counts.logs, 2'228U);
  EXPECT_EQ(counts.tokens, 715U);
  EXPECT_EQ(counts.nfts, 389U);
  EXPECT_EQ(counts.swaps, 123U);
  EXPECT_EQ(counts.proven, 119U);
  // One contract emits Deposit(address,uint256) without an indexed account: no wrapped coin.
  EXPECT_EQ(counts.malformed, (std::map<std::string, std::size_t>{
                                  {"wrapped-coin Deposit: the number of topics is wrong", 2}}));
}

// The log that Poly's proxy emitted for a deposit, made again from its fields.
Bytes lock_data(const Address& asset, const Address& from, const Address& to, const U256& amount) {
  Bytes out;
  const auto add = [&](const Hash256& word) { out.insert(out.end(), word.begin(), word.end()); };
  const auto add_bytes = [&](const Address& address) {
    add(U256(address.bytes.size()).to_big_endian());
    Bytes padded(address.bytes.begin(), address.bytes.end());
    padded.resize(32);
    out.insert(out.end(), padded.begin(), padded.end());
  };
  add(word_of(asset));
  add(word_of(from));
  for (const std::uint64_t value : {17, 6 * 32, 8 * 32}) add(U256(value).to_big_endian());
  add(amount.to_big_endian());
  add_bytes(asset);
  add_bytes(to);
  return out;
}

TEST_F(RealLogs, OfBridgeDepositsKeepTheirAmounts) {
  const simdjson::padded_string json = simdjson::padded_string::load(
      file("bridge_groundtruth/ETH-Polygon_Poly_sample.json").string());
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document = parser.iterate(json);
  const std::vector<Hash256> topics = {
      keccak256(as_bytes("LockEvent(address,address,uint64,bytes,bytes,uint256)"))};
  std::size_t deposits = 0;
  std::size_t wide = 0;
  for (simdjson::ondemand::value row : document.get_array()) {
    simdjson::ondemand::object fields = row["args"];
    const Address from = parse_address(std::string_view(fields["sender"]));
    const Address to = parse_address(std::string_view(fields["receiver"]));
    const Address asset = parse_address(std::string_view(fields["asset_s"]));
    std::string_view digits = fields["amount"].raw_json_token();
    digits = digits.substr(0, digits.find_last_of("0123456789") + 1);
    const U256 amount = U256::parse(digits);
    const Bytes data = lock_data(asset, from, to, amount);
    const Event event = decode_event({asset, topics, data});
    const PolyLock* const lock = std::get_if<PolyLock>(&event);
    ASSERT_NE(lock, nullptr);
    EXPECT_EQ(to_decimal(lock->amount), digits);
    EXPECT_EQ(lock->from, from);
    EXPECT_EQ(to_hex(lock->to), to_hex(to.bytes));
    ++deposits;
    wide += !amount.fits_u64();
  }
  EXPECT_EQ(deposits, 545U);
  EXPECT_EQ(wide, 534U);
}

}  // namespace
}  // namespace spoor::ethereum
