#include "ingest/transfers_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/near_word.h"
#include "base/utf8.h"
#include "crypto/keccak.h"
#include "ingest/account_openings.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ledger::TransferKind;

// In the order of TransfersCsv::Column; the last two may be absent.
constexpr std::array<std::string_view, 10> kNames = {
    "block", "tx", "position", "kind", "asset", "from", "to", "amount", "time", "approximate"};
constexpr std::size_t kNeeded = 8;

// In the order of TransferKind.
constexpr std::array<std::string_view, ledger::kTransferKinds> kKinds = {
    "native", "internal", "token",     "mint", "burn",   "withdrawal",
    "reward", "genesis",  "irregular", "wrap", "unwrap", "implied"};
constexpr std::string_view kFee = "fee";

bool comes_from_nobody(TransferKind kind) {
  using enum TransferKind;
  return kind == kMint || kind == kWithdrawal || kind == kReward || kind == kGenesis ||
         kind == kWrap;
}
bool goes_to_nobody(TransferKind kind) {
  return kind == TransferKind::kBurn || kind == TransferKind::kUnwrap;
}

}  // namespace

Hash256 hash_of_transaction(const std::string& name) {
  return name.starts_with("0x") && name.size() == 66 ? parse_word(name) : keccak256(as_bytes(name));
}

TransfersCsv::TransfersCsv(const Path& file)
    : mapped_(file, MappedFile::Access::kSequential),
      file_(file.string()),
      csv_(mapped_.bytes(), file_) {
  find_columns();
}

TransfersCsv::TransfersCsv(ByteSpan text, std::string file)
    : file_(std::move(file)), csv_(text, file_) {
  find_columns();
}

bool TransfersCsv::knows(const std::vector<std::string>& header) {
  constexpr std::array<std::string_view, 3> kMarks = {"kind", "asset", "amount"};
  return std::ranges::all_of(kMarks, [&](std::string_view name) {
    return std::ranges::find(header, name) != header.end();
  });
}

void TransfersCsv::find_columns() {
  const std::vector<std::string>& header = csv_.header();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = std::ranges::find(kNames, header[i]);
    if (name == kNames.end()) continue;
    std::optional<std::size_t>& place = columns_[static_cast<std::size_t>(name - kNames.begin())];
    if (place)
      throw_bad_input(fmt::format("two columns are named '{}'", header[i]),
                      {.file = file_, .line = 1});
    place = i;
  }
  for (std::size_t i = 0; i < kNeeded; ++i)
    if (!columns_[i])
      throw_bad_input(fmt::format("no column '{}'", kNames[i]), {.file = file_, .line = 1},
                      "A list of transfers has block,tx,position,kind,asset,from,to,amount");
  advance();
}

std::string_view TransfersCsv::field(Column column) const {
  return columns_[column] ? csv_.fields()[*columns_[column]] : std::string_view();
}

void TransfersCsv::refuse(std::string message, std::string remedy) const {
  throw_bad_input(std::move(message), {.file = file_, .line = csv_.line()}, std::move(remedy));
}

bool TransfersCsv::advance() {
  has_row_ = csv_.next();
  if (!has_row_) return false;
  ++rows_;
  try {
    block_ = parse_u32(field(kBlock));
  } catch (const Error& error) {
    throw error.at({.file = file_, .line = csv_.line()});
  }
  return true;
}

bool TransfersCsv::next(SourceBlock& out) {
  out.clear();
  if (!has_row_) return false;
  out.number = block_;
  transactions_.clear();
  names_.clear();
  while (has_row_ && block_ == out.number) {
    add_row(out);
    advance();
  }
  if (has_row_ && block_ < out.number)
    refuse(fmt::format("block {} comes after block {}", block_, out.number),
           "Sort the rows by block");
  finish(out);
  return true;
}

void TransfersCsv::add_row(SourceBlock& out) {
  Row row{.line = csv_.line(), .is_fee = false, .transfer = {}};
  try {
    read_row(out, row);
  } catch (const Error& error) {
    throw error.at({.file = file_, .line = csv_.line()});
  }
  const std::string_view name = field(kTx);
  if (transactions_.empty() || transactions_.back().name != name) {
    if (!names_.emplace(name).second)
      refuse(fmt::format("rows of transaction '{}' stand apart", name),
             "Write the rows of a transaction one after the other");
    transactions_.push_back({.name = std::string(name), .rows = {}});
  }
  transactions_.back().rows.push_back(std::move(row));
}

void TransfersCsv::read_row(SourceBlock& out, Row& row) {
  SourceTransfer& transfer = row.transfer;
  const std::string_view kind = field(kKind);
  const auto* const found = std::ranges::find(kKinds, kind);
  row.is_fee = kind == kFee;
  if (found == kKinds.end() && !row.is_fee) {
    std::vector<std::string> known(kKinds.begin(), kKinds.end());
    known.emplace_back(kFee);
    refuse(fmt::format("not a kind of transfer: '{}'", kind),
           suggestion(kind, known, fmt::format("Kinds are {}", fmt::join(known, ", "))));
  }
  if (!row.is_fee) transfer.kind = static_cast<TransferKind>(found - kKinds.begin());
  transfer.place = parse_u32(field(kPosition));
  transfer.amount = parse_amount(field(kAmount));
  transfer.native_asset = field(kAsset) == "native";
  if (!transfer.native_asset) transfer.asset = party(field(kAsset), out);
  if (!transfer.native_asset && transfer.asset.is_nobody()) refuse("the asset is empty");
  transfer.from = party(field(kFrom), out);
  transfer.to = party(field(kTo), out);
  if (!field(kApproximate).empty()) transfer.approximate = parse_flag(field(kApproximate));
  check_ends(row, kind);
  read_time(out);
}

void TransfersCsv::check_ends(const Row& row, std::string_view kind) const {
  const SourceTransfer& transfer = row.transfer;
  const bool no_from = !row.is_fee && comes_from_nobody(transfer.kind);
  const bool no_to = row.is_fee || goes_to_nobody(transfer.kind);
  if (transfer.from.is_nobody() != no_from)
    refuse(fmt::format("'from' of a row of kind '{}' {}", kind,
                       no_from ? "must be empty" : "is missing"));
  if (transfer.to.is_nobody() != no_to)
    refuse(
        fmt::format("'to' of a row of kind '{}' {}", kind, no_to ? "must be empty" : "is missing"));
  if (row.is_fee && !transfer.native_asset) refuse("a fee is paid in the native asset");
  if (row.is_fee && field(kTx).empty()) refuse("a fee needs a transaction");
}

void TransfersCsv::read_time(SourceBlock& out) {
  if (field(kTime).empty()) return;
  const std::uint64_t time = parse_u64(field(kTime));
  if (out.time.value_or(time) != time)
    refuse(fmt::format("block {} has two times, {} and {}", out.number, *out.time, time));
  out.time = time;
}

Party TransfersCsv::party(std::string_view text, SourceBlock& out) {
  if (text.empty()) return {};
  const Bytes identity = identity_of(text);
  Party made{.kind = identity[0], .payload = {}};
  if (made.kind != static_cast<std::uint8_t>(ledger::AccountKind::kName)) {
    std::copy(identity.begin() + 1, identity.end(), made.payload.begin());
    return made;
  }
  if (!is_utf8(text)) refuse("a name that is not UTF-8");
  store_le(made.payload.data(), static_cast<std::uint32_t>(out.names.size()));
  made.payload[4] = static_cast<std::uint8_t>(text.size());
  out.names.insert(out.names.end(), text.begin(), text.end());
  return made;
}

void TransfersCsv::finish(SourceBlock& out) {
  using namespace ledger;
  out.coverage = kReceipts | kLogs | kTraces | kWithdrawals | kRewards | kSenders;
  if (out.time) out.coverage |= Coverage::kTime;
  std::uint32_t index = 0;
  for (Tx& tx : transactions_)
    if (!tx.name.empty()) add_transaction(out, tx, index++);
  for (Tx& closing : transactions_) {
    if (!closing.name.empty()) continue;
    sort_rows(out, closing);
    for (Row& row : closing.rows) out.transfers.push_back(row.transfer);
  }
}

void TransfersCsv::add_transaction(SourceBlock& out, Tx& tx, std::uint32_t index) {
  sort_rows(out, tx);
  SourceTx made{.index = index,
                .status = ledger::TxStatus::kSuccess,
                .basis = ledger::StatusBasis::kSource,
                .fee_burnt = U256(),
                .fee_tip = U256()};
  try {
    made.hash = hash_of_transaction(tx.name);
  } catch (const Error& error) {
    throw error.at({.file = file_, .line = tx.rows.front().line});
  }
  made.sender = tx.rows.front().transfer.from;
  bool has_fee = false;
  for (const Row& row : tx.rows) {
    if (!row.is_fee) {
      if (row.transfer.kind == TransferKind::kNative) made.target = row.transfer.to;
      out.transfers.push_back(row.transfer);
      continue;
    }
    if (std::exchange(has_fee, true))
      throw_bad_input(fmt::format("transaction '{}' has two fees", tx.name),
                      {.file = file_, .line = row.line});
    made.sender = row.transfer.from;
    made.fee_burnt = row.transfer.amount;
  }
  made.end_transfer = out.transfers.size();
  out.transactions.push_back(made);
}

void TransfersCsv::sort_rows(const SourceBlock& out, Tx& tx) const {
  std::ranges::stable_sort(tx.rows, {}, [](const Row& row) { return row.transfer.place; });
  const auto twice =
      std::ranges::adjacent_find(tx.rows, {}, [](const Row& row) { return row.transfer.place; });
  if (twice == tx.rows.end()) return;
  throw_bad_input(fmt::format("block {}, transaction '{}' and position {} stand twice, first in "
                              "line {}",
                              out.number, tx.name, twice->transfer.place, twice->line),
                  {.file = file_, .line = std::next(twice)->line});
}

}  // namespace spoor::ingest
