// The style sheet of the product's pages.
#pragma once

#include <string_view>

namespace spoor::dossier {

std::string_view page_style();

}  // namespace spoor::dossier
