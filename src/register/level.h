// How far an attribution carries: derived from who says it in what kind of document, never stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/model.h"

namespace spoor::reg {

// Descending. kDisputed: a dissent of equal or better standing exists. kNone: nobody lays it there.
enum class Level : std::uint8_t {
  kConvicted,
  kCharged,
  kListed,
  kStated,
  kSuspected,
  kAssessed,
  kDisputed,
  kNone
};

// What one attribution counts for by itself (its `denies` aside):
//   court, in a judgment                                         convicted
//   prosecutor, in an indictment or criminal complaint           charged
//   sanctions authority, in a listing                            listed
//   prosecutor, authority or government, in a document of its own stated
//   the Panel, a monitoring team, a member state; a government that one of them quotes   suspected
//   everybody else, and officials known only at second hand      assessed
Level level_of(const Register& reg, const Attribution& attribution);

struct Standing {
  Level level = Level::kNone;
  std::vector<const Attribution*> by;        // those that reach the level, or nothing
  std::vector<const Attribution*> dissents;  // all of them
};

// Of all that was said of the incident about that actor or those below it. With `known_by`, only
// what is proven to have been public by that day; unconfirmed attributions never count.
Standing standing(const Register& reg, const Incident& incident, std::string_view actor,
                  std::optional<Day> known_by = {});

// Is `actor` that node or below it?
bool is_within(const Register& reg, std::string_view actor, std::string_view node);

std::string_view word(Level level);
std::optional<Level> level_from_word(std::string_view text);

}  // namespace spoor::reg
