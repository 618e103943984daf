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

// A small amount is not nought.
TEST(FigureText, WhatWouldReadAsNothingHasItsFirstFigures) {
  EXPECT_EQ(millions(Exact(0)), "0.0");
  EXPECT_EQ(millions(Exact(25'000)), "0.025");
  EXPECT_EQ(millions(Exact(1'234)), "0.0012");
  EXPECT_EQ(millions(Exact(60'000)), "0.1");
  EXPECT_EQ(millions(Exact(-25'000)), "-0.025");
  EXPECT_EQ(millions(Range{Exact(25'000), Exact(300'000)}), "0.025 to 0.3");
  EXPECT_EQ(plain_millions(Exact(25'000), 6), "0.025000");
  EXPECT_EQ(plain_millions(Exact(25'000), 0), "0.025");
}

}  // namespace
}  // namespace spoor::dossier
