// A folder of YAML files into a Register, wholly or not at all.
#pragma once

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

struct Loaded {
  Register content;             // empty where there are errors
  std::vector<Finding> errors;  // in the order of files and lines
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
