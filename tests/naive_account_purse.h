// Purses of the naive tracer of accounts: METHODS 1.9 over single units, or amounts a mark.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "tracing/account_doctrine.h"
#include "tracing/account_mark.h"

namespace spoor::testing {

using Amount = std::uint64_t;
using Shares = std::map<tracing::Mark, Amount>;

inline Amount to_amount(const U256& value) { return value.to_u64(); }

// What is paid: single units in their order, or how much of each mark.
struct Money {
  Amount amount = 0;
  std::vector<tracing::Mark> units;
  Shares shares;
};

struct NaivePurse {
  Amount balance = 0;
  std::vector<tracing::Mark> units;
  Shares shares;
  bool for_good = false;
  std::uint8_t basis = 0;
  std::size_t range = 0;  // number of the range in which the balance holds
};

class NaivePurses {
 protected:
  using Mark = tracing::Mark;
  using AccountDoctrine = tracing::AccountDoctrine;

  explicit NaivePurses(AccountDoctrine doctrine)
      : doctrine_(doctrine),
        ordered_(doctrine == AccountDoctrine::kFifo || doctrine == AccountDoctrine::kLifo) {}

  bool is_poison() const { return doctrine_ == AccountDoctrine::kPoison; }

  Amount tainted(const NaivePurse& purse) const {
    if (is_poison()) return purse.shares.empty() ? 0 : purse.balance;
    Amount sum = 0;
    for (const Mark unit : purse.units) sum += unit != tracing::kClean ? 1 : 0;
    for (const auto& [mark, amount] : purse.shares) sum += amount;
    return sum;
  }

  Money take(NaivePurse& purse, Amount amount) {
    Money out{.amount = amount, .units = {}, .shares = {}};
    if (ordered_) {
      const auto count = static_cast<std::ptrdiff_t>(amount);
      const auto begin =
          doctrine_ == AccountDoctrine::kFifo ? purse.units.begin() : purse.units.end() - count;
      out.units.assign(begin, begin + count);
      purse.units.erase(begin, begin + count);
    } else if (is_poison()) {
      for (const auto& [mark, none] : purse.shares)
        if (amount > 0) out.shares[mark] = amount;
    } else {
      take_shares(purse, amount, out.shares);
    }
    purse.balance -= amount;
    if (is_poison() && purse.balance == 0 && !purse.for_good) purse.shares.clear();
    return out;
  }

  void take_shares(NaivePurse& purse, Amount amount, Shares& out) {
    const Amount all = tainted(purse), clean = purse.balance - all;
    Amount leaving = 0;  // at least, of all marks together
    if (doctrine_ == AccountDoctrine::kTaintFirst) leaving = std::min(amount, all);
    if (doctrine_ == AccountDoctrine::kLibr) leaving = amount > clean ? amount - clean : 0;
    const bool haircut = doctrine_ == AccountDoctrine::kHaircut;
    const Amount part = haircut ? amount : leaving, whole = haircut ? purse.balance : all;
    Amount sum = 0;
    for (const auto& [mark, held] : purse.shares) sum += out[mark] = held * part / whole;
    // Pro rata: no more may stay tainted than stays.
    if (haircut)
      leaving = std::max(sum, all + amount > purse.balance ? all + amount - purse.balance : 0);
    for (auto& [mark, share] : out)
      if (sum < leaving) ++share, ++sum;
    for (const auto& [mark, share] : out) purse.shares[mark] -= share;
    std::erase_if(out, [](const auto& one) { return one.second == 0; });
    std::erase_if(purse.shares, [](const auto& one) { return one.second == 0; });
  }

  void put(NaivePurse& purse, const Money& money) {
    for (const Mark unit : money.units)
      purse.units.push_back(tracing::with_basis(unit, purse.basis));
    for (const auto& [mark, amount] : money.shares)
      if (amount > 0) purse.shares[tracing::with_basis(mark, purse.basis)] += amount;
    purse.balance += money.amount;
  }

  Money clean(Amount amount) const {
    return {.amount = amount, .units = std::vector<Mark>(ordered_ ? amount : 0), .shares = {}};
  }
  static void join(Money& all, const Money& more) {
    all.amount += more.amount;
    all.units.insert(all.units.end(), more.units.begin(), more.units.end());
    for (const auto& [mark, amount] : more.shares) all.shares[mark] += amount;
  }
  static bool is_tainted(const Money& money) {
    for (const Mark unit : money.units)
      if (unit != tracing::kClean) return true;
    return !money.shares.empty();
  }
  static Shares by_mark(const Money& money) {
    Shares out = money.shares;
    for (const Mark unit : money.units)
      if (unit != tracing::kClean) ++out[unit];
    return out;
  }

  AccountDoctrine doctrine_;
  bool ordered_;
};

}  // namespace spoor::testing
