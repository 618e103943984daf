#include "cli/at_once.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace spoor::cli {

void at_once(std::uint64_t n, const std::function<void(std::uint64_t)>& look) {
  constexpr int kThreads = 16;  // read five times as many pages a second as one; 32 hardly more
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, kThreads);
  tbb::task_arena(kThreads).execute([&] { tbb::parallel_for(std::uint64_t{0}, n, look); });
}

}  // namespace spoor::cli
