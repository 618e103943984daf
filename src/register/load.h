// A folder of YAML files into a Register, wholly or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/file.h"
#include "register/model.h"

namespace spoor::reg {

// What is wrong, or worth knowing, and where.
struct Finding {
  Place place;
  std::string says;    // "unknown currency 'UDS'"
  std::string remedy;  // a sentence, or empty
};

// What is found while a register is read: the first kMost are kept, all are counted. A folder of
// others may have millions.
class Findings {
 public:
  static constexpr std::size_t kMost = 1'000;

  void push_back(Finding finding);
  std::uint64_t count() const { return count_; }
  // In the order of files and lines.
  std::vector<Finding> take();

 private:
  std::vector<Finding> kept_;
  std::uint64_t count_ = 0;
};

struct Loaded {
  Register content;             // empty where there are errors
  std::vector<Finding> errors;  // as Findings keeps them
  std::uint64_t error_count = 0;
};

// Reads all files and checks what crosses them: sources, parties, actors and incidents that are
// named must be there, duplicates and repeats must not go round. Throws Error only where the folder
// cannot be read.
Loaded read_register(const Path& folder);
// As read_register, but throws Error(kBadInput) with the first finding and how many more there are.
Register load_register(const Path& folder);

// Has it a locator, or its source a capture? If not, it is printed as "source not located".
bool is_located(const Register& content, const Citation& citation);

// What rests only on sources without locator or capture, or on none that confirms it
// (`check --strict`).
std::vector<Finding> unlocated(const Register& content);

}  // namespace spoor::reg
