// A register as a reader could have had it on a day: what was said later is not in it, nor what
// nobody proves to have been said by then. Whatever is computed from it is right as of that day.
//
// Claims, attributions, observations, links and headlines go by their `known_from`. Reports, yearly
// series and disputes have none and go by the publication of their sources: by the last day of it,
// where it is a span. An incident goes if nothing of it stays, or if it had not begun. Names, days,
// victims, sectors, countries and what else is no statement stay as the register has them today.
#pragma once

#include "register/sieve.h"

namespace spoor::reg {

struct KnownBy {
  Register content;
  LeftOut later;     // became public after the day
  LeftOut unproven;  // when it did is not proven
};
KnownBy known_by(Register reg, Day day);

// Is anything of it proven to have been public by that day: a claim, an attribution, an
// observation?
bool was_public(const Incident& incident, Day day);

}  // namespace spoor::reg
