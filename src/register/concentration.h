// How much of the whole a few incidents make.
#pragma once

#include <cstddef>
#include <vector>

#include "register/totals.h"

namespace spoor::reg {

// The k largest of those that were counted with a figure. A figure may be a range: the share is
// least where the largest have their least and the others their most, and the other way round.
struct Largest {
  std::size_t count = 0;           // k
  const Incident* last = nullptr;  // the k-th
  Range sum;
  Exact least_percent, most_percent;  // of the whole
};
// For every k from 1 on, by the most of each incident's range, then its least, then its id. Nothing
// where nothing was lost. The register must outlive it.
std::vector<Largest> concentration(const Totals& totals);

}  // namespace spoor::reg
