#include "ingest/close_batch.h"

#include <fmt/format.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/amount.h"
#include "base/error.h"
#include "ingest/address_ids.h"

namespace spoor::ingest {
namespace {

using ledger::CoinRow;
using ledger::kPrehistoryBit;
using ledger::kUnknownValue;

// An input of the batch that spends a committed coin.
struct OldSpend {
  std::uint64_t coin;
  std::uint32_t input;  // row of the batch
  std::uint32_t address;
  bool operator<(const OldSpend& o) const { return coin < o.coin; }
};

std::vector<OldSpend> sorted_old_spends(const Batch& batch) {
  std::vector<OldSpend> spends;
  for (std::size_t i = 0; i < batch.input_coin.size(); ++i)
    if (batch.input_coin[i] < batch.base.coins)
      spends.push_back({batch.input_coin[i], static_cast<std::uint32_t>(i), 0});
  tbb::parallel_sort(spends.begin(), spends.end());
  return spends;
}

// Reads what old coins are worth and whose they are, and writes who spends them.
class OldCoins {
 public:
  OldCoins(ledger::Writer& writer, Batch& batch)
      : batch_(batch),
        spends_(sorted_old_spends(batch)),
        rows_(writer.folder(), ledger::column::kCoins,
              spends_.empty() ? 0 : writer.manifest().counts.coins) {}

  void read_values() {
    for_each([this](OldSpend& spend, const CoinRow& row) {
      batch_.input_value[spend.input] = row.value().value;
      spend.address = row.address().value;
    });
  }
  void write_addresses(std::span<std::uint32_t> input_address) const {
    for (const OldSpend& spend : spends_) input_address[spend.input] = spend.address;
  }
  void write_spenders() {
    for_each([this](const OldSpend& spend, CoinRow& row) {
      row.set_spender(InputId{batch_.base.inputs + spend.input});
    });
    rows_.sync();
  }

 private:
  static constexpr std::size_t kAhead = 16;
  template <class Visit>
  void for_each(Visit visit) {
    const std::span<CoinRow> rows = rows_.rows();
    for (std::size_t i = 0; i < spends_.size(); ++i) {
      if (i + kAhead < spends_.size()) __builtin_prefetch(&rows[spends_[i + kAhead].coin]);
      visit(spends_[i], rows[spends_[i].coin]);
    }
  }
  Batch& batch_;
  std::vector<OldSpend> spends_;
  ledger::WritableRows<CoinRow> rows_;
};

void set_addresses(const AddressIds& ids, Batch& batch) {
  for (std::size_t i = 0; i < batch.appearances.size(); ++i) {
    const std::uint32_t row = batch.appearances[i].row;
    const AddressId id{ids.of_appearance[i]};
    if ((row & Appearance::kPrehistory) != 0)
      batch.prehistory[row & ~Appearance::kPrehistory].address = id.value;
    else
      batch.coins[row].set_address(id);
  }
}

// Each input's address, where the batch itself knows the coin.
std::vector<std::uint32_t> own_input_addresses(const Batch& batch) {
  std::vector<std::uint32_t> out(batch.input_coin.size(), AddressId::invalid().value);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint64_t coin = batch.input_coin[i];
    if (batch.is_own(coin))
      out[i] = batch.coins[coin - batch.base.coins].address().value;
    else if ((coin & kPrehistoryBit) != 0)
      out[i] = batch.prehistory[(coin & ~kPrehistoryBit) - batch.base.prehistory].address;
  }
  return out;
}

[[noreturn]] void throw_overspent(const Batch& batch, std::size_t tx, std::uint64_t in) {
  const auto after =
      std::upper_bound(batch.blocks.begin(), batch.blocks.end(), tx,
                       [](std::size_t t, const BatchBlock& block) { return t < block.first_tx; });
  throw BadBlock{
      std::prev(after)->row.hash,
      fmt::format("outputs of transaction {} of the block exceed its inputs: {} > {} "
                  "satoshi",
                  tx - std::prev(after)->first_tx, batch.transactions[tx].output_sum, in)};
}

std::vector<std::uint64_t> fees(const Batch& batch) {
  std::vector<std::uint64_t> out(batch.transactions.size(), 0);
  for (std::size_t t = 0; t < out.size(); ++t) {
    const BatchTx& tx = batch.transactions[t];
    if (tx.coinbase) continue;
    const std::size_t end =
        t + 1 < out.size() ? batch.transactions[t + 1].first_input : batch.input_coin.size();
    std::uint64_t in = 0;
    bool known = true;
    for (std::size_t i = tx.first_input; i < end; ++i) {
      known &= batch.input_value[i] != kUnknownValue;
      in += batch.input_value[i];
    }
    if (known && in < tx.output_sum) throw_overspent(batch, t, in);
    out[t] = known ? in - tx.output_sum : kUnknownValue;
  }
  return out;
}

void add_address_rows(const AddressIds& ids, const Batch& batch,
                      ledger::ColumnAppender<ledger::AddressRow>& column) {
  std::size_t payload = 0;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < batch.appearances.size() && next < ids.first_appearance.size();
       ++i) {
    const bitcoin::ScriptType type = script_type(batch, batch.appearances[i]);
    const std::size_t bytes = ledger::AddressRow::payload_bytes(type);
    if (i == ids.first_appearance[next]) {
      ledger::AddressRow row{};
      std::copy_n(batch.payloads.begin() + static_cast<std::ptrdiff_t>(payload), bytes,
                  row.payload.begin());
      row.first_coin = ledger::U40(coin_id(batch, batch.appearances[i]));
      row.type = static_cast<std::uint8_t>(type);
      column.add(row);
      ++next;
    }
    payload += bytes;
  }
}

// The first input that shows the inner script of each address, in the order of inputs.
class Reveals {
 public:
  Reveals(const ledger::Ledger& committed, const Batch& batch,
          std::span<const std::uint32_t> input_address,
          const ledger::ColumnAppender<ledger::AddressRow>& new_addresses, const AddressIds& ids)
      : batch_(batch), ids_(ids), committed_(committed) {
    ASSERT(new_addresses.rows() == batch.base.addresses + ids.first_appearance.size());
    for (std::uint32_t s = 0; s < batch.shown.size(); ++s) {
      const std::uint32_t address = input_address[batch.shown[s].input];
      if (address != AddressId::invalid().value && fits(batch.shown[s], AddressId{address}))
        first_.push_back({address, s});
    }
    std::sort(first_.begin(), first_.end());
    first_.erase(std::unique(first_.begin(), first_.end(),
                             [](const auto& a, const auto& b) { return a.address == b.address; }),
                 first_.end());
    drop_known();
    std::sort(first_.begin(), first_.end(),
              [](const auto& a, const auto& b) { return a.shown < b.shown; });
  }

  // Adds the rows and gives the index entries, sorted.
  std::vector<ledger::RevealEntry> add_rows(
      ledger::ColumnAppender<ledger::RevealRow>& column) const {
    std::vector<ledger::RevealEntry> entries;
    for (const Candidate& c : first_) {
      const ShownEntry& shown = batch_.shown[c.shown];
      entries.push_back({c.address, static_cast<std::uint32_t>(column.rows())});
      column.add({.address = c.address,
                  .input = ledger::U40(batch_.base.inputs + shown.input),
                  .form = shown.form,
                  .payload = shown.payload,
                  .zero = {}});
    }
    std::sort(entries.begin(), entries.end());
    return entries;
  }
  // How many of them stand before that input of the batch.
  std::uint32_t before(std::uint32_t input) const {
    return static_cast<std::uint32_t>(std::partition_point(first_.begin(), first_.end(),
                                                           [&](const Candidate& c) {
                                                             return batch_.shown[c.shown].input <
                                                                    input;
                                                           }) -
                                      first_.begin());
  }

 private:
  struct Candidate {
    std::uint32_t address;
    std::uint32_t shown;
    auto operator<=>(const Candidate&) const = default;
  };

  bool fits(const ShownEntry& shown, AddressId address) const {
    const bitcoin::ScriptType type =
        address.value < batch_.base.addresses
            ? committed_.view().addresses[address.value].script_type()
            : script_type(
                  batch_,
                  batch_.appearances[ids_.first_appearance[address.value - batch_.base.addresses]]);
    return type == (shown.in_witness ? bitcoin::ScriptType::kP2wsh : bitcoin::ScriptType::kP2sh);
  }

  void drop_known() {
    std::vector<ledger::RunCursor<ledger::RevealEntry>> cursors;
    for (const auto& run : committed_.reveal_runs()) cursors.emplace_back(run.view());
    std::erase_if(first_, [&](const Candidate& c) {
      for (auto& cursor : cursors) {
        cursor.seek({.address = c.address, .row = 0});
        for (const ledger::RevealEntry& entry : cursor.rest()) {
          if (entry.address != c.address) break;
          if (entry.counts(cursor.range())) return true;
        }
      }
      return false;
    });
  }

  const Batch& batch_;
  const AddressIds& ids_;
  const ledger::Ledger& committed_;
  std::vector<Candidate> first_;
};

std::vector<ledger::HistoryEntry> sorted_history(const Batch& batch, const AddressIds& ids) {
  std::vector<std::uint64_t> keys(batch.appearances.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i)
    keys[i] = std::uint64_t{ids.of_appearance[i]} << 32 | batch.appearances[i].row;
  tbb::parallel_sort(keys.begin(), keys.end());
  std::vector<ledger::HistoryEntry> entries;
  entries.reserve(keys.size());
  for (const std::uint64_t key : keys)
    entries.emplace_back(AddressId{static_cast<std::uint32_t>(key >> 32)},
                         CoinId{coin_id(batch, {static_cast<std::uint32_t>(key)})});
  return entries;
}

// The index runs of the batch.
class Indexes {
 public:
  Indexes(const Path& folder, ledger::Manifest& next, std::vector<Path>& obsolete)
      : folder_(folder), next_(next), obsolete_(obsolete) {}
  template <class Entry>
  void add(ledger::IndexKind kind, const std::vector<Entry>& entries, ledger::RunRange range) {
    ledger::add_run(folder_, kind, std::span<const Entry>(entries), range, next_, obsolete_);
  }

 private:
  const Path& folder_;
  ledger::Manifest& next_;
  std::vector<Path>& obsolete_;
};

}  // namespace

void close_batch(ledger::Writer& writer, ledger::Manifest next, Batch& batch) {
  ledger::Columns& columns = writer.columns();
  OldCoins old_coins(writer, batch);
  AddressIds ids;
  tbb::parallel_invoke([&] { old_coins.read_values(); },
                       [&] { ids = assign_address_ids(writer.committed(), batch); });
  const std::vector<std::uint64_t> fee = fees(batch);
  set_addresses(ids, batch);
  std::vector<std::uint32_t> input_address = own_input_addresses(batch);
  old_coins.write_addresses(input_address);

  columns.tx_fee.add(fee);
  columns.input_value.add(batch.input_value);
  columns.input_address.add(input_address);
  columns.coins.add(batch.coins);
  columns.prehistory.add(batch.prehistory);
  add_address_rows(ids, batch, columns.addresses);
  const Reveals reveals(writer.committed(), batch, input_address, columns.addresses, ids);
  const std::vector<ledger::RevealEntry> reveal_entries = reveals.add_rows(columns.reveals);
  for (BatchBlock& block : batch.blocks) {
    block.row.first_address = static_cast<std::uint32_t>(
        batch.base.addresses +
        static_cast<std::uint64_t>(std::lower_bound(ids.first_appearance.begin(),
                                                    ids.first_appearance.end(),
                                                    block.first_appearance) -
                                   ids.first_appearance.begin()));
    block.row.first_reveal =
        static_cast<std::uint32_t>(batch.base.reveals) + reveals.before(block.first_input);
    columns.blocks.add(block.row);
  }

  const ledger::Counts now = columns.counts();
  std::vector<Path> obsolete;
  Indexes indexes(writer.folder(), next, obsolete);
  std::vector<ledger::HistoryEntry> history;
  tbb::parallel_invoke([&] { history = sorted_history(batch, ids); },
                       [&] { tbb::parallel_sort(batch.txids.begin(), batch.txids.end()); });
  indexes.add(ledger::IndexKind::kTxid, batch.txids,
              {.lo = batch.base.transactions, .hi = now.transactions});
  indexes.add(ledger::IndexKind::kAddress, ids.new_entries,
              {.lo = batch.base.addresses, .hi = now.addresses});
  indexes.add(ledger::IndexKind::kHistory, history,
              {.lo = batch.base.coins,
               .hi = now.coins,
               .prehistory_lo = batch.base.prehistory,
               .prehistory_hi = now.prehistory});
  indexes.add(ledger::IndexKind::kReveal, reveal_entries,
              {.lo = batch.base.reveals, .hi = now.reveals});
  old_coins.write_spenders();
  writer.commit(std::move(next), batch.blocks.back().row.hash, obsolete);
}

}  // namespace spoor::ingest
