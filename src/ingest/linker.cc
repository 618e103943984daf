#include "ingest/linker.h"

#include <algorithm>
#include <cstring>

#include "ingest/bad_block.h"

namespace spoor::ingest {
namespace {

using bitcoin::ParsedBlock;
using bitcoin::ScriptType;
using bitcoin::TxView;
using ledger::kPrehistoryBit;

}  // namespace

Linker::Linker(ledger::Writer& writer, UnspentCoins& unspent, const PreviousOutputs& previous,
               bool genesis_rooted, Batch& batch)
    : writer_(writer),
      columns_(writer.columns()),
      unspent_(unspent),
      previous_(previous),
      genesis_rooted_(genesis_rooted),
      batch_(batch) {
  if (genesis_rooted) return;
  for (const ledger::PrehistoryRow& row : writer.committed().view().prehistory)
    spent_prehistory_.insert(outpoint_bytes(row.txid, row.vout));
}

void Linker::add(const PreparedBlock& block, std::uint32_t source_file,
                 std::uint64_t source_offset) {
  for (const Hash128& hash : block.input_hashes) unspent_.prefetch(hash);
  for (const PreparedOutput& output : block.outputs) unspent_.prefetch(output.outpoint_hash);
  if (batch_.blocks.empty()) new_txids_.clear();
  if (!genesis_rooted_) undo_ = previous_.records_of(block.parsed);
  add_block_row(block, source_file, source_offset);
  const auto first_input_row = static_cast<std::uint32_t>(batch_.input_coin.size());
  for (std::size_t tx = 0; tx < block.parsed.transactions.size(); ++tx) add_transaction(block, tx);
  add_shown(block, first_input_row);
  // Rows are sorted within a block: coins, then prehistory coins, whose ids are larger.
  for (const ledger::HeapRow& row : coin_heap_rows_) columns_.heap_rows.add(row);
  for (const ledger::HeapRow& row : prehistory_heap_rows_) columns_.heap_rows.add(row);
  coin_heap_rows_.clear();
  prehistory_heap_rows_.clear();
}

void Linker::add_block_row(const PreparedBlock& block, std::uint32_t file, std::uint64_t offset) {
  const ledger::Counts now = columns_.counts();
  BatchBlock out{};
  out.row.hash = block.parsed.hash;
  std::memcpy(out.row.header.data(), block.parsed.header_bytes.data(), out.row.header.size());
  out.row.first_tx = static_cast<std::uint32_t>(now.transactions);
  out.row.first_input = now.inputs;
  out.row.first_coin = batch_.base.coins + batch_.coins.size();
  out.row.first_heap_row = now.heap_rows;
  out.row.first_heap_byte = now.heap_bytes;
  out.row.first_prehistory =
      static_cast<std::uint32_t>(batch_.base.prehistory + batch_.prehistory.size());
  out.row.first_overwritten = static_cast<std::uint32_t>(now.overwritten);
  out.row.size = block.parsed.size;
  out.row.weight = block.parsed.weight;
  out.row.source_file = file;
  out.row.source_offset = offset;
  out.first_tx = static_cast<std::uint32_t>(batch_.transactions.size());
  out.first_appearance = static_cast<std::uint32_t>(batch_.appearances.size());
  out.first_input = static_cast<std::uint32_t>(batch_.input_coin.size());
  batch_.blocks.push_back(out);
}

void Linker::add_transaction(const PreparedBlock& block, std::size_t tx) {
  const TxView& view = block.parsed.transactions[tx];
  const Hash256& txid = block.parsed.txids[tx];
  const auto row = static_cast<std::uint32_t>(columns_.txids.rows());
  batch_.transactions.push_back(
      {.output_sum = 0,
       .first_input = static_cast<std::uint32_t>(batch_.input_coin.size()),
       .coinbase = tx == 0});
  batch_.txids.emplace_back(txid, TxId{row});
  if (!genesis_rooted_) new_txids_.insert(txid);
  columns_.tx_first_input.add(ledger::U40(columns_.input_coin.rows()));
  columns_.tx_first_coin.add(ledger::U40(batch_.base.coins + batch_.coins.size()));
  columns_.txids.add(txid);
  columns_.tx_version.add(static_cast<std::uint32_t>(view.version));
  columns_.tx_locktime.add(view.locktime);
  columns_.tx_size.add(view.size);
  columns_.tx_weight.add(view.weight);
  if (tx > 0)
    for (std::uint32_t i = 0; i < view.input_count; ++i)
      spend({block, tx, i, view.first_input + i});
  for (std::uint32_t vout = 0; vout < view.output_count; ++vout) create(block, tx, vout);
}

void Linker::spend(const Spend& s) {
  const bitcoin::InputView& input = s.block.parsed.inputs[s.row];
  const OutpointBytes outpoint = outpoint_bytes(input.outpoint);
  CoinId coin = unspent_.take(s.block.input_hashes[s.row], outpoint);
  if (!coin.valid()) coin = take_prehistory(s, outpoint);
  columns_.input_coin.add(ledger::U40(coin.value));
  columns_.input_sequence.add(input.sequence);
  batch_.input_coin.push_back(coin.value);
}

// A new prehistory row for an outpoint that the ledger has never held; else the block is bad.
CoinId Linker::take_prehistory(const Spend& s, const OutpointBytes& outpoint) {
  const Hash256 txid = txid_of(outpoint);
  const bool held =
      genesis_rooted_ || new_txids_.contains(txid) || !writer_.committed().find_tx(txid).empty();
  if (held || !spent_prehistory_.insert(outpoint).second)
    throw_bad_spend(s.block.parsed, s.tx, outpoint);
  const auto local = static_cast<std::uint32_t>(batch_.prehistory.size());
  const CoinId coin{kPrehistoryBit | (batch_.base.prehistory + local)};
  batch_.prehistory.push_back({.txid = txid,
                               .value = ledger::kUnknownValue,
                               .vout = vout_of(outpoint),
                               .address = AddressId::invalid().value,
                               .spender = {},
                               .type = ledger::kUnknownType,
                               .zero = {}});
  const auto known = previous_.find(outpoint, undo_, s.tx, s.input);
  if (!known) return coin;
  ledger::PrehistoryRow& row = batch_.prehistory.back();
  row.value = known->value.value;
  if (!known->script) return coin;
  const bitcoin::ScriptClass script = bitcoin::classify(*known->script);
  row.type = static_cast<std::uint8_t>(script.type);
  if (!bitcoin::is_templated(script.type))
    keep_script(prehistory_heap_rows_, coin.value, *known->script);
  if (bitcoin::has_address_id(script.type))
    add_appearance(Appearance::kPrehistory | local, script, *known->script,
                   ledger::script_key(writer_.manifest().key, *known->script));
  return coin;
}

void Linker::create(const PreparedBlock& block, std::size_t tx, std::uint32_t vout) {
  const std::size_t at = block.parsed.transactions[tx].first_output + vout;
  const bitcoin::OutputView& output = block.parsed.outputs[at];
  const PreparedOutput& prepared = block.outputs[at];
  const ScriptType type = prepared.script.type;
  const auto local = static_cast<std::uint32_t>(batch_.coins.size());
  const CoinId coin{batch_.base.coins + local};
  batch_.coins.emplace_back(output.value, type);
  batch_.transactions.back().output_sum += output.value.value;
  if (!bitcoin::is_templated(type)) keep_script(coin_heap_rows_, coin.value, output.script);
  if (bitcoin::has_address_id(type))
    add_appearance(local, prepared.script, output.script, prepared.key);
  const bool genesis = genesis_rooted_ && coin.value == 0;
  if (bitcoin::is_unspendable(type) || genesis) return;
  const OutpointBytes outpoint = outpoint_bytes(block.parsed.txids[tx], vout);
  const CoinId replaced = unspent_.insert(prepared.outpoint_hash, outpoint, coin, tx == 0);
  if (replaced.valid())
    columns_.overwritten.add({ledger::U40(replaced.value), ledger::U40(coin.value)});
}

void Linker::add_appearance(std::uint32_t row, const bitcoin::ScriptClass& script, ByteSpan bytes,
                            const ledger::ScriptKey& key) {
  batch_.scripts.push_back({.key_hi = key.hi,
                            .key_lo = key.lo,
                            .appearance = static_cast<std::uint32_t>(batch_.appearances.size())});
  batch_.appearances.push_back({row});
  if (bitcoin::is_templated(script.type)) {
    batch_.payloads.insert(batch_.payloads.end(), script.payload.begin(), script.payload.end());
  } else {
    const Hash256 hash = sha256(bytes);
    batch_.payloads.insert(batch_.payloads.end(), hash.begin(), hash.end());
  }
}

void Linker::keep_script(std::vector<ledger::HeapRow>& rows, std::uint64_t coin, ByteSpan script) {
  const ByteSpan kept = script.first(std::min(script.size(), bitcoin::kMaxScriptBytes));
  ledger::HeapRow row;
  row.coin = ledger::U40(coin);
  row.offset = ledger::U40(columns_.heap.rows());
  row.length = static_cast<std::uint16_t>(kept.size());
  rows.push_back(row);
  columns_.heap.add(kept);
}

void Linker::add_shown(const PreparedBlock& block, std::uint32_t first_input_row) {
  const std::uint32_t coinbase_inputs = block.parsed.transactions[0].input_count;
  for (const ShownScript& shown : block.shown)
    batch_.shown.push_back({.input = first_input_row + shown.input - coinbase_inputs,
                            .in_witness = shown.in_witness,
                            .form = static_cast<std::uint8_t>(shown.form),
                            .payload = shown.payload});
}

}  // namespace spoor::ingest
