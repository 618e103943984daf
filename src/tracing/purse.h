// Purses: what a transaction or an account holds, poured in and taken out again.
//
// Two kinds. A `SegmentPurse` is a queue of (label, length) stretches: what went in first comes out
// first, and a doctrine is the order in which it is filled and emptied. A `ProRataPurse` knows only
// how much of each label it holds; each taking gets its share, rounded down. Both are templates
// over the amount (64-bit satoshi, 256-bit base units on account chains) and know nothing of
// ledgers.
//
//   SegmentPurse<Satoshi> purse;
//   purse.put({a, 3sat}), purse.put({kClean, 7sat}), purse.put({a, 2sat});
//   purse.take(5sat, out);   // out: a 3, clean 2
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/u256.h"
#include "tracing/label.h"

namespace spoor::tracing {

// Appends to a list whose part of interest starts at `begin`: an equal neighbour grows instead, and
// nothing is appended for a zero amount.
template <class Amount>
void append_merged(std::vector<PortionOf<Amount>>& list, std::size_t begin,
                   PortionOf<Amount> portion) {
  if (portion.amount == Amount{}) return;
  if (list.size() > begin && list.back().label == portion.label)
    list.back().amount += portion.amount;
  else
    list.push_back(portion);
}

template <class Amount>
class SegmentPurse {
 public:
  using Part = PortionOf<Amount>;

  void clear() {
    queue_.clear();
    head_ = 0;
  }
  bool empty() const { return head_ == queue_.size(); }

  void put(Part part) { append_merged(queue_, head_, part); }
  void put(std::span<const Part> parts) {
    for (const Part& part : parts) put(part);
  }

  // Appends exactly `amount` from the head to `out`, neighbours merged within this taking. The
  // purse must hold that much.
  void take(Amount amount, std::vector<Part>& out) {
    const std::size_t begin = out.size();
    while (amount != Amount{}) {
      ASSERT(!empty());
      Part& front = queue_[head_];
      const Amount taken = front.amount < amount ? front.amount : amount;
      append_merged(out, begin, {front.label, taken});
      front.amount -= taken;
      amount -= taken;
      if (front.amount == Amount{}) ++head_;
    }
    forget_spent();
  }
  // The same from the end: the last `amount` units, in the order in which they stand.
  void take_last(Amount amount, std::vector<Part>& out) {
    std::size_t at = queue_.size();
    while (amount != Amount{} && at > head_ && queue_[at - 1].amount <= amount)
      amount -= queue_[--at].amount;
    const std::size_t begin = out.size();
    if (amount != Amount{}) {
      ASSERT(at > head_);
      queue_[at - 1].amount -= amount;
      append_merged(out, begin, {queue_[at - 1].label, amount});
    }
    for (std::size_t i = at; i < queue_.size(); ++i) append_merged(out, begin, queue_[i]);
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(at), queue_.end());
  }
  // Before all that is there.
  void put_first(Part part) {
    if (part.amount == Amount{}) return;
    if (!empty() && queue_[head_].label == part.label)
      queue_[head_].amount += part.amount;
    else if (head_ > 0)
      queue_[--head_] = part;
    else
      queue_.insert(queue_.begin(), part);
  }
  // From the head; until the next change.
  std::span<const Part> parts() const { return std::span(queue_).subspan(head_); }

 private:
  // Purses of accounts live as long as the chain: what was taken must not pile up.
  void forget_spent() {
    if (head_ < 64 || 2 * head_ < queue_.size()) return;
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }

  std::vector<Part> queue_;
  std::size_t head_ = 0;  // before it: spent
};

// floor(a * b / divisor) without overflow, where a <= divisor or b <= divisor; the divisor is not
// zero. Made once for many divisions. Specialised for each type of amount.
template <class Amount>
class Divider;

// One 128-by-64-bit division up front, two multiplications for each quotient after it. Source:
// N. Möller, T. Granlund, "Improved division by invariant integers", IEEE ToC 60 (2011).
template <>
class Divider<Satoshi> {
 public:
  explicit Divider(Satoshi divisor)
      : shift_(std::countl_zero(divisor.value)), divisor_(divisor.value << shift_) {
    ASSERT(divisor.value != 0);
    reciprocal_ = static_cast<std::uint64_t>(~Wide{0} / divisor_);  // less 2^64, by truncation
  }

  Satoshi share(Satoshi a, Satoshi b) const {
    const Wide dividend = static_cast<Wide>(a.value) * b.value << shift_;
    const std::uint64_t high = static_cast<std::uint64_t>(dividend >> 64);
    const std::uint64_t low = static_cast<std::uint64_t>(dividend);
    const Wide estimate = static_cast<Wide>(reciprocal_) * high + dividend;
    std::uint64_t quotient = static_cast<std::uint64_t>(estimate >> 64) + 1;
    std::uint64_t rest = low - quotient * divisor_;
    if (rest > static_cast<std::uint64_t>(estimate)) {
      --quotient;
      rest += divisor_;
    }
    if (rest >= divisor_) ++quotient;
    return Satoshi{quotient};
  }

 private:
  __extension__ using Wide = unsigned __int128;
  int shift_;
  std::uint64_t divisor_;  // its top bit is set
  std::uint64_t reciprocal_ = 0;
};

template <>
class Divider<U256> {
 public:
  explicit Divider(const U256& divisor) : divider_(divisor) {}
  U256 share(const U256& a, const U256& b) const { return divider_.quotient(a, b); }

 private:
  ProductDivider divider_;
};

template <class Amount>
class ProRataPurse {
 public:
  using Part = PortionOf<Amount>;

  void clear() {
    total_ = Amount{};
    held_.clear();
  }
  Amount total() const { return total_; }
  // What was put in of each label, sorted by label.
  std::span<const Part> held() const { return held_; }

  // `value` comes in, of which `parts` (sorted by label, at most `value` together) is labelled.
  void put(Amount value, std::span<const Part> parts) {
    total_ += value;
    if (parts.size() == 1 && held_.size() == 1 && parts[0].label == held_[0].label)
      held_[0].amount += parts[0].amount;
    else if (!parts.empty())
      merge(parts);
  }

  // Fixes the shares: call once after the last `put`, before the first `share`. The purse must not
  // be empty of value.
  Divider<Amount> divider() const { return Divider<Amount>(total_); }
  // Appends each label's share of `amount` (at most the total), rounded down, to `out`.
  void share(const Divider<Amount>& divider, Amount amount, std::vector<Part>& out) const {
    for (const Part& part : held_) {
      const Amount shared = part.amount == total_ ? amount : divider.share(part.amount, amount);
      if (shared != Amount{}) out.push_back({part.label, shared});
    }
  }

 private:
  void merge(std::span<const Part> parts) {
    merged_.clear();
    std::size_t at = 0;
    for (const Part& part : parts) {
      while (at < held_.size() && held_[at].label < part.label) merged_.push_back(held_[at++]);
      merged_.push_back(part);
      if (at < held_.size() && held_[at].label == part.label)
        merged_.back().amount += held_[at++].amount;
    }
    merged_.insert(merged_.end(), held_.begin() + static_cast<std::ptrdiff_t>(at), held_.end());
    std::swap(held_, merged_);
  }

  Amount total_{};
  std::vector<Part> held_;
  std::vector<Part> merged_;  // scratch
};

}  // namespace spoor::tracing
