#include "ingest/evm_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/error.h"

namespace spoor::ingest {
namespace {

constexpr std::string_view kRemedy = "Look which of the two is right, and leave the other file out";

struct HashOf {
  std::size_t operator()(const Hash256& hash) const {
    return static_cast<std::size_t>(load_le<std::uint64_t>(hash.data()));
  }
};
using Owners = std::unordered_map<Hash256, std::uint32_t, HashOf>;

std::string hex(const Hash256& hash) { return "0x" + to_hex(hash); }

[[noreturn]] void throw_disagree(const std::string& what, const RowPlace& one,
                                 const RowPlace& other, const EvmContext& context) {
  throw_bad_input(fmt::format("two rows disagree on {}; the other is {}", what, context.text(one)),
                  context.where(other), std::string(kRemedy));
}

struct Merged {
  bool agree = true;   // false: both say something and not the same
  bool added = false;  // one said what the other did not
};

template <class T>
Merged merge_value(std::optional<T>& into, const std::optional<T>& from) {
  if (!from) return {};
  if (into) return {.agree = into == from};
  into = from;
  return {.added = true};
}

template <class Row>
Merged merge(Row& into, const Row& from) {
  auto ours = Row::fields(into);
  auto theirs = Row::fields(from);
  Merged out;
  const auto merge_one = [&](auto& a, const auto& b) {
    const Merged one = merge_value(a, b);
    out.agree &= one.agree;
    out.added |= one.added;
  };
  [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    (merge_one(std::get<kIndex>(ours), std::get<kIndex>(theirs)), ...);
  }(std::make_index_sequence<std::tuple_size_v<decltype(ours)>>());
  return out;
}

// Rows of the table of traces by transaction and trace address, which is the order of the calls.
struct TraceKey {
  std::uint32_t owner;
  TraceType group;  // kCall for all that has a transaction
  std::uint32_t ordinal;
  const std::vector<std::uint32_t>* address;

  bool operator==(const TraceKey& o) const { return (*this <=> o) == 0; }
  std::strong_ordering operator<=>(const TraceKey& o) const {
    const auto rest = std::tie(owner, group, ordinal) <=> std::tie(o.owner, o.group, o.ordinal);
    return rest != 0 ? rest : *address <=> *o.address;
  }
};
TraceKey key_of(const EvmTrace& row) {
  return {row.owner, row.has_transaction() ? TraceType::kCall : row.type, row.ordinal.value_or(0),
          &row.address};
}

template <class Row>
void drop_other_branches(std::vector<Row>& rows, const Hash256& kept, const EvmContext& context) {
  std::erase_if(rows, [&](const Row& row) {
    const bool is_other = row.block_hash && row.block_hash != kept;
    if (is_other) context.findings.add("rows of another branch", context.where(row.place));
    return is_other;
  });
}

// Rows of other tables may say to which block they belong. What the table of blocks says holds;
// where it is not given, they must agree.
template <class Row>
void check_block(std::vector<Row>& rows, EvmHeader& header, bool is_given,
                 const EvmContext& context) {
  if (is_given) return drop_other_branches(rows, *header.block_hash, context);
  for (const Row& row : rows) {
    if (!row.block_hash) continue;
    if (!header.block_hash) header.place = row.place;
    if (!merge_value(header.block_hash, row.block_hash).agree)
      throw_disagree("the hash of the block", header.place, row.place, context);
  }
}

class Linker {
 public:
  Linker(EvmBlock& block, const EvmContext& context) : block_(block), context_(context) {}

  void run() {
    merge_headers();
    merge_transactions();
    for (EvmLog& row : block_.logs) own(row, "log");
    for (EvmTokenTransfer& row : block_.token_transfers) own(row, "token transfer");
    own_traces();
    order_transactions();
    order_logs();
    order_token_transfers();
    order_traces();
    order_withdrawals();
  }

 private:
  void repeated(const RowPlace& place) {
    context_.findings.add("rows given again, and the same", context_.where(place));
  }

  void merge_headers() {
    if (block_.headers.empty()) block_.headers.emplace_back();
    EvmHeader& header = block_.headers.front();
    for (std::size_t i = 1; i < block_.headers.size(); ++i) {
      const Merged merged = merge(header, block_.headers[i]);
      if (!merged.agree)
        throw_disagree("the block", header.place, block_.headers[i].place, context_);
      if (!merged.added) repeated(block_.headers[i].place);
    }
    block_.headers.resize(1);
    const bool is_given = header.block_hash.has_value();
    check_block(block_.transactions, header, is_given, context_);
    check_block(block_.logs, header, is_given, context_);
    check_block(block_.token_transfers, header, is_given, context_);
    check_block(block_.traces, header, is_given, context_);
  }

  void merge_transactions() {
    std::vector<EvmTx> rows = std::exchange(block_.transactions, {});
    for (EvmTx& row : rows) {
      const auto [found, is_new] =
          owners_.emplace(row.hash, static_cast<std::uint32_t>(block_.transactions.size()));
      if (is_new) {
        block_.transactions.push_back(std::move(row));
        continue;
      }
      EvmTx& held = block_.transactions[found->second];
      const Merged merged = merge(held, row);
      if (!merged.agree)
        throw_disagree("transaction " + hex(row.hash), held.place, row.place, context_);
      if (!merged.added) repeated(row.place);
    }
    for (std::uint32_t i = 0; i < block_.transactions.size(); ++i)
      if (block_.transactions[i].index) by_index_.emplace(*block_.transactions[i].index, i);
  }

  template <class Row>
  void own(Row& row, std::string_view what) {
    if (!row.tx) {
      const auto found = row.tx_index ? by_index_.find(*row.tx_index) : by_index_.end();
      if (found == by_index_.end())
        throw_bad_input(fmt::format("a {} without a transaction", what), context_.where(row.place),
                        "Give the table of transactions together with this one");
      row.owner = found->second;
      return;
    }
    const auto [found, is_new] =
        owners_.emplace(*row.tx, static_cast<std::uint32_t>(block_.transactions.size()));
    if (is_new) block_.transactions.push_back({.place = row.place, .hash = *row.tx});
    row.owner = found->second;
    EvmTx& tx = block_.transactions[row.owner];
    if (!merge_value(tx.index, row.tx_index).agree)
      throw_disagree("the index of transaction " + hex(tx.hash), tx.place, row.place, context_);
  }

  void own_traces() {
    for (std::uint32_t i = 0; i < block_.traces.size(); ++i) {
      EvmTrace& row = block_.traces[i];
      if (!row.has_transaction()) continue;
      own(row, "trace");
      if (row.owner >= first_trace_.size()) first_trace_.resize(row.owner + 1, kNoOwner);
      first_trace_[row.owner] = std::min(first_trace_[row.owner], i);
    }
  }

  // Transactions without an index: each comes behind the one that it follows among the traces, or
  // else last, as their rows came.
  std::vector<std::uint32_t> order_of_transactions() const {
    const std::vector<EvmTx>& rows = block_.transactions;
    std::vector<std::uint32_t> told, untold;
    for (std::uint32_t i = 0; i < rows.size(); ++i) (rows[i].index ? told : untold).push_back(i);
    std::ranges::stable_sort(told, {}, [&](std::uint32_t i) { return *rows[i].index; });
    std::ranges::stable_sort(untold, {}, [&](std::uint32_t i) { return rank(i); });
    std::vector<std::uint32_t> out;
    auto next = untold.begin();
    for (const std::uint32_t i : told) {
      if (rank(i) != kNoOwner)
        while (next != untold.end() && rank(*next) < rank(i)) out.push_back(*next++);
      out.push_back(i);
    }
    out.insert(out.end(), next, untold.end());
    return out;
  }
  std::uint32_t rank(std::uint32_t owner) const {
    return owner < first_trace_.size() ? first_trace_[owner] : kNoOwner;
  }

  void order_transactions() {
    std::vector<EvmTx>& rows = block_.transactions;
    std::vector<EvmTx> sorted;
    sorted.reserve(rows.size());
    new_owner_.resize(rows.size());
    std::uint32_t next = 0;
    for (const std::uint32_t i : order_of_transactions()) {
      EvmTx& tx = rows[i];
      if (!tx.index) {
        context_.findings.add("transactions whose index is not told", context_.where(tx.place));
        tx.index = next;
      } else if (*tx.index < next) {
        throw_disagree(fmt::format("which transaction has index {}", *tx.index),
                       sorted.back().place, tx.place, context_);
      }
      next = *tx.index + 1;
      new_owner_[i] = static_cast<std::uint32_t>(sorted.size());
      sorted.push_back(std::move(tx));
    }
    rows = std::move(sorted);
  }

  // Sorts by `key`, which tells rows apart, and drops those that stand twice.
  template <class Row, class Key, class Same>
  void order(std::vector<Row>& rows, const char* what, Key key, Same same) {
    std::ranges::stable_sort(rows, {}, key);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (kept > 0 && key(rows[i]) == key(rows[kept - 1])) {
        if (!same(rows[i], rows[kept - 1]))
          throw_disagree(what, rows[kept - 1].place, rows[i].place, context_);
        repeated(rows[i].place);
        continue;
      }
      if (kept != i) rows[kept] = std::move(rows[i]);
      ++kept;
    }
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end());
  }

  template <class Row>
  void renumber(std::vector<Row>& rows) {
    for (Row& row : rows)
      if (row.owner != kNoOwner) row.owner = new_owner_[row.owner];
  }

  void order_logs() {
    renumber(block_.logs);
    order(
        block_.logs, "a log", [](const EvmLog& row) { return row.index; },
        [](const EvmLog& a, const EvmLog& b) {
          return a.owner == b.owner && a.emitter == b.emitter && a.topics == b.topics &&
                 a.data == b.data;
        });
    std::ranges::stable_sort(block_.logs, {}, &EvmLog::owner);
  }

  void order_token_transfers() {
    renumber(block_.token_transfers);
    order(
        block_.token_transfers, "a token transfer",
        [](const EvmTokenTransfer& row) { return row.log_index; },
        [](const EvmTokenTransfer& a, const EvmTokenTransfer& b) {
          return a.owner == b.owner && a.token == b.token && a.from == b.from && a.to == b.to &&
                 a.value == b.value;
        });
    std::ranges::stable_sort(block_.token_transfers, {}, &EvmTokenTransfer::owner);
  }

  void order_traces() {
    renumber(block_.traces);
    // What has no transaction is told apart by its number, or not at all.
    std::uint32_t unnumbered = kNoOwner;
    for (EvmTrace& row : block_.traces)
      if (!row.has_transaction() && !row.ordinal) row.ordinal = unnumbered--;
    order(block_.traces, "a trace", key_of, [](const EvmTrace& a, const EvmTrace& b) {
      return a.type == b.type && a.moves_by_kind == b.moves_by_kind && a.failed == b.failed &&
             a.from == b.from && a.to == b.to && a.value == b.value;
    });
  }

  void order_withdrawals() {
    order(
        block_.withdrawals, "a withdrawal", [](const EvmWithdrawal& row) { return row.index; },
        [](const EvmWithdrawal& a, const EvmWithdrawal& b) {
          return a.address == b.address && a.gwei == b.gwei;
        });
  }

  EvmBlock& block_;
  const EvmContext& context_;
  Owners owners_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_index_;
  std::vector<std::uint32_t> first_trace_;  // of each transaction, by its place among the rows
  std::vector<std::uint32_t> new_owner_;
};

}  // namespace

Where EvmContext::where(const RowPlace& place) const {
  Where out{.file = place.file < files.size() ? files[place.file] : std::string()};
  if (place.line > 0) out.line = place.line;
  return out;
}

std::string EvmContext::text(const RowPlace& place) const {
  const Where at = where(place);
  return at.line ? fmt::format("{}, line {}", at.file, *at.line) : at.file;
}

void choose_branch(EvmBlock& block, const EvmBlock* next, const EvmContext& context) {
  const auto differs = [&](const EvmHeader& header) {
    return header.block_hash != block.headers.front().block_hash;
  };
  const auto other = std::ranges::find_if(block.headers, differs);
  if (other == block.headers.end()) return;
  std::optional<Hash256> parent;
  if (next != nullptr && next->number == block.number + 1 && !next->headers.empty())
    parent = next->headers.front().parent;
  const bool is_given = parent && std::ranges::find(block.headers, parent,
                                                    &EvmHeader::block_hash) != block.headers.end();
  if (!is_given)
    throw_bad_input(fmt::format("block {} stands with two hashes, and the next block, which would "
                                "tell, is not given; the other is {}",
                                block.number, context.text(block.headers.front().place)),
                    context.where(other->place), "Leave out the file of the branch that was left");
  drop_other_branches(block.headers, *parent, context);
  drop_other_branches(block.transactions, *parent, context);
  drop_other_branches(block.logs, *parent, context);
  drop_other_branches(block.token_transfers, *parent, context);
  drop_other_branches(block.traces, *parent, context);
}

void link_rows(EvmBlock& block, const EvmContext& context) { Linker(block, context).run(); }

}  // namespace spoor::ingest
