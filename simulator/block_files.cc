#include "simulator/block_files.h"

#include <fmt/core.h>

#include <utility>

#include "crypto/hash.h"
#include "simulator/serialise.h"

namespace spoor::simulator {

BlockFiles::BlockFiles(Path folder) : BlockFiles(std::move(folder), Options{}) {}

BlockFiles::BlockFiles(Path folder, const Options& options)
    : folder_(std::move(folder)), options_(options) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (options_.xor_key) {
    OutputFile key(folder_ / "xor.dat", OutputFile::Mode::kTruncate);
    key.write_at(0, *options_.xor_key);
  }
  open_blocks();
}

void BlockFiles::open_blocks() {
  blocks_ = OutputFile(name("blk"), OutputFile::Mode::kTruncate);
  undos_ = OutputFile();
  block_offset_ = undo_offset_ = 0;
}

Path BlockFiles::name(const char* kind) const {
  return folder_ / fmt::format("{}{:05}.dat", kind, file_number_);
}

void BlockFiles::next_file() {
  ++file_number_;
  open_blocks();
}

void BlockFiles::write(OutputFile& file, std::uint64_t& offset, ByteSpan bytes) {
  if (options_.xor_key) {
    scratch_.assign(bytes.begin(), bytes.end());
    for (std::size_t i = 0; i < scratch_.size(); ++i)
      scratch_[i] ^= (*options_.xor_key)[(offset + i) % sizeof(XorKey)];
    bytes = scratch_;
  }
  file.write_at(offset, bytes);
  offset += bytes.size();
}

void BlockFiles::block(ByteSpan block) {
  if (block_offset_ > 0 && block_offset_ + block.size() + 8 > options_.most_file_bytes) next_file();
  record_.clear();
  append(record_, bitcoin::params(options_.network).magic);
  append_le(record_, static_cast<std::uint32_t>(block.size()));
  append(record_, block);
  write(blocks_, block_offset_, record_);
}

void BlockFiles::undo(const Hash256& previous, ByteSpan record) {
  if (undo_offset_ == 0) undos_ = OutputFile(name("rev"), OutputFile::Mode::kTruncate);
  record_.clear();
  append(record_, bitcoin::params(options_.network).magic);
  append_le(record_, static_cast<std::uint32_t>(record.size()));
  append(record_, record);
  append(record_, sha256d(previous, record, {}));
  write(undos_, undo_offset_, record_);
}

void BlockFiles::stray(ByteSpan bytes) { write(blocks_, block_offset_, bytes); }

void BlockFiles::reserve(std::uint64_t bytes) {
  blocks_.write_at(block_offset_, Bytes(bytes));
  block_offset_ += bytes;
}

}  // namespace spoor::simulator
