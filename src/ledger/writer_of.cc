#include "ledger/writer_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "base/error.h"
#include "ledger/account_writer.h"
#include "ledger/writer.h"

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

template <class Chain>
WriterOf<Chain>::WriterOf(const Path& folder, std::optional<Identity> chain) : folder_(folder) {
  if (!chain) read_manifest(folder, Chain::kKind);  // throws where there is no ledger
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::kIo, "cannot make the folder: " + error.message(), {.file = folder});
  lock_ = std::make_unique<FolderLock>(folder);
  // Asked under the lock: two processes may begin the same ledger.
  const bool exists = std::filesystem::exists(manifest_path(folder));
  if (exists) {
    manifest_ = read_manifest(folder, Chain::kKind);
    if (chain) Chain::expect(manifest_, *chain, folder);
  } else {
    manifest_ = Chain::begin(*chain);
    manifest_.key = random_key();
  }
  columns_ = std::make_unique<Columns>(folder_, manifest_.counts);
  if (!exists) write_manifest(manifest_);
  map_committed();
  delete_unnamed_runs();
}

// A kill between writing a run and committing it leaves a file that no manifest names.
template <class Chain>
void WriterOf<Chain>::delete_unnamed_runs() const {
  std::set<Path> named;
  for (int kind = 0; kind < kIndexKinds; ++kind)
    for (const Run& run : manifest_.runs[kind])
      named.insert(run_path(folder_, static_cast<IndexKind>(kind), run.serial));
  for (const auto& file : std::filesystem::directory_iterator(folder_))
    if (file.path().filename().string().starts_with("run.") && !named.contains(file.path()))
      std::filesystem::remove(file.path());
}

template <class Chain>
void WriterOf<Chain>::map_committed() {
  committed_ = std::make_unique<Reader>(folder_);
  committed_->expect(access_);
}

template <class Chain>
void WriterOf<Chain>::expect(MappedFile::Access access) {
  access_ = access;
  committed_->expect(access);
}

template <class Chain>
void WriterOf<Chain>::write_manifest(const Manifest& next) {
  sync_folder(folder_);
  replace_file(manifest_path(folder_), to_json(next));
  manifest_ = next;
}

template <class Chain>
void WriterOf<Chain>::commit(Manifest next, const Hash256& tip, std::span<const Path> obsolete) {
  columns_->sync();
  next.counts = columns_->counts();
  next.tip = tip;
  write_manifest(next);
  map_committed();
  for (const Path& path : obsolete) std::filesystem::remove(path);
}

template <class Chain>
void WriterOf<Chain>::abandon() {
  columns_->truncate(manifest_.counts);
}

template <class Chain>
void WriterOf<Chain>::roll_back_to(Height height) {
  const auto& view = committed_->view();
  if (view.blocks.empty()) return;
  const std::size_t row = Chain::row_at(view, height);
  if (row == view.blocks.size()) return;
  Manifest next = manifest_;
  next.counts = Chain::counts_before(view, row);
  if (!within(next.counts, manifest_.counts) || !fit_together(next.counts))
    throw_corrupt(fmt::format("block {} does not begin where its tables do", height.value),
                  {.file = folder_ / column::kBlocks}, "Make the ledger anew from its source");
  next.tip = row == 0 ? Hash256{} : Chain::hash(view, row - 1);
  ++next.rollbacks;
  for (int kind = 0; kind < kIndexKinds; ++kind) {
    const std::uint64_t rows = next.rows_under(static_cast<IndexKind>(kind));
    for (Run& run : next.runs[kind]) clip(run, rows, next.counts.prehistory);
    std::erase_if(next.runs[kind], is_void);
  }
  columns_->truncate(next.counts);
  write_manifest(next);
  map_committed();
  delete_unnamed_runs();
}

template class WriterOf<CoinChain>;
template class WriterOf<AccountChain>;

}  // namespace spoor::ledger
