#include "cli/account_show_history.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <tuple>

namespace spoor::cli {

using ledger::AccountHistoryEntry;
using ledger::AccountLedger;

namespace {

void add_to(std::optional<U256>& sum, const std::optional<U256>& more) {
  sum = sum && more ? U256::checked_add(*sum, *more) : std::nullopt;
}

void debit(AccountSum& sum, const U256& amount) {
  if (!sum.balance || !sum.opening) return;
  if (amount <= *sum.balance) {
    *sum.balance -= amount;
    return;
  }
  add_to(sum.opening, amount - *sum.balance);
  sum.balance = U256{};
}

}  // namespace

AccountHistory::AccountHistory(const AccountLedger& ledger, AddressId address,
                               std::optional<AssetId> only)
    : view_(ledger.view()) {
  std::map<AssetId, Asset> found;
  for (auto span : only ? ledger.history({address, *only}) : ledger.history(address)) {
    size_ += span.size();
    while (!span.empty()) {
      const AssetId id = span.front().asset();
      const auto end = std::ranges::upper_bound(
          span, id, {}, [](const AccountHistoryEntry& entry) { return entry.asset(); });
      const auto rows = static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - span.begin(), 1));
      Asset& asset = found[id];
      asset.id = id;
      asset.spans.push_back(span.first(rows));
      asset.rows += rows;
      span = span.subspan(rows);
    }
  }
  for (auto& [id, asset] : found) assets_.push_back(std::move(asset));
  std::ranges::stable_sort(assets_, [](const Asset& a, const Asset& b) {
    return std::tuple(a.id != kNativeAsset, b.rows) < std::tuple(b.id != kNativeAsset, a.rows);
  });
}

AccountTx AccountHistory::Asset::operator[](std::uint64_t row) const {
  for (const auto& span : spans) {
    if (row < span.size()) return span[row].tx();
    row -= span.size();
  }
  ASSERT(false);
  return AccountTx::invalid();
}

AccountTx AccountHistory::first() const {
  AccountTx least = AccountTx::invalid();
  for (const Asset& asset : assets_) least = std::min(least, view_.checked(asset.first()));
  return least;
}

AccountTx AccountHistory::last() const {
  if (assets_.empty()) return AccountTx::invalid();
  AccountTx most{0};
  for (const Asset& asset : assets_) most = std::max(most, view_.checked(asset.last()));
  return most;
}

void AccountHistory::each(std::uint64_t begin, std::uint64_t end, bool newest_first,
                          const Show& show) const {
  // The next row of each asset. The newest first is the mirror of the oldest first: transactions
  // and assets are then counted from the end.
  using Next = std::tuple<std::uint64_t, std::size_t, std::uint64_t>;  // transaction, asset, row
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
  const auto asset_at = [&](std::size_t rank) {
    return newest_first ? assets_.size() - 1 - rank : rank;
  };
  const auto tx_at = [&](std::size_t rank, std::uint64_t row) {
    const Asset& of = assets_[asset_at(rank)];
    return view_.checked(of[newest_first ? of.rows - 1 - row : row]);
  };
  const auto push = [&](std::size_t rank, std::uint64_t row) {
    if (row >= assets_[asset_at(rank)].rows) return;
    const std::uint64_t tx = tx_at(rank, row).value;
    next.emplace(newest_first ? view_.tx_rows() - tx : tx, rank, row);
  };
  // Of one asset the rows before `begin` need no merging.
  const std::uint64_t skipped = assets_.size() == 1 ? begin : 0;
  for (std::size_t rank = 0; rank < assets_.size(); ++rank) push(rank, skipped);
  for (std::uint64_t row = skipped; row < end && !next.empty(); ++row) {
    const auto [order, rank, at] = next.top();
    next.pop();
    if (row >= begin) show(row, tx_at(rank, at), asset_at(rank));
    push(rank, at + 1);
  }
}

AccountChange AccountChanges::of(AccountTx tx, AssetId asset) {
  if (tx != tx_) {
    moves_.clear();
    chain_.moves(tx, moves_);
    tx_ = tx;
  }
  AccountChange out;
  for (const ledger::Transfer& move : moves_) {
    if (move.asset != asset || move.from == move.to) continue;
    if (move.from == address_) add_to(out.sent, move.amount);
    if (move.to == address_) add_to(out.received, move.amount);
  }
  if (asset != kNativeAsset) return out;
  const tracing::AccountFee fee = chain_.fee(tx);
  if (fee.sender != address_) return out;
  add_to(out.fee, fee.burnt);
  add_to(out.fee, fee.tip);
  return out;
}

void AccountSum::add(const AccountChange& change) {
  add_to(received, change.received);
  add_to(sent, change.sent);
  if (change.fee) {
    add_to(fees, change.fee);
    debit(*this, *change.fee);
  } else {
    ++unknown_fees;
  }
  if (!change.received || !change.sent) balance = opening = std::nullopt;
  if (!balance || !opening) return;
  if (*change.sent > *change.received)
    debit(*this, *change.sent - *change.received);
  else
    add_to(balance, *change.received - *change.sent);
}

std::vector<AccountSum> sums(const AccountHistory& history, AccountChanges& changes) {
  std::vector<AccountSum> out(history.assets().size());
  history.each(0, history.size(), false, [&](std::uint64_t, AccountTx tx, std::size_t asset) {
    out[asset].add(changes.of(tx, history.assets()[asset].id));
  });
  return out;
}

}  // namespace spoor::cli
