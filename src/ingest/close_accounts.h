// Closes a batch of an account chain: address ids, the rows that wait for them, indexes; then one
// commit.
#pragma once

#include "ingest/account_batch.h"
#include "ledger/account_writer.h"

namespace spoor::ingest {

void close_account_batch(ledger::AccountWriter& writer, AccountBatch& batch);

}  // namespace spoor::ingest
