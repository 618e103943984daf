// Rows of ethereum-etl, which are text, as rows of a block.
#pragma once

#include "ingest/etl_tables.h"
#include "ingest/evm_block.h"

namespace spoor::ingest {

// Adds the row, of a table that is joined, to `block`. Throws Error(kBadInput) without a place.
void add_etl_row(const EtlRow& row, const RowPlace& place, EvmBlock& block);

}  // namespace spoor::ingest
