// `spoor doctrines`: each doctrine with its rule, its source, and when it misleads.
#pragma once

#include <string>

namespace spoor::dossier {

std::string doctrine_list_text();  // for a terminal of eighty columns
std::string doctrine_list_json();  // [{names, rule, source, misleads}, …]

}  // namespace spoor::dossier
