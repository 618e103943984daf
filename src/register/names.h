// What a person may call a thing of the register: its id, a title, an alias. Commands take ids; one
// who gives a name instead, or an id misspelt, is told which was meant.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "register/model.h"

namespace spoor::reg {

struct Named {
  std::string id;
  std::vector<std::string> names;  // others than the id
};

std::vector<std::string> other_names(const Incident& incident);
std::vector<std::string> other_names(const Report& report);
std::vector<std::string> other_names(const Headline& headline);
std::vector<std::string> other_names(const Source& source);
std::vector<std::string> other_names(const Actor& actor);
std::vector<std::string> other_names(const Party& party);

template <class Thing>
std::vector<Named> named(const std::map<std::string, Thing>& things) {
  std::vector<Named> out;
  for (const auto& [id, thing] : things) out.push_back({id, other_names(thing)});
  return out;
}

// The ids that `asked` may mean, at most three: those whose id or name it is but for case and
// signs; else those where it is a part of one (from three letters on), the shortest first; else the
// one that is nearest (base/near_word.h).
std::vector<std::string> meant_by(std::string_view asked, const std::vector<Named>& known);

// Throws Error(kNotFound): "the register has no incident 'KuCoin'. Did you mean 'kucoin-2020'?
// OTHERWISE".
[[noreturn]] void throw_no_such(std::string_view kind, std::string_view asked,
                                const std::vector<Named>& known, std::string_view otherwise);

}  // namespace spoor::reg
