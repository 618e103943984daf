// A command as a person would type it into a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spoor::dossier {

// Words joined by spaces; a word with anything but letters, digits and _ - . / : = , @ % + is put
// in single quotes.
std::string shell_command(const std::vector<std::string>& words);

}  // namespace spoor::dossier
