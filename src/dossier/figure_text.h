// Amounts of money as people read them: rounded here, once, half to even.
#pragma once

#include <string>
#include <string_view>

#include "register/account.h"
#include "register/valuation.h"

namespace spoor::dossier {

// "1,234,567.8"; all its decimals where none are asked for.
std::string with_commas(const reg::Exact& amount, int decimals);
std::string with_commas(const reg::Exact& amount);
// Millions: "2,212.5". What is something and would read as nothing has its first two figures:
// "0.025"; nought is "0.0", and what is not known is no amount.
std::string millions(const reg::Exact& amount, int decimals = 1);
std::string plain_millions(const reg::Exact& amount, int decimals);  // for programs: "2212.5"
// "275.0 to 281.0", or one number where both round to the same.
std::string millions(const reg::Range& range, int decimals = 1);
// "at least 338.7", "about …", "at most …"; the text itself where it is exact.
std::string bounded(reg::Bound bound, std::string text);
// A sum in millions, with what the bounds of its parts make of it: "at least 338.7", "6,250.8 to
// 6,266.3 or more", and where they are bounded both ways "12.0 (3 parts at least, 1 at most)". The
// unit, as " million", stands behind the number.
std::string bounded_millions(const reg::Bounds& bounds, const reg::Range& range, int decimals = 1,
                             std::string_view unit = {});

}  // namespace spoor::dossier
