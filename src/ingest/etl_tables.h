// The tables of ethereum-etl and of graphsense's raw export, which holds the same under other
// names. A table is known by its columns, or by `type` in JSON, never by the name of its file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spoor::ingest {

// kContracts and kTokens are known and not needed.
enum class EtlTable : std::uint8_t {
  kBlocks,
  kTransactions,
  kReceipts,
  kLogs,
  kTokenTransfers,
  kTraces,
  kWithdrawals,
  kContracts,
  kTokens
};
inline constexpr std::size_t kEtlTables = 9;
std::string_view name(EtlTable table);

// Columns that are read, whatever a dump calls them.
enum class EtlColumn : std::uint8_t {
  kNumber,
  kHash,
  kParentHash,
  kMiner,
  kTimestamp,
  kBaseFee,
  kTransactionCount,
  kWithdrawals,
  kBlockNumber,
  kBlockHash,
  kBlockTimestamp,
  kTxHash,
  kTxIndex,
  kFrom,
  kTo,
  kValue,
  kNonce,
  kGas,
  kGasPrice,
  kTxType,
  kGasUsed,
  kStatus,
  kEffectivePrice,
  kL1Fee,
  kBlobGasUsed,
  kBlobGasPrice,
  kCreated,
  kCumulativeGas,
  kLogIndex,
  kAddress,
  kData,
  kTopics,
  kToken,
  kTraceType,
  kCallType,
  kTraceAddress,
  kTraceId,
  kError,
  kIndex,
  kValidator,
  kAmount,
  kBytecode,
  kSymbol,
  kDecimals,
  kType
};
inline constexpr std::size_t kEtlColumns = static_cast<std::size_t>(EtlColumn::kType) + 1;

std::optional<EtlColumn> etl_column(std::string_view name);

// Which columns there are, by EtlColumn.
using EtlColumnSet = std::array<bool, kEtlColumns>;

// A row as text, empty where it says nothing.
struct EtlRow {
  EtlTable table = EtlTable::kBlocks;
  std::array<std::string_view, kEtlColumns> values{};
  EtlColumnSet columns{};
  std::uint64_t line = 0;

  std::string_view operator[](EtlColumn column) const {
    return values[static_cast<std::size_t>(column)];
  }
  bool has(EtlColumn column) const { return columns[static_cast<std::size_t>(column)]; }
  // The first of the two that says something.
  std::string_view either(EtlColumn one, EtlColumn other) const {
    return (*this)[one].empty() ? (*this)[other] : (*this)[one];
  }
};

// None where no table has these columns.
std::optional<EtlTable> etl_table_of(const EtlColumnSet& columns);
// "block", "transaction" …, as ethereum-etl streams them.
std::optional<EtlTable> etl_table_of_type(std::string_view type);

}  // namespace spoor::ingest
