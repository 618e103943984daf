// What a log says: transfers of tokens, wrapped coins, swaps, mixers and bridges.
//
// A log is known by its first topic, the Keccak-256 of the event's signature. Any contract can emit
// any log, so an event is what the emitter *claims*: that a pool is a pool is proven elsewhere
// (create2.h), and the asset is the emitter. Decoding is strict: the number of topics and the
// length of the data must be the event's own, else it is a MalformedEvent with a reason. Nothing
// here throws on any input.
//
//   const Event event = decode_event({emitter, topics, data});
//   if (const auto* transfer = std::get_if<TokenTransfer>(&event)) …
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "chains/ethereum/abi.h"
#include "chains/ethereum/address.h"

namespace spoor::ethereum {

struct LogView {
  Address emitter;
  std::span<const Hash256> topics;
  ByteSpan data;
};

struct UnknownEvent {};  // not in the table, or without a topic
struct MalformedEvent {
  std::string_view name;  // of the event that its first topic claims
  const char* reason;
};

// ERC-20: three topics, 32 bytes. ERC-721: four topics, no data.
struct TokenTransfer {
  Address from, to;
  U256 amount;
};
struct NftTransfer {
  Address from, to;
  U256 id;
};
// One topic, 96 bytes: contracts from before the arguments were indexed. Whether the number is an
// amount or the id of a thing (CryptoKitties) cannot be told from the log.
struct UnindexedTransfer {
  Address from, to;
  U256 amount_or_id;
};
// ERC-1155, TransferSingle (one item) and TransferBatch.
struct MultiTransfer {
  struct Item {
    U256 id, amount;
  };
  Address caller, from, to;
  std::vector<Item> items;
};

// Of wrapped native coins; no Transfer comes with them in WETH9. Stakes and vaults emit the same
// (7 of 704 in 51 real blocks): a coin was wrapped only where the emitter is the network's own.
struct Wrap {
  Address account;
  U256 amount;
};
struct Unwrap {
  Address account;
  U256 amount;
};

// Uniswap V2: what the pair received and paid of its two tokens. V3: what the pool's balance gained
// (positive: the pool received).
struct SwapV2 {
  Address sender, to;
  U256 in0, in1, out0, out1;
};
struct SwapV3 {
  Address sender, to;
  SignedAmount amount0, amount1;
};

// Tornado-type pools.
struct MixerDeposit {
  Hash256 commitment;
  std::uint64_t leaf_index;
  std::uint64_t time;
};
struct MixerWithdrawal {
  Address to;
  Hash256 nullifier;
  Address relayer;  // zero: none
  U256 fee;         // kept by the relayer
};

// THORChain's router; the zero address as the asset is the native one. Memos: memo.h.
struct VaultDeposit {
  Address vault, asset;
  U256 amount;
  std::string_view memo;  // lives as long as the log
};
struct VaultPayout {
  Address vault, to, asset;
  U256 amount;
  std::string_view memo;  // lives as long as the log
};

// Poly. `tx_id` of a PolyCrossChain (same transaction as the lock) is `from_tx_id` of the
// PolyExecuted on the other chain, next to the number of the chain that it came from. Chain numbers
// are Poly's own. Views live as long as the log.
struct PolyLock {
  Address asset, from;
  std::uint64_t to_chain;
  ByteSpan to_asset, to;
  U256 amount;
};
struct PolyUnlock {
  Address asset, to;
  U256 amount;
};
struct PolyCrossChain {
  Address sender;
  ByteSpan tx_id;
  Address proxy;
  std::uint64_t to_chain;
  ByteSpan to_contract, raw_data;
};
struct PolyExecuted {
  std::uint64_t from_chain;
  ByteSpan to_contract, poly_tx_hash, from_tx_id;
};

using Event =
    std::variant<UnknownEvent, MalformedEvent, TokenTransfer, NftTransfer, UnindexedTransfer,
                 MultiTransfer, Wrap, Unwrap, SwapV2, SwapV3, MixerDeposit, MixerWithdrawal,
                 VaultDeposit, VaultPayout, PolyLock, PolyUnlock, PolyCrossChain, PolyExecuted>;

Event decode_event(const LogView& log);

// The table that decode_event goes by, in the order of the topics.
struct EventRow {
  std::string_view name;
  std::string_view signature;
  Event (*decode)(const LogView&);
  Hash256 topic;  // Keccak-256 of the signature
};
std::span<const EventRow> event_table();

}  // namespace spoor::ethereum
