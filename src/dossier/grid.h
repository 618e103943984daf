// Columns for a terminal: cells padded to the widest of their column, two spaces between.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace spoor::dossier {

enum class Align : std::uint8_t { kLeft, kRight };

class Grid {
 public:
  explicit Grid(std::vector<Align> columns) : align_(std::move(columns)) {}

  // As many cells as columns, or fewer. Texts of others must have passed `visible`.
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // A line under the columns of the row before it, indented to the second column.
  void line(std::string text) { rows_.push_back({std::string(kWhole), std::move(text)}); }
  // Every line ends with a line feed and has no spaces before it.
  std::string text() const;

 private:
  static constexpr const char* kWhole = "\n";  // in the first cell: the second is a whole line

  std::vector<Align> align_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace spoor::dossier
