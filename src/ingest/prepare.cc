#include "ingest/prepare.h"

#include <cstring>
#include <optional>

#include "base/error.h"
#include "ingest/shown_items.h"
#include "ingest/unspent_table.h"

namespace spoor::ingest {
namespace {

using bitcoin::ScriptType;

// What an input shows, unless it looks like a key.
void add_shown(std::uint32_t row, ByteSpan item, bool in_witness, PreparedBlock& out) {
  if (item.empty() || bitcoin::is_public_key(item)) return;
  const bitcoin::ScriptClass inner = bitcoin::classify(item);
  ShownScript shown{.input = row, .in_witness = in_witness, .form = inner.type, .payload = {}};
  if (bitcoin::is_templated(inner.type))
    std::memcpy(shown.payload.data(), inner.payload.data(), inner.payload.size());
  else
    shown.payload = sha256(item);
  out.shown.push_back(shown);
}

void find_shown_scripts(PreparedBlock& out) {
  const bitcoin::ParsedBlock& block = out.parsed;
  for (std::uint32_t i = block.transactions[0].input_count; i < block.inputs.size(); ++i) {
    const bitcoin::InputView& input = block.inputs[i];
    if (!input.script_sig.empty()) {
      const std::optional<ByteSpan> item = last_push(input.script_sig);
      if (item && item->size() >= 22) add_shown(i, *item, false, out);
    } else if (const std::optional<ByteSpan> item = last_witness_item(input.witness)) {
      add_shown(i, *item, true, out);
    }
  }
}

void hash_outpoints(const HashKeys& keys, PreparedBlock& out) {
  const bitcoin::ParsedBlock& block = out.parsed;
  for (std::size_t t = 0; t < block.transactions.size(); ++t) {
    const bitcoin::TxView& tx = block.transactions[t];
    for (std::uint32_t v = 0; v < tx.output_count; ++v)
      out.outputs[tx.first_output + v].outpoint_hash =
          siphash128(keys.outpoint, outpoint_bytes(block.txids[t], v));
  }
  out.input_hashes.resize(block.inputs.size());
  for (std::size_t i = 0; i < block.inputs.size(); ++i)
    out.input_hashes[i] = siphash128(keys.outpoint, block.inputs[i].outpoint);
}

}  // namespace

void prepare_block(const BlockSource& source, const BlockPlace& place, const HashKeys& keys,
                   PreparedBlock& out) {
  out.place = place;
  const ByteSpan bytes = source.read(place, out.buffer);
  try {
    bitcoin::parse_block(bytes, out.parsed);
  } catch (const Error& e) {
    throw Error(e.code(), e.message(),
                {.file = source.files()[place.file].path,
                 .offset = place.offset + e.where().offset.value_or(0)},
                e.remedy());
  }
  bitcoin::hash_transactions(out.parsed);
  if (!bitcoin::merkle_root_matches(out.parsed))
    throw_bad_input("the transactions do not give the header's merkle root",
                    {.file = source.files()[place.file].path, .offset = place.offset});
  out.outputs.resize(out.parsed.outputs.size());
  for (std::size_t i = 0; i < out.outputs.size(); ++i) {
    PreparedOutput& output = out.outputs[i];
    const ByteSpan script = out.parsed.outputs[i].script;
    output.script = bitcoin::classify(script);
    if (bitcoin::has_address_id(output.script.type))
      output.key = ledger::script_key(keys.script, script);
  }
  hash_outpoints(keys, out);
  out.shown.clear();
  find_shown_scripts(out);
}

}  // namespace spoor::ingest
