// A case over accounts: transfers, seeds, questions and the rows that are expected, in a text that
// needs no C++ to read or add. docs/cases.md describes the form.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spoor::testing {

struct AccountQuestion {
  std::uint64_t line = 0;
  std::vector<std::string> words;  // doctrine, then options
  std::vector<std::string> rows;   // expected, in order
};

struct AccountCase {
  std::string transfers;  // CSV
  std::string seeds;      // CSV, network `case`
  std::string openings;   // CSV
  std::vector<std::string> services;
  std::vector<std::string> pools;
  std::vector<AccountQuestion> questions;
};

// Throws Error(kBadInput) with file and line.
AccountCase read_account_case(const std::string& file);

}  // namespace spoor::testing
