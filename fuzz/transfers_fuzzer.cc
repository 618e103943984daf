// Lists of transfers: read or refused, and what was read is in order.
#include "fuzz/harness.h"
#include "ingest/transfers_csv.h"

namespace {

using namespace spoor;
using namespace spoor::ingest;

void check_party(const Party& party, const SourceBlock& block) {
  if (party.kind != static_cast<std::uint8_t>(ledger::AccountKind::kName)) return;
  const std::uint32_t offset = load_le<std::uint32_t>(party.payload.data());
  MUST(party.payload[4] > 0 && offset + party.payload[4] <= block.names.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::accepted([&] {
    TransfersCsv source(ByteSpan(bytes, size), "list");
    std::uint64_t next = 0;
    for (SourceBlock block; source.next(block);) {
      MUST(block.number >= next);
      next = std::uint64_t{block.number} + 1;
      for (const SourceTransfer& row : block.transfers) {
        MUST(row.native_asset == row.asset.is_nobody());
        check_party(row.asset, block);
        check_party(row.from, block);
        check_party(row.to, block);
      }
    }
  });
  return 0;
}
