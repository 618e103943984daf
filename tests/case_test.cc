// Every tests/cases/**/*.case is a test: its story becomes block files and a ledger that verify
// finds sound, its questions are answered, and the answers must be the rows that it expects, in
// their order. A trace is asked of the engine and of the naive tracer.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "tests/case_answer.h"
#include "tests/case_file.h"
#include "tests/naive_tracer.h"

namespace spoor::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(SPOOR_CASES))
    if (entry.path().extension() == ".case") files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string text = fs::path(info.param).lexically_relative(SPOOR_CASES).replace_extension();
  std::ranges::replace_if(text, [](char c) { return !std::isalnum(c); }, '_');
  return text;
}

// What is missing with a minus, what is too much with a plus, in the order of the rows.
std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& got) {
  std::string text;
  std::size_t next = 0;
  for (const std::string& row : got) {
    const auto found =
        std::find(expected.begin() + static_cast<std::ptrdiff_t>(next), expected.end(), row);
    if (found == expected.end()) {
      text += "  + " + row + "\n";
      continue;
    }
    const auto place = static_cast<std::size_t>(found - expected.begin());
    for (; next < place; ++next) text += "  - " + expected[next] + "\n";
    text += "    " + row + "\n";
    ++next;
  }
  for (; next < expected.size(); ++next) text += "  - " + expected[next] + "\n";
  return text;
}

constexpr std::string_view kRefused = "refused";

bool expects_refusal(const Question& question) {
  return question.rows.size() == 1 && question.rows[0].words[0] == kRefused;
}

// A refusal states a part of the message.
bool matches(const std::vector<std::string>& expected, const std::vector<std::string>& got) {
  constexpr std::string_view kPrefix = "refused ";
  if (expected.size() == 1 && got.size() == 1 && expected[0].starts_with(kPrefix))
    return got[0].starts_with(kPrefix) &&
           got[0].find(expected[0].substr(kPrefix.size())) != std::string::npos;
  return expected == got;
}

void check(const Question& question, const StoryLedger& ledger, const std::string& file,
           TraceFunction trace, const char* who) {
  std::vector<std::string> expected;
  for (const simulator::Line& row : question.rows)
    expected.push_back(normal_form(question.words, row, ledger.story()));
  const std::vector<std::string> got = answer(question.words, ledger, trace);
  EXPECT_TRUE(matches(expected, got))
      << file << ":" << question.words.number << ": " << who << " answers (- expected, + got)\n"
      << difference(expected, got);
}

class Cases : public ::testing::TestWithParam<std::string> {};

TEST_P(Cases, AnswersAsExpected) {
  const Case one = read_case(GetParam());
  const StoryLedger ledger(one.story);
  sound_columns(ledger.ledger().folder());
  for (const Question& question : one.questions) {
    check(question, ledger, GetParam(), tracing::trace, "the engine");
    if (asks_for_trace(question.words) && !expects_refusal(question))
      check(question, ledger, GetParam(), naive_trace, "the naive tracer");
  }
}

INSTANTIATE_TEST_SUITE_P(Words, Cases, ::testing::ValuesIn(case_files()), test_name);

TEST(CaseDifference, ShowsWhatIsMissingAndWhatIsTooMuch) {
  EXPECT_EQ(difference({"a", "b", "d"}, {"a", "c", "d"}), "    a\n  + c\n  - b\n    d\n");
}

}  // namespace
}  // namespace spoor::testing
