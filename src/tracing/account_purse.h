// The purse of one account in one asset: its balance, and which of it is tainted.
//
//   AccountPurse purse(AccountDoctrine::kLibr, U256{10});   // ten clean
//   purse.put(U256{5}, {{stolen, U256{5}}});
//   purse.take(U256{12}, out);                              // out: stolen 2
//
// Lists of what is put in and taken out have one form a doctrine. Ordered: stretches that add up to
// the amount, clean ones too. Poison: marks that each stand for the whole amount. The others: parts
// of the amount, sorted by mark, clean money left out. An empty list is all clean.
#pragma once

#include <cstdint>
#include <span>

#include "base/u256.h"
#include "tracing/account_doctrine.h"
#include "tracing/account_mark.h"
#include "tracing/purse.h"

namespace spoor::tracing {

class AccountPurse {
 public:
  AccountPurse(AccountDoctrine doctrine, const U256& clean);

  const U256& balance() const { return balance_; }
  bool is_tainted() const { return tainted_ != U256{}; }
  // Of the balance, all marks together; poison: the whole balance, or nothing.
  const U256& tainted() const { return tainted_; }
  // Appends what is held of each mark, sorted, without clean money.
  void holdings(MarkedList& out) const;

  // Throws Error(kCorrupt) where the balance exceeds 256 bits.
  void put(const U256& amount, std::span<const Marked> parts);
  // Appends what leaves with `amount`. Throws Error(kCorrupt) where that exceeds the balance.
  //   fifo, lifo   the first, or the last `amount` units, their order kept
  //   haircut      of each mark floor(held * amount / balance), one unit more, marks in order,
  //                while more would stay tainted than stays
  //   taint-first  as much tainted money as there is; libr: as little
  //                (shared by the marks in proportion; the units that divisions leave, one each)
  //   poison       every mark; the marks go when the balance is 0
  void take(U256 amount, MarkedList& out);
  // The same, but the money stays, and is clean from now on.
  void cleanse(U256 amount, MarkedList& out);
  // Poison stays even where the balance becomes 0: it is not known well enough.
  void poison_for_good() { for_good_ = true; }

  // Across a gap in the ledger the tainted money is taken to have stayed, in its order, and rests
  // on that (kOpening); the rest of the opening is clean and stands first. Appends what the opening
  // has no room for (but poison).
  void reopen(U256 opening, MarkedList& out);

 private:
  void take_shares(const U256& amount, MarkedList& out);
  void take_exactly(const U256& tainted, MarkedList& out);
  void take_marks(const U256& amount, MarkedList& out);
  U256 leaves(const U256& amount) const;  // taint-first, libr
  void update_poison();                   // to the balance
  void forget_empty();

  AccountDoctrine doctrine_;
  bool for_good_ = false;
  U256 balance_;
  U256 tainted_;
  SegmentPurse<U256> queue_;  // ordered doctrines
  MarkedList held_;           // the others, sorted by mark; poison: amounts mean nothing
};

// The sum of what is marked. Poison: the largest part.
U256 tainted_in(AccountDoctrine doctrine, std::span<const Marked> parts);
// Adds `parts` of a further payment to a list of the doctrine's form.
void append_parts(AccountDoctrine doctrine, std::span<const Marked> parts, MarkedList& list);
// What becomes of `parts` of `gave` where they were given for `got`: ordered doctrines map the
// cumulative ends of stretches, scaled and rounded down; the others each part, rounded down. `gave`
// is not 0.
void convert_parts(AccountDoctrine doctrine, std::span<const Marked> parts, const U256& gave,
                   const U256& got, MarkedList& out);
// Every mark gets these bits as well.
void add_basis(AccountDoctrine doctrine, std::uint8_t basis, MarkedList& list);

}  // namespace spoor::tracing
