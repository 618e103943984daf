#include "bench/made_ledger.h"

#include <sys/mman.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/parallel_sort.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "bench/block_maker.h"
#include "crypto/hash.h"
#include "ledger/writer.h"
#include "simulator/block_writer.h"
#include "simulator/genesis.h"

namespace spoor::bench {
namespace {

using bitcoin::ScriptType;
using ledger::AddressEntry;
using ledger::HistoryEntry;
using ledger::IndexKind;
using ledger::RevealEntry;
using ledger::TxidEntry;

constexpr std::size_t kDraftsInFlight = 4;
constexpr std::uint32_t kTransactionsPerBlock = 2'800;  // in the mean, as the economy plans them
// Sizes that a transaction would have, roughly.
constexpr std::uint32_t kTxBytes = 12;
constexpr std::uint32_t kInputBytes = 61;
constexpr std::uint32_t kOutputBytes = 34;
constexpr std::uint32_t kWitnessBytes = 130;  // an input

// Rows as the ledger keeps them of a script without a template or of its hash.
ledger::AddressRow address_row(ScriptType type, ByteSpan script, CoinId first_coin) {
  ledger::AddressRow row{};
  const bitcoin::ScriptClass script_class = bitcoin::classify(script);
  ASSERT(script_class.type == type);
  if (bitcoin::is_templated(type))
    std::ranges::copy(script_class.payload, row.payload.begin());
  else
    row.payload = sha256(script);
  row.first_coin = ledger::U40(first_coin.value);
  row.type = static_cast<std::uint8_t>(type);
  return row;
}

// A plan with what can be worked out without knowing other blocks.
struct Draft {
  BlockPlan plan;
  std::vector<Hash256> txids;
  Hash256 merkle_root;
  std::vector<ScriptType> types;  // of the outputs
  std::vector<ledger::AddressRow> addresses;
  std::vector<ledger::HeapRow> heap_rows;  // offsets from 0
  Bytes heap;
};

void work_out_scripts(const Population& population, Draft& draft) {
  const BlockPlan& plan = draft.plan;
  AddressId next = plan.first_address;
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
    const AddressId address = plan.outputs[i].address;
    const CoinId coin{plan.first_coin.value + i};
    const ScriptType type = address.valid() ? population.type(address) : ScriptType::kOpReturn;
    draft.types.push_back(type);
    const bool is_new = address == next;
    const bool in_heap = !bitcoin::is_templated(type);
    if (!is_new && !in_heap) continue;
    const Bytes script = address.valid() ? population.script(address) : population.memo(coin);
    if (is_new) {
      draft.addresses.push_back(address_row(type, script, coin));
      ++next;
    }
    if (!in_heap) continue;
    ledger::HeapRow row;
    row.coin = ledger::U40(coin.value);
    row.offset = ledger::U40(draft.heap.size());
    row.length = static_cast<std::uint16_t>(script.size());
    draft.heap_rows.push_back(row);
    draft.heap.insert(draft.heap.end(), script.begin(), script.end());
  }
}

void work_out(const Population& population, Draft& draft) {
  draft.txids.clear();
  draft.types.clear();
  draft.addresses.clear();
  draft.heap_rows.clear();
  draft.heap.clear();
  for (std::size_t tx = 0; tx < draft.plan.transactions.size(); ++tx)
    draft.txids.push_back(made_txid(
        population.seed(), TxId{draft.plan.first_tx.value + static_cast<std::uint32_t>(tx)}));
  draft.merkle_root = simulator::merkle_root(draft.txids);
  work_out_scripts(population, draft);
}

// Appends drafts to the columns.
class RowWriter {
 public:
  RowWriter(ledger::Columns& columns, const Population& population)
      : columns_(columns), population_(population) {
    add_genesis();
  }

  void add(const Draft& draft) {
    add_block_row(draft);
    for (std::size_t tx = 0; tx < draft.plan.transactions.size(); ++tx) add_tx(draft, tx);
    add_inputs(draft.plan);
    for (std::size_t i = 0; i < draft.plan.outputs.size(); ++i) {
      ledger::CoinRow row(draft.plan.outputs[i].value, draft.types[i]);
      row.set_address(draft.plan.outputs[i].address);
      columns_.coins.add(row);
    }
    columns_.addresses.add(draft.addresses);
    for (ledger::HeapRow row : draft.heap_rows) {
      row.offset = ledger::U40(columns_.heap.rows() + row.offset.get());
      columns_.heap_rows.add(row);
    }
    columns_.heap.add(draft.heap);
  }
  const Hash256& tip() const { return tip_; }

 private:
  void add_genesis() {
    const Bytes bytes = simulator::genesis_block(bitcoin::Network::kRegtest);
    bitcoin::ParsedBlock block;
    bitcoin::parse_block(bytes, block);
    bitcoin::hash_transactions(block);
    const ByteSpan script = block.outputs[0].script;
    Draft draft{};
    draft.plan.transactions.resize(1);
    draft.plan.outputs = {{block.outputs[0].value, AddressId{0}}};
    draft.plan.first_tx = TxId{0};
    draft.txids = block.txids;
    draft.types = {ScriptType::kP2pk};
    draft.addresses = {address_row(ScriptType::kP2pk, script, CoinId{0})};
    draft.heap.assign(script.begin(), script.end());
    ledger::HeapRow row;
    row.coin = row.offset = ledger::U40(0);
    row.length = static_cast<std::uint16_t>(script.size());
    draft.heap_rows = {row};
    header_.assign(block.header_bytes.begin(), block.header_bytes.end());
    tip_ = block.hash;
    add(draft);
  }

  void add_block_row(const Draft& draft) {
    if (draft.plan.height > 0) {
      simulator::write_header({.previous = tip_, .time = draft.plan.time()}, draft.merkle_root,
                              header_);
      tip_ = simulator::mine(header_);
    }
    const ledger::Counts now = columns_.counts();
    ledger::BlockRow row{};
    row.hash = tip_;
    std::ranges::copy(header_, row.header.begin());
    row.first_tx = static_cast<std::uint32_t>(now.transactions);
    row.first_address = static_cast<std::uint32_t>(now.addresses);
    row.first_input = now.inputs;
    row.first_coin = now.coins;
    row.first_heap_row = now.heap_rows;
    row.first_heap_byte = now.heap_bytes;
    row.first_reveal = static_cast<std::uint32_t>(now.reveals);
    const std::size_t count = draft.plan.transactions.size();
    row.size = bitcoin::kHeaderBytes + (count < 0xfd ? 1 : 3);
    row.weight = 4 * row.size;
    for (std::size_t tx = 0; tx < count; ++tx) {
      const Size size = size_of(draft.plan, tx);
      row.size += size.bytes;
      row.weight += size.weight;
    }
    columns_.blocks.add(row);
  }

  struct Size {
    std::uint32_t bytes;
    std::uint32_t weight;
  };
  static Size size_of(const BlockPlan& plan, std::size_t tx) {
    const auto inputs =
        static_cast<std::uint32_t>(plan.end_input(tx) - plan.transactions[tx].first_input);
    const auto outputs =
        static_cast<std::uint32_t>(plan.end_output(tx) - plan.transactions[tx].first_output);
    const std::uint32_t stripped = kTxBytes + kInputBytes * inputs + kOutputBytes * outputs;
    return {.bytes = stripped + kWitnessBytes * inputs,
            .weight = 4 * stripped + kWitnessBytes * inputs};
  }

  void add_tx(const Draft& draft, std::size_t tx) {
    const BlockPlan& plan = draft.plan;
    const PlannedTx& planned = plan.transactions[tx];
    const Size size = size_of(plan, tx);
    columns_.txids.add(draft.txids[tx]);
    columns_.tx_first_input.add(ledger::U40(columns_.input_coin.rows() + planned.first_input));
    columns_.tx_first_coin.add(ledger::U40(columns_.coins.rows() + planned.first_output));
    columns_.tx_version.add(2);
    columns_.tx_locktime.add(0);
    columns_.tx_size.add(size.bytes);
    columns_.tx_weight.add(size.weight);
    columns_.tx_fee.add(planned.fee.value);
  }

  void add_inputs(const BlockPlan& plan) {
    for (const LiveCoin& coin : plan.inputs) {
      show(AddressId{coin.address}, InputId{columns_.input_coin.rows()});
      columns_.input_coin.add(ledger::U40(coin.coin().value));
      columns_.input_sequence.add(simulator::kFinalSequence);
      columns_.input_value.add(coin.value);
      columns_.input_address.add(coin.address);
    }
  }

  // The first input of an address with an inner script shows it.
  void show(AddressId address, InputId input) {
    const ScriptType type = population_.type(address);
    if (type != ScriptType::kP2sh && type != ScriptType::kP2wsh) return;
    if (address.value >= shown_.size()) shown_.resize(address.value + address.value / 2 + 1);
    if (shown_[address.value]) return;
    shown_[address.value] = true;
    const Bytes inner = population_.inner_script(address);
    const ledger::AddressRow as_address =
        address_row(bitcoin::classify(inner).type, inner, CoinId{0});
    columns_.reveals.add({.address = address.value,
                          .input = ledger::U40(input.value),
                          .form = as_address.type,
                          .payload = as_address.payload,
                          .zero = {}});
  }

  ledger::Columns& columns_;
  const Population& population_;
  std::vector<bool> shown_;  // by address
  Bytes header_ = Bytes(bitcoin::kHeaderBytes);
  Hash256 tip_{};
};

// Plans blocks until there are so many coins, steering the spends so that the live ones grow in
// proportion.
Hash256 write_rows(ledger::Columns& columns, Economy& economy, const TipOptions& options) {
  RowWriter rows(columns, economy.population());
  std::vector<Draft> drafts(kDraftsInFlight);
  std::size_t given = 0;
  Progress progress("made rows", options.coins, "coins");
  const auto plan = [&](tbb::flow_control& control) -> Draft* {
    if (economy.next_coin().value >= options.coins) {
      control.stop();
      return nullptr;
    }
    const std::uint64_t outputs = kTransactionsPerBlock * 5 / 2;
    const std::uint64_t want = mul_div(options.unspent, economy.next_coin().value, options.coins);
    const std::uint64_t excess =
        economy.live_coins() + outputs > want ? economy.live_coins() + outputs - want : 0;
    economy.set_inputs_per_1000(static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(excess * 1000 / kTransactionsPerBlock, 1'000, 4'000)));
    Draft* draft = &drafts[given++ % kDraftsInFlight];
    economy.plan(draft->plan);
    progress.update(economy.next_coin().value);
    return draft;
  };
  const auto dress = [&](Draft* draft) {
    work_out(economy.population(), *draft);
    return draft;
  };
  const auto write = [&](const Draft* draft) { rows.add(*draft); };
  using tbb::filter_mode;
  tbb::parallel_pipeline(kDraftsInFlight,
                         tbb::make_filter<void, Draft*>(filter_mode::serial_in_order, plan) &
                             tbb::make_filter<Draft*, Draft*>(filter_mode::parallel, dress) &
                             tbb::make_filter<Draft*, void>(filter_mode::serial_in_order, write));
  return rows.tip();
}

// Tells the system that a mapped column, which expects random look-ups, will be walked in order.
template <class Row>
void expect_walk(std::span<const Row> rows) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGE_SIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(rows.data()) & ~(page - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(rows.data() + rows.size());
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_SEQUENTIAL);
}

// Derived from the inputs, a range of coins at a time.
void write_spenders(const Path& folder, const ledger::Counts& counts) {
  constexpr std::uint64_t kRange = 1 << 27;
  ledger::WritableCoins coins(folder, counts.coins);
  const ledger::MappedColumn<ledger::U40> inputs(folder, ledger::column::kInputCoin, counts.inputs);
  expect_walk(inputs.rows());
  Progress progress("spenders", counts.coins, "coins");
  for (std::uint64_t from = 0; from < counts.coins; from += kRange) {
    const std::uint64_t size = std::min(kRange, counts.coins - from);
    std::vector<InputId> spender(size);
    for (std::uint64_t i = 0; i < counts.inputs; ++i) {
      const std::uint64_t coin = inputs.rows()[i].get();
      if (coin - from < size) spender[coin - from] = InputId{i};
    }
    for (std::uint64_t i = 0; i < size; ++i) coins.rows()[from + i].set_spender(spender[i]);
    progress.update(from + size);
  }
  coins.sync();
}

// Builds the runs of one index over rows [0, `rows`). Each run has three quarters of what is left:
// what is appended then merges with a few times its own size, as an append does on average; a merge
// of all there is comes once in each doubling. `entry_of` gives a row's entry or none.
template <class Entry, class EntryOf>
void write_runs(const Path& folder, IndexKind kind, std::uint64_t rows, ledger::Manifest& manifest,
                EntryOf entry_of) {
  constexpr std::uint64_t kLeast = 1 << 20;
  for (std::uint64_t lo = 0; lo < rows;) {
    const std::uint64_t left = rows - lo;
    const std::uint64_t hi = left <= kLeast ? rows : lo + left * 3 / 4;
    std::vector<Entry> entries;
    entries.reserve(hi - lo);
    for (std::uint64_t row = lo; row < hi; ++row)
      if (const std::optional<Entry> entry = entry_of(row)) entries.push_back(*entry);
    tbb::parallel_sort(entries.begin(), entries.end());
    for (const Path& path :
         ledger::add_run(folder, kind, manifest.next_serial++, std::span<const Entry>(entries),
                         {.lo = lo, .hi = hi}, manifest.of(kind)))
      std::filesystem::remove(path);
    lo = hi;
  }
}

void write_indexes(ledger::Writer& writer) {
  const ledger::Ledger& made = writer.committed();
  const ledger::ChainView& view = made.view();
  expect_walk(view.txids);
  expect_walk(view.addresses);
  expect_walk(view.coins);
  ledger::Manifest next = writer.manifest();
  Progress progress("indexes", ledger::kIndexKinds, "kinds");
  write_runs<TxidEntry>(writer.folder(), IndexKind::kTxid, view.tx_count(), next,
                        [&](std::uint64_t row) -> std::optional<TxidEntry> {
                          return TxidEntry(view.txids[row], TxId{static_cast<std::uint32_t>(row)});
                        });
  progress.update(1);
  write_runs<AddressEntry>(writer.folder(), IndexKind::kAddress, view.addresses.size(), next,
                           [&](std::uint64_t row) -> std::optional<AddressEntry> {
                             const auto address = static_cast<std::uint32_t>(row);
                             const ledger::ScriptKey key =
                                 ledger::script_key(next.key, made.script_of(AddressId{address}));
                             return AddressEntry{
                                 .key_hi = key.hi, .key_lo = key.lo, .address = address};
                           });
  progress.update(2);
  write_runs<HistoryEntry>(writer.folder(), IndexKind::kHistory, view.coin_count(), next,
                           [&](std::uint64_t row) -> std::optional<HistoryEntry> {
                             const AddressId address = view.coins[row].address();
                             if (!address.valid()) return std::nullopt;
                             return HistoryEntry(address, CoinId{row});
                           });
  progress.update(3);
  write_runs<RevealEntry>(writer.folder(), IndexKind::kReveal, view.reveals.size(), next,
                          [&](std::uint64_t row) -> std::optional<RevealEntry> {
                            return RevealEntry{.address = view.reveals[row].address,
                                               .row = static_cast<std::uint32_t>(row)};
                          });
  progress.update(4);
  writer.commit(std::move(next), made.manifest().tip, {});
}

}  // namespace

ChainFigures make_tip(const Path& ledger, const Path& blocks, const TipOptions& options) {
  ledger::Writer writer(ledger, bitcoin::Network::kRegtest);
  ChainFigures figures;
  {
    Economy economy({.seed = options.seed,
                     .start_coins = std::min<std::uint64_t>(1'000'000, options.unspent / 2)});
    ledger::Manifest next = writer.manifest();
    next.sources = {"no file: made rows"};
    const Hash256 tip = write_rows(writer.columns(), economy, options);
    writer.commit(std::move(next), tip, {});
    economy.set_inputs_per_1000(Economy::Options{}.inputs_per_1000);
    figures = extend_chain(blocks, options.block_bytes, economy, tip);
  }
  write_spenders(ledger, writer.manifest().counts);
  write_indexes(writer);
  return figures;
}

}  // namespace spoor::bench
