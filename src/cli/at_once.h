// Look-ups that wait for the disk, many at a time. A page of a cold file takes some 50 us to come,
// and sixteen of them hardly longer.
#pragma once

#include <cstdint>
#include <functional>

namespace spoor::cli {

// Calls look(i) once for each i in [0, n), in no order and from many threads. Throws what one of
// them throws.
void at_once(std::uint64_t n, const std::function<void(std::uint64_t)>& look);

}  // namespace spoor::cli
