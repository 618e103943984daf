// Makes the inputs that the fuzzers start from: fuzz_seeds OUT [DATA]
//
// OUT/NAME/ gets the seeds of NAME_fuzzer: pieces of a chain made here that has every kind of
// script, events and memos of account chains, and, where the folder DATA of real files is given and
// there, pieces of those.
// Each file is named by its hash, so that making them again changes nothing.
#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/block.h"
#include "chains/ethereum/events.h"
#include "crypto/hash.h"
#include "ledger/manifest.h"
#include "simulator/block_files.h"
#include "simulator/chain.h"
#include "simulator/scripts.h"

namespace {

using namespace spoor;
namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 16'384;  // longer seeds would be cut by -max_len
constexpr std::size_t kMostFiles = 400;     // a fuzzer

class SeedFolder {
 public:
  explicit SeedFolder(Path folder) : folder_(std::move(folder)) {}

  void add(const std::string& fuzzer, ByteSpan bytes) {
    if (bytes.size() > kMostBytes || count_[fuzzer] >= kMostFiles) return;
    const Path place = folder_ / fuzzer;
    fs::create_directories(place);
    const Path file = place / to_hex(ByteSpan(sha256(bytes)).first(8));
    if (fs::exists(file)) return;
    OutputFile(file, OutputFile::Mode::kTruncate).write_at(0, bytes);
    ++count_[fuzzer];
  }

 private:
  Path folder_;
  std::map<std::string, std::size_t> count_;
};

void add_script(SeedFolder& seeds, ByteSpan script) {
  seeds.add("script", script);
  for (const bitcoin::Network network : {bitcoin::Network::kMainnet, bitcoin::Network::kRegtest}) {
    const std::optional<std::string> address = bitcoin::address_of(script, network);
    if (address) seeds.add("address", as_bytes(*address));
  }
}

// A block and all its parts.
void add_block(SeedFolder& seeds, ByteSpan bytes) {
  bitcoin::ParsedBlock block;
  bitcoin::parse_block(bytes, block);
  seeds.add("block", bytes);
  for (const bitcoin::TxView& transaction : block.transactions) {
    seeds.add("transaction", transaction.bytes);
  }
  for (const bitcoin::OutputView& output : block.outputs) add_script(seeds, output.script);
}

std::vector<Bytes> every_kind_of_script() {
  const simulator::PublicKey key = simulator::key_of("seed");
  const simulator::PublicKey other = simulator::key_of("other");
  const std::vector<simulator::PublicKey> both = {key, other};
  const Bytes inner = simulator::multisig(1, both);
  const Bytes four(4, 7);
  return {simulator::pay_to_key(key.compressed),
          simulator::pay_to_key(key.uncompressed),
          simulator::pay_to_key_hash(key.compressed),
          simulator::pay_to_script_hash(inner),
          simulator::pay_to_witness_key(key.compressed),
          simulator::pay_to_witness_script(inner),
          simulator::pay_to_taproot(ByteSpan(key.compressed).subspan(1)),
          simulator::pay_to_anchor(),
          simulator::pay_to_witness_program(7, four),
          inner,
          simulator::op_return(four),
          four};
}

// Block 1 pays to every kind of script, block 2 spends all of that.
simulator::Chain small_chain(simulator::BlockIndex& tip) {
  simulator::Chain chain;
  std::vector<simulator::Output> outputs;
  for (const Bytes& script : every_kind_of_script()) {
    outputs.push_back({Satoshi{simulator::kCoin}, script});
  }
  const simulator::BlockIndex first = chain.add(0, simulator::coinbase(1, outputs));
  simulator::Transaction spend;
  for (std::uint32_t vout = 0; vout < outputs.size(); ++vout) {
    simulator::Input input{.coin = {chain.block(first).txids.at(0), vout}};
    if (vout % 2 == 0) input.script_sig = simulator::signature();
    if (vout % 3 == 0) input.witness = {simulator::signature(), Bytes(33, 2)};
    spend.inputs.push_back(input);
  }
  spend.outputs = {outputs[2], outputs[6]};
  tip = chain.add(first, simulator::coinbase(2, {outputs[4]}), {spend});
  return chain;
}

// A seed of block_file_fuzzer: its flags and key, then the first bytes of the file.
void add_block_file(SeedFolder& seeds, ByteSpan file, ByteSpan xor_key) {
  Bytes seed = {static_cast<std::uint8_t>(xor_key.empty() ? 0 : 1)};
  seed.insert(seed.end(), xor_key.begin(), xor_key.end());
  const ByteSpan part = file.first(std::min<std::size_t>(file.size(), 20'000));
  seed.insert(seed.end(), part.begin(), part.end());
  seeds.add("block_file", seed);
}

// The small chain as a folder of block files, stray bytes and padding between its blocks.
void add_small_block_files(SeedFolder& seeds, const simulator::Chain& chain) {
  const Path folder = fs::temp_directory_path() / ("spoor-fuzz-seeds-" + std::to_string(getpid()));
  const simulator::XorKey key = {1, 2, 3, 4, 5, 6, 7, 8};
  for (const bool obfuscated : {false, true}) {
    simulator::BlockFiles::Options options;
    if (obfuscated) options.xor_key = key;
    {
      simulator::BlockFiles files(folder, options);
      for (const simulator::Block& block : chain.blocks()) {
        files.block(block.bytes);
        files.stray(Bytes{1, 2, 3});
        files.reserve(20);
      }
    }
    add_block_file(seeds, MappedFile(folder / "blk00000.dat").bytes(),
                   obfuscated ? ByteSpan(key) : ByteSpan());
    fs::remove_all(folder);
  }
}

void add_small_chain(SeedFolder& seeds) {
  simulator::BlockIndex tip = 0;
  const simulator::Chain chain = small_chain(tip);
  for (const simulator::Block& block : chain.blocks()) add_block(seeds, block.bytes);
  for (const simulator::BlockIndex index : chain.branch(tip)) {
    const std::optional<Bytes> undo = chain.undo(index);
    if (undo) seeds.add("undo", *undo);
  }
  add_small_block_files(seeds, chain);
}

// Blocks that stand one behind the other in a block file: magic, length, block.
void add_blocks_of_file(SeedFolder& seeds, const Path& path) {
  const MappedFile file(path);
  add_block_file(seeds, file.bytes(), {});
  ByteReader in(file.bytes());
  while (in.remaining() > 8) {
    in.skip(4);
    const std::uint32_t length = in.u32();
    if (length < bitcoin::kHeaderBytes || length > in.remaining()) return;
    add_block(seeds, in.take(length));
  }
}

void add_real_blocks(SeedFolder& seeds, const Path& folder) {
  for (const char* const raw : {"mainnet_169482.raw", "mainnet_227836.raw", "mainnet_482683.raw",
                                "mainnet_481829.raw", "mainnet_300025.raw"}) {
    if (fs::exists(folder / raw)) add_block(seeds, MappedFile(folder / raw).bytes());
  }
  const Path chain = folder / "mainnet_blk00000_h0-4312.dat";
  if (fs::exists(chain)) add_blocks_of_file(seeds, chain);
}

void add_texts(SeedFolder& seeds) {
  ledger::Manifest manifest;
  manifest.counts.blocks = 3;
  manifest.sources = {"blk00000.dat", "blk00001.dat"};
  manifest.of(ledger::IndexKind::kTxid)
      .push_back({.serial = 1, .entries = 4, .range = {0, 4, 0, 0}});
  seeds.add("manifest", as_bytes(ledger::to_json(manifest)));
  const std::string txid(64, 'a');
  seeds.add("seeds_file", as_bytes("coin,amount_sat,label\n" + txid + ":0,,theft\n"));
  seeds.add("seeds_file",
            as_bytes("address,name,basis\r\n1abc,An Exchange,\"own, published\"\r\n"));
  seeds.add("seeds_file", as_bytes("coin,amount_sat,label,offset_sat\r\n" + txid +
                                   ":1,5000,\"a, \"\"b\"\"\",10\r\n# a note\r\n"));
  using namespace std::string_literals;
  seeds.add("rates", as_bytes("date,USD_per_EUR,INR_per_EUR\n2020-01-02,1.1193,79.8\n"
                              "2020-01-03,1.1147,\n\0day,asset,currency,price,kind,publisher\n"
                              "2020-01-01,BTC,USD,7200.17,close,Exchange\n"s));
}

// A seed of event_fuzzer: the count of topics, the topics, the data.
void add_log(SeedFolder& seeds, std::span<const Hash256> topics, ByteSpan data) {
  Bytes seed = {static_cast<std::uint8_t>(topics.size())};
  for (const Hash256& topic : topics) seed.insert(seed.end(), topic.begin(), topic.end());
  seed.insert(seed.end(), data.begin(), data.end());
  seeds.add("event", seed);
}

// Each kind of event with as many topics as it could have, and words that point to later ones.
void add_events(SeedFolder& seeds) {
  Bytes data(16 * 32);
  for (std::size_t word = 0; word < 16; ++word)
    data[word * 32 + (word < 8 ? 30 : 31)] = 1;  // 256, then 1
  for (const ethereum::EventRow& row : ethereum::event_table())
    for (std::size_t topics = 1; topics <= 4; ++topics) {
      std::vector<Hash256> all(topics);
      all[0] = row.topic;
      for (const std::size_t words : {1UL, 2UL, 5UL, 16UL})
        add_log(seeds, all, ByteSpan(data).first(words * 32));
    }
}

void add_memos(SeedFolder& seeds) {
  const std::string hash(64, 'a');
  for (const std::string& text :
       {std::string("SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:10000000/3/0:t:10"),
        std::string("=:e:dx:161e6:t:10"), std::string("s:b"), std::string("=<:BTC~BTC:thor1g6p"),
        std::string("=:ETH.USDT-ec7:0xe6/0x7a:1/1/1:t/ss:10/20"), std::string("+:ETH-USDC"),
        "OUT:" + hash, "REFUND:0x" + hash, std::string("MIGRATE:12"), std::string("NOOP")})
    seeds.add("memo", as_bytes(text));
  for (const std::string_view text :
       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "0xde709f2102306220921060314715629080e2fb77", "340282366920938463463374607431768211456"})
    seeds.add("address", as_bytes(text));
}

// One log a line, as ethereum-etl writes them.
void add_real_logs(SeedFolder& seeds, const Path& path) {
  simdjson::dom::parser parser;
  for (const simdjson::dom::element line : parser.load_many(path.string())) {
    std::vector<Hash256> topics;
    for (const simdjson::dom::element topic : line["topics"])
      topics.push_back(U256::parse(std::string_view(topic)).to_big_endian());
    add_log(seeds, topics, from_hex(std::string_view(line["data"]).substr(2)));
  }
}

// Lists of transfers, and the beginnings of dumps: whole lines, as much as a fuzzer takes.
void add_transfers(SeedFolder& seeds) {
  seeds.add("transfers",
            as_bytes("block,tx,position,kind,asset,from,to,amount,time,approximate\n"
                     "1,,0,genesis,native,,victim,1e21,,\n"
                     "2,theft,0,native,native,victim,thief,5000,1700000000,true\n"
                     "2,theft,1,fee,native,thief,,21,,\n"
                     "3,0x00000000000000000000000000000000000000000000000000000000000000aa,2,token,"
                     "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t,thief,"
                     "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2,70,,\n"));
}
void add_dumps(SeedFolder& seeds, const Path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename().string().starts_with("web3_")) continue;
    const MappedFile file(entry.path());
    std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    if (text.size() > kMostBytes) text = text.substr(0, text.rfind('\n', kMostBytes) + 1);
    seeds.add("etl", as_bytes(text));
  }
}

// The project's own register, file by file.
void add_register(SeedFolder& seeds) {
  for (const auto& entry : fs::recursive_directory_iterator(SPOOR_REGISTER))
    if (entry.path().extension() == ".yaml")
      seeds.add("register", MappedFile(entry.path()).bytes());
}

int make_seeds(std::span<char*> arguments) {
  if (arguments.size() < 2 || arguments.size() > 3) {
    throw_usage("fuzz_seeds OUT [DATA]");
  }
  SeedFolder seeds(arguments[1]);
  add_small_chain(seeds);
  add_texts(seeds);
  add_events(seeds);
  add_memos(seeds);
  add_transfers(seeds);
  add_register(seeds);
  if (arguments.size() == 3) {
    const Path data = arguments[2];
    add_real_blocks(seeds, data / "bitcoin_blocks");
    const Path logs = data / "ethereum_etl/blocks_17173049_17173050/expected_logs.json";
    if (fs::exists(logs)) add_real_logs(seeds, logs);
    if (fs::exists(data / "ethereum_etl")) add_dumps(seeds, data / "ethereum_etl");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return make_seeds({argv, static_cast<std::size_t>(argc)});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fuzz_seeds: %s\n", error.what());
    return 1;
  }
}
