// Weakly connected components of a small graph whose nodes are numbered from 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace spoor::tracing {

class Components {
 public:
  void reset(std::size_t nodes) {
    parent_.resize(nodes);
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  // The least node of the component.
  std::uint32_t find(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace spoor::tracing
