// Closes a batch: address ids, values and addresses of spent coins, fees, reveals, indexes; then
// one commit. The derived columns are filled by sorting (coin, input) pairs and walking the coins
// once in ascending order, never by one random look-up a spend.
#pragma once

#include "ingest/batch.h"
#include "ledger/writer.h"

namespace spoor::ingest {

// Throws BadBlock where outputs exceed the inputs; then nothing was committed and the uncommitted
// rows are of no use.
void close_batch(ledger::Writer& writer, ledger::Manifest next, Batch& batch);

}  // namespace spoor::ingest
