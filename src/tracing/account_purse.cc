#include "tracing/account_purse.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"

namespace spoor::tracing {
namespace {

// Sorts by mark; equal marks become one, the sum of both or (poison) the larger.
void normalise(AccountDoctrine doctrine, MarkedList& list) {
  if (list.size() < 2) return;
  std::sort(list.begin(), list.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].label != list[kept].label)
      list[++kept] = list[i];
    else if (doctrine == AccountDoctrine::kPoison)
      list[kept].amount = std::max(list[kept].amount, list[i].amount);
    else
      list[kept].amount += list[i].amount;
  }
  list.resize(kept + 1);
}

}  // namespace

U256 tainted_in(AccountDoctrine doctrine, std::span<const Marked> parts) {
  U256 sum;
  for (const Marked& part : parts) {
    if (part.label == kClean) continue;
    if (doctrine == AccountDoctrine::kPoison)
      sum = std::max(sum, part.amount);
    else
      sum += part.amount;
  }
  return sum;
}

void append_parts(AccountDoctrine doctrine, std::span<const Marked> parts, MarkedList& list) {
  if (is_ordered(doctrine)) {
    for (const Marked& part : parts) append_merged(list, 0, part);
    return;
  }
  list.insert(list.end(), parts.begin(), parts.end());
  if (doctrine != AccountDoctrine::kPoison) return normalise(doctrine, list);
  // Two payments of one mark: each stands for its own amount.
  normalise(AccountDoctrine::kHaircut, list);
}

void convert_parts(AccountDoctrine doctrine, std::span<const Marked> parts, const U256& gave,
                   const U256& got, MarkedList& out) {
  const std::size_t begin = out.size();
  U256 end, mapped;
  for (const Marked& part : parts) {
    U256 amount = got;
    if (is_ordered(doctrine)) {
      end += part.amount;
      const U256 next = mul_div(end, got, gave);
      amount = next - mapped;
      mapped = next;
    } else if (doctrine != AccountDoctrine::kPoison) {
      amount = mul_div(part.amount, got, gave);
    }
    append_merged(out, begin, {part.label, amount});
  }
}

void add_basis(AccountDoctrine doctrine, std::uint8_t basis, MarkedList& list) {
  if (basis == kShown) return;
  for (Marked& part : list) part.label = with_basis(part.label, basis);
  if (!is_ordered(doctrine)) return normalise(doctrine, list);
  const MarkedList parts = std::exchange(list, {});
  for (const Marked& part : parts) append_merged(list, 0, part);
}

AccountPurse::AccountPurse(AccountDoctrine doctrine, const U256& clean)
    : doctrine_(doctrine), balance_(clean) {
  if (is_ordered(doctrine_)) queue_.put({kClean, clean});
}

void AccountPurse::holdings(MarkedList& out) const {
  MarkedList list;
  for (const Marked& part : is_ordered(doctrine_) ? queue_.parts() : std::span(held_))
    if (part.label != kClean) list.push_back(part);
  if (doctrine_ == AccountDoctrine::kPoison)
    for (Marked& part : list) part.amount = balance_;
  normalise(doctrine_, list);
  for (const Marked& part : list)
    if (part.amount != U256{}) out.push_back(part);
}

void AccountPurse::put(const U256& amount, std::span<const Marked> parts) {
  const std::optional<U256> balance = U256::checked_add(balance_, amount);
  if (!balance) throw_corrupt("the balance of an account exceeds 256 bits");
  balance_ = *balance;
  if (is_ordered(doctrine_)) {
    if (parts.empty()) queue_.put({kClean, amount});
    queue_.put(parts);
    tainted_ += tainted_in(doctrine_, parts);
    return;
  }
  held_.insert(held_.end(), parts.begin(), parts.end());
  normalise(doctrine_, held_);
  if (doctrine_ == AccountDoctrine::kPoison)
    tainted_ = held_.empty() ? U256{} : balance_;
  else
    tainted_ += tainted_in(doctrine_, parts);
}

void AccountPurse::take(U256 amount, MarkedList& out) {
  if (amount > balance_)
    throw_corrupt("an account gives more than its history brought it", {},
                  "Run `spoor ledger verify`, then make the ledger anew from its source");
  const std::size_t begin = out.size();
  switch (doctrine_) {
    case AccountDoctrine::kFifo:
      queue_.take(amount, out);
      break;
    case AccountDoctrine::kLifo:
      queue_.take_last(amount, out);
      break;
    case AccountDoctrine::kHaircut:
      take_shares(amount, out);
      break;
    case AccountDoctrine::kTaintFirst:
    case AccountDoctrine::kLibr:
      take_exactly(leaves(amount), out);
      break;
    case AccountDoctrine::kPoison:
      return take_marks(amount, out);
  }
  balance_ -= amount;
  tainted_ -= tainted_in(doctrine_, std::span(out).subspan(begin));
  DASSERT(tainted_ <= balance_);
}

void AccountPurse::cleanse(U256 amount, MarkedList& out) {
  if (doctrine_ == AccountDoctrine::kPoison) {
    for (const Marked& part : held_)
      if (amount != U256{}) out.push_back({part.label, amount});
    return;
  }
  take(amount, out);
  balance_ += amount;
  if (doctrine_ == AccountDoctrine::kFifo) queue_.put_first({kClean, amount});
  if (doctrine_ == AccountDoctrine::kLifo) queue_.put({kClean, amount});
}

void AccountPurse::reopen(U256 opening, MarkedList& out) {
  MarkedList carried = held_;
  for (const Marked& part : queue_.parts())
    if (part.label != kClean) carried.push_back(part);
  add_basis(doctrine_, kOpening, carried);
  queue_.clear();
  if (is_ordered(doctrine_))
    queue_.put(carried);
  else
    held_ = carried;
  if (doctrine_ == AccountDoctrine::kPoison) {
    balance_ = opening;
    return update_poison();
  }
  balance_ = tainted_;
  if (tainted_ > opening) take(tainted_ - opening, out);
  if (is_ordered(doctrine_)) queue_.put_first({kClean, opening - balance_});
  balance_ = opening;
}

// What taint-first and libr let go with `amount`.
U256 AccountPurse::leaves(const U256& amount) const {
  if (doctrine_ == AccountDoctrine::kTaintFirst) return std::min(amount, tainted_);
  const U256 clean = balance_ - tainted_;
  return amount > clean ? amount - clean : U256{};
}

void AccountPurse::take_shares(const U256& amount, MarkedList& out) {
  if (amount == U256{} || held_.empty()) return;
  if (amount == balance_) return take_exactly(tainted_, out);
  const Divider<U256> divider(balance_);
  U256 stays;
  std::vector<U256> shares;
  for (const Marked& part : held_) {
    shares.push_back(divider.share(part.amount, amount));
    stays += part.amount - shares.back();
  }
  const U256 room = balance_ - amount;
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (stays > room) {
      shares[i] += U256{1};
      stays -= U256{1};
    }
    if (shares[i] != U256{}) out.push_back({held_[i].label, shares[i]});
    held_[i].amount -= shares[i];
  }
  forget_empty();
}

void AccountPurse::take_exactly(const U256& tainted, MarkedList& out) {
  if (tainted == U256{}) return;
  if (tainted == tainted_) {
    out.insert(out.end(), held_.begin(), held_.end());
    held_.clear();
    return;
  }
  const Divider<U256> divider(tainted_);
  U256 left = tainted;
  std::vector<U256> shares;
  for (const Marked& part : held_) {
    shares.push_back(divider.share(part.amount, tainted));
    left -= shares.back();
  }
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (left != U256{}) {
      shares[i] += U256{1};
      left -= U256{1};
    }
    if (shares[i] != U256{}) out.push_back({held_[i].label, shares[i]});
    held_[i].amount -= shares[i];
  }
  forget_empty();
}

void AccountPurse::take_marks(const U256& amount, MarkedList& out) {
  for (const Marked& part : held_)
    if (amount != U256{}) out.push_back({part.label, amount});
  balance_ -= amount;
  update_poison();
}

void AccountPurse::update_poison() {
  if (balance_ == U256{} && !for_good_) held_.clear();
  tainted_ = held_.empty() ? U256{} : balance_;
}

void AccountPurse::forget_empty() {
  std::erase_if(held_, [](const Marked& part) { return part.amount == U256{}; });
}

}  // namespace spoor::tracing
