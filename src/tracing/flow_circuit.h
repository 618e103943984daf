// Whether the rows of a transaction are one walk from an account back to itself that uses each row
// once: then what it gave was seen to become what it got (METHODS 4.3). Rows that lead from or to
// an address that no other row touches (a fee, a dust token) are dropped first, again and again.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/types.h"
#include "ledger/account_view.h"
#include "tracing/components.h"

namespace spoor::tracing {

class FlowCircuit {
 public:
  // Rows of no amount and from an address to itself do not count. What is minted by a wrap comes
  // from the token's contract, which got the native money for it; an unwrap the other way round.
  void reset(std::span<const ledger::Transfer> moves);
  // Whether the walk is one of the whole transaction, from and to that account.
  bool returns_to(AddressId account) const;

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    bool dropped = false;
  };
  struct Stop {
    std::uint32_t in = 0;
    std::uint32_t out = 0;
  };

  std::uint32_t stop_of(std::uint64_t key) const;
  void drop_dangling();
  bool is_balanced() const;
  bool is_connected();

  std::vector<std::uint64_t> keys_;  // sorted: an address, or a row's nobody
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ends_;
  std::vector<Edge> edges_;
  std::vector<Stop> stops_;
  Components components_;
  bool is_walk_ = false;
};

}  // namespace spoor::tracing
