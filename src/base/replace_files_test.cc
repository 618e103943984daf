#include "base/replace_files.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor {
namespace {

namespace fs = std::filesystem;

// What one of them cannot be replaces none, and leaves nothing beside it.
TEST(ReplaceFiles, AllOrNone) {
  std::string form = (fs::temp_directory_path() / "spoor-replace-XXXXXX").string();
  const Path folder = ::mkdtemp(form.data());
  replace_files({{folder / "a", "one"}, {folder / "b", "two"}});
  EXPECT_EQ(read_file(folder / "b"), "two");
  fs::create_directory(folder / "c");
  EXPECT_THROW(replace_files({{folder / "a", "new"}, {folder / "c", "x"}, {folder / "b", "y"}}),
               Error);
  EXPECT_EQ(read_file(folder / "a"), "one");
  EXPECT_EQ(read_file(folder / "b"), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 3);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace spoor
