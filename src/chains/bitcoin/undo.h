// Bitcoin Core's undo records (rev*.dat): the coins that a block spent, with value and script.
//
// A record is: varint count of transactions (without the coinbase), then for each a varint count of
// inputs, then for each input: varint code (height·2 + coinbase), where height > 0 a dummy varint
// version, varint compressed amount, varint script kind and bytes. All varints are Core's base-128
// form, not compact size; the two counts are compact sizes.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/types.h"

namespace spoor::bitcoin {

struct SpentCoin {
  Satoshi value;
  Bytes script;
};

// One vector a transaction after the coinbase, one entry an input. Throws Error(kBadInput).
std::vector<std::vector<SpentCoin>> parse_undo(ByteSpan record);

// Core's codecs, public for their vectors.
std::uint64_t read_varint(ByteReader& in);
std::uint64_t decompress_amount(std::uint64_t x);
// Kinds 0 and 1 are P2PKH and P2SH, 2 to 5 P2PK (4 and 5 uncompressed: the y coordinate is
// computed with libsecp256k1), 6 and above the script itself of kind-6 bytes.
Bytes read_compressed_script(ByteReader& in);

}  // namespace spoor::bitcoin
