// Which known word did somebody mean?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

// The known word with the fewest changes (a letter more, less, other, or two swapped) from `word`,
// where that is at most a third of its letters; of equal ones the first.
std::optional<std::string> near_word(std::string_view word, const std::vector<std::string>& known);

// "Did you mean 'trace'? " and then `otherwise`, or `otherwise` alone where nothing is near.
std::string suggestion(std::string_view word, const std::vector<std::string>& known,
                       std::string_view otherwise);

}  // namespace spoor
