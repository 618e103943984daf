// The text of a story as lines of words. "pay: a:0, b -> carol 3 BTC" is the words `pay:` `a:0` `,`
// `b` `->` `carol` `3` `BTC`. A comma or an arrow on either side of a line break joins the two
// lines;
// '#' begins a remark; "…" keeps spaces and commas in one word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace spoor::simulator {

struct Line {
  std::uint64_t number = 0;  // in the text, from 1
  std::vector<std::string> words;
};

// Throws Error(kBadInput) with the line.
std::vector<Line> lines_of(std::string_view text);

// A line read from left to right.
class WordReader {
 public:
  explicit WordReader(const Line& line) : line_(line) {}

  bool at_end() const { return position_ == line_.words.size(); }
  std::uint64_t line() const { return line_.number; }
  // The next word, or "" at the end.
  std::string_view peek() const;
  // Throws where there is none: "PLACE is missing".
  std::string_view take(std::string_view place);
  bool take_if(std::string_view word);
  // Throws where a word is left.
  void end() const;
  // "3" and "3 sat" are satoshi, "0.5 BTC" is exact to eight decimals.
  Satoshi amount();

 private:
  const Line& line_;
  std::size_t position_ = 0;
};

}  // namespace spoor::simulator
