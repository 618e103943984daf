#include "ingest/close_batch.h"

#include <fmt/format.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <future>
#include <span>
#include <vector>

#include "base/error.h"
#include "chains/bitcoin/block.h"
#include "ingest/address_ids.h"
#include "ingest/bad_block.h"
#include "ingest/new_runs.h"
#include "ingest/reveals.h"

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
        addresses_(batch.base.addresses),
        spends_(sorted_old_spends(batch)),
        rows_(writer.folder(), spends_.empty() ? 0 : writer.manifest().counts.coins) {}

  void read_into(Spent& spent) {
    for_each([&](const OldSpend& spend, const CoinRow& row) {
      spent.value[spend.input] = row.value().value;
      const AddressId address = row.address();
      if (address.valid() && address.value >= addresses_)
        throw_corrupt(fmt::format("coin {} has an address that is not there", spend.coin));
      spent.address[spend.input] = address.value;
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
  std::uint64_t addresses_;
  std::vector<OldSpend> spends_;
  ledger::WritableCoins rows_;
};

// Has the committed address that payload?
bool has_payload(const ledger::Ledger& ledger, AddressId address, const Batch& batch,
                 std::uint64_t payload_offset) {
  const ByteSpan program = ledger.view().addresses[address.value].program();
  return payload_offset + program.size() <= batch.payloads.size() &&
         std::equal(program.begin(), program.end(),
                    batch.payloads.begin() + static_cast<std::ptrdiff_t>(payload_offset));
}

std::vector<std::uint64_t> payload_offsets(const Batch& batch) {
  std::vector<std::uint64_t> offsets;
  std::uint64_t at = 0;
  for (const Appearance& appearance : batch.appearances) {
    offsets.push_back(at);
    at += bitcoin::payload_bytes(script_type(batch, appearance));
  }
  return offsets;
}

AddressIds address_ids(const ledger::Ledger& committed, Batch& batch) {
  IsSame is_same;
  std::vector<std::uint64_t> offsets;
  if (batch.scripts.size() <= kSmallBatch) {
    offsets = payload_offsets(batch);
    is_same = [&](AddressId found, std::uint32_t appearance) {
      return has_payload(committed, found, batch, offsets[appearance]);
    };
  }
  return assign_address_ids({committed.address_runs(), batch.base.addresses},
                            batch.appearances.size(), batch.scripts, is_same);
}

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

[[noreturn]] void refuse_block_of(const Batch& batch, std::size_t tx, std::uint64_t in) {
  const auto after =
      std::upper_bound(batch.blocks.begin(), batch.blocks.end(), tx,
                       [](std::size_t t, const BatchBlock& block) { return t < block.first_tx; });
  const std::size_t row = tx - std::prev(after)->first_tx;
  throw_bad_sum(std::prev(after)->row.hash, row, in, batch.transactions[tx].output_sum);
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
      if (in > bitcoin::kMaxMoney) refuse_block_of(batch, t, in);
    }
    if (known && in < tx.output_sum) refuse_block_of(batch, t, in);
    out[t] = known ? in - tx.output_sum : kUnknownValue;
  }
  return out;
}

void add_address_rows(const AddressIds& ids, const Batch& batch,
                      ledger::ColumnAppender<ledger::AddressRow>& column) {
  PayloadWalk payloads(batch);
  for (const std::uint32_t first : ids.first_appearance) {
    const Appearance& appearance = batch.appearances[first];
    ledger::AddressRow row{};
    std::ranges::copy(payloads.of(first), row.payload.begin());
    row.first_coin = ledger::U40(coin_id(batch, appearance));
    row.type = static_cast<std::uint8_t>(script_type(batch, appearance));
    column.add(row);
  }
}

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

// Appends what the batch has of every table but reveals and blocks.
void add_rows(const AddressIds& ids, const Spent& spent, const std::vector<std::uint64_t>& fee,
              const Batch& batch, ledger::Columns& columns) {
  columns.tx_fee.add(fee);
  columns.input_value.add(spent.value);
  columns.input_address.add(spent.address);
  columns.coins.add(batch.coins);
  columns.prehistory.add(batch.prehistory);
  add_address_rows(ids, batch, columns.addresses);
}

// Appends reveals, then blocks, which count them; gives the reveals' index entries.
std::vector<ledger::RevealEntry> add_reveals_and_blocks(const ledger::Ledger& committed,
                                                        const AddressIds& ids, const Spent& spent,
                                                        Batch& batch, ledger::Columns& columns) {
  const Reveals reveals(committed, batch, ids, spent.address);
  std::vector<ledger::RevealEntry> entries = reveals.add_rows(columns.reveals);
  const auto& first = ids.first_appearance;
  for (BatchBlock& block : batch.blocks) {
    const auto at = std::lower_bound(first.begin(), first.end(), block.first_appearance);
    block.row.first_address = static_cast<std::uint32_t>(batch.base.addresses) +
                              static_cast<std::uint32_t>(at - first.begin());
    block.row.first_reveal =
        static_cast<std::uint32_t>(batch.base.reveals) + reveals.before(block.first_input);
    columns.blocks.add(block.row);
  }
  return entries;
}

}  // namespace

void close_batch(ledger::Writer& writer, ledger::Manifest next, Batch& batch) {
  OldCoins old_coins(writer, batch);
  Spent spent{.value = std::vector<std::uint64_t>(batch.input_coin.size()),
              .address = std::vector<std::uint32_t>(batch.input_coin.size())};
  AddressIds ids;
  tbb::parallel_invoke([&] { old_coins.read_into(spent); },
                       [&] { ids = address_ids(writer.committed(), batch); });
  set_addresses(ids, batch);
  spend_own_coins(batch, spent);
  const std::vector<std::uint64_t> fee = fees(batch, spent.value);

  // Spenders of old coins, the one write in place, go to the disk while the rest is made.
  auto spenders = std::async(std::launch::async, [&] { old_coins.write_spenders(); });
  ledger::Columns& columns = writer.columns();
  add_rows(ids, spent, fee, batch, columns);
  using enum ledger::IndexKind;
  const ledger::Counts& base = batch.base;
  const ledger::Counts now = columns.counts();
  NewRuns runs(writer.folder(), next);
  tbb::parallel_invoke(
      [&] {
        runs.add(kHistory, sorted_history(batch, ids),
                 {.lo = base.coins,
                  .hi = now.coins,
                  .prehistory_lo = base.prehistory,
                  .prehistory_hi = now.prehistory});
      },
      [&] {
        const std::vector<ledger::RevealEntry> reveals =
            add_reveals_and_blocks(writer.committed(), ids, spent, batch, columns);
        runs.add(kReveal, reveals, {.lo = base.reveals, .hi = columns.reveals.rows()});
      },
      [&] {
        tbb::parallel_sort(batch.txids.begin(), batch.txids.end());
        runs.add(kTxid, batch.txids, {.lo = base.transactions, .hi = now.transactions});
      },
      [&] { runs.add(kAddress, ids.new_entries, {.lo = base.addresses, .hi = now.addresses}); });
  spenders.get();
  writer.commit(std::move(next), batch.blocks.back().row.hash, runs.obsolete());
}

}  // namespace spoor::ingest
