// A block of an EVM chain as dumps and nodes have it: rows of blocks, transactions, receipts, logs,
// traces and withdrawals, read but not yet judged. evm_reader.h makes a SourceBlock of it.
//
// What a row did not say is absent, never zero. Rows that stand twice are merged: what one says and
// the other does not is filled in, what both say must be the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "chains/ethereum/address.h"

namespace spoor::ingest {

// Where a row was read: the number of a file in the list of them, and a line of it, from 1.
struct RowPlace {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
};

struct EvmHeader {
  RowPlace place = {};
  std::optional<Hash256> block_hash = {};
  std::optional<Hash256> parent = {};
  std::optional<std::uint64_t> time = {};
  std::optional<U256> base_fee = {};
  std::optional<ethereum::Address> fee_recipient = {};
  std::optional<std::uint64_t> transactions = {};

  static auto fields(auto& row) {
    return std::tie(row.block_hash, row.parent, row.time, row.base_fee, row.fee_recipient,
                    row.transactions);
  }
};

// A transaction and its receipt.
struct EvmTx {
  RowPlace place = {};
  Hash256 hash{};
  std::optional<Hash256> block_hash = {};
  std::optional<std::uint64_t> time = {};
  std::optional<std::uint32_t> index = {};
  std::optional<ethereum::Address> from = {};
  std::optional<ethereum::Address> to = {};  // none though `from` is known: a creation
  std::optional<std::uint64_t> nonce = {};
  std::optional<U256> value = {};
  std::optional<U256> gas_limit = {};
  std::optional<U256> gas_price = {};
  std::optional<std::uint64_t> type = {};
  std::optional<U256> gas_used = {};
  std::optional<U256> effective_price = {};
  std::optional<U256> blob_gas_used = {};
  std::optional<U256> blob_gas_price = {};
  std::optional<U256> l1_fee = {};
  std::optional<std::uint64_t> status = {};
  std::optional<ethereum::Address> created = {};

  static auto fields(auto& row) {
    return std::tie(row.block_hash, row.time, row.index, row.from, row.to, row.nonce, row.value,
                    row.gas_limit, row.gas_price, row.type, row.gas_used, row.effective_price,
                    row.blob_gas_used, row.blob_gas_price, row.l1_fee, row.status, row.created);
  }
};

// The transaction of a row, among those of the block, once link_rows has found it.
inline constexpr std::uint32_t kNoOwner = 0xffffffff;

// Rows that belong to a transaction name it by hash, or by index where the dump gives no hash.
struct EvmLog {
  RowPlace place = {};
  std::uint32_t owner = kNoOwner;
  std::optional<Hash256> block_hash = {};
  std::optional<Hash256> tx = {};
  std::optional<std::uint32_t> tx_index = {};
  std::uint32_t index = 0;  // in the block
  ethereum::Address emitter = {};
  std::vector<Hash256> topics = {};
  Bytes data = {};
};

struct EvmTokenTransfer {
  RowPlace place = {};
  std::uint32_t owner = kNoOwner;
  std::optional<Hash256> block_hash = {};
  std::optional<Hash256> tx = {};
  std::optional<std::uint32_t> tx_index = {};
  std::uint32_t log_index = 0;
  ethereum::Address token = {}, from = {}, to = {};
  U256 value = {};
};

enum class TraceType : std::uint8_t { kCall, kCreate, kSuicide, kReward, kGenesis, kIrregular };
struct EvmTrace {
  RowPlace place = {};
  std::uint32_t owner = kNoOwner;  // stays none for what has no transaction
  std::optional<Hash256> block_hash = {};
  std::optional<Hash256> tx = {};
  std::optional<std::uint32_t> tx_index = {};
  std::vector<std::uint32_t> address = {};  // the root's is empty
  TraceType type = TraceType::kCall;
  bool moves_by_kind = true;  // false: delegatecall, staticcall, callcode
  bool failed = false;
  std::optional<ethereum::Address> from = {}, to = {};
  U256 value = {};
  // Tells rows without a transaction apart: equal ones may be two uncles of one miner.
  std::optional<std::uint32_t> ordinal = {};

  bool has_transaction() const { return type < TraceType::kReward; }
  bool is_root() const { return has_transaction() && address.empty(); }
};

struct EvmWithdrawal {
  RowPlace place = {};
  std::uint64_t index = 0;
  ethereum::Address address = {};
  U256 gwei = {};
};

struct EvmBlock {
  std::uint32_t number = 0;
  std::vector<EvmHeader> headers;  // one for each hash that was given
  std::vector<EvmTx> transactions;
  std::vector<EvmLog> logs;
  std::vector<EvmTokenTransfer> token_transfers;
  std::vector<EvmTrace> traces;
  std::vector<EvmWithdrawal> withdrawals;
  // Tables that were given for this block, whether or not they have rows in it.
  bool has_logs = false;
  bool has_token_transfers = false;
  bool has_traces = false;
  bool has_withdrawals = false;

  void clear() { *this = {}; }
};

}  // namespace spoor::ingest
