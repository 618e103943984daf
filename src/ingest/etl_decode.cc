#include "ingest/etl_decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "ingest/json_rows.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using enum EtlColumn;
using ethereum::Address;

// A column by name in messages.
template <class Parse>
auto parsed(std::string_view text, const char* what, Parse parse) {
  try {
    return parse(text);
  } catch (const Error& error) {
    throw_bad_input(fmt::format("{}: {}", what, error.message()), {}, error.remedy());
  }
}

template <class Parse>
auto maybe(std::string_view text, const char* what, Parse parse)
    -> std::optional<decltype(parse(text))> {
  if (text.empty()) return std::nullopt;
  return parsed(text, what, parse);
}

template <class Parse>
auto needed(std::string_view text, const char* what, Parse parse) {
  if (text.empty()) throw_bad_input(fmt::format("{} is missing", what));
  return parsed(text, what, parse);
}

void add_withdrawals(std::string_view list, const RowPlace& place, EvmBlock& block) {
  JsonRows rows(as_bytes(list), {});
  for (;;) {
    EvmWithdrawal row{.place = place};
    unsigned known = 0;
    const bool read = rows.next([&](std::string_view key, std::string_view value) {
      const std::optional<EtlColumn> column = etl_column(key);
      if (column == kIndex) row.index = needed(value, "index of a withdrawal", parse_u64);
      if (column == kAddress)
        row.address = needed(value, "address of a withdrawal", parse_dump_address);
      if (column == kAmount) row.gwei = needed(value, "amount of a withdrawal", parse_amount);
      known += column == kIndex || column == kAddress || column == kAmount;
    });
    if (!read) return;
    if (known != 3) throw_bad_input("a withdrawal has index, address and amount");
    block.withdrawals.push_back(row);
  }
}

void add_header(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  EvmHeader header{.place = place};
  header.block_hash = maybe(row.either(kHash, kBlockHash), "hash", parse_word);
  header.parent = maybe(row[kParentHash], "parent hash", parse_word);
  header.time = maybe(row[kTimestamp], "timestamp", parse_u64);
  header.base_fee = maybe(row[kBaseFee], "base fee", parse_amount);
  header.fee_recipient = maybe(row[kMiner], "miner", parse_dump_address);
  header.transactions = maybe(row[kTransactionCount], "transaction count", parse_u64);
  block.headers.push_back(header);
  block.has_withdrawals |= row.has(kWithdrawals);
  add_withdrawals(row[kWithdrawals], place, block);
}

// Of a transaction, or of a receipt: where both name a column alike they mean the same.
void add_transaction(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  EvmTx tx{.place = place};
  tx.hash = needed(row.either(kHash, kTxHash), "transaction hash", parse_word);
  tx.block_hash = maybe(row[kBlockHash], "block hash", parse_word);
  tx.time = maybe(row[kBlockTimestamp], "block timestamp", parse_u64);
  tx.index = maybe(row[kTxIndex], "transaction index", parse_u32);
  tx.from = maybe(row[kFrom], "from", parse_dump_address);
  tx.to = maybe(row[kTo], "to", parse_dump_address);
  tx.nonce = maybe(row[kNonce], "nonce", parse_u64);
  tx.value = maybe(row[kValue], "value", parse_amount);
  tx.gas_limit = maybe(row[kGas], "gas", parse_amount);
  tx.gas_price = maybe(row[kGasPrice], "gas price", parse_amount);
  tx.type = maybe(row[kTxType], "transaction type", parse_u64);
  tx.gas_used = maybe(row[kGasUsed], "gas used", parse_amount);
  tx.effective_price = maybe(row[kEffectivePrice], "effective gas price", parse_amount);
  tx.blob_gas_used = maybe(row[kBlobGasUsed], "blob gas used", parse_amount);
  tx.blob_gas_price = maybe(row[kBlobGasPrice], "blob gas price", parse_amount);
  tx.l1_fee = maybe(row[kL1Fee], "l1 fee", parse_amount);
  tx.status = maybe(row[kStatus], "status", parse_u64);
  tx.created = maybe(row[kCreated], "contract address", parse_dump_address);
  block.transactions.push_back(std::move(tx));
}

void add_log(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  EvmLog log{.place = place};
  log.block_hash = maybe(row[kBlockHash], "block hash", parse_word);
  log.tx = maybe(row[kTxHash], "transaction hash", parse_word);
  log.tx_index = maybe(row[kTxIndex], "transaction index", parse_u32);
  log.index = needed(row[kLogIndex], "log index", parse_u32);
  log.emitter = needed(row[kAddress], "address", parse_dump_address);
  log.topics = parsed(row[kTopics], "topics", parse_words);
  if (log.topics.size() > 4) throw_bad_input(fmt::format("{} topics", log.topics.size()));
  if (!row[kData].empty()) log.data = parsed(row[kData], "data", parse_hex_bytes);
  block.logs.push_back(std::move(log));
}

void add_token_transfer(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  EvmTokenTransfer out{.place = place};
  out.block_hash = maybe(row[kBlockHash], "block hash", parse_word);
  out.tx = maybe(row[kTxHash], "transaction hash", parse_word);
  out.tx_index = maybe(row[kTxIndex], "transaction index", parse_u32);
  out.log_index = needed(row[kLogIndex], "log index", parse_u32);
  out.token = needed(row[kToken], "token address", parse_dump_address);
  out.from = needed(row[kFrom], "from", parse_dump_address);
  out.to = needed(row[kTo], "to", parse_dump_address);
  out.value = needed(row[kValue], "value", parse_amount);
  block.token_transfers.push_back(out);
}

// "call_0xHASH_0_1", "reward_1000690_0": the type, the transaction or block, and the address among
// the calls or a number.
struct TraceId {
  std::string_view type, of, rest;
};
TraceId split_trace_id(std::string_view id) {
  const std::size_t first = std::min(id.find('_'), id.size());
  const std::size_t second = std::min(id.find('_', std::min(first + 1, id.size())), id.size());
  TraceId out{.type = id.substr(0, first), .of = {}, .rest = {}};
  if (first < id.size()) out.of = id.substr(first + 1, second - first - 1);
  if (second < id.size()) out.rest = id.substr(second + 1);
  return out;
}

TraceType trace_type(std::string_view text) {
  if (text == "call") return TraceType::kCall;
  if (text == "create") return TraceType::kCreate;
  if (text == "suicide" || text == "selfdestruct") return TraceType::kSuicide;
  if (text == "reward") return TraceType::kReward;
  if (text == "genesis") return TraceType::kGenesis;
  if (text == "daofork") return TraceType::kIrregular;
  throw_bad_input(fmt::format("not a type of trace: '{}'", text));
}

bool moves_by_kind(std::string_view call_type) {
  constexpr std::array<std::string_view, 4> kMoves = {"", "call", "create", "create2"};
  constexpr std::array<std::string_view, 3> kMovesNot = {"delegatecall", "staticcall", "callcode"};
  if (std::ranges::find(kMoves, call_type) != kMoves.end()) return true;
  if (std::ranges::find(kMovesNot, call_type) != kMovesNot.end()) return false;
  throw_bad_input(fmt::format("not a type of call: '{}'", call_type));
}

std::vector<std::uint32_t> address_in_id(std::string_view rest) {
  std::string list(rest);
  std::ranges::replace(list, '_', ',');
  return parse_trace_address(list);
}

void add_trace(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  EvmTrace trace{.place = place};
  const TraceId id = split_trace_id(row[kTraceId]);
  trace.type = trace_type(row[kTraceType].empty() ? id.type : row[kTraceType]);
  trace.block_hash = maybe(row[kBlockHash], "block hash", parse_word);
  if (trace.has_transaction()) {
    const bool in_id = row[kTxHash].empty() && id.of.starts_with("0x");
    trace.tx = maybe(in_id ? id.of : row[kTxHash], "transaction hash", parse_word);
    trace.tx_index = maybe(row[kTxIndex], "transaction index", parse_u32);
    trace.address = row.has(kTraceAddress)
                        ? parsed(row[kTraceAddress], "trace address", parse_trace_address)
                        : parsed(id.rest, "trace id", address_in_id);
    if (!row.has(kTraceAddress) && id.of.empty()) throw_bad_input("the trace address is missing");
    trace.moves_by_kind = trace.type != TraceType::kCall || moves_by_kind(row[kCallType]);
  } else {
    trace.ordinal = maybe(id.rest, "trace id", parse_u32);
  }
  const auto status = maybe(row[kStatus], "status", parse_u64);
  trace.failed = status == 0U || !row[kError].empty();
  trace.from = maybe(row[kFrom], "from", parse_dump_address);
  trace.to = maybe(row[kTo], "to", parse_dump_address);
  trace.value = maybe(row[kValue], "value", parse_amount).value_or(U256());
  block.traces.push_back(std::move(trace));
}

void add_withdrawal(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  block.withdrawals.push_back({.place = place,
                               .index = needed(row[kIndex], "index", parse_u64),
                               .address = needed(row[kAddress], "address", parse_dump_address),
                               .gwei = needed(row[kAmount], "amount", parse_amount)});
}

}  // namespace

void add_etl_row(const EtlRow& row, const RowPlace& place, EvmBlock& block) {
  switch (row.table) {
    case EtlTable::kBlocks:
      return add_header(row, place, block);
    case EtlTable::kTransactions:
    case EtlTable::kReceipts:
      return add_transaction(row, place, block);
    case EtlTable::kLogs:
      return add_log(row, place, block);
    case EtlTable::kTokenTransfers:
      return add_token_transfer(row, place, block);
    case EtlTable::kTraces:
      return add_trace(row, place, block);
    case EtlTable::kWithdrawals:
      return add_withdrawal(row, place, block);
    case EtlTable::kContracts:
    case EtlTable::kTokens:
      return;
  }
}

}  // namespace spoor::ingest
