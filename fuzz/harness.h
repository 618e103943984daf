// What every fuzzer here has in common: an input is either read or refused with an Error that
// blames the input. Any other exception, an assert or a sanitizer's complaint is a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/bytes.h"
#include "base/error.h"

// Always on, whatever the build: what must hold of an input that was read.
#define MUST(expression)                                                               \
  do {                                                                                 \
    if (!(expression)) {                                                               \
      std::fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #expression); \
      std::abort();                                                                    \
    }                                                                                  \
  } while (false)

namespace spoor::fuzz {

// Runs `read`; false where it refused the input.
template <class Read>
bool accepted(Read&& read) {
  try {
    std::forward<Read>(read)();
    return true;
  } catch (const Error& error) {
    MUST(error.code() == ErrorCode::kBadInput || error.code() == ErrorCode::kCorrupt);
    MUST(!error.message().empty());
    return false;
  }
}

}  // namespace spoor::fuzz
