#include "dossier/grid.h"

#include <algorithm>

#include "dossier/text.h"

namespace spoor::dossier {

std::string Grid::text() const {
  std::vector<std::size_t> widths(align_.size(), 0);
  for (const auto& cells : rows_)
    for (std::size_t i = 0; i < cells.size() && cells[0] != kWhole; ++i)
      widths[i] = std::max(widths[i], columns(cells[i]));
  std::string out;
  for (const auto& cells : rows_) {
    std::string line;
    if (!cells.empty() && cells[0] == kWhole) {
      line = std::string(widths[0] + 2, ' ') + cells[1];
    } else {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(widths[i] - columns(cells[i]), ' ');
        if (i > 0) line += "  ";
        line += align_[i] == Align::kRight ? padding + cells[i] : cells[i] + padding;
      }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace spoor::dossier
