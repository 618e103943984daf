// What of a transaction moves value (METHODS 1.10): its own value, its calls, its logs.
#pragma once

#include <span>
#include <string_view>

#include "ingest/account_source.h"
#include "ingest/evm_block.h"
#include "ingest/evm_link.h"

namespace spoor::ingest {

// One transaction of a linked block.
struct EvmTxRows {
  const EvmTx& tx;
  ledger::TxStatus status = ledger::TxStatus::kUnknown;
  std::span<const EvmTrace> traces;  // by trace address
  std::span<const EvmLog> logs;
  std::span<const EvmTokenTransfer> token_transfers;

  // The call that the transaction itself is; none where the dump does not give it.
  const EvmTrace* root() const {
    return !traces.empty() && traces.front().is_root() ? &traces.front() : nullptr;
  }
};

// Where the value of the transaction goes to: its target, or the contract that it creates.
Party receiver_of(const EvmTxRows& rows);

// The transaction's own value, kept whatever became of it. Throws Error(kBadInput) where
// transaction and root call contradict each other.
void add_root_value(const EvmTxRows& rows, const EvmContext& context, SourceBlock& out);
// Its other calls; what moves nothing is counted.
void add_calls(const EvmTxRows& rows, const EvmContext& context, SourceBlock& out);
// Tokens, collectibles, wraps, and the events that later steps read. Where logs and token transfers
// are both given, they must say the same.
void add_logs(const EvmTxRows& rows, const EvmBlock& block, const EvmContext& context,
              SourceBlock& out);

}  // namespace spoor::ingest
