#include "ingest/etl_tables.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

namespace spoor::ingest {
namespace {

using enum EtlColumn;

// ethereum-etl's names, then graphsense's. What a transaction says of its receipt is the receipt's.
const std::unordered_map<std::string_view, EtlColumn>& names() {
  static const std::unordered_map<std::string_view, EtlColumn> kNames = {
      {"number", kNumber},
      {"hash", kHash},
      {"parent_hash", kParentHash},
      {"miner", kMiner},
      {"timestamp", kTimestamp},
      {"base_fee_per_gas", kBaseFee},
      {"transaction_count", kTransactionCount},
      {"withdrawals", kWithdrawals},
      {"block_number", kBlockNumber},
      {"block_hash", kBlockHash},
      {"block_timestamp", kBlockTimestamp},
      {"transaction_hash", kTxHash},
      {"transaction_index", kTxIndex},
      {"from_address", kFrom},
      {"to_address", kTo},
      {"value", kValue},
      {"nonce", kNonce},
      {"gas", kGas},
      {"gas_price", kGasPrice},
      {"transaction_type", kTxType},
      {"gas_used", kGasUsed},
      {"status", kStatus},
      {"effective_gas_price", kEffectivePrice},
      {"l1_fee", kL1Fee},
      {"blob_gas_used", kBlobGasUsed},
      {"blob_gas_price", kBlobGasPrice},
      {"contract_address", kCreated},
      {"cumulative_gas_used", kCumulativeGas},
      {"receipt_gas_used", kGasUsed},
      {"receipt_status", kStatus},
      {"receipt_effective_gas_price", kEffectivePrice},
      {"receipt_l1_fee", kL1Fee},
      {"receipt_blob_gas_used", kBlobGasUsed},
      {"receipt_blob_gas_price", kBlobGasPrice},
      {"receipt_contract_address", kCreated},
      {"log_index", kLogIndex},
      {"address", kAddress},
      {"data", kData},
      {"topics", kTopics},
      {"token_address", kToken},
      {"trace_type", kTraceType},
      {"call_type", kCallType},
      {"trace_address", kTraceAddress},
      {"trace_id", kTraceId},
      {"error", kError},
      {"index", kIndex},
      {"validator_index", kValidator},
      {"amount", kAmount},
      {"bytecode", kBytecode},
      {"symbol", kSymbol},
      {"decimals", kDecimals},
      {"type", kType},
      {"blockId", kBlockNumber},
      {"blockHash", kBlockHash},
      {"parentHash", kParentHash},
      {"baseFeePerGas", kBaseFee},
      {"transactionCount", kTransactionCount},
      {"txHash", kTxHash},
      {"transactionIndex", kTxIndex},
      {"fromAddress", kFrom},
      {"toAddress", kTo},
      {"gasPrice", kGasPrice},
      {"transactionType", kTxType},
      {"blockTimestamp", kBlockTimestamp},
      {"receiptGasUsed", kGasUsed},
      {"receiptStatus", kStatus},
      {"receiptEffectiveGasPrice", kEffectivePrice},
      {"receiptContractAddress", kCreated},
      {"logIndex", kLogIndex},
      {"traceId", kTraceId},
      {"traceType", kTraceType},
      {"callType", kCallType},
      {"traceAddress", kTraceAddress},
  };
  return kNames;
}

// The columns without which a table is not the one.
struct Mark {
  EtlTable table;
  std::initializer_list<EtlColumn> columns;
};
const std::initializer_list<Mark>& marks() {
  using enum EtlTable;
  static const std::initializer_list<Mark> kMarks = {
      {kLogs, {kLogIndex, kAddress, kData, kTopics}},
      {kTokenTransfers, {kToken, kFrom, kTo, kValue, kLogIndex}},
      {kTraces, {kTraceType, kFrom, kTo, kValue}},
      {kTraces, {kTraceId, kFrom, kTo, kValue}},
      {kTransactions, {kHash, kNonce, kFrom, kTo, kValue}},
      {kTransactions, {kTxHash, kNonce, kFrom, kTo, kValue}},
      {EtlTable::kBlocks, {kParentHash, kMiner, kTimestamp}},
      {kReceipts, {kTxHash, kCumulativeGas, kGasUsed}},
      {EtlTable::kWithdrawals, {kBlockNumber, kValidator, kAddress, kAmount}},
      {kTokens, {kAddress, kSymbol, kDecimals}},
      {kContracts, {kAddress, kBytecode}},
  };
  return kMarks;
}

// In the order of EtlTable.
constexpr std::array<std::string_view, kEtlTables> kTableNames = {
    "blocks", "transactions", "receipts",  "logs",  "token transfers",
    "traces", "withdrawals",  "contracts", "tokens"};
constexpr std::array<std::string_view, kEtlTables> kTypes = {
    "block", "transaction", "receipt",  "log",  "token_transfer",
    "trace", "withdrawal",  "contract", "token"};

}  // namespace

std::string_view name(EtlTable table) { return kTableNames[static_cast<std::size_t>(table)]; }

std::optional<EtlColumn> etl_column(std::string_view name) {
  const auto found = names().find(name);
  if (found == names().end()) return std::nullopt;
  return found->second;
}

std::optional<EtlTable> etl_table_of(const EtlColumnSet& columns) {
  for (const Mark& mark : marks())
    if (std::ranges::all_of(mark.columns, [&](EtlColumn column) {
          return columns[static_cast<std::size_t>(column)];
        }))
      return mark.table;
  return std::nullopt;
}

std::optional<EtlTable> etl_table_of_type(std::string_view type) {
  const auto* const found = std::ranges::find(kTypes, type);
  if (found == kTypes.end()) return std::nullopt;
  return static_cast<EtlTable>(found - kTypes.begin());
}

}  // namespace spoor::ingest
