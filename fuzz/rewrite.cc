#include "fuzz/rewrite.h"

#include <algorithm>
#include <vector>

namespace spoor::fuzz {
namespace {

std::vector<ByteSpan> witness_items(ByteSpan witness) {
  std::vector<ByteSpan> items;
  if (witness.empty()) return items;
  ByteReader in(witness);
  for (std::uint64_t left = in.count(1); left > 0; --left)
    items.push_back(in.take(in.compact_size()));
  return items;
}

bitcoin::Outpoint outpoint_of(ByteSpan bytes) {
  bitcoin::Outpoint outpoint{};
  std::copy_n(bytes.begin(), outpoint.txid.size(), outpoint.txid.begin());
  outpoint.vout = load_le<std::uint32_t>(bytes.data() + outpoint.txid.size());
  return outpoint;
}

}  // namespace

Hash256 rewrite(const bitcoin::ParsedBlock& block, const bitcoin::TxView& transaction,
                simulator::BlockWriter& out) {
  out.begin_transaction(transaction.version);
  for (std::uint32_t i = 0; i < transaction.input_count; ++i) {
    const bitcoin::InputView& input = block.inputs[transaction.first_input + i];
    out.input(outpoint_of(input.outpoint), input.script_sig, input.sequence);
    const std::vector<ByteSpan> items = witness_items(input.witness);
    if (!items.empty()) out.witness(items);
  }
  for (std::uint32_t o = 0; o < transaction.output_count; ++o) {
    const bitcoin::OutputView& output = block.outputs[transaction.first_output + o];
    out.output(output.value, output.script);
  }
  return out.end_transaction(transaction.locktime);
}

}  // namespace spoor::fuzz
