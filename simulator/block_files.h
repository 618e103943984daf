// A folder of block files as Bitcoin Core leaves it: blk00000.dat … (magic, length, block, again
// and again), rev00000.dat … (magic, length, undo record, checksum) and, from Core 28 on, xor.dat,
// whose eight bytes every other byte of the folder was XORed with.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/types.h"
#include "chains/bitcoin/network.h"

namespace spoor::simulator {

using XorKey = std::array<std::uint8_t, 8>;

class BlockFiles {
 public:
  struct Options {
    bitcoin::Network network = bitcoin::Network::kRegtest;
    std::optional<XorKey> xor_key = {};
    std::uint64_t most_file_bytes = 128ULL << 20;  // a block that does not fit opens the next file
  };

  // Makes the folder. Files of an earlier run that are written again are emptied first.
  BlockFiles(Path folder, const Options& options);
  explicit BlockFiles(Path folder);

  void block(ByteSpan block);
  // The undo record of a block, to the rev file that belongs to the blk file written last (there is
  // none where no block has a record).
  // `previous` is the hash of the block's parent, which the checksum covers.
  void undo(const Hash256& previous, ByteSpan record);
  // Bytes that belong to no block, as a crash leaves them.
  void stray(ByteSpan bytes);
  // Zeros on the disk that were never written, as Core reserves them ahead: not XORed, so a reader
  // of an XORed folder sees the key there.
  void reserve(std::uint64_t bytes);
  void next_file();

  std::uint32_t file_count() const { return file_number_ + 1; }
  std::uint64_t offset() const { return block_offset_; }  // in the blk file written last

 private:
  void open_blocks();
  Path name(const char* kind) const;
  void write(OutputFile& file, std::uint64_t& offset, ByteSpan bytes);

  Path folder_;
  Options options_;
  std::uint32_t file_number_ = 0;
  OutputFile blocks_;
  OutputFile undos_;
  std::uint64_t block_offset_ = 0;
  std::uint64_t undo_offset_ = 0;
  Bytes scratch_;  // a copy to XOR
  Bytes record_;
};

// A coin that a block spent, as an undo record states it.
struct UndoCoin {
  Satoshi value;
  Bytes script;
  std::uint32_t height = 0;  // of the block that made it
  bool coinbase = false;
};

// Core's undo record: for each transaction after the coinbase, the coins of its inputs in order.
Bytes undo_record(std::span<const std::vector<UndoCoin>> transactions);

// Core's codecs, public for their vectors.
void append_varint(Bytes& out, std::uint64_t n);
std::uint64_t compress_amount(std::uint64_t satoshi);
void append_compressed_script(Bytes& out, ByteSpan script);

}  // namespace spoor::simulator
