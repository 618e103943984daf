// What a reader met that is not as it should be, and yet no reason to stop: each kind by its name,
// how often, and where first. Nothing is left out of a ledger without a count here.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace spoor::ingest {

struct Finding {
  std::uint64_t count = 0;
  Where first;
};

class Findings {
 public:
  using Map = std::map<std::string, Finding, std::less<>>;

  void add(std::string_view kind, const Where& where, std::uint64_t count = 1) {
    auto found = by_kind_.find(kind);
    if (found == by_kind_.end()) found = by_kind_.emplace(kind, Finding{.first = where}).first;
    found->second.count += count;
  }
  const Map& by_kind() const { return by_kind_; }
  std::uint64_t count(std::string_view kind) const {
    const auto found = by_kind_.find(kind);
    return found == by_kind_.end() ? 0 : found->second.count;
  }

 private:
  Map by_kind_;
};

}  // namespace spoor::ingest
