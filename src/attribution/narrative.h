// An assessment in sentences: the same ones for people and for programs. Each says one thing;
// likelihood and confidence never stand in one.
#pragma once

#include <string>
#include <vector>

#include "attribution/assessment.h"

namespace spoor::attribution {

// What it comes to: likelihood, each hard link, confidence, in this order.
std::vector<std::string> answer(const Assessment& a, const View& view);
// Could somebody have laid this trail on purpose?
std::vector<std::string> false_flag(const Assessment& a);
// What would change the picture most, the most first.
std::vector<std::string> would_change(const Assessment& a, const View& view);
// What the register holds nothing of. It is missing, never absent.
std::vector<std::string> not_checked(const Assessment& a);

}  // namespace spoor::attribution
