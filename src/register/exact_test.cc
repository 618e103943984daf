#include "register/exact.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"

namespace spoor::reg {
namespace {

Exact exact(std::string_view text) { return Exact::parse(text); }

TEST(Exact, KeepsEveryDigitThatWasWritten) {
  for (const char* text : {"0", "951000000", "-0.25", "4502.9", "0.000000000000000001",
                           "99999999999999999999999999999999999999.5"})
    EXPECT_EQ(exact(text).text(), text);
  EXPECT_EQ(exact("4502.900").text(), "4502.9");
  EXPECT_EQ(exact("007").text(), "7");
  EXPECT_EQ(exact("-0").text(), "0");
  EXPECT_EQ(Exact(), exact("0.000"));
}

TEST(Exact, RefusesOtherSpellings) {
  const std::string sixty(60, '9');
  EXPECT_EQ(exact(sixty).text(), sixty);
  for (const std::string& text :
       {std::string(), std::string("-"), std::string("."), std::string("1."), std::string(".5"),
        std::string("1e9"), std::string("1,000"), std::string("+1"), std::string(" 1"),
        std::string("1 "), std::string("1.2.3"), std::string("--1"), std::string("nan"),
        std::string("0x10"), sixty + "1", sixty + ".1"})
    EXPECT_THROW(exact(text), Error) << text;
}

TEST(Exact, RoundsHalfToEven) {
  EXPECT_EQ(exact("0.5").fixed(0), "0");
  EXPECT_EQ(exact("1.5").fixed(0), "2");
  EXPECT_EQ(exact("2.5").fixed(0), "2");
  EXPECT_EQ(exact("-2.5").fixed(0), "-2");
  EXPECT_EQ(exact("-0.5").fixed(0), "0");
  EXPECT_EQ(exact("2.5000001").fixed(0), "3");
  EXPECT_EQ(exact("338.65").fixed(1), "338.6");
  EXPECT_EQ(exact("338.75").fixed(1), "338.8");
  EXPECT_EQ(exact("7").fixed(2), "7.00");
  EXPECT_EQ(exact("-0.004").fixed(2), "0.00");
  EXPECT_EQ((Exact(2) / Exact(3)).fixed(3), "0.667");
}

TEST(Exact, RoundsToFiguresThatCount) {
  EXPECT_EQ(exact("263112345").to_figures(2).text(), "260000000");
  EXPECT_EQ(exact("265000000").to_figures(2).text(), "260000000");
  EXPECT_EQ(exact("275000000").to_figures(2).text(), "280000000");
  EXPECT_EQ(exact("0.0012345").to_figures(3).text(), "0.00123");
  EXPECT_EQ(exact("999").to_figures(2).text(), "1000");
  EXPECT_EQ(exact("-999").to_figures(1).text(), "-1000");
  EXPECT_EQ(exact("1000").to_figures(1).text(), "1000");
  EXPECT_EQ(Exact().to_figures(2).text(), "0");
}

TEST(Exact, TellsThirdsFromWhatEnds) {
  EXPECT_EQ((Exact(1) / Exact(8)).text(), "0.125");
  EXPECT_EQ((Exact(1) / Exact(3)).text(), "0.333333333333333333333333333333");
  EXPECT_EQ(Exact(1) / Exact(3) + Exact(1) / Exact(3) + Exact(1) / Exact(3), Exact(1));
  EXPECT_THROW(Exact(1) / Exact(), Error);
}

TEST(Exact, IsOrderedAsNumbersAre) {
  EXPECT_LT(exact("-1"), exact("0"));
  EXPECT_LT(exact("0.3"), Exact(1) / Exact(3));
  EXPECT_GT(exact("10"), exact("9.99"));
  EXPECT_DOUBLE_EQ(exact("2.5").approximately(), 2.5);
}

TEST(Exact, AddingWhileCopiesLiveLeavesThemAlone) {
  Exact a(5);
  const Exact before = a;
  a += Exact(1);
  EXPECT_EQ(before, Exact(5));
  EXPECT_EQ(a, Exact(6));
}

RC_GTEST_PROP(ExactLaws, SumsDoNotDependOnOrder, (std::int32_t a, std::int32_t b, std::int32_t c)) {
  const Exact x(a), y(b), z(c);
  RC_ASSERT(x + y + z == z + y + x);
  RC_ASSERT(x * (y + z) == x * y + x * z);
  if (b != 0) RC_ASSERT(x / y * y == x);
}

RC_GTEST_PROP(ExactLaws, RoundingMovesByHalfAUnitAtMost, (std::int32_t a, std::uint16_t b)) {
  const Exact x = Exact(a) / Exact(std::int64_t{b} + 1);
  const Exact off = x - Exact::parse(x.fixed(2));
  RC_ASSERT(off <= Exact::parse("0.005"));
  RC_ASSERT(off >= Exact::parse("-0.005"));
}

}  // namespace
}  // namespace spoor::reg
