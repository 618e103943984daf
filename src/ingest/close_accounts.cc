#include "ingest/close_accounts.h"

#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "ingest/address_ids.h"
#include "ingest/new_runs.h"

namespace spoor::ingest {
namespace {

using ledger::AccountHistoryEntry;
using ledger::AccountKind;
using ledger::U32;
using ledger::U40;

AddressIds address_ids(const ledger::AccountLedger& committed, AccountBatch& batch) {
  IsSame is_same;
  if (batch.keys.size() <= kSmallBatch)
    is_same = [&](AddressId found, std::uint32_t number) {
      const Party& party = batch.parties[number];
      return committed.view().addresses[found.value].kind == party.kind &&
             std::ranges::equal(committed.view().address_bytes(found),
                                bytes_of(party, batch.names));
    };
  return assign_address_ids({committed.address_runs(), batch.base.addresses}, batch.parties.size(),
                            batch.keys, is_same);
}

// Numbers of the batch become ids; invalid ones stay.
class Renumber {
 public:
  explicit Renumber(const AddressIds& ids) : ids_(ids) {}
  std::uint32_t operator()(std::uint32_t number) const {
    return number == AddressId::invalid().value ? number : ids_.of_appearance[number];
  }
  void operator()(U32& number) const { number = U32((*this)(number.get())); }

 private:
  const AddressIds& ids_;
};

void set_ids(const AddressIds& ids, AccountBatch& batch) {
  const Renumber renumber(ids);
  for (auto& row : batch.blocks) renumber(row.fee_recipient);
  for (auto& sender : batch.senders) sender = renumber(sender);
  for (auto& target : batch.targets) target = renumber(target);
  for (auto& row : batch.transfers) {
    renumber(row.from);
    renumber(row.to);
    renumber(row.asset);
  }
  for (auto& row : batch.collectibles) {
    renumber(row.from);
    renumber(row.to);
    renumber(row.contract);
  }
  for (auto& row : batch.events) renumber(row.contract);
  for (auto& row : batch.openings) {
    renumber(row.address);
    renumber(row.asset);
  }
}

// Addresses, the heap and blocks, which count both: of each block first the names that are new in
// it, then its events.
void add_addresses_and_blocks(const AddressIds& ids, AccountBatch& batch,
                              ledger::AccountColumns& columns) {
  const auto& first = ids.first_appearance;
  std::size_t added = 0;  // addresses
  for (std::size_t b = 0; b < batch.blocks.size(); ++b) {
    const bool last = b + 1 == batch.blocks.size();
    ledger::AccountBlockRow& block = batch.blocks[b];
    block.first_address = U32(static_cast<std::uint32_t>(columns.addresses.rows()));
    block.first_heap_byte = U40(columns.heap.rows());
    const std::size_t end_party = last ? batch.parties.size() : batch.parts[b + 1].first_party;
    for (; added < first.size() && first[added] < end_party; ++added) {
      const Party& party = batch.parties[first[added]];
      ledger::AccountAddressRow row{.kind = party.kind, .payload = party.payload};
      if (party.kind == static_cast<std::uint8_t>(AccountKind::kName)) {
        const ByteSpan name = bytes_of(party, batch.names);
        row.payload = {};
        store_u40(row.payload.data(), columns.heap.rows());
        row.payload[5] = static_cast<std::uint8_t>(name.size());
        columns.heap.add(name);
      }
      columns.addresses.add(row);
    }
    const std::size_t end_event = last ? batch.events.size() : batch.parts[b + 1].first_event;
    for (std::size_t e = batch.parts[b].first_event; e < end_event; ++e) {
      ledger::EventRow& event = batch.events[e];
      const ByteSpan bytes =
          ByteSpan(batch.event_bytes).subspan(event.offset.get(), event.length.get());
      event.offset = U40(columns.heap.rows());
      columns.heap.add(bytes);
    }
    columns.blocks.add(block);
  }
}

void add_rows(const AddressIds& ids, AccountBatch& batch, ledger::AccountColumns& columns) {
  add_addresses_and_blocks(ids, batch, columns);
  columns.tx_sender.add(batch.senders);
  columns.tx_target.add(batch.targets);
  columns.transfers.add(batch.transfers);
  columns.collectibles.add(batch.collectibles);
  columns.events.add(batch.events);
  columns.openings.add(batch.openings);
}

std::vector<AccountHistoryEntry> sorted_history(const AddressIds& ids, AccountBatch& batch) {
  using Touch = AccountBatch::Touch;
  const Renumber renumber(ids);
  for (Touch& touch : batch.touches) {
    touch.address = renumber(touch.address);
    touch.asset = renumber(touch.asset);
  }
  const auto key = [](const Touch& t) { return std::tie(t.address, t.asset, t.tx); };
  tbb::parallel_sort(batch.touches.begin(), batch.touches.end(),
                     [&](const Touch& a, const Touch& b) { return key(a) < key(b); });
  std::vector<AccountHistoryEntry> entries;
  entries.reserve(batch.touches.size());
  for (const Touch& touch : batch.touches) {
    const AccountHistoryEntry entry(AddressId{touch.address}, AssetId{touch.asset},
                                    AccountTx{touch.tx});
    if (entries.empty() || entries.back() != entry) entries.push_back(entry);
  }
  return entries;
}

}  // namespace

void close_account_batch(ledger::AccountWriter& writer, AccountBatch& batch) {
  ASSERT(!batch.empty());
  const AddressIds ids = address_ids(writer.committed(), batch);
  set_ids(ids, batch);
  ledger::AccountColumns& columns = writer.columns();
  add_rows(ids, batch, columns);
  using enum ledger::IndexKind;
  const ledger::Counts& base = batch.base;
  const ledger::Counts now = columns.counts();
  const ledger::RunRange transactions{.lo = base.transactions, .hi = now.transactions};
  ledger::Manifest next = writer.manifest();
  NewRuns runs(writer.folder(), next);
  tbb::parallel_invoke(
      [&] { runs.add(kHistory, sorted_history(ids, batch), transactions); },
      [&] {
        tbb::parallel_sort(batch.txids.begin(), batch.txids.end());
        runs.add(kTxid, batch.txids, transactions);
      },
      [&] { runs.add(kAddress, ids.new_entries, {.lo = base.addresses, .hi = now.addresses}); });
  writer.commit(std::move(next), batch.blocks.back().hash, runs.obsolete());
}

}  // namespace spoor::ingest
