// Real data for tests: files that are not part of the project. A test of a fixture that derives
// from RealDataTest is skipped, and says why, where the folder is absent.
//
//   class Vectors : public RealDataTest {};
//   TEST_F(Vectors, …) { … file("vectors/bip-0173.mediawiki") … }
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

#include "base/file.h"

namespace spoor {

class RealDataTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const char* folder = std::getenv("SPOOR_TEST_DATA"))
      folder_ = folder;
    else if (const char* source = std::getenv("SPOOR_SOURCE_DIR"))
      folder_ = Path(source) / "../shared/data";
    if (folder_.empty() || !std::filesystem::is_directory(folder_))
      GTEST_SKIP() << "the real data is not here: set SPOOR_TEST_DATA to its folder";
  }
  Path file(std::string_view name) const { return folder_ / name; }

 private:
  Path folder_;
};

}  // namespace spoor
