// spoor-bench: what DESIGN's budgets ask, measured. `scripts/bench` builds and runs it.
#include <fmt/core.h>

#include <string>
#include <vector>

#include "base/amount.h"
#include "base/error.h"
#include "bench/parts.h"
#include "bench/runs.h"

namespace {

using namespace spoor;

constexpr const char* kUsage =
    "usage: spoor-bench [small|tip] [--folder DIR] [--bytes N] [--coins N] [--reuse]\n"
    "  small         a chain of N bytes (2,000,000,000) through the whole ingest; the default\n"
    "  tip           as many bytes of blocks on top of a ledger of N coins (500,000,000), which\n"
    "                takes 60 GB of disk and half an hour\n"
    "  --folder DIR  for what is made (bench-data beside this program); it is left there\n"
    "  --reuse       takes what an earlier run made there\n";

// A bench asked for, or a part that a bench runs in a process of its own.
int run(const std::vector<std::string>& words) {
  const Path here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  bench::RunOptions options{.folder = here / "bench-data", .spoor = here / "spoor"};
  std::string which = "small";
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "small" || words[i] == "tip") {
      which = words[i];
    } else if (words[i] == "--reuse") {
      options.reuse = true;
    } else if (words[i] == "--folder" && has_value) {
      options.folder = words[++i];
    } else if (words[i] == "--bytes" && has_value) {
      options.bytes = parse_u64(words[++i]);
    } else if (words[i] == "--coins" && has_value) {
      options.coins = parse_u64(words[++i]);
    } else {
      fmt::print("{}", kUsage);
      return words[i] == "--help" ? 0 : static_cast<int>(ErrorCode::kUsage);
    }
  }
  std::filesystem::create_directories(options.folder);
  const std::string machine = bench::machine();
  const bench::Report report = which == "tip" ? run_tip(options) : run_small(options);
  fmt::print("{}\n{}", machine, report.table());
  return report.all_reach_must() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (!words.empty() && words.front() == "part") {
      bench::do_part({words.begin() + 1, words.end()});
      return 0;
    }
    return run(words);
  } catch (const Error& error) {
    fmt::print(stderr, "spoor-bench: {}\n", error.what());
    return static_cast<int>(error.code());
  }
}
