// Which of the statements that compete is taken for the loss of an incident.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/account.h"

namespace spoor::reg {

// latest     the one that was stated last
// official   the best standpoint; where only others speak, the best grade of theirs
// lowest, highest   by what they come to
// source=ID  those of one source
// Of several that are equal the best grade; of several that are still equal, the range.
struct Policy {
  enum class Kind : std::uint8_t { kLatest, kOfficial, kLowest, kHighest, kSource };
  Kind kind = Kind::kOfficial;
  std::string source = {};  // of kSource

  std::string text() const;  // "official", "source=UN19"
};
// Throws Error(kUsage).
Policy parse_policy(std::string_view text);

struct Choice {
  std::vector<const Statement*> chosen;  // none: nobody states a loss, or not that source
  std::optional<Range> range;            // none: nothing of it could be valued
  Bound bound = Bound::kExact;
  bool fell_back = false;  // official, and nobody official states it
};
// The account must outlive the choice.
Choice choose(const Account& account, const Policy& policy);

}  // namespace spoor::reg
