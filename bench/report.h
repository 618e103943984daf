// What a bench found, as one aligned table: each figure beside what it must and should reach.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace spoor::bench {

enum class Better { kMore, kLess };

struct Budget {
  double must = 0;
  double aim = 0;
  Better better = Better::kMore;
};

class Report {
 public:
  // `note` says against what. A figure without a budget is told, not judged.
  void add(std::string work, double value, std::string unit, std::string note = {});
  void add(std::string work, double value, std::string unit, const Budget& budget,
           std::string note = {});
  // A line over the rows that follow.
  void heading(std::string text);

  std::string table() const;
  bool all_reach_must() const;

 private:
  struct Row {
    std::string work;
    double value;
    std::string unit;
    std::optional<Budget> budget;
    std::string note;
  };

  std::vector<Row> rows_;  // a heading has no unit and no note
};

// Processor, cores, memory, kernel, libraries, load: what figures depend on.
std::string machine();

}  // namespace spoor::bench
