// A priority queue for keys that never run backwards: what is pushed is never below what was popped
// last, as tainted coins are always spent later in the chain than they were made.
//
// Keys have 40 bits, five digits of eight. An item lies in the bucket of the highest digit in which
// its key differs from the last position; when the position enters a bucket, its items fall to
// lower digits. So an item moves at most five times, in sequential memory, where a binary heap of a
// million items would miss the cache some twenty times.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/error.h"

namespace spoor::tracing {

// Item has `std::uint64_t key() const`, below 2^40.
template <class Item>
class ChainQueue {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // The key must not be below any popped key, nor below any bound that `pop_below` had reached.
  void push(const Item& item) {
    const std::uint64_t key = item.key();
    DASSERT(key >= position_ && key >> kBits == 0);
    place(item, key);
    ++size_;
  }

  // Takes the item with the smallest key, if that is below `bound`. Of equal keys the one pushed
  // last comes first.
  bool pop_below(std::uint64_t bound, Item& out) {
    while (size_ > 0) {
      const int level = lowest_level();
      const int digit = lowest_digit(level);
      const int shift = level * kDigitBits;
      const std::uint64_t above = ~0ULL << (shift + kDigitBits);
      const std::uint64_t base = (position_ & above) | static_cast<std::uint64_t>(digit) << shift;
      if (base >= bound) return false;
      position_ = base;
      if (level == 0) {
        take_last(bucket(0, digit), digit, out);
        return true;
      }
      spill(level, digit);
    }
    return false;
  }

  // What is left, in no order; empties the queue.
  std::vector<Item> drain() {
    std::vector<Item> out;
    out.reserve(size_);
    for (std::vector<Item>& items : buckets_) {
      out.insert(out.end(), items.begin(), items.end());
      items = {};
    }
    used_ = {};
    size_ = 0;
    return out;
  }

 private:
  static constexpr int kDigitBits = 8;
  static constexpr int kLevels = 5;
  static constexpr int kBits = kDigitBits * kLevels;
  static constexpr int kDigits = 1 << kDigitBits;
  static constexpr int kWords = kDigits / 64;

  std::vector<Item>& bucket(int level, int digit) {
    return buckets_[static_cast<std::size_t>(level * kDigits + digit)];
  }
  std::uint64_t& word(int level, int digit) {
    return used_[static_cast<std::size_t>(level * kWords + digit / 64)];
  }

  void place(const Item& item, std::uint64_t key) {
    const std::uint64_t difference = key ^ position_;
    const int level =
        difference == 0 ? 0 : static_cast<int>(std::bit_width(difference) - 1) / kDigitBits;
    const int digit = static_cast<int>(key >> (level * kDigitBits)) & (kDigits - 1);
    bucket(level, digit).push_back(item);
    word(level, digit) |= 1ULL << (digit % 64);
  }

  int lowest_level() const {
    std::size_t i = 0;
    while (used_[i] == 0) ++i;
    return static_cast<int>(i) / kWords;
  }
  int lowest_digit(int level) const {
    int i = 0;
    while (used_[static_cast<std::size_t>(level * kWords + i)] == 0) ++i;
    return i * 64 + std::countr_zero(used_[static_cast<std::size_t>(level * kWords + i)]);
  }

  void take_last(std::vector<Item>& items, int digit, Item& out) {
    out = items.back();
    items.pop_back();
    if (items.empty()) word(0, digit) &= ~(1ULL << (digit % 64));
    --size_;
  }

  // Lets the items of a bucket fall to lower levels, now that the position is at its base.
  void spill(int level, int digit) {
    std::swap(spilled_, bucket(level, digit));
    word(level, digit) &= ~(1ULL << (digit % 64));
    for (const Item& item : spilled_) place(item, item.key());
    spilled_.clear();
  }

  std::uint64_t position_ = 0;
  std::size_t size_ = 0;
  std::array<std::vector<Item>, kLevels * kDigits> buckets_;
  std::array<std::uint64_t, kLevels * kWords> used_ = {};  // which buckets have items
  std::vector<Item> spilled_;                              // scratch
};

}  // namespace spoor::tracing
