// Files: mapped for reading, appended and replaced atomically for writing, one lock a folder.
// Every failure throws Error(kIo) with the file's name; a full disk says so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spoor {

using Path = std::filesystem::path;

// A read-only mapping of a whole regular file; anything else throws Error(kBadInput). The file must
// not be made shorter while it is mapped. Movable; the view lives as long as the object.
class MappedFile {
 public:
  enum class Access { kSequential, kRandom };

  MappedFile() = default;
  explicit MappedFile(const Path& path, Access access = Access::kRandom);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  ByteSpan bytes() const { return {data_, size_}; }
  // Tells the system what to expect: walks are read ahead, random look-ups are not.
  void expect(Access access) const;

 private:
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

// An open file for writing at chosen offsets. Closes itself.
class OutputFile {
 public:
  // Keep what is there, start empty, or put a file of our own in its place: what stands there is
  // not written to, whatever it leads to.
  enum class Mode { kKeep, kTruncate, kNew };

  OutputFile() = default;
  OutputFile(const Path& path, Mode mode);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;

  void write_at(std::uint64_t offset, ByteSpan bytes);
  void sync();                 // fdatasync
  std::uint64_t size() const;  // of the file on disk
  int descriptor() const { return descriptor_; }

 private:
  Path path_;
  int descriptor_ = -1;
};

// Writes to a temporary file beside `path`, syncs it, renames it over `path`, syncs the folder:
// after a kill at any instant the old or the new content is there, whole. Throws Error(kBadInput)
// where something other than a regular file stands there: a device or a link must not be replaced.
void replace_file(const Path& path, std::string_view content);
void sync_folder(const Path& folder);
// Throws Error(kBadInput) where the file is larger than `most_bytes`.
std::string read_file(const Path& path, std::uint64_t most_bytes = 1ULL << 30);
// "-" is standard input.
std::string read_file_or_stdin(const Path& path, std::uint64_t most_bytes = 1ULL << 30);

// An exclusive lock on `folder/lock`, held while the object lives and freed by the system when the
// process ends, however it ends. Throws Error(kBusy) where another process holds it.
class FolderLock {
 public:
  explicit FolderLock(const Path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace spoor
