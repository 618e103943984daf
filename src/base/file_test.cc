#include "base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <utility>

#include "base/error.h"

namespace spoor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::ThrowsMessage;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string form = (fs::temp_directory_path() / "spoor-file-XXXXXX").string();
    folder_ = ::mkdtemp(form.data());
  }
  ~FileTest() override { fs::remove_all(folder_); }

  Path folder_;
};

template <class Run>
void fails(Run run, ErrorCode code, const std::string& why) {
  try {
    run();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), code) << e.what();
    EXPECT_THAT(e.what(), HasSubstr(why));
  }
}

// Another process does it: the code of the Error that was thrown there, or 0.
int in_child(const std::function<void()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      act();
      ::_exit(0);
    } catch (const Error& e) {
      ::_exit(static_cast<int>(e.code()));
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(FileTest, IsMappedWhole) {
  const Path path = folder_ / "a";
  replace_file(path, "hello");
  MappedFile first(path);
  EXPECT_EQ(to_hex(first.bytes()), to_hex(as_bytes("hello")));
  MappedFile second = std::move(first);
  EXPECT_TRUE(first.bytes().empty());
  first = std::move(second);
  EXPECT_EQ(first.bytes().size(), 5U);
  replace_file(path, "");
  EXPECT_TRUE(MappedFile(path, MappedFile::Access::kSequential).bytes().empty());
}

TEST_F(FileTest, IsNotMappedWhereItIsNoRegularFile) {
  fails([&] { MappedFile(folder_ / "absent"); }, ErrorCode::kIo, "absent: cannot open: No such");
  fails([&] { MappedFile{folder_}; }, ErrorCode::kBadInput, "not a regular file");
  const Path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  fails([&] { MappedFile{pipe}; }, ErrorCode::kBadInput, "not a regular file");
}

TEST_F(FileTest, IsWrittenAtOffsets) {
  const Path path = folder_ / "a";
  OutputFile file(path, OutputFile::Mode::kTruncate);
  file.write_at(3, as_bytes("def"));
  file.write_at(0, as_bytes("abc"));
  file.write_at(9, {});
  file.sync();
  EXPECT_EQ(file.size(), 6U);
  EXPECT_EQ(read_file(path), "abcdef");
  OutputFile kept(path, OutputFile::Mode::kKeep);
  file = std::move(kept);
  file.write_at(6, as_bytes("g"));
  EXPECT_EQ(read_file(path), "abcdefg");
  EXPECT_EQ(OutputFile(path, OutputFile::Mode::kTruncate).size(), 0U);
}

TEST_F(FileTest, IsReplacedWithoutATrace) {
  const Path path = folder_ / "a";
  replace_file(path, "old");
  replace_file(path, "new");
  EXPECT_EQ(read_file(path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, IsNotReplacedWhereItIsNoRegularFile) {
  fs::create_directory(folder_ / "d");
  fails([&] { replace_file(folder_ / "d", "x"); }, ErrorCode::kBadInput, "not a regular file");
  fs::create_symlink("/dev/null", folder_ / "null");
  fails([&] { replace_file(folder_ / "null", "x"); }, ErrorCode::kBadInput, "not a regular file");
  EXPECT_TRUE(fs::is_symlink(folder_ / "null"));
  fails([&] { replace_file(folder_ / "absent" / "a", "x"); }, ErrorCode::kIo, "cannot open");
}

// What others put beside the file is not written through, and is gone afterwards.
TEST_F(FileTest, IsNeverWrittenThroughALink) {
  const Path victim = folder_ / "victim";
  replace_file(victim, "precious");
  fs::create_symlink(victim, folder_ / "a.new");
  replace_file(folder_ / "a", "x");
  EXPECT_EQ(read_file(folder_ / "a"), "x");
  EXPECT_FALSE(fs::is_symlink(folder_ / "a"));
  fs::create_hard_link(victim, folder_ / "b");
  OutputFile(folder_ / "b", OutputFile::Mode::kNew).write_at(0, as_bytes("y"));
  EXPECT_EQ(read_file(folder_ / "b"), "y");
  EXPECT_EQ(read_file(victim), "precious");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3);
  fs::create_directories(folder_ / "c.new" / "full");
  fails([&] { replace_file(folder_ / "c", "x"); }, ErrorCode::kIo, "cannot open: File exists");
}

TEST_F(FileTest, FullDiskSaysSo) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  OutputFile file("/dev/full", OutputFile::Mode::kKeep);
  fails([&] { file.write_at(0, as_bytes("x")); }, ErrorCode::kIo, "The disk is full");
}

// A file may grow to some length and no further: what was there stays, and no half lies beside it.
TEST_F(FileTest, IsReplacedWholeOrNotAtAll) {
  const Path path = folder_ / "a";
  replace_file(path, "old");
  const int code = in_child([&] {
    const rlimit most{.rlim_cur = 10, .rlim_max = 10};
    ::setrlimit(RLIMIT_FSIZE, &most);
    std::signal(SIGXFSZ, SIG_IGN);
    replace_file(path, "longer than ten bytes");
  });
  EXPECT_EQ(code, static_cast<int>(ErrorCode::kIo));
  EXPECT_EQ(read_file(path), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, IsReadUpToALimit) {
  const Path path = folder_ / "a";
  replace_file(path, "12345");
  EXPECT_EQ(read_file(path, 5), "12345");
  fails([&] { read_file(path, 4); }, ErrorCode::kBadInput, "larger than 4 bytes");
  EXPECT_EQ(read_file_or_stdin(path), "12345");
  fails([&] { read_file(folder_ / "absent"); }, ErrorCode::kIo, "cannot open");
  fails([&] { read_file(folder_); }, ErrorCode::kIo, "cannot read");
}

// Another process finds the lock taken while we hold it, and free afterwards.
TEST_F(FileTest, LockHoldsForOneProcess) {
  const auto other_gets_it = [&] { return in_child([&] { const FolderLock lock(folder_); }); };
  {
    const FolderLock lock(folder_);
    EXPECT_EQ(other_gets_it(), static_cast<int>(ErrorCode::kBusy));
  }
  EXPECT_EQ(other_gets_it(), 0);
  fails([&] { FolderLock lock(folder_ / "absent"); }, ErrorCode::kIo, "cannot open");
}

}  // namespace
}  // namespace spoor
