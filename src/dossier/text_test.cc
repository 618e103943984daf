#include "dossier/text.h"

#include <gtest/gtest.h>

namespace spoor::dossier {
namespace {

TEST(Text, OrdinaryNamesPassUnchanged) {
  EXPECT_EQ(visible("Börse Zürich №7 取引所"), "Börse Zürich №7 取引所");
}

TEST(Text, WhatTheTerminalWouldObeyIsShownByItsNumber) {
  EXPECT_EQ(visible("a\x1b[31mred\nnext\t."), "a\\u{1b}[31mred\\u{a}next\\u{9}.");
  EXPECT_EQ(visible("\xc2\x9b"
                    "31m"),
            "\\u{9b}31m");  // the one-byte form of ESC [
}

TEST(Text, MarksThatTurnTheDirectionOfWritingAreShown) {
  EXPECT_EQ(visible("safe\xe2\x80\xae"
                    "live"),
            "safe\\u{202e}live");
  EXPECT_EQ(visible("a\xe2\x80\x8b"
                    "b"),
            "a\\u{200b}b");
}

TEST(Text, BytesThatAreNotUtf8AreShownOneByOne) {
  EXPECT_EQ(visible("\xff"
                    "a\xc3"),
            "\\x{ff}a\\x{c3}");
  EXPECT_EQ(visible("\xc0\xaf"), "\\x{c0}\\x{af}");             // overlong '/'
  EXPECT_EQ(visible("\xed\xa0\x80"), "\\x{ed}\\x{a0}\\x{80}");  // a surrogate
  EXPECT_EQ(utf8("\xff"
                 "a"),
            "\xef\xbf\xbd"
            "a");
}

TEST(Text, MarkupIsText) {
  EXPECT_EQ(html("<script>alert('x')</script> & \"q\""),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;");
}

TEST(Text, ASpreadsheetRunsNoName) {
  EXPECT_EQ(csv_text("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  EXPECT_EQ(csv_text("+1"), "'+1");
  EXPECT_EQ(csv_text("-1"), "'-1");
  EXPECT_EQ(csv_text("@a"), "'@a");
  EXPECT_EQ(csv_text("theft, part 2"), "\"theft, part 2\"");
  EXPECT_EQ(csv_text("#1"), "\"#1\"");
  EXPECT_EQ(csv_text("#1, \"x\""), "\"#1, \"\"x\"\"\"");
}

TEST(Text, FittingCutsBetweenCharacters) {
  EXPECT_EQ(columns("Zürich"), 6U);
  EXPECT_EQ(fit("Zürich", 6), "Zürich");
  EXPECT_EQ(fit("Zürich", 3), "Zü…");
}

TEST(Text, LinesBreakAtSpaces) {
  EXPECT_EQ(wrapped("  a  ", "one two three", 12), "  a  one two\n     three\n");
  EXPECT_EQ(wrapped("", "unbreakable is long", 5), "unbreakable\nis\nlong\n");
}

}  // namespace
}  // namespace spoor::dossier
