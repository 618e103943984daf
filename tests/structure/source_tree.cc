#include "structure/source_tree.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace spoor::structure {

namespace fs = std::filesystem;

fs::path source_dir() {
  const char* const folder = std::getenv("SPOOR_SOURCE_DIR");
  if (folder == nullptr) throw std::runtime_error("SPOOR_SOURCE_DIR is not set; run this by ctest");
  return folder;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(source_dir() / path);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> files_below(const fs::path& folder, const std::vector<std::string>& endings) {
  std::vector<fs::path> files;
  const fs::path top = source_dir();
  if (!fs::exists(top / folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(top / folder)) {
    const std::string name = entry.path().filename().string();
    const bool wanted = std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
      return name.ends_with(ending);
    });
    if (entry.is_regular_file() && wanted) files.push_back(entry.path().lexically_relative(top));
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> rooms_in_order() {
  static const std::regex kRoom(R"(^- \*\*([a-z]+)(/[a-z]+)?\*\*.*)");
  std::vector<std::string> rooms;
  for (const std::string& line : lines_of("src/README.md")) {
    std::smatch match;
    if (!std::regex_match(line, match, kRoom)) continue;
    const std::string room = match[1];
    if (std::find(rooms.begin(), rooms.end(), room) == rooms.end()) rooms.push_back(room);
  }
  return rooms;
}

}  // namespace spoor::structure
