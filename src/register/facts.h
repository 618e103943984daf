// All that the register says on somebody's authority, one after the other: for the checks that hold
// for every kind of it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "register/model.h"

namespace spoor::reg {

struct Fact {
  std::string what;                  // "claim kucoin-2020/un21"
  std::vector<std::string> sources;  // none: nobody is named
  std::string locator;
  std::optional<KnownFrom> known_from;
  std::string party;  // who says so, or empty
  // What is not confirmed must be marked so; none where such a thing may not enter at all.
  std::optional<bool> unconfirmed;
  Place place;
};

// In the order of the register's files.
void each_fact(const Register& content, const std::function<void(const Fact&)>& visit);

// All claims by their ids, those of headlines too.
std::map<std::string, const Claim*> claims_by_id(const Register& content);

}  // namespace spoor::reg
