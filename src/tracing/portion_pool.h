// Memory for many short lists of portions that come and go: one vector of blocks whose sizes are
// powers of two, with a list of free blocks for each size. A list costs no allocation of its own,
// and its handle is 8 bytes.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"
#include "tracing/label.h"

namespace spoor::tracing {

class PortionPool {
 public:
  struct List {
    std::uint32_t offset = 0;
    std::uint32_t count = 0;
  };

  List store(std::span<const Portion> portions) {
    if (portions.empty()) return {};
    std::vector<std::uint32_t>& free = free_[size_class(portions.size())];
    std::uint32_t offset = 0;
    if (free.empty()) {
      ASSERT(blocks_.size() + std::bit_ceil(portions.size()) <= 0xffffffffU);
      offset = static_cast<std::uint32_t>(blocks_.size());
      blocks_.resize(blocks_.size() + std::bit_ceil(portions.size()));
    } else {
      offset = free.back();
      free.pop_back();
    }
    std::copy(portions.begin(), portions.end(), blocks_.begin() + offset);
    return {offset, static_cast<std::uint32_t>(portions.size())};
  }

  // Until the next `store`.
  std::span<const Portion> get(List list) const {
    return {blocks_.data() + list.offset, list.count};
  }

  void release(List list) {
    if (list.count > 0) free_[size_class(list.count)].push_back(list.offset);
  }

 private:
  static std::size_t size_class(std::size_t count) {
    return static_cast<std::size_t>(std::bit_width(std::bit_ceil(count)) - 1);
  }

  std::vector<Portion> blocks_;
  std::array<std::vector<std::uint32_t>, 33> free_;
};

}  // namespace spoor::tracing
