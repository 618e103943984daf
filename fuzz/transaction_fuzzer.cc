// One transaction: what is read must be written back to the same bytes, with the same id.
#include <algorithm>

#include "fuzz/harness.h"
#include "fuzz/rewrite.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  const ByteSpan bytes(data, size);
  bitcoin::ParsedBlock block;
  if (!fuzz::accepted([&] { bitcoin::parse_transaction(bytes, block); })) return 0;

  MUST(block.transactions.size() == 1);
  const bitcoin::TxView& transaction = block.transactions[0];
  MUST(transaction.size == size);
  MUST(transaction.weight >= size && transaction.weight <= 4 * size);
  bitcoin::hash_transactions(block);

  simulator::BlockWriter writer;
  MUST(fuzz::rewrite(block, transaction, writer) == block.txids.at(0));
  const ByteSpan written = writer.finish_with_nonce({}, 0);
  constexpr std::size_t kBefore = bitcoin::kHeaderBytes + 1;  // the header and a count of one
  MUST(std::ranges::equal(written.subspan(kBefore), bytes));
  return 0;
}
