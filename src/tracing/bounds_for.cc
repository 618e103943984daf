// Max-flow over the spend graph: a node a transaction, an edge a coin with its value as capacity.
// Push-relabel (Goldberg, Tarjan) does not mind long peel chains, where augmenting paths would be
// as long as the chain. A seed coin is a node of its own, so that what is declared and what comes
// by itself share its value.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <optional>
#include <vector>

#include "base/error.h"
#include "tracing/bounds.h"
#include "tracing/closure.h"
#include "tracing/contest.h"

namespace spoor::tracing {
namespace {

using Node = std::uint32_t;
constexpr Node kSource = 0;
constexpr Node kSet = 1;
constexpr Node kElsewhere = 2;

struct Edge {
  Node from, to;
  Satoshi capacity;
};

class GraphVisitor {
 public:
  struct Cargo {
    Node from = kSource;
    Satoshi capacity;
  };
  struct State {
    Node node = kSource;
  };

  // All ids in sorted vectors.
  GraphVisitor(const ledger::ChainView& view, const Seeds& seeds, Label label, Satoshi minimum,
               const std::vector<AddressId>& addresses, const std::vector<CoinId>& lost)
      : view_(view),
        label_(label),
        minimum_(minimum),
        addresses_(addresses),
        lost_(lost),
        total_(seed_total(seeds.rows, label)) {}

  State enter(TxId, const TxMoney&, std::span<const Cargo> in) {
    const Node node = nodes_++;
    for (const Cargo& coin : in) edges_.push_back({coin.from, node, coin.capacity});
    return {node};
  }

  Cargo move_rest(const State& state, std::optional<Satoshi> value) {
    return {state.node, value.value_or(total_)};
  }
  void lose_rest(const State& state, std::optional<Satoshi> value) {
    edges_.push_back({state.node, kElsewhere, value.value_or(total_)});
  }

  std::optional<Cargo> output(const State* state, const ClosureCoin& coin) {
    const std::vector<Seed> own = of_label(coin.seeds, label_);
    if (state == nullptr && own.empty()) return std::nullopt;
    const Node from = own.empty() ? state->node : seed_node(state, coin, own);
    if (in_set(coin.coin)) {
      edges_.push_back({from, kSet, coin.value});
      return std::nullopt;
    }
    if (coin.fate.ends)
      edges_.push_back({from, kElsewhere, coin.value});
    else if (coin.seeds.empty() && minimum_ > Satoshi{1})  // a doctrine may end here
      edges_.push_back({from, kElsewhere, std::min(coin.value, minimum_ - Satoshi{1})});
    return Cargo{from, coin.value};
  }

  void unfinished(CoinId, TxId, const Cargo& coin) {
    edges_.push_back({coin.from, kElsewhere, coin.capacity});
  }

  SetBounds bounds(bool hit_limit) const {
    const std::uint64_t elsewhere = max_flow(kElsewhere);
    const std::uint64_t lower = certain_.value > elsewhere ? certain_.value - elsewhere : 0;
    const Interval tainted{.lower = Satoshi{lower}, .upper = Satoshi{max_flow(kSet)}};
    ASSERT(tainted.lower <= tainted.upper);
    return {.label = label_, .tainted = tainted, .seeds_meet = seeds_meet_, .hit_limit = hit_limit};
  }

 private:
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Flow = std::int64_t;
  using Graph = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<
          boost::edge_capacity_t, Flow,
          boost::property<boost::edge_residual_capacity_t, Flow,
                          boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

  Node seed_node(const State* state, const ClosureCoin& coin, std::span<const Seed> own) {
    const Node node = nodes_++;
    const Interval seeded = seed_interval(own);
    edges_.push_back({kSource, node, seeded.upper});
    if (state != nullptr) {
      edges_.push_back({state->node, node, coin.value});
      seeds_meet_ = true;
    } else if (!std::binary_search(lost_.begin(), lost_.end(), coin.coin)) {
      certain_ += seeded.lower;
    }
    return node;
  }

  bool in_set(CoinId coin) const {
    const AddressId address =
        ledger::ChainView::is_prehistory(coin)
            ? AddressId{view_.prehistory[ledger::prehistory_row(coin)].address}
            : view_.coins[coin.value].address();
    return std::binary_search(addresses_.begin(), addresses_.end(), address);
  }

  std::uint64_t max_flow(Node sink) const {
    Graph graph(nodes_);
    const auto capacity = boost::get(boost::edge_capacity, graph);
    const auto reverse = boost::get(boost::edge_reverse, graph);
    for (const Edge& edge : edges_) {
      const auto there = boost::add_edge(edge.from, edge.to, graph).first;
      const auto back = boost::add_edge(edge.to, edge.from, graph).first;
      capacity[there] = static_cast<Flow>(std::min(edge.capacity, total_).value);
      capacity[back] = 0;
      reverse[there] = back;
      reverse[back] = there;
    }
    return static_cast<std::uint64_t>(boost::push_relabel_max_flow(graph, kSource, sink));
  }

  const ledger::ChainView& view_;
  Label label_;
  Satoshi minimum_;
  const std::vector<AddressId>& addresses_;
  const std::vector<CoinId>& lost_;
  Satoshi total_;    // of the seeds; no edge needs more
  Satoshi certain_;  // of the seeds that nothing reaches
  bool seeds_meet_ = false;
  Node nodes_ = kElsewhere + 1;
  std::vector<Edge> edges_;
};

}  // namespace

std::vector<SetBounds> bounds_for(const ledger::ChainView& view, const Seeds& seeds,
                                  const TraceOptions& options,
                                  const std::vector<AddressId>& addresses) {
  std::vector<AddressId> sorted = addresses;
  std::sort(sorted.begin(), sorted.end());
  std::vector<CoinId> lost;
  if (seeds.labels.size() > 1) lost = contested_coins(view, seeds, options);
  std::vector<SetBounds> all;
  for (std::size_t i = 1; i <= seeds.labels.size(); ++i) {
    const Label label{static_cast<std::uint16_t>(i)};
    GraphVisitor visitor(view, seeds, label, options.minimum, sorted, lost);
    Closure<GraphVisitor> closure(view, seeds, options, visitor);
    const bool complete = closure.run();
    all.push_back(visitor.bounds(!complete));
  }
  return all;
}

}  // namespace spoor::tracing
