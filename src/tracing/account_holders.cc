#include "tracing/account_holders.h"

#include <algorithm>

#include "base/error.h"

namespace spoor::tracing {

void AccountHolders::visit(AccountTx tx) { queue_.push({tx, kNoHolder}); }

std::optional<AccountTx> AccountHolders::next(std::vector<Holder*>& touched) {
  touched.clear();
  Due due;
  if (!queue_.pop_below(end_.value, due)) return std::nullopt;
  const AccountTx tx = due.tx;
  due_.clear();
  do {
    if (due.holder != kNoHolder) due_.push_back(due.holder);
  } while (queue_.pop_below(tx.value + 1, due));
  std::sort(due_.begin(), due_.end());
  for (const std::uint32_t number : due_) {
    Holder& holder = holders_[number];
    if (find(holder.account) != &holder) continue;
    touched.push_back(&holder);
    advance(number);
  }
  return tx;
}

Holder* AccountHolders::find(ledger::Account account) {
  const auto found = of_.find(key(account));
  return found == of_.end() ? nullptr : &holders_[found->second];
}

Holder& AccountHolders::add(ledger::Account account, AccountTx tx) {
  const StartingBalance start = openings_.before(account, tx);
  const auto number = static_cast<std::uint32_t>(holders_.size());
  holders_.push_back({.account = account,
                      .purse = AccountPurse(doctrine_, start.balance),
                      .basis = start.basis,
                      .range_end = openings_.range_of(tx).end,
                      .next = {},
                      .rest = chain_.history(account)});
  Holder& holder = holders_.back();
  if (start.is_uncertain) holder.purse.poison_for_good();
  of_[key(account)] = number;
  for (auto& span : holder.rest)
    span = span.subspan(static_cast<std::size_t>(
        std::upper_bound(span.begin(), span.end(), tx,
                         [](AccountTx at, const auto& entry) { return at < entry.tx(); }) -
        span.begin()));
  std::reverse(holder.rest.begin(), holder.rest.end());  // the next one is taken from the end
  advance(number);
  return holder;
}

void AccountHolders::advance(std::uint32_t number) {
  Holder& holder = holders_[number];
  while (!holder.rest.empty() && holder.rest.back().empty()) holder.rest.pop_back();
  const AccountTx now = holder.next;
  holder.next = AccountTx::invalid();
  if (holder.rest.empty()) return;
  const AccountTx next = holder.rest.back().front().tx();
  if (now.valid() && next <= now)
    throw_corrupt("the history of an account is not in the order of the chain", {},
                  "Run `spoor ledger verify`, then make the ledger anew from its source");
  holder.rest.back() = holder.rest.back().subspan(1);
  if (next >= end_) return;
  holder.next = next;
  queue_.push({next, number});
}

void AccountHolders::enter_range(Holder& holder, AccountTx tx, MarkedList& lost) {
  if (tx < holder.range_end) return;
  const BlockRange& range = openings_.range_of(tx);
  const StartingBalance start = openings_.before(holder.account, range.first);
  holder.range_end = range.end;
  holder.basis = start.basis;
  U256 opening = start.balance;
  if (!start.is_given && holder.purse.is_tainted()) {
    holder.basis |= kOpening;
    opening = std::max(opening, holder.purse.tainted());
  }
  if (!start.is_given || start.is_uncertain) holder.purse.poison_for_good();
  holder.purse.reopen(opening, lost);
}

}  // namespace spoor::tracing
