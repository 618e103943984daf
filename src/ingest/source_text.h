// Values as sources write them: numbers from their raw text and never by way of a double, hex,
// addresses. All throw Error(kBadInput) without a place; the reader of the row adds it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "chains/ethereum/address.h"
#include "ingest/account_source.h"

namespace spoor::ingest {

// A whole number of up to 256 bits: decimal, hex behind "0x", or with a point or a power of ten
// where it is whole all the same: "199e17", "1.5e18", "2.0".
U256 parse_amount(std::string_view text);
std::uint64_t parse_u64(std::string_view text);
std::uint32_t parse_u32(std::string_view text);
// "true", "True", "1" and their like.
bool parse_flag(std::string_view text);

// "0x" and 64 hex digits, in the order in which they are written.
Hash256 parse_word(std::string_view text);
Bytes parse_hex_bytes(std::string_view text);  // "0x…", of any length
// "0x" and 40 hex digits of either case, checksum or not: dumps are not typed by hand.
ethereum::Address parse_dump_address(std::string_view text);

// Words in one string, with commas, semicolons, bars, blanks, brackets or quotes between them.
std::vector<Hash256> parse_words(std::string_view text);
// "0,1,3", "[0, 1, 3]"; empty: the root.
std::vector<std::uint32_t> parse_trace_address(std::string_view text);

Party evm_party(const ethereum::Address& address);
Party evm_party_or_nobody(const ethereum::Address& address);  // nobody: the zero address

}  // namespace spoor::ingest
