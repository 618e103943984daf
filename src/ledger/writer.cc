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

void clip(Run& run, std::uint64_t rows, std::uint64_t prehistory_rows) {
  run.range.hi = std::max(run.range.lo, std::min(run.range.hi, rows));
  run.range.prehistory_hi =
      std::max(run.range.prehistory_lo, std::min(run.range.prehistory_hi, prehistory_rows));
}

bool is_void(const Run& run) {
  return run.range.lo >= run.range.hi && run.range.prehistory_lo >= run.range.prehistory_hi;
}

}  // namespace

SipKey random_key() {
  std::random_device device;
  const auto word = [&] { return std::uint64_t{device()} << 32 | device(); };
  return {word(), word()};
}

Columns::Columns(const Path& folder, const Counts& counts) {
  for_each_column(*this, [&](auto& column, const char* name, auto count) {
    column = {folder, name, counts.*count};
  });
}

void Columns::sync() {
  for_each_column(*this, [](auto& column, const char*, auto) { column.sync(); });
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

void Columns::truncate(const Counts& counts) {
  for_each_column(*this,
                  [&](auto& column, const char*, auto count) { column.truncate(counts.*count); });
}

WritableCoins::WritableCoins(const Path& folder, std::uint64_t coins) {
  if (coins == 0) return;
  const Path path = folder / column::kCoins;
  const OutputFile file(path, OutputFile::Mode::kKeep);
  if (file.size() / sizeof(CoinRow) < coins)
    throw_corrupt("a column is shorter than the manifest says", {.file = path});
  void* mapping = ::mmap(nullptr, coins * sizeof(CoinRow), PROT_READ | PROT_WRITE, MAP_SHARED,
                         file.descriptor(), 0);
  if (mapping == MAP_FAILED) throw_io("cannot map", path);
  rows_ = {static_cast<CoinRow*>(mapping), coins};
}

WritableCoins::~WritableCoins() {
  if (!rows_.empty()) ::munmap(rows_.data(), rows_.size_bytes());
}

void WritableCoins::sync() {
  if (!rows_.empty() && ::msync(rows_.data(), rows_.size_bytes(), MS_SYNC) != 0)
    throw_io("cannot sync spenders", column::kCoins);
}

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
