// A flow of ten or of a million transactions, made small enough to be drawn: at most a few dozen
// rows in transaction order, the streams between them, and an account of all that is not drawn.
//
// Two steps, each of which says how many it put away:
//   1. The transactions with the most tainted value are kept, as many as fit.
//   2. Where more are followed than there are rows, kept transactions that follow each other
//      without a fork or a meeting among the kept (a peel chain) become one row, a *stretch*.
// Nothing is invented: a stream between two rows is the sum of coins that pass from the one
// straight to the other. What goes through transactions that are not drawn leaves a row as
// `to_undrawn` and comes back as `from_undrawn`; no path is drawn through them. Sums are exact:
//   entered + from rows + from undrawn = to rows + to undrawn + leaves, for every row
// (not for poison, which makes its amounts anew in every transaction).
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/exact_sum.h"

namespace spoor::dossier {

// What the drawing needs of a trace. Transactions are numbered from 0 in chain order.
struct FlowGraph {
  struct Onward {  // tainted value that a later followed transaction spends
    std::uint32_t from, to;
    std::uint64_t sat;
  };
  enum class LeafKind : std::uint8_t { kRests, kEndpoint, kSink };
  struct Leaf {  // tainted value that stops
    std::uint32_t from;
    LeafKind kind;
    std::uint32_t name;  // the caller's numbering of endpoint and sink names; 0 for kRests
    std::uint64_t sat;
  };
  struct Entry {  // seed value that the transaction spends
    std::uint32_t to;
    std::uint64_t sat;
  };

  std::uint32_t transactions = 0;
  std::vector<Onward> onward;
  std::vector<Leaf> leaves;
  std::vector<Entry> entries;
};

struct Share {
  std::uint64_t sat = 0;
  std::uint64_t coins = 0;

  void add(std::uint64_t amount) {
    tracing::add_exactly(sat, amount);
    ++coins;
  }
};

struct LeafShare {
  FlowGraph::LeafKind kind;
  std::uint32_t name;
  Share share;
};

// One row: a transaction, or several of which each is spent on in the next.
struct Stretch {
  std::uint32_t first = 0;  // numbers of the first and the last transaction
  std::uint32_t last = 0;
  std::uint32_t count = 0;  // transactions in it
  Share entered = {};       // seeds
  Share from_undrawn = {};
  Share to_undrawn = {};
  std::vector<LeafShare> leaves = {};  // by kind, then amount (largest first), then name
};

struct Stream {
  std::uint32_t from, to;  // rows, from < to
  Share share;
};

struct FlowSummary {
  std::vector<Stretch> rows;    // in the order of their first transactions
  std::vector<Stream> streams;  // by (from, to)
  std::uint64_t undrawn = 0;    // transactions in no row
  Share undrawn_entered;        // seeds that only undrawn transactions spend
  std::vector<LeafShare> undrawn_leaves;
};

// `most_rows` must not be 0. Deterministic: ties go to the earlier transaction.
FlowSummary summarise(const FlowGraph& graph, std::size_t most_rows);

}  // namespace spoor::dossier
