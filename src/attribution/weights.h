// How much more often an item is recorded of the actor's incidents than of others, and what that
// allows to claim of one incident. Mostly nothing: an item is measured only where ten incidents of
// each class in the stratum record things of its kind, and each with a basis.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attribution/cases.h"
#include "attribution/posterior.h"
#include "attribution/ratio.h"

namespace spoor::attribution {

// What is taken. Only the evaluation departs from the standard, to show what that would claim.
struct Rules {
  bool any_basis = false;   // also what nobody says how it was seen
  bool all_strata = false;  // as if all incidents were alike
};
constexpr std::uint64_t kFewest = 10;

// Among the incidents that record anything of the item's kind (beyond what defines the stratum),
// those that have it.
struct Measured {
  Counts actor;
  Counts others;
  std::optional<Ratio> ratio;  // none where fewer than ten of a class record the kind

  // To base 10, by the cautious end of the interval, before any cap.
  double log10() const;
};
bool may_weigh(const Item& item, const Rules& rules);
Measured measure(const Item& item, const Stratum& stratum, std::span<const Case* const> compared,
                 const Rules& rules = {});

struct Weighed {
  const Item* item = nullptr;
  Measured measured;
  bool is_strongest = false;  // of its group: the only one that counts
};
struct Weight {
  std::vector<Weighed> items;  // those that may weigh, in their order
  double log10 = 0;            // of all together, within the caps

  bool is_measured() const;  // has any item a measured weight?
};
// The items live as long as the result.
Weight weigh(std::span<const Item> items, const Stratum& stratum,
             std::span<const Case* const> compared, const Rules& rules = {});

}  // namespace spoor::attribution
