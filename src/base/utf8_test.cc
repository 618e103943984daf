#include "base/utf8.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Utf8, WellFormed) {
  for (const char* text : {"", "abc", "\u00e9", "\ud55c\uad6d", "\U0001f600", "\x7f", "\uffff"})
    EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Utf8, IllFormed) {
  for (const char* text : {"\xff", "\x80", "a\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                           "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xc3(", "\xf5\x80"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Utf8, WhatIsLongIsCutForAMessage) {
  EXPECT_EQ(for_message("a word"), "a word");
  const std::string letters = "x" + std::string(1'998, 'y') + "€uro" + std::string(1 << 20, 'z');
  const std::string cut = for_message(letters);
  EXPECT_TRUE(is_utf8(cut));
  EXPECT_TRUE(cut.ends_with("y… (1050581 bytes)"));
  // Bytes that are no text are cut too.
  EXPECT_LT(for_message(std::string(5'000, '\x80')).size(), 2'100U);
}

}  // namespace
}  // namespace spoor
