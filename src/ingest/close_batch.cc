#include "ingest/close_batch.h"

#include <fmt/format.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/error.h"
#include "chains/bitcoin/block.h"
#include "ingest/address_ids.h"

namespace spoor::ingest {
namespace {

using ledger::CoinRow;
using ledger::kPrehistoryBit;
using ledger::kUnknownValue;

constexpr std::size_t kAhead = 16;  // rows to prefetch before they are needed

// What the inputs of the batch spend: rows of the batch.
struct Spent {
  std::vector<std::uint64_t> value;
  std::vector<std::uint32_t> address;
};

// An input of the batch that spends a committed coin.
struct OldSpend {
  std::uint64_t coin;
  std::uint32_t input;  // row of the batch
  bool operator<(const OldSpend& o) const { return coin < o.coin; }
};

std::vector<OldSpend> sorted_old_spends(const Batch& batch) {
  std::vector<OldSpend> spends;
  for (std::size_t i = 0; i < batch.input_coin.size(); ++i)
    if (batch.input_coin[i] < batch.base.coins)
      spends.push_back({batch.input_coin[i], static_cast<std::uint32_t>(i)});
  tbb::parallel_sort(spends.begin(), spends.end());
  return spends;
}

// Committed coins that the batch spends, in ascending order: what they are worth and whose they are
// is read, who spends them is written, each in one walk.
class OldCoins {
 public:
  OldCoins(ledger::Writer& writer, const Batch& batch)
      : first_input_(batch.base.inputs),
        spends_(sorted_old_spends(batch)),
        rows_(writer.folder(), ledger::column::kCoins,
              spends_.empty() ? 0 : writer.manifest().counts.coins) {}

  void read_into(Spent& spent) {
    for_each([&](const OldSpend& spend, const CoinRow& row) {
      spent.value[spend.input] = row.value().value;
      spent.address[spend.input] = row.address().value;
    });
  }
  void write_spenders() {
    for_each([this](const OldSpend& spend, CoinRow& row) {
      row.set_spender(InputId{first_input_ + spend.input});
    });
    rows_.sync();
  }

 private:
  template <class Visit>
  void for_each(Visit visit) {
    const std::span<CoinRow> rows = rows_.rows();
    for (std::size_t i = 0; i < spends_.size(); ++i) {
      if (i + kAhead < spends_.size()) __builtin_prefetch(&rows[spends_[i + kAhead].coin]);
      visit(spends_[i], rows[spends_[i].coin]);
    }
  }
  std::uint64_t first_input_;
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

// The coins that the batch made itself, and those from before the ledger.
void spend_own_coins(Batch& batch, Spent& spent) {
  const std::uint64_t base = batch.base.coins;
  for (std::size_t i = 0; i < batch.input_coin.size(); ++i) {
    if (i + kAhead < batch.input_coin.size() && batch.is_own(batch.input_coin[i + kAhead]))
      __builtin_prefetch(&batch.coins[batch.input_coin[i + kAhead] - base], 1);
    const std::uint64_t coin = batch.input_coin[i];
    const InputId input{batch.base.inputs + i};
    if (batch.is_own(coin)) {
      CoinRow& row = batch.coins[coin - base];
      row.set_spender(input);
      spent.value[i] = row.value().value;
      spent.address[i] = row.address().value;
    } else if ((coin & kPrehistoryBit) != 0) {
      ledger::PrehistoryRow& row =
          batch.prehistory[(coin & ~kPrehistoryBit) - batch.base.prehistory];
      row.spender = ledger::U40(input.value);
      spent.value[i] = row.value;
      spent.address[i] = row.address;
    }
  }
}

[[noreturn]] void throw_bad_sum(const Batch& batch, std::size_t tx, std::uint64_t in) {
  const auto after =
      std::upper_bound(batch.blocks.begin(), batch.blocks.end(), tx,
                       [](std::size_t t, const BatchBlock& block) { return t < block.first_tx; });
  const std::size_t row = tx - std::prev(after)->first_tx;
  const std::uint64_t out = batch.transactions[tx].output_sum;
  throw BadBlock{std::prev(after)->row.hash,
                 in < out
                     ? fmt::format("outputs of transaction {} of the block exceed its inputs: "
                                   "{} > {} satoshi",
                                   row, out, in)
                     : fmt::format("inputs of transaction {} of the block are above 21 million "
                                   "bitcoin: {} satoshi",
                                   row, in)};
}

std::vector<std::uint64_t> fees(const Batch& batch, std::span<const std::uint64_t> input_value) {
  std::vector<std::uint64_t> out(batch.transactions.size(), 0);
  for (std::size_t t = 0; t < out.size(); ++t) {
    const BatchTx& tx = batch.transactions[t];
    if (tx.coinbase) continue;
    const std::size_t end =
        t + 1 < out.size() ? batch.transactions[t + 1].first_input : batch.input_coin.size();
    std::uint64_t in = 0;
    bool known = true;
    for (std::size_t i = tx.first_input; i < end; ++i) {
      const bool unknown = input_value[i] == kUnknownValue;
      known &= !unknown;
      in += unknown ? 0 : input_value[i];
      // Each is small enough that the sum cannot wrap.
      if (in > bitcoin::kMaxMoney) throw_bad_sum(batch, t, in);
    }
    if (known && in < tx.output_sum) throw_bad_sum(batch, t, in);
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
  Spent spent{.value = std::vector<std::uint64_t>(batch.input_coin.size()),
              .address = std::vector<std::uint32_t>(batch.input_coin.size())};
  AddressIds ids;
  tbb::parallel_invoke([&] { old_coins.read_into(spent); },
                       [&] { ids = assign_address_ids(writer.committed(), batch); });
  set_addresses(ids, batch);
  spend_own_coins(batch, spent);
  const std::vector<std::uint64_t> fee = fees(batch, spent.value);

  columns.tx_fee.add(fee);
  columns.input_value.add(spent.value);
  columns.input_address.add(spent.address);
  columns.coins.add(batch.coins);
  columns.prehistory.add(batch.prehistory);
  add_address_rows(ids, batch, columns.addresses);
  const Reveals reveals(writer.committed(), batch, spent.address, columns.addresses, ids);
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
