#include "ingest/etl_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "ingest/etl_decode.h"

namespace spoor::ingest {
namespace {

void widen(std::optional<EtlCursor::Range>& range, std::uint32_t block) {
  if (!range) range = {block, block};
  range = {std::min(range->first, block), std::max(range->second, block)};
}

// "start_block=00000000/end_block=00099999/": what the folder says that it holds.
void widen_by_folder(const Path& path, const char* name, std::optional<EtlCursor::Range>& range) {
  for (const Path& part : path) {
    const std::string text = part.string();
    if (!text.starts_with(name)) continue;
    const char* const first = text.data() + std::string_view(name).size();
    std::uint32_t block = 0;
    const auto read = std::from_chars(first, text.data() + text.size(), block);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size()) widen(range, block);
  }
}

}  // namespace

void EtlCursor::open() {
  if (rows_) return;
  mapped_ = MappedFile(path_, MappedFile::Access::kSequential);
  rows_.emplace(mapped_.bytes(), path_.string());
}

std::uint32_t EtlCursor::block_of_row() const {
  try {
    return block_of(row_);
  } catch (const Error& error) {
    throw error.at({.file = path_.string(), .line = row_.line});
  }
}

bool EtlCursor::read() {
  while (rows_->next(row_))
    if (is_joined(row_.table)) return true;
  return false;
}

EtlCursor::Sight EtlCursor::look_through(std::size_t stretches_left) {
  Sight out;
  open();
  std::optional<std::uint32_t> before;
  bool ascends = true;
  while (rows_->next(row_)) {
    const auto table = static_cast<std::size_t>(row_.table);
    ++out.rows[table];
    if (!is_joined(row_.table)) continue;
    const std::uint32_t block = block_of_row();
    widen(out.blocks[table], block);
    if (!block_ || block < *block_) block_ = block;
    ascends &= !before || *before <= block;
    before = block;
  }
  rows_.reset();
  if (!ascends) keep_stretches(stretches_left);
  out.stretches = stretches_.size();
  rows_.reset();
  mapped_ = {};
  for (auto& range : out.blocks) {
    if (!range) continue;
    widen_by_folder(path_, "start_block=", range);
    widen_by_folder(path_, "end_block=", range);
  }
  return out;
}

void EtlCursor::keep_stretches(std::size_t most) {
  open();
  while (read()) {
    const std::uint32_t block = block_of_row();
    if (!stretches_.empty() && stretches_.back().block == block) continue;
    if (stretches_.size() == most)
      throw_bad_input(fmt::format("the blocks do not ascend, and stand in more than {} stretches",
                                  kMostStretches),
                      {.file = path_.string(), .line = row_.line}, "Sort the file by block");
    stretches_.push_back({block, rows_->offset(), row_.line});
  }
  std::ranges::stable_sort(stretches_, {}, &Stretch::block);
}

void EtlCursor::add(EvmBlock& out) const {
  const RowPlace place{.file = number_, .line = row_.line};
  try {
    add_etl_row(row_, place, out);
  } catch (const Error& error) {
    // Lists inside a row are read apart; the place is the row's.
    throw Error(error.code(), error.message(), {.file = path_.string(), .line = row_.line},
                error.remedy());
  }
}

std::uint64_t EtlCursor::take(EvmBlock& out) {
  const std::uint32_t block = *block_;
  std::uint64_t count = 0;
  if (!rows_) {
    open();
    if (stretches_.empty() && !read())
      throw_bad_input("the file changed while it was read", {.file = path_.string()});
  }
  if (!stretches_.empty()) {
    while (next_stretch_ < stretches_.size() && stretches_[next_stretch_].block == block)
      count += take_stretch(out);
    block_ = next_stretch_ < stretches_.size() ? std::optional(stretches_[next_stretch_].block)
                                               : std::nullopt;
  } else {
    bool more = true;
    for (; more && block_of_row() == block; more = read()) {
      add(out);
      ++count;
    }
    block_ = more ? std::optional(block_of_row()) : std::nullopt;
  }
  if (!block_) {
    rows_.reset();
    mapped_ = {};
  }
  return count;
}

std::uint64_t EtlCursor::take_stretch(EvmBlock& out) {
  const Stretch& stretch = stretches_[next_stretch_++];
  rows_->seek(stretch.offset, stretch.line);
  std::uint64_t count = 0;
  for (; read() && block_of_row() == stretch.block; ++count) add(out);
  return count;
}

}  // namespace spoor::ingest
