#include "register/content_hash.h"

#include <gtest/gtest.h>

#include "register/test_folder.h"

namespace spoor::reg {
namespace {

TEST(ContentHash, IsThatOfTheFilesAndNotOfThePlace) {
  const TestFolder one, two;
  const std::string hash = content_hash(one.path());
  EXPECT_EQ(hash.size(), 64U);
  EXPECT_EQ(content_hash(two.path()), hash);
  two.write(".git/HEAD", "main");
  EXPECT_EQ(content_hash(two.path()), hash);
}

TEST(ContentHash, IsOfWhatIsReadAndOfNothingElse) {
  const TestFolder folder, elsewhere;
  std::filesystem::remove_all(folder.path() / "incidents");
  std::filesystem::create_symlink(elsewhere.path() / "incidents", folder.path() / "incidents");
  const std::string hash = content_hash(folder.path());
  folder.write("notes/large.bin", "x");
  EXPECT_EQ(content_hash(folder.path()), hash);
  elsewhere.theft("country: KR\n");
  EXPECT_NE(content_hash(folder.path()), hash);
  EXPECT_THROW(content_hash(folder.path() / "absent"), Error);
}

TEST(ContentHash, ReadsNoFileThatNoRegisterHas) {
  const TestFolder folder;
  folder.write("stray.bin", "");
  std::filesystem::resize_file(folder.path() / "stray.bin", (std::uintmax_t{64} << 20) + 1);
  EXPECT_THROW(content_hash(folder.path()), Error);
}

TEST(ContentHash, ChangesWithEveryByteAndEveryName) {
  const TestFolder folder;
  const std::string hash = content_hash(folder.path());
  folder.theft("country: KR\n");
  const std::string changed = content_hash(folder.path());
  EXPECT_NE(changed, hash);
  folder.theft("");
  EXPECT_EQ(content_hash(folder.path()), hash);
  folder.write("empty.yaml", "");
  const std::string with_empty = content_hash(folder.path());
  EXPECT_NE(with_empty, hash);
  folder.remove("empty.yaml");
  folder.write("even.yaml", "");
  EXPECT_NE(content_hash(folder.path()), with_empty);
}

}  // namespace
}  // namespace spoor::reg
