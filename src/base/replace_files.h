// Several files that belong together, replaced together.
#pragma once

#include <string_view>
#include <vector>

#include "base/file.h"

namespace spoor {

struct NewFile {
  Path path;
  std::string_view content;  // must live as long as the call
};

// As replace_file of each, but all are written before the first is renamed: where one cannot be
// written none is replaced.
void replace_files(const std::vector<NewFile>& files);

}  // namespace spoor
