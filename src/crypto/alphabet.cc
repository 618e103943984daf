#include "crypto/alphabet.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor {

void Alphabet::throw_stranger(char c) const {
  throw_bad_input(
      fmt::format("not a {} character: byte 0x{:02x}", name_, static_cast<unsigned char>(c)));
}

}  // namespace spoor
