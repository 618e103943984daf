#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/replace_files.h"

namespace spoor {
namespace {

int open_or_throw(const Path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (descriptor < 0) throw_io("cannot open", path);
  return descriptor;
}

std::string read_all(int descriptor, const Path& path, std::uint64_t most_bytes) {
  std::string content;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(descriptor, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io("cannot read", path);
    if (n == 0) return content;
    if (content.size() + static_cast<std::size_t>(n) > most_bytes)
      throw_bad_input(fmt::format("file is larger than {} bytes", most_bytes), {.file = path});
    content.append(buffer, static_cast<std::size_t>(n));
  }
}

int open_for_writing(const Path& path, OutputFile::Mode mode) {
  using enum OutputFile::Mode;
  if (mode == kNew) ::unlink(path.c_str());
  const int how = mode == kNew ? O_EXCL | O_NOFOLLOW : mode == kTruncate ? O_TRUNC : 0;
  return open_or_throw(path, O_RDWR | O_CREAT | how);
}

struct Closer {
  int descriptor;
  ~Closer() { ::close(descriptor); }
};

}  // namespace

MappedFile::MappedFile(const Path& path, Access access) {
  // Without O_NONBLOCK a pipe in a folder of block files would stop us for good.
  const Closer file{open_or_throw(path, O_RDONLY | O_NONBLOCK)};
  struct stat status = {};
  if (::fstat(file.descriptor, &status) != 0) throw_io("cannot stat", path);
  if (!S_ISREG(status.st_mode)) throw_bad_input("not a regular file", {.file = path});
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* mapping = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.descriptor, 0);
  if (mapping == MAP_FAILED) throw_io("cannot map", path);
  data_ = static_cast<const std::uint8_t*>(mapping);
  expect(access);
}

void MappedFile::expect(Access access) const {
  if (data_ == nullptr) return;
  ::madvise(const_cast<std::uint8_t*>(data_), size_,
            access == Access::kSequential ? MADV_SEQUENTIAL : MADV_RANDOM);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

OutputFile::OutputFile(const Path& path, Mode mode)
    : path_(path), descriptor_(open_for_writing(path, mode)) {}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void OutputFile::write_at(std::uint64_t offset, ByteSpan bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io("cannot write", path_);
    offset += static_cast<std::uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void OutputFile::sync() {
  if (::fdatasync(descriptor_) != 0) throw_io("cannot sync", path_);
}

std::uint64_t OutputFile::size() const {
  struct stat status = {};
  if (::fstat(descriptor_, &status) != 0) throw_io("cannot stat", path_);
  return static_cast<std::uint64_t>(status.st_size);
}

void replace_file(const Path& path, std::string_view content) { replace_files({{path, content}}); }

void sync_folder(const Path& folder) {
  const Closer file{open_or_throw(folder, O_RDONLY | O_DIRECTORY)};
  if (::fsync(file.descriptor) != 0) throw_io("cannot sync", folder);
}

std::string read_file(const Path& path, std::uint64_t most_bytes) {
  const Closer file{open_or_throw(path, O_RDONLY)};
  return read_all(file.descriptor, path, most_bytes);
}

std::string read_file_or_stdin(const Path& path, std::uint64_t most_bytes) {
  return path == "-" ? read_all(STDIN_FILENO, "standard input", most_bytes)
                     : read_file(path, most_bytes);
}

FolderLock::FolderLock(const Path& folder)
    : descriptor_(open_or_throw(folder / "lock", O_RDWR | O_CREAT)) {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int reason = errno;
  ::close(descriptor_);
  errno = reason;
  if (reason != EWOULDBLOCK) throw_io("cannot lock", folder / "lock");
  throw Error(ErrorCode::kBusy, "another process is writing to this ledger", {.file = folder},
              "Wait until it has ended, then run the command again");
}

FolderLock::~FolderLock() { ::close(descriptor_); }

}  // namespace spoor
