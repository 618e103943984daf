// The project's own folder, as the structure tests read it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace spoor::structure {

// SPOOR_SOURCE_DIR, which ctest sets; throws where it is not set.
std::filesystem::path source_dir();

// Lines of a text file, without line ends. `path` is relative to source_dir().
std::vector<std::string> lines_of(const std::filesystem::path& path);

// Files below `folder` whose name ends in one of `endings`, relative to source_dir(), sorted.
// Empty where there is no such folder.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::vector<std::string>& endings);

// The rooms in the order of src/README.md: the first word in bold of each list line ("chains" of
// `- **chains/bitcoin** — …`).
std::vector<std::string> rooms_in_order();

}  // namespace spoor::structure
