// Is a text of others UTF-8?
#pragma once

#include <string_view>

namespace spoor {

// By the table of well-formed sequences in the Unicode standard (3.9): no overlong forms, no
// surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace spoor
