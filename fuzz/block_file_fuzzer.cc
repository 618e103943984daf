// A block file on disk: one byte of flags (bit 0: it is XORed), 8 bytes of key where it is, the
// file.
//
// Blocks lie inside the file, each in a place of its own, and every byte that is neither part of
// one nor padding is told of.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/progress.h"
#include "fuzz/harness.h"
#include "ingest/block_files.h"

namespace {

using namespace spoor;

// A folder of this process, gone when it ends.
class ScratchFolder {
 public:
  ScratchFolder()
      : path_(std::filesystem::temp_directory_path() /
              ("spoor-block-file-fuzzer-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  const Path& path() const { return path_; }

 private:
  Path path_;
};

void write_file(const Path& path, ByteSpan bytes) {
  OutputFile(path, OutputFile::Mode::kTruncate).write_at(0, bytes);
}

void check_places(const ingest::BlockSource& source, const ingest::Scan& scan) {
  std::vector<ingest::BlockPlace> places;
  Bytes buffer;
  for (const ingest::FoundBlock& block : scan.blocks) {
    places.push_back(block.place);
    const ByteSpan bytes = source.read(block.place, buffer);
    MUST(bitcoin::hash_header(bytes.first(bitcoin::kHeaderBytes)) == block.hash);
  }
  std::ranges::sort(places, {}, &ingest::BlockPlace::offset);
  for (std::size_t i = 0; i < places.size(); ++i) {
    MUST(i == 0 || places[i].offset > places[i - 1].offset);
    MUST(places[i].offset + places[i].size <= source.size_of(0));
  }
  for (const ingest::Skipped& skipped : scan.skipped) {
    MUST(skipped.bytes > 0 && skipped.offset <= source.size_of(0));
    MUST(skipped.bytes <= source.size_of(0) - skipped.offset);
  }
}

void check_nothing_is_skipped_in_silence(ByteSpan file, const std::array<std::uint8_t, 8>& key,
                                         const ingest::Scan& scan) {
  std::vector<bool> told(file.size());
  const auto tell = [&](std::uint64_t offset, std::uint64_t bytes) {
    std::fill_n(told.begin() + static_cast<std::ptrdiff_t>(offset), bytes, true);
  };
  constexpr std::uint64_t kMagicAndLength = 8;
  for (const ingest::FoundBlock& block : scan.blocks) {
    tell(block.place.offset - kMagicAndLength, block.place.size + kMagicAndLength);
  }
  for (const ingest::Skipped& skipped : scan.skipped) tell(skipped.offset, skipped.bytes);
  for (std::size_t i = 0; i < file.size(); ++i) {
    MUST(told[i] || file[i] == 0 || (file[i] ^ key[i % 8]) == 0);
  }
}

void scan_folder(const Path& folder, ByteSpan file) {
  const ingest::BlockSource source = ingest::BlockSource::of_folder(folder);
  ingest::Scan scan;
  if (!fuzz::accepted([&] { scan = ingest::scan_blocks(source, std::nullopt); })) return;
  MUST(!scan.blocks.empty());
  check_places(source, scan);
  check_nothing_is_skipped_in_silence(file, source.xor_key(), scan);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ScratchFolder folder;
  set_quiet(true);
  ByteReader in({data, size});
  if (size < 9) return 0;
  const bool obfuscated = (in.u8() & 1) != 0;
  std::filesystem::remove(folder.path() / "xor.dat");
  if (obfuscated) write_file(folder.path() / "xor.dat", in.take(8));
  const ByteSpan file = in.take(in.remaining());
  write_file(folder.path() / "blk00000.dat", file);
  scan_folder(folder.path(), file);
  return 0;
}
