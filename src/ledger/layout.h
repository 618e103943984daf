// The fixed-width rows of a ledger on disk. docs/format/ledger.md describes every file; the
// static_asserts here hold the code to it. All integers are little-endian.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/types.h"
#include "chains/bitcoin/script.h"

namespace spoor::ledger {

// Rows as they stand in their file.
template <class Row>
ByteSpan raw_bytes(std::span<const Row> rows) {
  return {reinterpret_cast<const std::uint8_t*>(rows.data()), rows.size_bytes()};
}

// An integer of 40 bits on disk.
struct U40 {
  std::array<std::uint8_t, 5> bytes{};

  U40() = default;
  explicit U40(std::uint64_t v) { store_u40(bytes.data(), v); }
  std::uint64_t get() const { return load_u40(bytes.data()); }
};
static_assert(sizeof(U40) == 5 && alignof(U40) == 1);

// blocks: one a block. The `first_…` members are the row counts of the other tables before this
// block, so that rolling back is truncation.
struct BlockRow {
  Hash256 hash;
  std::array<std::uint8_t, 80> header;
  std::uint32_t first_tx;
  std::uint32_t first_address;
  std::uint64_t first_input;
  std::uint64_t first_coin;
  std::uint64_t first_heap_row;
  std::uint64_t first_heap_byte;
  std::uint32_t first_reveal;
  std::uint32_t first_prehistory;
  std::uint32_t first_overwritten;
  std::uint32_t size;           // bytes, serialised with witnesses
  std::uint32_t weight;         // weight units
  std::uint32_t source_file;    // row of the manifest's `sources`
  std::uint64_t source_offset;  // of the block's first byte (not of the magic)
  std::uint32_t time() const { return load_le<std::uint32_t>(header.data() + 68); }
};
static_assert(sizeof(BlockRow) == 184);

// coins: value, script type, spender and address of one output; always read together, so one
// 16-byte record (a sum over all coins is one sequential walk, a look-up is one cache line).
//   word 0: bits 0-50 value in satoshi (2.1e15 < 2^51), bits 51-55 script type,
//           bits 56-63 the low byte of the spender
//   word 1: bits 0-31 the high four bytes of the spender, bits 32-63 the address id
struct CoinRow {
  std::uint64_t word0 = 0;
  std::uint64_t word1 = 0;

  static constexpr std::uint64_t kValueMask = (1ULL << 51) - 1;

  CoinRow() = default;
  CoinRow(Satoshi value, bitcoin::ScriptType type) {
    word0 = value.value | static_cast<std::uint64_t>(type) << 51;
    set_spender(InputId::invalid());
    set_address(AddressId::invalid());
  }

  Satoshi value() const { return Satoshi{word0 & kValueMask}; }
  bitcoin::ScriptType type() const { return static_cast<bitcoin::ScriptType>(word0 >> 51 & 31); }
  // As written; it counts only where ChainView::spender says so.
  InputId raw_spender() const { return InputId{word0 >> 56 | (word1 & 0xffffffffULL) << 8}; }
  AddressId address() const { return AddressId{static_cast<std::uint32_t>(word1 >> 32)}; }
  void set_spender(InputId input) {
    word0 = (word0 & ~(0xffULL << 56)) | (input.value & 0xff) << 56;
    word1 = (word1 & ~0xffffffffULL) | (input.value >> 8 & 0xffffffffULL);
  }
  void set_address(AddressId address) {
    word1 = (word1 & 0xffffffffULL) | static_cast<std::uint64_t>(address.value) << 32;
  }
};
static_assert(sizeof(CoinRow) == 16);

// addresses: the script that an AddressId stands for. `payload` holds the key hash, script hash or
// taproot key (20 bytes are followed by zeros); for scripts without a fixed template it is the
// SHA-256 of the script, whose bytes are in the heap row of the first coin.
struct AddressRow {
  std::array<std::uint8_t, 32> payload;
  U40 first_coin;     // the coin, or prehistory coin, that showed this script first
  std::uint8_t type;  // bitcoin::ScriptType

  bitcoin::ScriptType script_type() const { return static_cast<bitcoin::ScriptType>(type); }
  // The bytes of `payload` that count for its type.
  ByteSpan program() const {
    return ByteSpan(payload).first(bitcoin::payload_bytes(script_type()));
  }
};
static_assert(sizeof(AddressRow) == 38);

// prehistory: a coin from before a partial ledger. Its CoinId is kPrehistoryBit | row.
inline constexpr std::uint64_t kPrehistoryBit = 1ULL << 39;
inline std::uint64_t prehistory_row(CoinId coin) { return coin.value & ~kPrehistoryBit; }
inline constexpr std::uint64_t kUnknownValue = ~0ULL;
inline constexpr std::uint8_t kUnknownType = 0xff;
struct PrehistoryRow {
  Hash256 txid;
  std::uint64_t value;  // kUnknownValue where not known
  std::uint32_t vout;
  std::uint32_t address;  // AddressId, or invalid
  U40 spender;            // the input of this ledger that spends it
  std::uint8_t type;      // ScriptType, or kUnknownType
  std::array<std::uint8_t, 2> zero;
};
static_assert(sizeof(PrehistoryRow) == 56);

// heap_rows: where the bytes of a script without a fixed template are. Sorted by (bit 39, coin)
// within what one block added; prehistory coins have their bit.
struct HeapRow {
  U40 coin;
  U40 offset;            // in `heap`
  std::uint16_t length;  // stored bytes, to 10,000; a longer script is cut there
};
static_assert(sizeof(HeapRow) == 12);

// reveals: the inner script of a P2SH or P2WSH address, from the first input that showed it.
struct RevealRow {
  std::uint32_t address;
  U40 input;
  std::uint8_t form;                     // ScriptType of the redeem or witness script
  std::array<std::uint8_t, 32> payload;  // as in AddressRow
  std::array<std::uint8_t, 2> zero;
};
static_assert(sizeof(RevealRow) == 44);

// overwritten: a coin that a later coinbase with the same txid made unspendable (before BIP-30).
struct OverwrittenRow {
  U40 coin;
  U40 by;
};
static_assert(sizeof(OverwrittenRow) == 10);

}  // namespace spoor::ledger
