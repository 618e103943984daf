// One file of a dump, read block by block whatever its order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "ingest/etl_file.h"
#include "ingest/evm_block.h"

namespace spoor::ingest {

class EtlCursor {
 public:
  using Range = std::pair<std::uint32_t, std::uint32_t>;
  // Stretches of unsorted files that may be kept, in all files together.
  static constexpr std::size_t kMostStretches = 32U << 20;

  EtlCursor(Path path, std::uint32_t number) : path_(std::move(path)), number_(number) {}

  struct Sight {
    std::array<std::uint64_t, kEtlTables> rows{};
    std::array<std::optional<Range>, kEtlTables> blocks;  // the first and last that it has
    std::size_t stretches = 0;                            // 0: its blocks ascend
  };
  // Reads all of it once. Throws Error(kBadInput), also where more than `stretches_left` would
  // have to be kept.
  Sight look_through(std::size_t stretches_left);

  // After looking through: the next block, or none at the end.
  std::optional<std::uint32_t> block() const { return block_; }
  // Adds the rows of that block and goes on to the next one; returns how many there were.
  std::uint64_t take(EvmBlock& out);

 private:
  struct Stretch {
    std::uint32_t block;
    std::uint64_t offset, line;
  };
  void open();
  bool read();  // the next row that is joined
  std::uint32_t block_of_row() const;
  void keep_stretches(std::size_t most);
  std::uint64_t take_stretch(EvmBlock& out);
  void add(EvmBlock& out) const;

  Path path_;
  std::uint32_t number_;
  MappedFile mapped_;
  std::optional<EtlRows> rows_;
  EtlRow row_;
  std::optional<std::uint32_t> block_;
  std::vector<Stretch> stretches_;
  std::size_t next_stretch_ = 0;
};

}  // namespace spoor::ingest
