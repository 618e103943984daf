// Block files as Bitcoin Core writes them (blk*.dat): a sequence of (4 bytes of magic, 4 bytes of
// length, block), preallocated with zeros, in the order in which blocks arrived, perhaps XORed with
// the 8 bytes of xor.dat (Core 28 and later). Also single blocks, raw or as hex.
//
// A scan finds where blocks are and reads their headers alone. What is not a block is passed over
// by looking for the next magic, and told of: nothing is skipped in silence.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/network.h"

namespace spoor::ingest {

// Where a block's bytes are.
struct BlockPlace {
  std::uint32_t file = 0;    // row of BlockSource::files
  std::uint64_t offset = 0;  // of the block's first byte
  std::uint32_t size = 0;
  bool operator==(const BlockPlace&) const = default;
};

struct FoundBlock {
  BlockPlace place;
  Hash256 hash;
  bitcoin::BlockHeader header;
};

// Something in a file that was passed over, and why.
struct Skipped {
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::string reason;
};

// Files open for reading blocks from. Reading is safe from several threads.
class BlockSource {
 public:
  // All blk*.dat of a folder in the order of their names, and its xor.dat where there is one.
  static BlockSource of_folder(const Path& folder);
  // One block a file, raw or hex; "-" is standard input.
  static BlockSource of_single_blocks(const std::vector<Path>& files);

  struct File {
    Path path;
    std::string name;  // as kept in the ledger
  };
  const std::vector<File>& files() const { return files_; }
  bool holds_single_blocks() const { return single_; }
  std::uint64_t total_bytes() const;

  // The bytes [offset, offset + size) of the file, de-obfuscated into `buffer` where needed. The
  // view lives until the buffer changes or the source ends.
  ByteSpan read(const BlockPlace& place, Bytes& buffer) const;
  std::uint64_t size_of(std::uint32_t file) const { return contents_[file].bytes().size(); }
  const std::array<std::uint8_t, 8>& xor_key() const { return key_; }

 private:
  class Content {  // mapped, or in memory for hex and standard input
   public:
    explicit Content(MappedFile file) : file_(std::move(file)) {}
    explicit Content(Bytes bytes) : memory_(std::move(bytes)) {}
    ByteSpan bytes() const { return memory_.empty() ? file_.bytes() : ByteSpan(memory_); }

   private:
    MappedFile file_;
    Bytes memory_;
  };
  std::vector<File> files_;
  std::vector<Content> contents_;
  std::array<std::uint8_t, 8> key_{};
  bool obfuscated_ = false;
  bool single_ = false;
};

struct Scan {
  bitcoin::Network network = bitcoin::Network::kMainnet;
  // In file order. The same block may stand more than once, and one that was cut may overlap those
  // behind it.
  std::vector<FoundBlock> blocks;
  std::vector<Skipped> skipped;
};

// Reads all headers. `wanted` is the network to look for; none: that of the first magic found.
// Throws Error(kBadInput) where no block is found at all.
Scan scan_blocks(const BlockSource& source, std::optional<bitcoin::Network> wanted);

// XORs bytes that stand at `offset` of an obfuscated file with its key.
void unxor(std::span<std::uint8_t> bytes, std::uint64_t offset,
           const std::array<std::uint8_t, 8>& key);
// The 8-byte key of the folder's xor.dat, zeros where there is none.
std::array<std::uint8_t, 8> read_xor_key(const Path& folder);

}  // namespace spoor::ingest
