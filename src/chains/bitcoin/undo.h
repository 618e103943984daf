// Bitcoin Core's undo records (rev*.dat): the coins that a block spent, with value and script.
//
// A record is: the count of transactions without the coinbase, then for each the count of inputs,
// then for each input: code (height·2 + 1 if it was a coinbase's), where the height is above 0 a
// dummy version, compressed amount, script kind and its bytes. The two counts are compact sizes,
// all else are Core's base-128 varints. The checksum that follows in the file is not part of it.
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
std::uint64_t decompress_amount(std::uint64_t x);  // throws where it does not fit
// Kinds 0 and 1 are P2PKH and P2SH, 2 to 5 P2PK (4 and 5 uncompressed: the y coordinate is
// computed with libsecp256k1), 6 and above the script itself of kind-6 bytes.
Bytes read_compressed_script(ByteReader& in);

}  // namespace spoor::bitcoin
