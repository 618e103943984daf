// Blocks that nobody here made, through the whole ingest. The figures were taken apart from this
// code.
#include <gtest/gtest.h>

#include <fstream>

#include "base/bytes.h"
#include "base/test_data.h"
#include "ledger/ledger.h"
#include "tests/ledger/ledger_fixture.h"

namespace spoor {
namespace {

using ledger::ChainView;
using ledger::Ledger;

class RealChain : public RealDataTest {
 protected:
  // A folder with one of the real block files in it, as blk00000.dat and on.
  Path folder_of(std::initializer_list<const char*> names) {
    const Path folder = scratch_ / "blocks";
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const char* name : names)
      std::filesystem::copy_file(file("bitcoin_blocks") / name,
                                 folder / ("blk0000" + std::to_string(number++) + ".dat"));
    return folder;
  }

  ScratchFolder scratch_;
};

TEST_F(RealChain, TheFirstSixWeeks) {
  const Path blocks = folder_of({"mainnet_blk00000_h0-4312.dat"});
  const ingest::BitcoinReport report = ingest_folder(blocks, scratch_ / "ledger");
  EXPECT_EQ(report.blocks, 4'313U);
  EXPECT_EQ(report.first_height, 0U);
  sound_columns(scratch_ / "ledger");
}

}  // namespace
}  // namespace spoor
