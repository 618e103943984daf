#include "dossier/flow_summary.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/error.h"

namespace spoor::dossier {
namespace {

constexpr std::uint32_t kNone = 0xffffffffU;
constexpr std::uint32_t kSeveral = kNone - 1;

// Tainted value that each transaction spends.
std::vector<std::uint64_t> spent(const FlowGraph& graph) {
  std::vector<std::uint64_t> in(graph.transactions, 0);
  for (const FlowGraph::Entry& entry : graph.entries) tracing::add_exactly(in[entry.to], entry.sat);
  for (const FlowGraph::Onward& onward : graph.onward)
    tracing::add_exactly(in[onward.to], onward.sat);
  return in;
}

// The transactions by rank: most tainted value first.
class Ranking {
 public:
  explicit Ranking(const FlowGraph& graph) : rank_(graph.transactions) {
    const std::vector<std::uint64_t> in = spent(graph);
    by_rank_.resize(graph.transactions);
    std::iota(by_rank_.begin(), by_rank_.end(), 0U);
    std::stable_sort(by_rank_.begin(), by_rank_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return in[a] > in[b]; });
    for (std::uint32_t r = 0; r < graph.transactions; ++r) rank_[by_rank_[r]] = r;
    onward_ = graph.onward;
    std::sort(onward_.begin(), onward_.end(), [&](const auto& a, const auto& b) {
      return std::tuple(later(a), a.from, a.to) < std::tuple(later(b), b.from, b.to);
    });
  }

  std::uint32_t rank(std::uint32_t tx) const { return rank_[tx]; }
  std::uint32_t at(std::uint32_t rank) const { return by_rank_[rank]; }

  // For each of the `kept` first ranks, the rank of the only kept transaction that it goes on to
  // (`next`) or comes from (`previous`): kNone where there is none, kSeveral where it forks.
  struct Neighbours {
    std::vector<std::uint32_t> next, previous;
  };
  Neighbours neighbours(std::uint32_t kept) const {
    Neighbours out{std::vector(kept, kNone), std::vector(kept, kNone)};
    for (const FlowGraph::Onward& o : onward_) {
      if (later(o) >= kept) break;
      const auto meet = [](std::uint32_t& slot, std::uint32_t other) {
        slot = slot == kNone || slot == other ? other : kSeveral;
      };
      meet(out.next[rank(o.from)], rank(o.to));
      meet(out.previous[rank(o.to)], rank(o.from));
    }
    return out;
  }

  // Rows that the `kept` first ranks need once straight runs are joined.
  std::uint32_t rows_needed(std::uint32_t kept) const {
    const Neighbours near = neighbours(kept);
    std::uint32_t rows = kept;
    for (std::uint32_t r = 0; r < kept; ++r) rows -= joins(near, r);
    return rows;
  }

  // Does the transaction of that rank go straight on to one that comes from it alone?
  static bool joins(const Neighbours& near, std::uint32_t r) {
    const std::uint32_t next = near.next[r];
    return next < kSeveral && near.previous[next] == r;
  }

 private:
  std::uint32_t later(const FlowGraph::Onward& o) const {
    return std::max(rank_[o.from], rank_[o.to]);
  }

  std::vector<std::uint32_t> rank_, by_rank_;
  std::vector<FlowGraph::Onward> onward_;  // by the later rank of their two ends
};

// How many ranks are kept so that their rows fit. Rows do not grow evenly with the ranks (a run may
// be broken, or mended, by one more), so this finds a good number, not always the best one.
std::uint32_t ranks_that_fit(const Ranking& ranking, std::uint32_t transactions,
                             std::uint32_t most_rows) {
  const auto fits = [&](std::uint32_t kept) { return ranking.rows_needed(kept) <= most_rows; };
  if (transactions <= most_rows || fits(transactions)) return transactions;
  std::uint32_t good = most_rows;
  while (good <= transactions / 2 && fits(good * 2)) good *= 2;
  std::uint32_t bad = std::min(transactions, good * 2);
  while (bad - good > 1) {
    const std::uint32_t middle = good + (bad - good) / 2;
    (fits(middle) ? good : bad) = middle;
  }
  return good;
}

// The row of every transaction, kNone for those that are not drawn. Rows come in the order of their
// first transactions, and a stream between rows leaves the last transaction of one and enters the
// first of another: so it always runs downwards.
std::vector<std::uint32_t> lay_rows(const FlowGraph& graph, std::uint32_t most_rows,
                                    std::vector<Stretch>& rows) {
  const Ranking ranking(graph);
  const std::uint32_t kept = ranks_that_fit(ranking, graph.transactions, most_rows);
  const bool join = graph.transactions > most_rows;
  const Ranking::Neighbours near = ranking.neighbours(kept);
  std::vector<std::uint32_t> row_of(graph.transactions, kNone);
  for (std::uint32_t tx = 0; tx < graph.transactions; ++tx) {
    const std::uint32_t rank = ranking.rank(tx);
    if (rank >= kept) continue;
    const std::uint32_t previous = near.previous[rank];
    if (join && previous < kSeveral && Ranking::joins(near, previous)) {
      row_of[tx] = row_of[ranking.at(previous)];
      rows[row_of[tx]].last = tx;
      ++rows[row_of[tx]].count;
    } else {
      row_of[tx] = static_cast<std::uint32_t>(rows.size());
      rows.push_back({.first = tx, .last = tx, .count = 1});
    }
  }
  return row_of;
}

void add_streams(const FlowGraph& graph, const std::vector<std::uint32_t>& row_of,
                 FlowSummary& out) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, Share> streams;
  for (const FlowGraph::Onward& o : graph.onward) {
    const std::uint32_t from = row_of[o.from], to = row_of[o.to];
    if (from == to) continue;
    if (to == kNone)
      out.rows[from].to_undrawn.add(o.sat);
    else if (from == kNone)
      out.rows[to].from_undrawn.add(o.sat);
    else
      streams[{from, to}].add(o.sat);
  }
  for (const auto& [ends, share] : streams) out.streams.push_back({ends.first, ends.second, share});
}

using LeafKey = std::pair<FlowGraph::LeafKind, std::uint32_t>;

std::vector<LeafShare> in_order(const std::map<LeafKey, Share>& shares) {
  std::vector<LeafShare> out;
  for (const auto& [key, share] : shares) out.push_back({key.first, key.second, share});
  std::stable_sort(out.begin(), out.end(), [](const LeafShare& a, const LeafShare& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.share.sat > b.share.sat;
  });
  return out;
}

void add_leaves(const FlowGraph& graph, const std::vector<std::uint32_t>& row_of,
                FlowSummary& out) {
  std::vector<std::map<LeafKey, Share>> leaves(out.rows.size());
  std::map<LeafKey, Share> undrawn;
  for (const FlowGraph::Leaf& leaf : graph.leaves) {
    const std::uint32_t row = row_of[leaf.from];
    (row == kNone ? undrawn : leaves[row])[{leaf.kind, leaf.name}].add(leaf.sat);
  }
  for (std::size_t row = 0; row < leaves.size(); ++row)
    out.rows[row].leaves = in_order(leaves[row]);
  out.undrawn_leaves = in_order(undrawn);
}

}  // namespace

FlowSummary summarise(const FlowGraph& graph, std::size_t most_rows) {
  ASSERT(most_rows > 0);
  FlowSummary out;
  const std::vector<std::uint32_t> row_of =
      lay_rows(graph, static_cast<std::uint32_t>(most_rows), out.rows);
  out.undrawn = static_cast<std::uint64_t>(std::count(row_of.begin(), row_of.end(), kNone));
  for (const FlowGraph::Entry& entry : graph.entries)
    (row_of[entry.to] == kNone ? out.undrawn_entered : out.rows[row_of[entry.to]].entered)
        .add(entry.sat);
  add_streams(graph, row_of, out);
  add_leaves(graph, row_of, out);
  return out;
}

}  // namespace spoor::dossier
