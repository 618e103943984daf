#include "cli/output_place.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/error.h"

namespace spoor::cli {

void check_place(std::string_view option, const Path& file) {
  const Path folder = file.parent_path();
  std::error_code unknown;  // told by whoever opens it
  if (!folder.empty() && !std::filesystem::is_directory(folder, unknown))
    throw Error(ErrorCode::kIo, fmt::format("{}: the folder is not there", option),
                {.file = folder}, "Make it first");
  const std::filesystem::file_status there = std::filesystem::symlink_status(file, unknown);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
    throw_bad_input(fmt::format("{}: not a regular file, so it is not replaced", option),
                    {.file = file},
                    "Name a new file; the result of --format goes to standard output");
}

}  // namespace spoor::cli
