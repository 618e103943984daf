// A block: what is read must be written back to the same bytes, and each of its transactions must
// read the same alone.
#include <algorithm>

#include "fuzz/harness.h"
#include "fuzz/rewrite.h"

namespace {

using namespace spoor;

void check_alone(const bitcoin::ParsedBlock& block, std::size_t index) {
  bitcoin::ParsedBlock alone;
  const bitcoin::TxView& transaction = block.transactions[index];
  bitcoin::parse_transaction(transaction.bytes, alone);
  bitcoin::hash_transactions(alone);
  MUST(alone.txids.at(0) == block.txids[index]);
  MUST(alone.transactions.at(0).weight == transaction.weight);
  MUST(alone.inputs.size() == transaction.input_count);
  MUST(alone.outputs.size() == transaction.output_count);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteSpan bytes(data, size);
  bitcoin::ParsedBlock block;
  if (!fuzz::accepted([&] { bitcoin::parse_block(bytes, block); })) return 0;

  MUST(block.size == size);
  MUST(block.hash == bitcoin::hash_header(bytes.first(bitcoin::kHeaderBytes)));
  bitcoin::hash_transactions(block);
  MUST(block.txids.size() == block.transactions.size());
  simulator::BlockWriter writer;
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    check_alone(block, i);
    MUST(fuzz::rewrite(block, block.transactions[i], writer) == block.txids[i]);
  }

  const bitcoin::BlockHeader& header = block.header;
  const ByteSpan written = writer.finish_with_nonce(
      {header.version, header.previous, header.time, header.bits}, header.nonce);
  // All but the header's merkle root, which the writer computes and the input may state falsely.
  MUST(std::ranges::equal(written.subspan(bitcoin::kHeaderBytes),
                          bytes.subspan(bitcoin::kHeaderBytes)));
  const bool same_root =
      std::ranges::equal(written.first(bitcoin::kHeaderBytes), bytes.first(bitcoin::kHeaderBytes));
  MUST(!bitcoin::merkle_root_matches(block) || same_root);
  bitcoin::bip34_height(block);
  return 0;
}
