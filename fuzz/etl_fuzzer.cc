// Dumps of ethereum-etl: CSV or JSON to rows, rows to a block, the block to what a ledger wants. An
// input is one file; its rows count as one block, so that all tables of JSON meet.
#include <string>

#include "fuzz/harness.h"
#include "ingest/etl_decode.h"
#include "ingest/etl_file.h"
#include "ingest/evm_reader.h"

namespace {

using namespace spoor;
using namespace spoor::ingest;

void check(const SourceBlock& block) {
  SourceTx before;
  bool is_first = true;
  for (const SourceTx& tx : block.transactions) {
    MUST(is_first || tx.index > before.index);
    MUST(tx.end_transfer >= before.end_transfer && tx.end_transfer <= block.transfers.size());
    MUST(tx.end_collectible >= before.end_collectible);
    MUST(tx.end_event >= before.end_event && tx.end_event <= block.events.size());
    MUST((tx.status == ledger::TxStatus::kUnknown) == (tx.basis == ledger::StatusBasis::kNone));
    before = tx;
    is_first = false;
  }
  for (const SourceEvent& event : block.events)
    MUST(event.offset + event.length <= block.event_bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteSpan text(bytes, size);
  const std::vector<std::string> files = {"dump"};
  Findings findings;
  const EvmContext context{ethereum::network_of(1), files, findings};
  fuzz::accepted([&] { EtlRows::knows(text, files[0]); });
  fuzz::accepted([&] {
    EtlRows rows(text, files[0]);
    EvmBlock in;
    in.has_logs = true;
    in.has_traces = true;
    for (EtlRow row; rows.next(row);) {
      in.has_token_transfers |= row.table == EtlTable::kTokenTransfers;
      add_etl_row(row, {.file = 0, .line = row.line}, in);
    }
    choose_branch(in, nullptr, context);
    SourceBlock out;
    read_evm_block(in, context, out);
    check(out);
  });
  return 0;
}
