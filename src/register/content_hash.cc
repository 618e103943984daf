#include "register/content_hash.h"

#include <algorithm>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "crypto/hash.h"

namespace spoor::reg {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;  // of a file; no register needs more

// Not below others: a register has none, and a link to a folder may lead anywhere.
void add_files(std::vector<std::string>& files, const Path& folder, const std::string& inside) {
  if (!fs::is_directory(folder / inside)) return;
  for (const auto& entry : fs::directory_iterator(folder / inside)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && entry.is_regular_file()) files.push_back(inside + name);
  }
}

std::vector<std::string> files_of(const Path& folder) {
  if (!fs::is_directory(folder))
    throw Error(ErrorCode::kIo, "there is no such folder", {.file = folder},
                "Give the folder of a register");
  std::vector<std::string> files;
  for (const char* inside : {"", "incidents/", "reports/", "rates/"})
    add_files(files, folder, inside);
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
  for (const std::string& file : files_of(folder)) {
    add_text(stream, file);
    add_text(stream, read_file(folder / file, kMostBytes));
  }
  return to_hex(stream.finish());
}

}  // namespace spoor::reg
