// The page of `spoor register compare`, for people.
#pragma once

#include <string>

#include "register/compare.h"

namespace spoor::cli {

// Figures in millions with that many decimals.
std::string compare_page(const reg::Comparison& comparison, int decimals);

}  // namespace spoor::cli
