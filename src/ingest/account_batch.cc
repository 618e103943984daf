#include "ingest/account_batch.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/error.h"

namespace spoor::ingest {
namespace {

using ledger::AccountColumns;
using ledger::AccountKind;
using ledger::NarrowAmount;
using ledger::U32;
using ledger::U40;

constexpr std::uint32_t kNobody = 0xffffffff;
constexpr std::uint32_t kNativeRow = kNativeAsset.value;

std::array<std::uint8_t, 32> little_endian(const U256& value) {
  std::array<std::uint8_t, 32> bytes;
  for (std::size_t i = 0; i < value.words.size(); ++i)
    store_le(bytes.data() + 8 * i, value.words[i]);
  return bytes;
}

std::uint64_t add_wide(const U256& value, AccountColumns& columns) {
  const std::uint64_t row = columns.wide.rows();
  columns.wide.add(little_endian(value));
  return row;
}

NarrowAmount narrow(const U256& value, AccountColumns& columns) {
  NarrowAmount out;
  if (value.bits() <= 127)
    value.store_u128(out.bytes.data());
  else
    U256::of_words({add_wide(value, columns), 1ULL << 63, 0, 0}).store_u128(out.bytes.data());
  return out;
}

std::uint64_t stored_fee(const std::optional<U256>& fee, AccountColumns& columns) {
  if (!fee) return ledger::kUnknownFee;
  return fee->bits() <= 63 ? fee->to_u64() : ledger::kWideFee | add_wide(*fee, columns);
}

bool has_tips(const SourceBlock& block) {
  return std::ranges::any_of(
      block.transactions, [](const SourceTx& tx) { return tx.fee_tip && *tx.fee_tip != U256{}; });
}

SourceTx closing_transaction() {
  SourceTx tx;
  tx.index = 0xffffffff;
  tx.fee_burnt = tx.fee_tip = U256{};
  return tx;
}

}  // namespace

ByteSpan bytes_of(const Party& party, const Bytes& names) {
  if (party.kind != static_cast<std::uint8_t>(AccountKind::kName)) return party.payload;
  const auto offset = load_le<std::uint32_t>(party.payload.data());
  ASSERT(std::uint64_t{offset} + party.payload[4] <= names.size());
  return ByteSpan(names).subspan(offset, party.payload[4]);
}

std::uint16_t coverage_of(const SourceBlock& block) {
  unsigned coverage = block.coverage & ~unsigned{ledger::kHash | ledger::kTime};
  if (block.hash) coverage |= ledger::kHash;
  if (block.time) coverage |= ledger::kTime;
  return static_cast<std::uint16_t>(coverage);
}

void AccountBatch::begin(const ledger::Counts& committed) {
  base = committed;
  blocks.clear();
  parts.clear();
  senders.clear();
  targets.clear();
  transfers.clear();
  collectibles.clear();
  events.clear();
  openings.clear();
  event_bytes.clear();
  txids.clear();
  touches.clear();
  parties.clear();
  keys.clear();
  names.clear();
  numbers_.clear();
}

std::uint64_t AccountBatch::memory_bytes() const {
  constexpr std::uint64_t kPartyBytes = sizeof(Party) + sizeof(ScriptEntry) + 24 + 32;
  return blocks.size() * (sizeof(ledger::AccountBlockRow) + sizeof(BlockPart)) +
         senders.size() * 8 + transfers.size() * sizeof(ledger::TransferRow) +
         collectibles.size() * sizeof(ledger::CollectibleRow) +
         events.size() * sizeof(ledger::EventRow) + event_bytes.size() + names.size() +
         txids.size() * 2 * sizeof(ledger::AccountTxidEntry) +
         touches.size() * (sizeof(Touch) + sizeof(ledger::AccountHistoryEntry)) +
         parties.size() * kPartyBytes + openings.size() * sizeof(ledger::OpeningRow);
}

std::uint32_t AccountBatch::number_of(std::uint8_t kind, ByteSpan bytes) {
  const ledger::ScriptKey key = ledger::account_key(key_, kind, bytes);
  const auto number = static_cast<std::uint32_t>(parties.size());
  const auto [found, is_new] = numbers_.try_emplace(key, number);
  if (!is_new) return found->second;
  Party& party = parties.emplace_back(Party{.kind = kind, .payload = {}});
  if (kind == static_cast<std::uint8_t>(AccountKind::kName)) {
    store_le(party.payload.data(), static_cast<std::uint32_t>(names.size()));
    party.payload[4] = static_cast<std::uint8_t>(bytes.size());
    names.insert(names.end(), bytes.begin(), bytes.end());
  } else {
    std::ranges::copy(bytes, party.payload.begin());
  }
  keys.push_back({.key_hi = key.hi, .key_lo = key.lo, .appearance = number});
  return number;
}

std::uint32_t AccountBatch::number_of(const Party& party, const Bytes& names_of_block) {
  if (party.is_nobody()) return kNobody;
  return number_of(party.kind, bytes_of(party, names_of_block));
}

void AccountBatch::add(const SourceBlock& block, std::span<const GivenOpening> given,
                       AccountColumns& columns) {
  const auto u64_bytes = [](std::uint64_t value) {
    std::array<std::uint8_t, 8> bytes;
    store_le(bytes.data(), value);
    return bytes;
  };
  parts.push_back(
      {.first_party = static_cast<std::uint32_t>(parties.size()), .first_event = events.size()});
  ledger::AccountBlockRow row{};
  row.hash = block.hash.value_or(Hash256{});
  row.time_bytes = u64_bytes(block.time.value_or(ledger::kUnknownTime));
  row.first_tx = U40(columns.tx_hash.rows());
  row.first_transfer = U40(base.transfers + transfers.size());
  row.first_wide = U40(columns.wide.rows());
  row.first_collectible = U40(base.collectibles + collectibles.size());
  row.first_event = U40(base.events + events.size());
  row.first_opening = U32(static_cast<std::uint32_t>(base.openings + openings.size()));
  row.number = U32(block.number);
  row.base_fee_bytes = u64_bytes(stored_fee(block.base_fee, columns));
  const std::uint32_t fee_recipient = number_of(block.fee_recipient, block.names);
  row.fee_recipient = U32(fee_recipient);
  row.logs = U32(block.logs);
  row.unmoved = U32(block.unmoved);
  store_le(row.coverage_bytes.data(), coverage_of(block));
  blocks.push_back(row);
  for (std::size_t tx = 0; tx <= block.transactions.size(); ++tx)
    add_transaction(block, tx, fee_recipient, columns);
  for (const GivenOpening& opening : given) add_opening(opening, columns);
}

// The row behind the last transaction is the closing.
void AccountBatch::add_transaction(const SourceBlock& block, std::size_t row,
                                   std::uint32_t fee_recipient, AccountColumns& columns) {
  static const SourceTx closing = closing_transaction();
  const bool closes = row == block.transactions.size();
  const SourceTx& tx = closes ? closing : block.transactions[row];
  const std::uint64_t id = columns.tx_hash.rows();
  columns.tx_hash.add(tx.hash);
  columns.tx_first_transfer.add(U40(base.transfers + transfers.size()));
  columns.tx_index.add(tx.index);
  columns.tx_status.add(ledger::status_bits(tx.status, tx.basis));
  columns.tx_fee_burnt.add(stored_fee(tx.fee_burnt, columns));
  columns.tx_fee_tip.add(stored_fee(tx.fee_tip, columns));
  senders.push_back(number_of(tx.sender, block.names));
  targets.push_back(number_of(tx.target, block.names));
  if (!closes) txids.emplace_back(tx.hash, AccountTx{id});
  const bool pays =
      !tx.fee_burnt || !tx.fee_tip || *tx.fee_burnt != U256{} || *tx.fee_tip != U256{};
  if (pays && senders.back() != kNobody) touches.push_back({senders.back(), kNativeRow, id});
  if (closes && fee_recipient != kNobody && has_tips(block))
    touches.push_back({fee_recipient, kNativeRow, id});
  add_rows(block, row, id, tx.status, columns);
}

void AccountBatch::add_rows(const SourceBlock& block, std::size_t row, std::uint64_t tx,
                            ledger::TxStatus status, AccountColumns& columns) {
  const SourceTx* before = row > 0 ? &block.transactions[row - 1] : nullptr;
  const SourceTx* self = row < block.transactions.size() ? &block.transactions[row] : nullptr;
  const auto number = [&](const Party& party) { return number_of(party, block.names); };
  for (std::size_t i = before ? before->end_transfer : 0;
       i < (self ? self->end_transfer : block.transfers.size()); ++i) {
    const SourceTransfer& given = block.transfers[i];
    const std::uint32_t from = number(given.from);
    const std::uint32_t to = number(given.to);
    const std::uint32_t asset = given.native_asset ? kNativeRow : number(given.asset);
    const auto kind = static_cast<unsigned>(given.kind) | (given.approximate ? 0x80U : 0U);
    transfers.push_back({.tx = U40(tx),
                         .kind_bits = static_cast<std::uint8_t>(kind),
                         .asset = U32(asset),
                         .from = U32(from),
                         .to = U32(to),
                         .amount = narrow(given.amount, columns),
                         .place = U32(given.place)});
    if (given.kind == ledger::TransferKind::kNative && status == ledger::TxStatus::kFailed)
      continue;
    if (from != kNobody) touches.push_back({from, asset, tx});
    if (to != kNobody) touches.push_back({to, asset, tx});
  }
  for (std::size_t i = before ? before->end_collectible : 0;
       i < (self ? self->end_collectible : block.collectibles.size()); ++i) {
    const SourceCollectible& given = block.collectibles[i];
    const std::uint32_t from = number(given.from);
    const std::uint32_t to = number(given.to);
    collectibles.push_back({.tx = U40(tx),
                            .kind = static_cast<std::uint8_t>(given.kind),
                            .contract = U32(number(given.contract)),
                            .from = U32(from),
                            .to = U32(to),
                            .place = U32(given.place),
                            .token = little_endian(given.token),
                            .amount = little_endian(given.amount)});
  }
  for (std::size_t i = before ? before->end_event : 0;
       i < (self ? self->end_event : block.events.size()); ++i) {
    const SourceEvent& given = block.events[i];
    const ByteSpan bytes = ByteSpan(block.event_bytes).subspan(given.offset, given.length);
    events.push_back({.tx = U40(tx),
                      .place = U32(given.place),
                      .contract = U32(number(given.contract)),
                      .kind = given.kind,
                      .offset = U40(event_bytes.size()),
                      .length = U32(given.length)});
    event_bytes.insert(event_bytes.end(), bytes.begin(), bytes.end());
  }
}

void AccountBatch::add_opening(const GivenOpening& given, AccountColumns& columns) {
  const auto number = [&](const Bytes& who) { return number_of(who[0], ByteSpan(who).subspan(1)); };
  const std::uint32_t address = number(given.address);
  const std::uint32_t asset = given.asset.empty() ? kNativeRow : number(given.asset);
  openings.push_back({.address = U32(address),
                      .asset = U32(asset),
                      .block = U32(given.block),
                      .amount = narrow(given.amount, columns)});
}

}  // namespace spoor::ingest
