// The program itself, run as a user runs it: words in, standard output, standard error and exit
// code out. Chains are told in words (docs/cases.md).
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "simulator/words.h"
#include "tests/ledger/ledger_fixture.h"

namespace spoor {

// Of the project.
Path source_folder();

struct Outcome {
  int exit_code = -1;  // 128 + the signal that ended it
  std::string out;
  std::string err;
};

class ProgramTest : public testing::Test {
 protected:
  // Runs spoor in the scratch folder.
  Outcome spoor(std::vector<std::string> words, std::string_view input = {}) const;
  // Its standard output; expects exit code 0 and, unless told, a silent standard error.
  enum class Says { kNothing, kSomething };
  std::string good(const std::vector<std::string>& words, Says says = Says::kNothing) const;
  // Expects that the JSON on its standard output obeys docs/schema/NAME.json, and gives it.
  std::string good_json(const std::string& schema, std::vector<std::string> words) const;
  // Expects that it fails with that code, says that text on standard error and nothing else.
  void expect_failure(int exit_code, std::string_view text,
                      const std::vector<std::string>& words) const;

  // Tells a chain, writes it to `blocks`, and ingests it into `ledger`.
  simulator::Story ledger_of(std::string_view words) const;
  void write(std::string_view file, std::string_view text) const;
  std::string read(std::string_view file) const;
  bool exists(std::string_view file) const;

  ScratchFolder scratch_;
};

// "TXID:VOUT" of a coin of the story.
std::string coin_text(const simulator::Story& story, std::string_view name);
std::string txid_text(const simulator::Story& story, const std::string& name);
std::vector<std::string> lines_of_text(const std::string& text);

}  // namespace spoor
