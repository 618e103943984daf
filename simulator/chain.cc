#include "simulator/chain.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "crypto/hash.h"
#include "simulator/genesis.h"
#include "simulator/scripts.h"

namespace spoor::simulator {
namespace {

constexpr std::uint32_t kTenMinutes = 600;
constexpr std::uint32_t kFirstTime = 1'300'000'000;  // of a chain without its genesis

const Hash256& write(BlockWriter& writer, const Transaction& transaction) {
  writer.begin_transaction(transaction.version);
  for (const Input& input : transaction.inputs) {
    writer.input(input.coin, input.script_sig, input.sequence);
    if (input.witness.empty()) continue;
    const std::vector<ByteSpan> items(input.witness.begin(), input.witness.end());
    writer.witness(items);
  }
  for (const Output& output : transaction.outputs) writer.output(output.value, output.script);
  return writer.end_transaction(transaction.locktime);
}

// The genesis block's own transaction, so that it too has coins.
Transaction genesis_transaction(ByteSpan bytes) {
  bitcoin::ParsedBlock parsed;
  bitcoin::parse_block(bytes, parsed);
  const bitcoin::OutputView& output = parsed.outputs.at(0);
  const ByteSpan script_sig = parsed.inputs.at(0).script_sig;
  return {.inputs = {{kNoOutpoint, {script_sig.begin(), script_sig.end()}}},
          .outputs = {{output.value, {output.script.begin(), output.script.end()}}},
          .version = 1};
}

}  // namespace

Transaction coinbase(std::uint32_t height, std::vector<Output> outputs, std::uint32_t extra) {
  return {.inputs = {{kNoOutpoint, coinbase_script(height, extra)}}, .outputs = std::move(outputs)};
}

Hash256 txid_of(const Transaction& transaction) {
  BlockWriter writer;
  return write(writer, transaction);
}

Chain::Chain(bitcoin::Network network) : network_(network) {
  Block genesis{.hash = bitcoin::params(network).genesis};
  genesis.bytes = genesis_block(network);
  genesis.time = load_le<std::uint32_t>(genesis.bytes.data() + 68);
  genesis.transactions.push_back(genesis_transaction(genesis.bytes));
  genesis.txids.push_back(txid_of(genesis.transactions[0]));
  keep(std::move(genesis));
}

Chain::Chain(bitcoin::Network network, std::uint32_t first_height)
    : network_(network), first_height_(first_height) {}

std::uint32_t Chain::height_after(BlockIndex parent) const {
  return parent == kNoParent ? first_height_ : block(parent).height + 1;
}

void Chain::know_earlier(const bitcoin::Outpoint& outpoint, UndoCoin coin) {
  earlier_.emplace(outpoint, std::move(coin));
}

BlockIndex Chain::add(BlockIndex parent, Transaction coinbase, std::vector<Transaction> others,
                      const BlockOptions& options) {
  const Block* before = parent == kNoParent ? nullptr : &block(parent);
  Block block{.parent = parent, .height = height_after(parent)};
  block.previous = before ? before->hash : sha256(as_bytes("a block in no file"));
  block.time = before ? before->time + kTenMinutes : kFirstTime;
  if (options.time != 0) block.time = options.time;
  block.transactions = std::move(others);
  block.transactions.insert(block.transactions.begin(), std::move(coinbase));

  writer_.begin();
  for (const Transaction& transaction : block.transactions) simulator::write(writer_, transaction);
  const ByteSpan bytes = writer_.finish({.version = options.version,
                                         .previous = block.previous,
                                         .time = block.time,
                                         .bits = options.bits});
  block.bytes.assign(bytes.begin(), bytes.end());
  block.hash = writer_.hash();
  block.txids = writer_.txids();
  return keep(std::move(block));
}

BlockIndex Chain::keep(Block block) {
  const BlockIndex index = blocks_.size();
  for (std::size_t i = 0; i < block.txids.size(); ++i)
    places_[block.txids[i]].push_back({index, i});
  blocks_.push_back(std::move(block));
  return index;
}

bool Chain::stands_on(BlockIndex block, BlockIndex ancestor) const {
  while (block != kNoParent && blocks_.at(block).height > blocks_.at(ancestor).height)
    block = blocks_[block].parent;
  return block == ancestor;
}

std::vector<BlockIndex> Chain::branch(BlockIndex tip) const {
  std::vector<BlockIndex> out;
  for (BlockIndex at = tip; at != kNoParent; at = block(at).parent) out.push_back(at);
  std::ranges::reverse(out);
  return out;
}

std::optional<UndoCoin> Chain::coin(const bitcoin::Outpoint& outpoint, BlockIndex at) const {
  if (const auto early = earlier_.find(outpoint); early != earlier_.end()) return early->second;
  const auto found = places_.find(outpoint.txid);
  if (found == places_.end()) return std::nullopt;
  std::optional<UndoCoin> latest;
  for (const Place& place : found->second) {
    const Block& made_in = blocks_[place.block];
    const std::vector<Output>& outputs = made_in.transactions[place.position].outputs;
    if (outpoint.vout >= outputs.size() || !stands_on(at, place.block)) continue;
    if (latest && latest->height > made_in.height) continue;
    const Output& output = outputs[outpoint.vout];
    latest = UndoCoin{output.value, output.script, made_in.height, place.position == 0};
  }
  return latest;
}

std::optional<Bytes> Chain::undo(BlockIndex index) const {
  const std::vector<Transaction>& transactions = block(index).transactions;
  std::vector<std::vector<UndoCoin>> spent;
  for (std::size_t i = 1; i < transactions.size(); ++i) {
    std::vector<UndoCoin>& coins = spent.emplace_back();
    for (const Input& input : transactions[i].inputs) {
      std::optional<UndoCoin> known = coin(input.coin, index);
      if (!known) return std::nullopt;
      coins.push_back(std::move(*known));
    }
  }
  return undo_record(spent);
}

void Chain::write(BlockFiles& files, std::span<const BlockIndex> order, Undo with_undo) const {
  for (const BlockIndex index : order) {
    const Block& one = block(index);
    files.block(one.bytes);
    if (with_undo == Undo::kNone || one.parent == kNoParent) continue;
    if (const std::optional<Bytes> record = undo(index)) files.undo(one.previous, *record);
  }
}

}  // namespace spoor::simulator
