#include "dossier/figure_text.h"

#include <gtest/gtest.h>

namespace spoor::dossier {
namespace {

using reg::Bound;
using reg::Bounds;
using reg::Exact;
using reg::Range;

TEST(FigureText, ASumSaysOfItsBoundsWhatFollowsFromItsParts) {
  const Range point{Exact(12'000'000), Exact(12'000'000)};
  const Range range{Exact(12'000'000), Exact(13'000'000)};
  EXPECT_EQ(bounded_millions({}, point), "12.0");
  EXPECT_EQ(bounded_millions(Bound::kAtLeast, point), "at least 12.0");
  EXPECT_EQ(bounded_millions(Bound::kAbout, range), "about 12.0 to 13.0");
  EXPECT_EQ(bounded_millions(Bound::kAtLeast, range), "12.0 to 13.0 or more");
  EXPECT_EQ(bounded_millions(Bound::kAtMost, range), "12.0 to 13.0 or less");
  EXPECT_EQ(bounded_millions(Bound::kAtMost, range, 0, " million"), "12 to 13 million or less");
  Bounds both = Bound::kAtLeast;
  both += Bound::kAtMost;
  EXPECT_EQ(bounded_millions(both, point), "12.0 (1 part at least, 1 at most)");
  both += Bound::kAtLeast;
  EXPECT_EQ(bounded_millions(both, range, 0), "12 to 13 (2 parts at least, 1 at most)");
}

}  // namespace
}  // namespace spoor::dossier
