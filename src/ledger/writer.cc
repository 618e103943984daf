#include "ledger/writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "base/error.h"

namespace spoor::ledger {
namespace {

SipKey random_key() {
  std::random_device device;
  const auto word = [&] { return std::uint64_t{device()} << 32 | device(); };
  return {word(), word()};
}

void clip(Run& run, std::uint64_t rows, std::uint64_t prehistory_rows) {
  run.range.hi = std::max(run.range.lo, std::min(run.range.hi, rows));
  run.range.prehistory_hi =
      std::max(run.range.prehistory_lo, std::min(run.range.prehistory_hi, prehistory_rows));
}

bool is_void(const Run& run) {
  return run.range.lo >= run.range.hi && run.range.prehistory_lo >= run.range.prehistory_hi;
}

}  // namespace

Columns::Columns(const Path& f, const Counts& n)
    : blocks(f, column::kBlocks, n.blocks),
      txids(f, column::kTxid, n.transactions),
      tx_first_input(f, column::kTxFirstInput, n.transactions),
      tx_first_coin(f, column::kTxFirstCoin, n.transactions),
      tx_version(f, column::kTxVersion, n.transactions),
      tx_locktime(f, column::kTxLocktime, n.transactions),
      tx_size(f, column::kTxSize, n.transactions),
      tx_weight(f, column::kTxWeight, n.transactions),
      tx_fee(f, column::kTxFee, n.transactions),
      input_coin(f, column::kInputCoin, n.inputs),
      input_sequence(f, column::kInputSequence, n.inputs),
      input_address(f, column::kInputAddress, n.inputs),
      input_value(f, column::kInputValue, n.inputs),
      coins(f, column::kCoins, n.coins),
      addresses(f, column::kAddresses, n.addresses),
      prehistory(f, column::kPrehistory, n.prehistory),
      heap_rows(f, column::kHeapRows, n.heap_rows),
      heap(f, column::kHeap, n.heap_bytes),
      reveals(f, column::kReveals, n.reveals),
      overwritten(f, column::kOverwritten, n.overwritten) {}

void Columns::sync() {
  txids.sync();
  tx_first_input.sync();
  tx_first_coin.sync();
  tx_version.sync();
  tx_locktime.sync();
  tx_size.sync();
  tx_weight.sync();
  tx_fee.sync();
  input_coin.sync();
  input_sequence.sync();
  input_address.sync();
  input_value.sync();
  coins.sync();
  addresses.sync();
  prehistory.sync();
  heap_rows.sync();
  heap.sync();
  reveals.sync();
  overwritten.sync();
  blocks.sync();
}

Counts Columns::counts() const {
  return {.blocks = blocks.rows(),
          .transactions = txids.rows(),
          .inputs = input_coin.rows(),
          .coins = coins.rows(),
          .addresses = addresses.rows(),
          .heap_rows = heap_rows.rows(),
          .heap_bytes = heap.rows(),
          .reveals = reveals.rows(),
          .prehistory = prehistory.rows(),
          .overwritten = overwritten.rows()};
}

void Columns::truncate(const Counts& n) {
  blocks.truncate(n.blocks);
  txids.truncate(n.transactions);
  tx_first_input.truncate(n.transactions);
  tx_first_coin.truncate(n.transactions);
  tx_version.truncate(n.transactions);
  tx_locktime.truncate(n.transactions);
  tx_size.truncate(n.transactions);
  tx_weight.truncate(n.transactions);
  tx_fee.truncate(n.transactions);
  input_coin.truncate(n.inputs);
  input_sequence.truncate(n.inputs);
  input_address.truncate(n.inputs);
  input_value.truncate(n.inputs);
  coins.truncate(n.coins);
  addresses.truncate(n.addresses);
  prehistory.truncate(n.prehistory);
  heap_rows.truncate(n.heap_rows);
  heap.truncate(n.heap_bytes);
  reveals.truncate(n.reveals);
  overwritten.truncate(n.overwritten);
}

template <class Row>
WritableRows<Row>::WritableRows(const Path& folder, const char* name, std::uint64_t rows) {
  if (rows == 0) return;
  const OutputFile file(folder / name, OutputFile::Mode::kKeep);
  if (file.size() / sizeof(Row) < rows)
    throw_corrupt("a column is shorter than the manifest says", {.file = folder / name});
  void* mapping =
      ::mmap(nullptr, rows * sizeof(Row), PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0);
  if (mapping == MAP_FAILED) throw_io("cannot map", folder / name);
  rows_ = {static_cast<Row*>(mapping), rows};
}

template <class Row>
WritableRows<Row>::~WritableRows() {
  if (!rows_.empty()) ::munmap(rows_.data(), rows_.size_bytes());
}

template <class Row>
void WritableRows<Row>::sync() {
  if (!rows_.empty() && ::msync(rows_.data(), rows_.size_bytes(), MS_SYNC) != 0)
    throw_io("cannot sync spenders", "coins");
}

template class WritableRows<CoinRow>;
template class WritableRows<PrehistoryRow>;

Writer::Writer(const Path& folder, std::optional<bitcoin::Network> network) : folder_(folder) {
  if (!network) read_manifest(folder);  // throws where there is no ledger
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::kIo, "cannot make the folder: " + error.message(), {.file = folder});
  lock_ = std::make_unique<FolderLock>(folder);
  // Asked under the lock: two processes may begin the same ledger.
  const bool exists = std::filesystem::exists(manifest_path(folder));
  if (exists) {
    manifest_ = read_manifest(folder);
    if (network && *network != manifest_.network)
      throw_bad_input(
          fmt::format("the ledger is of {}, the blocks are of {}",
                      bitcoin::params(manifest_.network).name, bitcoin::params(*network).name),
          {.file = folder}, "Give each network a ledger of its own");
  } else {
    manifest_.network = *network;
    manifest_.key = random_key();
  }
  columns_ = std::make_unique<Columns>(folder_, manifest_.counts);
  if (!exists) write_manifest(manifest_);
  map_committed();
  delete_unnamed_runs();
}

// A kill between writing a run and committing it leaves a file that no manifest names.
void Writer::delete_unnamed_runs() const {
  std::set<Path> named;
  for (int kind = 0; kind < kIndexKinds; ++kind)
    for (const Run& run : manifest_.runs[kind])
      named.insert(run_path(folder_, static_cast<IndexKind>(kind), run.serial));
  for (const auto& file : std::filesystem::directory_iterator(folder_))
    if (file.path().filename().string().starts_with("run.") && !named.contains(file.path()))
      std::filesystem::remove(file.path());
}

void Writer::map_committed() {
  committed_ = std::make_unique<Ledger>(folder_);
  committed_->expect(access_);
}

void Writer::expect(MappedFile::Access access) {
  access_ = access;
  committed_->expect(access);
}

void Writer::write_manifest(const Manifest& next) {
  sync_folder(folder_);
  replace_file(manifest_path(folder_), to_json(next));
  manifest_ = next;
}

void Writer::commit(Manifest next, const Hash256& tip, std::span<const Path> obsolete) {
  columns_->sync();
  next.counts = columns_->counts();
  next.tip = tip;
  write_manifest(next);
  map_committed();
  for (const Path& path : obsolete) std::filesystem::remove(path);
}

void Writer::abandon() { columns_->truncate(manifest_.counts); }

void Writer::roll_back_to(Height height) {
  const ChainView& view = committed_->view();
  if (view.blocks.empty() || height > view.tip()) return;
  ASSERT(view.has_height(height));
  const BlockRow& row = view.block(height);
  Manifest next = manifest_;
  next.counts = {.blocks = height.value - next.first_height,
                 .transactions = row.first_tx,
                 .inputs = row.first_input,
                 .coins = row.first_coin,
                 .addresses = row.first_address,
                 .heap_rows = row.first_heap_row,
                 .heap_bytes = row.first_heap_byte,
                 .reveals = row.first_reveal,
                 .prehistory = row.first_prehistory,
                 .overwritten = row.first_overwritten};
  if (!within(next.counts, manifest_.counts) || !fit_together(next.counts))
    throw_corrupt(fmt::format("block {} does not begin where its tables do", height.value),
                  {.file = folder_ / column::kBlocks}, "Make the ledger anew from the block files");
  next.tip = next.counts.blocks == 0 ? Hash256{} : view.block(Height{height.value - 1}).hash;
  ++next.rollbacks;
  const std::uint64_t rows[kIndexKinds] = {next.counts.transactions, next.counts.addresses,
                                           next.counts.coins, next.counts.reveals};
  for (int kind = 0; kind < kIndexKinds; ++kind) {
    for (Run& run : next.runs[kind]) clip(run, rows[kind], next.counts.prehistory);
    std::erase_if(next.runs[kind], is_void);
  }
  columns_->truncate(next.counts);
  write_manifest(next);
  map_committed();
  delete_unnamed_runs();
}

}  // namespace spoor::ledger
