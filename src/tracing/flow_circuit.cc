#include "tracing/flow_circuit.h"

#include <algorithm>
#include <utility>

namespace spoor::tracing {
namespace {

using ledger::Transfer;
using ledger::TransferKind;

// Every nobody is a place of its own.
std::uint64_t nobody(std::size_t row) { return (1ULL << 32) + row; }

std::uint64_t from_key(const Transfer& move, std::size_t row) {
  if (move.from.valid()) return move.from.value;
  return move.kind == TransferKind::kWrap ? move.asset.value : nobody(row);
}
std::uint64_t to_key(const Transfer& move, std::size_t row) {
  if (move.to.valid()) return move.to.value;
  return move.kind == TransferKind::kUnwrap ? move.asset.value : nobody(row);
}

}  // namespace

void FlowCircuit::reset(std::span<const Transfer> moves) {
  ends_.clear(), keys_.clear(), edges_.clear();
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].amount == U256{}) continue;
    const std::uint64_t from = from_key(moves[i], i), to = to_key(moves[i], i);
    if (from == to) continue;
    ends_.emplace_back(from, to);
    keys_.push_back(from), keys_.push_back(to);
  }
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  stops_.assign(keys_.size(), {});
  for (const auto& [from, to] : ends_) {
    edges_.push_back({stop_of(from), stop_of(to)});
    ++stops_[edges_.back().from].out;
    ++stops_[edges_.back().to].in;
  }
  drop_dangling();
  is_walk_ = is_balanced() && is_connected();
}

bool FlowCircuit::returns_to(AddressId account) const {
  const auto key = std::lower_bound(keys_.begin(), keys_.end(), account.value);
  return is_walk_ && key != keys_.end() && *key == account.value &&
         stops_[static_cast<std::size_t>(key - keys_.begin())].out > 0;
}

std::uint32_t FlowCircuit::stop_of(std::uint64_t key) const {
  return static_cast<std::uint32_t>(std::lower_bound(keys_.begin(), keys_.end(), key) -
                                    keys_.begin());
}

// Each pass drops what the one before left dangling. The limit keeps a hostile chain of rows from
// costing a pass a row; what it leaves is taken for no walk.
void FlowCircuit::drop_dangling() {
  constexpr int kMostPasses = 64;
  bool dropped = true;
  for (int pass = 0; dropped && pass < kMostPasses; ++pass) {
    dropped = false;
    for (Edge& edge : edges_) {
      const auto rows = [&](std::uint32_t stop) { return stops_[stop].in + stops_[stop].out; };
      if (edge.dropped || (rows(edge.from) > 1 && rows(edge.to) > 1)) continue;
      --stops_[edge.from].out;
      --stops_[edge.to].in;
      edge.dropped = dropped = true;
    }
  }
}

bool FlowCircuit::is_balanced() const {
  return std::all_of(stops_.begin(), stops_.end(),
                     [](const Stop& stop) { return stop.in == stop.out; });
}

bool FlowCircuit::is_connected() {
  components_.reset(keys_.size());
  const Edge* first = nullptr;
  for (const Edge& edge : edges_) {
    if (edge.dropped) continue;
    if (first == nullptr) first = &edge;
    components_.join(edge.from, edge.to);
  }
  return first != nullptr && std::all_of(edges_.begin(), edges_.end(), [&](const Edge& edge) {
           return edge.dropped || components_.find(edge.from) == components_.find(first->from);
         });
}

}  // namespace spoor::tracing
