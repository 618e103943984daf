#include "register/content_hash.h"

#include <algorithm>
#include <vector>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace spoor::reg {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const Path& folder) {
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
    if (at->path().filename().string().starts_with('.')) {
      at.disable_recursion_pending();
      continue;
    }
    if (at->is_regular_file()) files.push_back(at->path().lexically_relative(folder).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void add_text(Sha256Stream& stream, std::string_view text) {
  std::array<std::uint8_t, 8> length{};
  store_le(length.data(), static_cast<std::uint64_t>(text.size()));
  stream.add(length);
  stream.add(as_bytes(text));
}

}  // namespace

std::string content_hash(const Path& folder) {
  Sha256Stream stream;
  for (const std::string& file : files_below(folder)) {
    add_text(stream, file);
    add_text(stream, read_file(folder / file));
  }
  return to_hex(stream.finish());
}

}  // namespace spoor::reg
