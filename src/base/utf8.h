// Texts of others: are they UTF-8, and how much of one is shown?
#pragma once

#include <string>
#include <string_view>

namespace spoor {

// By the table of well-formed sequences in the Unicode standard (3.9): no overlong forms, no
// surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// The text to about 2,000 bytes: what a message quotes may be a whole file. Where it is longer its
// end gives way to "… (N bytes)", and no character is cut.
std::string for_message(std::string text);

}  // namespace spoor
