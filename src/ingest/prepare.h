// What can be done to a block without knowing any other: parse, check, hash. Runs on several
// threads at once; the linker then takes the blocks one by one in chain order.
#pragma once

#include <cstdint>
#include <vector>

#include "chains/bitcoin/block.h"
#include "chains/bitcoin/script.h"
#include "crypto/hash.h"
#include "ingest/block_files.h"
#include "ledger/index.h"

namespace spoor::ingest {

// Keys of the hashes in the address index (kept with the ledger) and in the unspent table (random).
struct HashKeys {
  SipKey script;
  SipKey outpoint;
};

struct PreparedOutput {
  bitcoin::ScriptClass script;
  ledger::ScriptKey key;  // where the type has an address id
  Hash128 outpoint_hash;
};

// An input that shows the inner script of a P2SH or P2WSH coin, if such is what it spends and the
// coin has its hash (see reveals.h).
struct ShownScript {
  std::uint32_t input;  // row of ParsedBlock::inputs
  bool in_witness;      // shown by the witness (P2WSH), else by the scriptSig (P2SH)
  bitcoin::ScriptType form;
  std::array<std::uint8_t, 32> payload;
};

struct PreparedBlock {
  BlockPlace place;  // where it was read
  bitcoin::ParsedBlock parsed;
  std::vector<PreparedOutput> outputs;
  std::vector<Hash128> input_hashes;  // of the outpoints; the coinbase's are not used
  std::vector<ShownScript> shown;
  Bytes buffer;  // of the block's bytes, where they had to be copied
};

// Parses the block at `place` and checks header, transactions and merkle root. Throws
// Error(kBadInput) with file and offset.
void prepare_block(const BlockSource& source, const BlockPlace& place, const HashKeys& keys,
                   PreparedBlock& out);

}  // namespace spoor::ingest
