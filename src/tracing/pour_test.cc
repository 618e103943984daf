#include "tracing/pour.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tracing/portions.h"

namespace spoor::tracing {
namespace {

// A list written as it is read: "A3 c7" is three satoshis of A, then seven clean ones.
std::vector<Portion> parts(const std::string& text) {
  std::vector<Portion> list;
  std::size_t at = 0;
  while (at < text.size()) {
    const char label = text[at];
    std::size_t used = 0;
    const std::uint64_t amount = std::stoull(text.substr(at + 1), &used);
    list.push_back({label == 'c' ? kClean : Label{static_cast<std::uint16_t>(label - 'A' + 1)},
                    Satoshi{amount}});
    at += used + 1;
    while (at < text.size() && text[at] == ' ') ++at;
  }
  return list;
}

std::string text(std::span<const Portion> list) {
  std::string out;
  for (const Portion& part : list) {
    if (!out.empty()) out += ' ';
    out += part.label == kClean ? 'c' : static_cast<char>('A' + part.label.value - 1);
    out += std::to_string(part.amount.value);
  }
  return out;
}

struct Input {
  std::uint64_t value;
  std::string taint;
};

// "output | output | … | rest", or with rounding "… | rest / rounding".
std::string pour(const std::string& doctrine, const std::vector<Input>& inputs,
                 const std::vector<std::uint64_t>& outputs, FeeRule fee = FeeRule::kLast) {
  std::vector<std::vector<Portion>> lists;
  for (const Input& input : inputs) lists.push_back(parts(input.taint));
  std::vector<PourInput> in;
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    in.push_back({Satoshi{inputs[i].value}, lists[i]});
    rest += inputs[i].value;
  }
  std::vector<Satoshi> out;
  for (const std::uint64_t value : outputs) {
    out.push_back(Satoshi{value});
    rest -= value;
  }
  Pour run(parse_doctrine(doctrine));
  run.run(in, out, Satoshi{rest}, fee);
  std::string all;
  for (std::size_t i = 0; i < out.size(); ++i) all += text(run.output(i)) + " | ";
  all += text(run.rest());
  if (!run.rounding().empty()) all += " / " + text(run.rounding());
  return all;
}

const std::vector<Input> kMixture = {{3, "A3"}, {7, ""}, {2, "B2"}};

TEST(Pour, OrderedListsKeepTheOrderOfSatoshis) {
  EXPECT_EQ(pour("fifo", kMixture, {5, 4, 2}), "A3 c2 |  | c1 B1 | B1");
  EXPECT_EQ(pour("lifo", kMixture, {5, 4, 2}), "B2 c3 |  | A2 | A1");
  EXPECT_EQ(pour("tiho", kMixture, {4, 2, 5}), " |  | A3 B2 | ");
}

TEST(Pour, LastKeepsTheOrderInsideAnInput) {
  EXPECT_EQ(pour("last-first", {{3, "A1 B2"}, {2, "c1 A1"}}, {5}), "c1 A2 B2 | ");
}

TEST(Pour, TaintFirstPicksAcrossInputsInSerialOrder) {
  const std::vector<Input> inputs = {{5, "c2 B3"}, {4, "A1 c3"}};
  EXPECT_EQ(pour("taint-first-first", inputs, {3, 3, 3}), "B3 | A1 c2 |  | ");
  EXPECT_EQ(pour("clean-first-first", inputs, {3, 3, 3}), " | c2 B1 | B2 A1 | ");
}

TEST(Pour, ValueOrdersWholeInputsAndOutputsTiesLowerIndexFirst) {
  const std::vector<Input> inputs = {{2, "A2"}, {4, "B4"}, {2, "C2"}, {4, "D4"}};
  EXPECT_EQ(pour("highest-first", inputs, {12}), "B4 D4 A2 C2 | ");
  EXPECT_EQ(pour("smallest-first", inputs, {12}), "A2 C2 B4 D4 | ");
  const std::vector<Input> one = {{6, "A1 B1 C1 D1 E1 F1"}};
  EXPECT_EQ(pour("first-highest", one, {1, 2, 1, 2}), "E1 | A1 B1 | F1 | C1 D1 | ");
  EXPECT_EQ(pour("first-smallest", one, {2, 1, 2, 1}), "C1 D1 | A1 | E1 F1 | B1 | ");
  EXPECT_EQ(pour("first-last", one, {1, 2, 2}), "E1 | C1 D1 | A1 B1 | F1");
}

TEST(Pour, TheFeeIsLastWhateverOutSays) {
  EXPECT_EQ(pour("first-last", {{4, "A1 B1 C1 D1"}}, {1, 1}), "B1 | A1 | C1 D1");
  EXPECT_EQ(pour("first-highest", {{9, "A1 c8"}}, {2}), "A1 c1 | ");
}

TEST(Pour, ZeroValuesTakeNothing) {
  EXPECT_EQ(pour("fifo", {{0, ""}, {2, "A2"}}, {0, 2, 0}), " | A2 |  | ");
  EXPECT_EQ(pour("haircut", {{0, ""}, {2, "A2"}}, {0, 2, 0}), " | A2 |  | ");
  EXPECT_EQ(pour("poison", {{0, ""}, {2, "A2"}}, {0, 2, 0}), " | A2 |  | ");
}

TEST(Pour, NeighboursOfOneLabelMerge) {
  EXPECT_EQ(pour("fifo", {{2, "A2"}, {3, "A3"}}, {5}), "A5 | ");
  EXPECT_EQ(pour("taint-first-first", {{3, "A1 c1 A1"}, {1, "A1"}}, {4}), "A3 c1 | ");
}

// fee 4 of 20: shares 2, 1.2 and 0.8; the satoshi that rounding leaves is the first input's.
TEST(Pour, ProrataPreTakesTheFeeFromTheEndOfEachInput) {
  EXPECT_EQ(pour("fifo", {{10, "A8 c2"}, {6, "B6"}, {4, ""}}, {9, 7}, FeeRule::kProrataPre),
            "A7 B2 | B3 c4 | A1 c2 B1");
  // Inputs without value give nothing; order is by what the inputs were worth before.
  EXPECT_EQ(pour("fifo", {{0, ""}, {2, "A2"}, {2, "B2"}}, {3}, FeeRule::kProrataPre), "A1 B2 | A1");
  EXPECT_EQ(pour("highest-first", {{3, "A3"}, {4, "B4"}}, {5}, FeeRule::kProrataPre),
            "B3 A2 | A1 B1");
  EXPECT_EQ(pour("fifo", {{3, "A3"}}, {0}, FeeRule::kProrataPre), " | A3");
  EXPECT_EQ(pour("fifo", {{3, "A3"}}, {3}, FeeRule::kProrataPre), "A3 | ");
}

TEST(Pour, HaircutSharesEachLabelAndRoundsDown) {
  EXPECT_EQ(pour("haircut", kMixture, {5, 4, 2}), "A1 | A1 |  | A1 / B2");
  EXPECT_EQ(pour("haircut", {{10, "A1"}}, {5, 5}), " |  |  / A1");
  EXPECT_EQ(pour("haircut", {{10, "A10"}}, {3, 3}), "A3 | A3 | A4");
}

TEST(Pour, HaircutGivesTheResidueToTheFeeLabelsInOrder) {
  // 1 of A, 3 of B in 8; outputs of 3 and 3 get 0 and 1 each; fee 2 has room for A1 and one of B.
  EXPECT_EQ(pour("haircut", {{8, "A1 B3"}}, {3, 3}), "B1 | B1 | A1 B1");
  EXPECT_EQ(pour("haircut", {{7, "A1 B3"}}, {3, 3}), "B1 | B1 | A1 / B1");
}

TEST(Pour, PoisonIsAUnionOfLabels) {
  EXPECT_EQ(pour("poison", {{3, "A3"}, {1, ""}, {2, "A2 B2"}}, {5}), "A5 B5 | A1 B1");
}

TEST(Portions, AreSummedByLabel) {
  std::vector<Portion> out = parts("C9");
  append_by_label(parts("B1 c2 A3 B4 c5 A6 B7"), out);
  EXPECT_EQ(text(out), "C9 A9 B12");
  append_by_label(parts("c5"), out);
  EXPECT_EQ(text(out), "C9 A9 B12");
  EXPECT_EQ(tainted(parts("B1 c2 A3")), Satoshi{4});
}

}  // namespace
}  // namespace spoor::tracing
