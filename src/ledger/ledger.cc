#include "ledger/ledger.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/network.h"
#include "crypto/hash.h"

namespace spoor::ledger {

Ledger::Ledger(const Path& folder) : folder_(folder) {
  read_and_map(folder, LedgerKind::kUtxo, [&](const Manifest& manifest) { map(manifest); });
}

void Ledger::map(const Manifest& manifest) {
  manifest_ = manifest;
  view_ = {};
  view_.first_height = manifest_.first_height;
  view_.halving_interval = bitcoin::params(manifest_.network).halving_interval;
  view_.genesis_rooted = manifest_.genesis_rooted;
  files_ = map_columns(folder_, manifest_.counts, view_);
  txid_runs_ = map_runs<TxidEntry>(folder_, IndexKind::kTxid, manifest_);
  address_runs_ = map_runs<AddressEntry>(folder_, IndexKind::kAddress, manifest_);
  history_runs_ = map_runs<HistoryEntry>(folder_, IndexKind::kHistory, manifest_);
  reveal_runs_ = map_runs<RevealEntry>(folder_, IndexKind::kReveal, manifest_);
}

std::vector<TxId> Ledger::find_tx(const Hash256& txid) const {
  std::vector<TxId> found;
  const TxidEntry key(txid, TxId{0});
  for_each_hit(
      txid_runs_, key,
      [&](const TxidEntry& entry) { return entry.prefix_bytes == key.prefix_bytes; },
      [&](const TxidEntry& entry) {
        if (entry.tx < view_.tx_count() && view_.txids[entry.tx] == txid)
          found.push_back(TxId{entry.tx});
      });
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<CoinId> Ledger::find_coin(const bitcoin::Outpoint& outpoint) const {
  const std::vector<TxId> transactions = find_tx(outpoint.txid);
  if (!transactions.empty()) {
    const CoinId coin{view_.first_coin(transactions.back()).value + outpoint.vout};
    if (coin >= view_.end_coin(transactions.back())) return std::nullopt;
    return coin;
  }
  const std::uint64_t row = find_prehistory(outpoint);
  if (row == view_.prehistory.size()) return std::nullopt;
  return CoinId{kPrehistoryBit | row};
}

// Prehistory has no index: partial ledgers are small, and their spends are looked up rarely.
std::uint64_t Ledger::find_prehistory(const bitcoin::Outpoint& outpoint) const {
  const auto& rows = view_.prehistory;
  return static_cast<std::uint64_t>(std::find_if(rows.begin(), rows.end(),
                                                 [&](const PrehistoryRow& row) {
                                                   return row.vout == outpoint.vout &&
                                                          row.txid == outpoint.txid;
                                                 }) -
                                    rows.begin());
}

std::optional<Height> Ledger::find_block(const Hash256& hash) const {
  for (std::size_t row = view_.blocks.size(); row > 0; --row)
    if (view_.blocks[row - 1].hash == hash)
      return Height{view_.first_height + static_cast<std::uint32_t>(row - 1)};
  return std::nullopt;
}

std::optional<AddressId> Ledger::find_script(ByteSpan script) const {
  return find_by_key(address_runs_, script_key(manifest_.key, script), [&](AddressId address) {
    return address.value < view_.addresses.size() && std::ranges::equal(script_of(address), script);
  });
}

std::vector<std::span<const HistoryEntry>> Ledger::history(AddressId address) const {
  std::vector<std::span<const HistoryEntry>> spans;
  for (const MappedRun<HistoryEntry>& run : history_runs_) {
    const auto [entries, range] = run.view();
    const auto from = entries_from(entries, HistoryEntry(address, CoinId{0}));
    RunCursor<HistoryEntry> cursor({from, range});
    cursor.seek(HistoryEntry(address, CoinId{kInvalid40}));
    const auto begin = from.begin();
    const auto end = from.end() - static_cast<std::ptrdiff_t>(cursor.rest().size());
    // Within one address, rows from before a rollback stand at the end of coins and of prehistory.
    const auto before = std::lower_bound(begin, end, HistoryEntry(address, CoinId{range.hi}));
    const auto prehistory =
        std::lower_bound(before, end, HistoryEntry(address, CoinId{kPrehistoryBit}));
    const auto last = std::lower_bound(
        prehistory, end, HistoryEntry(address, CoinId{kPrehistoryBit | range.prehistory_hi}));
    if (begin != before) spans.emplace_back(begin, before);
    if (prehistory != last) spans.emplace_back(prehistory, last);
  }
  return spans;
}

std::optional<RevealRow> Ledger::reveal(AddressId address) const {
  const RevealEntry from{.address = address.value, .row = 0};
  for (const MappedRun<RevealEntry>& run : reveal_runs_) {
    const auto [entries, range] = run.view();
    for (const RevealEntry& entry : entries_from(entries, from)) {
      if (entry.address != address.value) break;
      if (!entry.counts(range) || entry.row >= view_.reveals.size()) continue;
      const RevealRow& row = view_.reveals[entry.row];
      if (row.address != address.value) continue;
      if (row.input.get() >= view_.input_count())
        throw_corrupt(fmt::format("reveal {} names an input that is not there", entry.row),
                      {.file = folder_});
      return row;
    }
  }
  return std::nullopt;
}

std::optional<Bytes> Ledger::script_of(CoinId coin) const {
  if (ChainView::is_prehistory(coin)) {
    const PrehistoryRow& row = view_.prehistory[prehistory_row(coin)];
    if (row.type == kUnknownType) return std::nullopt;
    if (bitcoin::is_templated(static_cast<bitcoin::ScriptType>(row.type)))
      return script_of(AddressId{row.address});
  } else if (bitcoin::is_templated(view_.coins[coin.value].type())) {
    return script_of(view_.coins[coin.value].address());
  }
  const ByteSpan kept = view_.heap_script(coin);
  return Bytes(kept.begin(), kept.end());
}

Bytes Ledger::script_of(AddressId address) const {
  if (address.value >= view_.addresses.size())
    throw_corrupt(fmt::format("address {} is not there", address.value), {.file = folder_});
  const AddressRow& row = view_.addresses[address.value];
  if (bitcoin::is_templated(row.script_type()))
    return bitcoin::script_of(row.script_type(), row.program());
  const ByteSpan kept = view_.heap_script(CoinId{row.first_coin.get()});
  return Bytes(kept.begin(), kept.end());
}

bitcoin::Outpoint Ledger::outpoint_of(CoinId coin) const {
  if (ChainView::is_prehistory(coin)) {
    const PrehistoryRow& row = view_.prehistory[prehistory_row(coin)];
    return {row.txid, row.vout};
  }
  const TxId tx = view_.tx_of(coin);
  return {view_.txids[tx.value],
          static_cast<std::uint32_t>(coin.value - view_.first_coin(tx).value)};
}

void Ledger::expect(MappedFile::Access access) const {
  for (const MappedFile& file : files_) file.expect(access);
  for (const auto& run : txid_runs_) run.expect(access);
  for (const auto& run : address_runs_) run.expect(access);
  for (const auto& run : history_runs_) run.expect(access);
  for (const auto& run : reveal_runs_) run.expect(access);
}

bool Ledger::unchanged() const { return read_manifest(folder_).rollbacks == manifest_.rollbacks; }

}  // namespace spoor::ledger
