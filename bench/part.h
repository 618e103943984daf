// Parts of a bench run in processes of their own, so that the memory, the page faults and the
// caches of one do not colour another, and so that OpenSSL can be told at its start to do without
// the processor's SHA instructions. A part prints what it measured as lines "name value".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace spoor::bench {

enum class ShaInstructions { kAsFound, kMasked };

struct PartRun {
  std::map<std::string, double> figures;
  double seconds = 0;                      // from spawning to the end
  double cpu_seconds = 0;                  // user and system
  std::uint64_t peak_anonymous_bytes = 0;  // RssAnon + RssShmem, sampled
  std::uint64_t peak_folder_bytes = 0;     // of `watched`, sampled
  std::uint64_t major_faults = 0;

  double operator[](const std::string& name) const;  // throws where the part did not print it
};

struct PartOptions {
  ShaInstructions sha = ShaInstructions::kAsFound;
  std::optional<Path> watched = {};
};

// The lines "name value" of a text.
std::map<std::string, double> figures_of(const std::string& text);
// Runs this program again with these words. Throws Error(kInternal) where it fails.
PartRun run_part(const std::vector<std::string>& words, const PartOptions& options = {});
// Runs a program, throws its output away.
PartRun run_program(const Path& program, const std::vector<std::string>& words);

std::uint64_t folder_bytes(const Path& folder);
// Writes the folder's files to the disk and takes their pages out of the system's cache, as far as
// nobody maps them.
void evict(const Path& folder);

}  // namespace spoor::bench
