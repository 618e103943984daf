// A case: a chain told in words, then questions, each with the rows that are expected.
//
//   block
//     pay: mined-1 -> alice 30 BTC, bob rest
//   seed theft: mined-1 1 BTC
//   ask trace --doctrine fifo
//     theft holding pay:0 1 BTC
//
// docs/cases.md describes the form.
#pragma once

#include <string>
#include <vector>

#include "simulator/words.h"
#include "simulator/words_text.h"

namespace spoor::testing {

struct Question {
  simulator::Line words;              // after `ask`
  std::vector<simulator::Line> rows;  // expected, in order
};

struct Case {
  simulator::Story story;
  std::vector<Question> questions;
};

// Throws Error(kBadInput) with file and line.
Case read_case(const std::string& file);

}  // namespace spoor::testing
